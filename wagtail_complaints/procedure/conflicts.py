"""May this person have this part? What is known of them and of the case, held against the rules of independence.

People are whatever identifies them; None is nobody known, of whom nothing but their own word is held.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from .independence import DECIDING, Against, Declared, Rule, rules
from .limits import Regime
from .sign_off import answers_for
from .terms import Does, Procedure, Stage

Person = Hashable
Service = Hashable

TIES = frozenset({Declared.EMPLOYED, Declared.MEMBER, Declared.PARTNER})
"""The declarations that connect somebody with the council."""

_WORKERS = {Does.OBSERVES: (Does.INVESTIGATES,), Does.INVESTIGATES: (Does.OBSERVES,)}
"""Whose work each of these two looks at, or is looked at by."""


@dataclass(frozen=True, slots=True)
class Someone:
    """What is known of somebody. `services` are where they work; `had_to_do_with`, what they declared of others."""

    person: Person | None
    is_staff: bool = False
    declared: frozenset[Declared] = frozenset()
    services: frozenset[Service] = frozenset()
    had_to_do_with: frozenset[Service] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody has or had in a stage (a key) of the case."""

    stage: str
    does: Does
    person: Person
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What of the case bears on who may work in it.

    `subjects` are those it is about; `involved`, those who had a part in the matter before it was a case.
    """

    procedure: Procedure
    regime: Regime | None = None
    parts: tuple[Part, ...] = ()
    subjects: frozenset[Person] = frozenset()
    involved: frozenset[Person] = frozenset()
    service: Service | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """A rule that stands in somebody's way, and what of them it is about."""

    rule: Rule
    because: str

    @property
    def sentence(self) -> str:
        return f"{self.because}. That is ruled out by {self.rule.source}."


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody for a part in a stage of a case."""

    someone: Someone
    does: Does
    stage: Stage
    known: Known
    mine: tuple[Part, ...] = field(default=())

    def elsewhere(self) -> Iterator[Part]:
        return (part for part in self.mine if part.stage != self.stage.key)


def objections(
    someone: Someone, does: Does, stage: Stage, known: Known, set_aside: Iterable[Against] = ()
) -> tuple[Objection, ...]:
    """Return what stands in the way of somebody's having this part; nothing means that they may.

    `set_aside` are the rules set aside for them in this part: it counts only where the rule leaves a way.
    """
    mine = tuple(part for part in known.parts if someone.person is not None and part.person == someone.person)
    asked = Asked(someone, does, stage, known, mine)
    found = (
        Objection(rule, because)
        for rule in rules(known.procedure, stage, does, known.regime)
        if (because := _WHY[rule.against](asked)) and not (rule.may_override and rule.against in set_aside)
    )
    return (*found, *_of_later_parts(asked))


def _subject(asked: Asked) -> str:
    return "The complaint is about them" if asked.someone.person in asked.known.subjects else ""


def _same_service(asked: Asked) -> str:
    is_theirs = asked.known.service is not None and asked.known.service in asked.someone.services
    return "They work in the service that the complaint is about" if is_theirs else ""


def _earlier(asked: Asked) -> str:
    before = _stages_before(asked)
    if part := next((part for part in asked.elsewhere() if part.stage in before), None):
        return f"They had a part in “{_name(asked, part)}”"
    if asked.someone.person in asked.known.involved:
        return "They had a part in this matter before it was a complaint"
    if asked.known.service is not None and asked.known.service in asked.someone.had_to_do_with:
        return "They declared that they had to do with the service that the complaint is about"
    return ""


def _connected(asked: Asked) -> str:
    if asked.someone.is_staff:
        return "They are an officer of the council"
    if asked.someone.declared & TIES:
        return "They declared that they are, or are married to, a member or officer of the council"
    return ""


def _own_decision(asked: Asked) -> str:
    before, known = _stages_before(asked), asked.known.procedure
    decided = (
        part
        for part in asked.elsewhere()
        if part.stage in before and part.does in DECIDING and answers_for(known.stage(part.stage))
    )
    part = next(decided, None)
    return f"They decided “{_name(asked, part)}”" if part else ""


def _own_work(asked: Asked) -> str:
    work = _WORKERS[asked.does]
    here = (part for part in asked.mine if part.stage == asked.stage.key and not part.is_over)
    if any(part.does in work for part in here):
        return "They would see to the fairness of their own investigation"
    return ""


_WHY = {
    Against.SUBJECT: _subject,
    Against.SAME_SERVICE: _same_service,
    Against.EARLIER: _earlier,
    Against.CONNECTED: _connected,
    Against.OWN_DECISION: _own_decision,
    Against.OWN_WORK: _own_work,
}


def _of_later_parts(asked: Asked) -> Iterator[Objection]:
    """Yield the rules about a part that they have in a later stage, which this one would break."""
    before = _stages_before(asked)
    for part in asked.elsewhere():
        if part.is_over or part.stage in before:
            continue
        stage = asked.known.procedure.stage(part.stage)
        for rule in rules(asked.known.procedure, stage, part.does, asked.known.regime):
            if rule.against == Against.EARLIER or (rule.against == Against.OWN_DECISION and asked.does in DECIDING):
                yield Objection(rule, f"They have a part in “{stage.name}”, for people who had none before")


def _stages_before(asked: Asked) -> frozenset[str]:
    keys = [stage.key for stage in asked.known.procedure.stages]
    return frozenset(keys[: keys.index(asked.stage.key)])


def _name(asked: Asked, part: Part) -> str:
    return asked.known.procedure.stage(part.stage).name
