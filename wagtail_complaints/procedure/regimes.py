"""Where does a procedure differ from the law it is under? What, where, why, and by which source.

It advises and never refuses: a council may have its reasons. Nothing here names a regime; the regime documents do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .event_words import noun
from .lengths import Length, Unit
from .limits import Ground, LegalStage, Limit, Part, Regime, regime_from
from .problem import Path
from .terms import ANY, Closures, Does, Entry, Event, External, Person, Procedure, Stage, Timescale
from .validation import days_at_least
from .wording import listed

__all__ = ["Finding", "Regime", "What", "compare", "regime_from"]


class What(StrEnum):
    """The kinds of difference; with its place, one is known again when a council gave its reason for it."""

    STAGE_MISSING = "stage-missing"
    TOO_MANY_STAGES = "too-many-stages"
    STEP_MISSING = "step-missing"
    NO_LENGTH = "no-length"
    TOO_LONG = "too-long"
    NORM_LEFT_OUT = "norm-left-out"
    CEILING_TOO_HIGH = "ceiling-too-high"
    NO_CEILING = "no-ceiling"
    LATER_START = "later-start"
    CLOSURES = "closures"
    GATE = "gate"
    GROUNDS = "grounds"
    EVIDENCE = "evidence"
    NOT_DIRECT = "not-direct"
    WINDOW_MISSING = "window-missing"
    WINDOW_SHORT = "window-short"
    HOLD = "hold"
    PART_MISSING = "part-missing"
    NOT_INDEPENDENT = "not-independent"
    BODY_MISSING = "body-missing"
    BODY_GONE = "body-gone"
    REFERRAL_MISSING = "referral-missing"
    TIME_LIMIT = "time-limit"
    ADVOCATES = "advocates"
    CALENDAR = "calendar"
    NATION = "nation"
    OFFER = "offer"


_DOES = {does: str(does) for does in Does} | {
    Does.OBSERVES: "sees that it is done fairly",
    Does.SITS: "sits on the panel",
    Does.SIGNS: "signs the response",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference. `where` is the path of a document; `read` is false where the source is only believed."""

    what: What
    where: Path
    why: str
    source: str
    read: bool


def compare(procedure: Procedure, regime: Regime) -> tuple[Finding, ...]:
    """Return every way in which the procedure differs from the regime, in the order of the document."""
    return (*_of_the_whole(procedure, regime), *_of_the_stages(procedure, regime), *_of_bodies(procedure, regime))


def _finding(what: What, where: Path, ground: Ground, why: str) -> Finding:
    return Finding(what, where, f"{why} {ground.why}".strip(), ground.source, ground.read)


def _of_the_whole(procedure: Procedure, regime: Regime) -> Iterator[Finding]:
    if procedure.nation not in regime.nations:
        ground = Ground(regime.title, read=True)
        yield _finding(What.NATION, ("nation",), ground, f"These rules are not those of {procedure.nation}.")
    if regime.calendar and procedure.calendar != regime.calendar:
        why = f"Count in the calendar “{regime.calendar}”."
        yield _finding(What.CALENDAR, ("calendar",), regime.calendar_ground, why)
    limit = regime.time_limit
    if limit and procedure.time_limit and _is_longer(limit, procedure.time_limit):
        why = f"People have {limit} to complain; the procedure gives {procedure.time_limit}."
        yield _finding(What.TIME_LIMIT, ("time_limit",), regime.time_limit_ground, why)
    if regime.advocates and procedure.advocates not in (regime.advocates, "anyone"):
        why = "The procedure does not say who is offered an advocate."
        yield _finding(What.ADVOCATES, ("advocates",), regime.advocates_ground, why)
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
        yield _finding(What.TOO_MANY_STAGES, where, regime.most_stages_ground, why)
    for (number, stage), legal in zip(numbered, regime.stages, strict=False):
        yield from _of_stage(stage, legal, ("stage", number))
    for legal in regime.stages[len(numbered) :]:
        yield _finding(What.STAGE_MISSING, ("stage",), legal.ground, f"There is no stage for this: {legal.name}.")
    if regime.offers:
        yield from _of_offers(procedure, regime.offers)


