"""Where does a procedure differ from the law it is under? What, where, why, and by which source.

It advises and never refuses: a council may have its reasons. Nothing here names a regime; the regime documents do.
"""

from collections.abc import Iterable, Iterator

from .finding import Finding, What
from .lengths import is_surely_longer
from .limit_findings import findings_of_limit
from .limits import Ground, LegalStage, Part, Regime, regime_from
from .problem import Path
from .prose_findings import of_early_stage, of_evidence, of_offers, of_page_numbers
from .terms import UNITED_KINGDOM, Conflict, Does, Entry, External, Person, Procedure, Stage
from .wording import listed

__all__ = ["Finding", "Regime", "What", "compare", "regime_from"]

_RULED_OUT = {
    Conflict.SUBJECT: "somebody whom the complaint is about",
    Conflict.SAME_SERVICE: "somebody from the same service",
    Conflict.EARLIER: "somebody who had any part in it before",
    Conflict.CONNECTED: "a member or officer of the council, or somebody married to one",
}
_DOES = {does: str(does) for does in Does} | {
    Does.OBSERVES: "sees that it is done fairly",
    Does.SITS: "sits on the panel",
    Does.SIGNS: "signs the response",
}


def compare(procedure: Procedure, regime: Regime) -> tuple[Finding, ...]:
    """Return every way in which the procedure differs from the regime, in the order of the document."""
    return (
        *_of_the_whole(procedure, regime),
        *_of_the_stages(procedure, regime),
        *_of_bodies(procedure, regime),
        *of_page_numbers(procedure),
    )


def _called(place: str) -> str:
    """Return “Northern Ireland”, or “the whole United Kingdom”."""
    name = place.replace("-", " ").title()
    return f"the whole {name}" if place == UNITED_KINGDOM else name


def _of_the_whole(procedure: Procedure, regime: Regime) -> Iterator[Finding]:
    if procedure.nation not in regime.nations:
        ground = Ground(regime.title, read=True)
        yield Finding.by(
            What.NATION, ("nation",), ground, f"These rules are not those of {_called(procedure.nation)}."
        )
    if regime.calendar and procedure.calendar != regime.calendar:
        why = f"Count by the bank holidays of {_called(regime.calendar)}."
        yield Finding.by(What.CALENDAR, ("calendar",), regime.calendar_ground, why)
    limit = regime.time_limit
    if limit and procedure.time_limit and is_surely_longer(limit, procedure.time_limit):
        why = f"People have {limit} to complain; the procedure gives {procedure.time_limit}."
        yield Finding.by(What.TIME_LIMIT, ("time_limit",), regime.time_limit_ground, why)
    if regime.advocates and procedure.advocates not in (regime.advocates, "anyone"):
        why = "The procedure does not say who is offered an advocate."
        yield Finding.by(What.ADVOCATES, ("advocates",), regime.advocates_ground, why)
    everyone = [person for stage in procedure.stages for person in stage.people]
    for part in regime.parts:
        yield from _of_part(part, everyone, ("stage",), ("stage",))


def _of_the_stages(procedure: Procedure, regime: Regime) -> Iterator[Finding]:
    numbered = [
        (number, stage)
        for number, stage in enumerate(procedure.stages)
        if stage.entry not in (Entry.OFFER, Entry.REFERRAL)
    ]
    if regime.most_stages and len(numbered) > regime.most_stages:
        where = ("stage", numbered[regime.most_stages][0])
        why = f"There are {len(numbered)} stages, and no more than {regime.most_stages} may be gone through."
        yield Finding.by(What.TOO_MANY_STAGES, where, regime.most_stages_ground, why)
    if regime.early_stage:
        yield from of_early_stage(procedure, regime, len(numbered))
    for (number, stage), legal in zip(numbered, regime.stages, strict=False):
        yield from _of_stage(stage, legal, regime, ("stage", number))
    for legal in regime.stages[len(numbered) :]:
        why = f"There is no stage for this: {legal.name}."
        yield Finding.by(What.STAGE_MISSING, ("stage",), legal.ground, why, legal.name)
    if regime.offers:
        yield from of_offers(procedure, regime.offers)


