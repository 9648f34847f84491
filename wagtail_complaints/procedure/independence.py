"""Which rules say who may not have a part in a stage, where does each come from, and may it be set aside?

The rules are the procedure's own, and those of the law it is under. Two hold in every procedure: nobody looks again
at a decision of their own, and nobody sees to it that their own work is fair.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .limits import LegalStage, Regime
from .sign_off import answers_for
from .terms import Conflict, Does, Entry, Procedure, Stage
from .wording import listed

DECIDING = (Does.DECIDES, Does.DECIDES_INSTEAD, Does.SIGNS)
"""The parts of those who answer for the decision of a stage."""


class Declared(StrEnum):
    """What somebody can declare of themselves."""

    NOTHING = "nothing"
    EMPLOYED = "employed"
    MEMBER = "member"
    PARTNER = "partner"
    INVOLVED = "involved"


class Against(StrEnum):
    """What rules somebody out: the words of the procedure document, and the two that go without saying."""

    SUBJECT = Conflict.SUBJECT.value
    SAME_SERVICE = Conflict.SAME_SERVICE.value
    EARLIER = Conflict.EARLIER.value
    CONNECTED = Conflict.CONNECTED.value
    OWN_DECISION = "own-decision"
    OWN_WORK = "own-work"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that rules people out of a part. `source` says who says so."""

    against: Against
    source: str
    may_override: bool = False


EVERYWHERE = "every procedure"
"""The source of the rules that go without saying."""


def rules(procedure: Procedure, stage: Stage, does: Does, regime: Regime | None = None) -> tuple[Rule, ...]:
    """Return the rules about who may have this part in the stage, one for each thing that rules people out.

    Where several sources state one rule, it may be set aside only if each of them leaves a way.
    """
    stated = [*_of_the_law(procedure, stage, does, regime), *_of_the_procedure(stage, does)]
    found = tuple(_as_one(against, [rule for rule in stated if rule.against == against]) for against in Against)
    written = tuple(rule for rule in found if rule)
    return (*written, *_unwritten(stage, does, {rule.against for rule in written}))


def _as_one(against: Against, stated: list[Rule]) -> Rule | None:
    if not stated:
        return None
    sources = tuple(dict.fromkeys(rule.source for rule in stated))
    return Rule(against, listed(sources), all(rule.may_override for rule in stated))


def _of_the_procedure(stage: Stage, does: Does) -> Iterator[Rule]:
    """Yield what the procedure says of a part; where several share it, only what rules people out of each place."""
    for part in dict.fromkeys(person.does for person in stage.people if _speaks_of(person.does, does, stage)):
        places = [person for person in stage.people if person.does == part]
        source = f"this procedure (“{places[0].who or stage.decided_by}”)"
        for each in places[0].not_:
            if all(each in place.not_ for place in places):
                may_override = all(each in place.may_override for place in places)
                yield Rule(Against(each), source, may_override)


def _of_the_law(procedure: Procedure, stage: Stage, does: Does, regime: Regime | None) -> Iterator[Rule]:
    legal = legal_stage(procedure, stage, regime) if regime else None
    for part in (*regime.parts, *(legal.parts if legal else ())) if regime else ():
        if _speaks_of(part.does, does, stage):
            yield from (Rule(Against(each), part.ground.source, each in part.may_override) for each in part.not_)


def legal_stage(procedure: Procedure, stage: Stage, regime: Regime) -> LegalStage | None:
    """Return the stage of the law that this one is held against: offers and referrals are left out of the count."""
    numbered = [each.key for each in procedure.stages if each.entry not in (Entry.OFFER, Entry.REFERRAL)]
    place = numbered.index(stage.key) if stage.key in numbered else len(regime.stages)
    return regime.stages[place] if place < len(regime.stages) else None


def _speaks_of(stated: Does, does: Does, stage: Stage) -> bool:
    """Return whether a rule about one part is about another: who chairs a panel sits on it, who signs decides."""
    also = {Does.SIGNS: (Does.DECIDES,), Does.DECIDES_INSTEAD: (Does.DECIDES,)}
    if does == Does.CHAIRS and stage.has_panel:
        return stated in (Does.CHAIRS, Does.SITS)
    return stated == does or stated in also.get(does, ())


def _unwritten(stage: Stage, does: Does, written: Iterable[Against]) -> Iterator[Rule]:
    if Against.SUBJECT not in written:
        yield Rule(Against.SUBJECT, EVERYWHERE)
    if does in DECIDING and Against.EARLIER not in written and answers_for(stage):
        yield Rule(Against.OWN_DECISION, EVERYWHERE)
    if does in (Does.OBSERVES, Does.INVESTIGATES):
        yield Rule(Against.OWN_WORK, EVERYWHERE)