def _of_stage(stage: Stage, legal: LegalStage, path: Path) -> Iterator[Finding]:
    if legal.by_right:
        yield from _of_right(stage, legal.by_right, path)
    if legal.direct and not stage.direct:
        why = "A case may open in this stage: say `direct`."
        yield _finding(What.NOT_DIRECT, (*path, "direct"), legal.direct, why)
    if legal.window:
        yield from _of_window(stage, legal, path)
    for reason in stage.hold_reasons if legal.holds else ():
        if reason not in legal.holds.reasons:
            why = f"“{reason}” is no reason to stop this stage's clocks."
            yield _finding(What.HOLD, (*path, "hold_reasons"), legal.holds.ground, why)
    for limit in legal.limits:
        yield from _of_limit(stage, limit, path)
    for part in legal.parts:
        rows = [number for number, person in enumerate(stage.people) if person.does == part.does]
        missing = (*path, "person")
        yield from _of_part(part, stage.people, missing, (*missing, rows[0]) if rows else missing)


def _of_right(stage: Stage, ground: Ground, path: Path) -> Iterator[Finding]:
    if stage.entry == Entry.GATE:
        why = "Somebody decides whether this stage is opened, where people have a right to it."
        yield _finding(What.GATE, (*path, "entry"), ground, why)
    if stage.grounds:
        why = "People have a right to this stage whatever their grounds: say that they may have others."
        yield _finding(What.GROUNDS, (*path, "grounds"), ground, why)
    if any("evidence" in asked.lower() for asked in stage.asks_for):
        why = "Nobody has to give evidence to have this stage."
        yield _finding(What.EVIDENCE, (*path, "asks_for"), ground, why)


def _of_window(stage: Stage, legal: LegalStage, path: Path) -> Iterator[Finding]:
    window, least = stage.escalation_window, legal.window.at_least
    where = (*path, "escalation_window")
    if not window:
        why = f"The procedure does not say that the next stage can be asked for within {least}."
        yield _finding(What.WINDOW_MISSING, where, legal.window.ground, why)
    elif _is_longer(least, window.within):
        why = f"The next stage can be asked for within {least}; the procedure gives {window.within}."
        yield _finding(What.WINDOW_SHORT, where, legal.window.ground, why)


def _of_limit(stage: Stage, limit: Limit, path: Path) -> Iterator[Finding]:
    rows = [(number, each) for number, each in enumerate(stage.timescales) if each.event == limit.event]
    if not rows:
        why = f"Nothing is said of {noun(limit.event)}{_law(limit)}."
        yield _finding(What.STEP_MISSING, (*path, "timescale"), limit.ground, why)
    for number, timescale in rows:
        where = (*path, "timescale", number)
        if timescale.closures == Closures.EXCLUDED:
            why = "A council's closing days do not stop a clock of the law."
            yield _finding(What.CLOSURES, (*where, "closures"), limit.ground, why)
        if limit.within:
            yield from _of_length(stage, timescale, limit, where)


def _of_length(stage: Stage, timescale: Timescale, limit: Limit, where: Path) -> Iterator[Finding]:
    promised = list(_promised(timescale))
    if not promised:
        yield _finding(What.NO_LENGTH, (*where, "within"), limit.ground, f"No length is published{_law(limit)}.")
        return
    comparable = [
        (of, within, ceiling, *allowed)
        for of, within, ceiling in promised
        if (allowed := _allowed(limit, _start(stage, of)))
    ]
    if not comparable and not _starts_earlier(stage, promised, limit):
        starts = listed(sorted({noun(of) for of, _, _ in promised}))
        why = f"The clock runs from {starts}{_law(limit)}."
        yield _finding(What.LATER_START, (*where, "of"), limit.ground, why)
    for _, within, ceiling, most, extended in comparable[:1]:
        yield from _of_ceiling(within, ceiling, most, extended, limit, where)


def _of_ceiling(
    within: Length,
    ceiling: Length | str | None,
    most: Length,
    extended: Length | str | None,
    limit: Limit,
    where: Path,
) -> Iterator[Finding]:
    if _is_longer(within, most):
        is_norm = extended == ANY or (extended and not _is_longer(within, extended))
        what = What.NORM_LEFT_OUT if is_norm else What.TOO_LONG
        yield _finding(what, (*where, "within"), limit.ground, f"The procedure says {within}{_law(limit)}.")
    if extended == ANY or not ceiling:
        return
    if ceiling == ANY:
        why = f"It can be extended without end{_law(limit)}."
        yield _finding(What.NO_CEILING, (*where, "extendable_to"), limit.ground, why)
    elif _is_longer(ceiling, extended or most):
        why = f"It can be extended to {ceiling}{_law(limit)}."
        yield _finding(What.CEILING_TOO_HIGH, (*where, "extendable_to"), limit.ground, why)