def _of_stage(stage: Stage, legal: LegalStage, regime: Regime, path: Path) -> Iterator[Finding]:
    if legal.by_right:
        yield from _of_right(stage, legal.by_right, path)
        yield from of_evidence(stage, regime.evidence, legal.by_right, path)
    if legal.direct and not stage.direct:
        why = "A case may also open in this stage at once, and the procedure does not say so."
        yield Finding.by(What.NOT_DIRECT, (*path, "direct"), legal.direct, why)
    if legal.window:
        yield from _of_window(stage, legal, path)
    for reason in stage.hold_reasons if legal.holds else ():
        if reason not in legal.holds.reasons:
            why = f"“{reason}” is no reason to stop this stage's clocks."
            yield Finding.by(What.HOLD, (*path, "hold_reasons"), legal.holds.ground, why, reason)
    for limit in legal.limits:
        yield from findings_of_limit(stage, limit, path)
    for part in legal.parts:
        rows = [number for number, person in enumerate(stage.people) if person.does == part.does]
        missing = (*path, "person")
        yield from _of_part(part, stage.people, missing, (*missing, rows[0]) if rows else missing)


def _of_right(stage: Stage, ground: Ground, path: Path) -> Iterator[Finding]:
    if stage.entry == Entry.GATE:
        why = "Somebody decides whether this stage is opened, where people have a right to it."
        yield Finding.by(What.GATE, (*path, "entry"), ground, why)
    if stage.grounds:
        why = "People have a right to this stage whatever their grounds: say that they may have others."
        yield Finding.by(What.GROUNDS, (*path, "grounds"), ground, why)


def _of_window(stage: Stage, legal: LegalStage, path: Path) -> Iterator[Finding]:
    window, least = stage.escalation_window, legal.window.at_least
    where = (*path, "escalation_window")
    if not window:
        why = f"The procedure does not say that the next stage can be asked for within {least}."
        yield Finding.by(What.WINDOW_MISSING, where, legal.window.ground, why)
    elif is_surely_longer(least, window.within):
        why = f"The next stage can be asked for within {least}; the procedure gives {window.within}."
        yield Finding.by(What.WINDOW_SHORT, where, legal.window.ground, why)


def _of_part(part: Part, people: Iterable[Person], missing: Path, weak: Path) -> Iterator[Finding]:
    having = [person for person in people if person.does == part.does]
    does = _DOES[part.does]
    if not having and part.does != Does.DECIDES:
        yield Finding.by(What.PART_MISSING, missing, part.ground, f"Nobody {does}.", part.does)
    elif not any(set(part.not_) <= set(person.not_) for person in having):
        ruled_out = listed([_RULED_OUT[each] for each in part.not_], "or")
        why = f"The rule about who {does} is weaker than it must be: it has to rule out {ruled_out}."
        yield Finding.by(What.NOT_INDEPENDENT, weak, part.ground, why, part.does)
    elif part.number and all(person.number is not None and person.number < part.number for person in having):
        yield Finding.by(What.PART_MISSING, weak, part.ground, f"There must be {part.number}.", part.does)


def _of_bodies(procedure: Procedure, regime: Regime) -> Iterator[Finding]:
    for body in regime.bodies:
        if not any(_is_called(external, body.words) for external in procedure.externals):
            why = f"The way to this body is missing: {body.words[0]}."
            yield Finding.by(What.BODY_MISSING, ("external",), body.ground, why, body.words[0])
    for body in regime.gone:
        for number, external in enumerate(procedure.externals):
            if _is_called(external, body.words):
                why = f"{external.name} is not there any more."
                yield Finding.by(What.BODY_GONE, ("external", number, "name"), body.ground, why, body.words[0])
    said = " ".join(f"{each.about} {each.to} {each.procedure}" for each in procedure.redirects).lower()
    for referral in regime.referrals:
        if not any(word.lower() in said for word in referral.words):
            why = f"Nothing says where this goes: {referral.about}."
            yield Finding.by(What.REFERRAL_MISSING, ("redirect",), referral.ground, why, referral.about)


def _is_called(external: External, words: tuple[str, ...]) -> bool:
    return any(word.lower() in external.name.lower() for word in words)