def _promised(timescale: Timescale) -> Iterator[tuple[str, Length, Length | str | None]]:
    """Yield the start, the length and the ceiling of a clock and of its backstop."""
    backstop = timescale.backstop
    if timescale.within:
        yield timescale.of, timescale.within, timescale.extendable_to
    if backstop:
        yield backstop.of, backstop.within, backstop.extendable_to


def _allowed(limit: Limit, start: str) -> tuple[Length, Length | str | None] | None:
    """Return what the limit allows from this start, and with every extension; nothing where it is silent."""
    if start in limit.of:
        return limit.within, limit.at_most
    if limit.backstop and start == limit.backstop.of:
        return limit.backstop.within, limit.backstop.extendable_to
    return None


def _start(stage: Stage, of: str) -> str:
    """Return the start as the law has it: in the first stage the request is the receipt."""
    return Event.RECEIVED if stage.entry == Entry.FIRST and of == Event.REQUESTED else of


def _starts_earlier(stage: Stage, promised, limit: Limit) -> bool:
    early = {Event.HAPPENED, Event.RECEIVED}
    return any(_start(stage, of) in early for of, _, _ in promised) and not early & set(limit.of)


def _law(limit: Limit) -> str:
    """Return the law's own words on it: “; the law: 10 working days from the acknowledgement, 20 at most”."""
    if not limit.within:
        return ""
    start = listed(map(noun, limit.of), "or")
    extended = f", at most {limit.at_most}" if isinstance(limit.at_most, Length) else ""
    return f"; the rule is {limit.within} from {start}{extended}"


def _of_part(part: Part, people: Iterable[Person], missing: Path, weak: Path) -> Iterator[Finding]:
    having = [person for person in people if person.does == part.does]
    does = _DOES[part.does]
    if not having and part.does != Does.DECIDES:
        yield _finding(What.PART_MISSING, missing, part.ground, f"Nobody {does}.")
    elif not any(set(part.not_) <= set(person.not_) for person in having):
        why = f"The rule about who {does} is weaker than it must be: `not` should say {listed(part.not_)}."
        yield _finding(What.NOT_INDEPENDENT, weak, part.ground, why)
    elif part.number and all(person.number is not None and person.number < part.number for person in having):
        yield _finding(What.PART_MISSING, weak, part.ground, f"There must be {part.number}.")


def _of_offers(procedure: Procedure, ground: Ground) -> Iterator[Finding]:
    """Report an offer between stages that does not say that the next stage can be asked for all the same."""
    for number, stage in enumerate(procedure.stages[:-1]):
        if stage.entry == Entry.OFFER and number:
            following = procedure.stages[number + 1].name.partition(":")[0]
            if following.lower() not in f"{stage.summary} {stage.detail}".lower():
                why = f"Say that {following} can be asked for all the same, and that no clock stops."
                yield _finding(What.OFFER, ("stage", number, "detail"), ground, why)


def _of_bodies(procedure: Procedure, regime: Regime) -> Iterator[Finding]:
    for body in regime.bodies:
        if not any(_is_called(external, body.words) for external in procedure.externals):
            why = f"The way to this body is missing: {body.words[0]}."
            yield _finding(What.BODY_MISSING, ("external",), body.ground, why)
    for body in regime.gone:
        for number, external in enumerate(procedure.externals):
            if _is_called(external, body.words):
                why = f"{external.name} is not there any more."
                yield _finding(What.BODY_GONE, ("external", number, "name"), body.ground, why)
    said = " ".join(f"{each.about} {each.to} {each.procedure}" for each in procedure.redirects).lower()
    for referral in regime.referrals:
        if not any(word.lower() in said for word in referral.words):
            why = f"Nothing says where this goes: {referral.about}."
            yield _finding(What.REFERRAL_MISSING, ("redirect",), referral.ground, why)


def _is_called(external: External, words: tuple[str, ...]) -> bool:
    return any(word.lower() in external.name.lower() for word in words)


def _is_longer(one: Length, other: Length) -> bool:
    """Return whether a length is surely longer than another, in whatever units."""
    if one.unit == other.unit:
        return one.count > other.count
    return days_at_least(one) > _days_at_most(other)


def _days_at_most(length: Length) -> float:
    """Return the most calendar days that a length usually takes, a holiday week included."""
    match length.unit:
        case Unit.WORKING_DAYS | Unit.SCHOOL_DAYS:
            return 1.4 * length.count + 6
        case Unit.MONTHS:
            return 31 * length.count
        case _:
            return days_at_least(length)
