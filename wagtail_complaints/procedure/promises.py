"""What does a timescale promise the public? In words that hold on any day, and as a date for one day."""

from dataclasses import dataclass, replace
from datetime import date

from .as_far_as_known import as_far_as_known
from .event_words import deed, done, own, since
from .facts import CaseFacts, StageFacts
from .lengths import Length
from .reckoning import Deadline
from .terms import ANY, EXTENDED, Closures, Entry, Event, ExtensionRule, Firmness, Procedure, Stage, Timescale
from .wording import capitalised, full_day
from .working_days import Calendar

NO_TIME_LIMIT = "The procedure gives no time limit for this."

_FIRMLY = {
    Firmness.MUST: "will",
    Firmness.AIM: "aim to",
    Firmness.NORMALLY: "will normally",
    Firmness.AGREED: "will agree with you by when we",
}
_OPENINGS = {
    Entry.FIRST: "If you complain on",
    Entry.OFFER: "If you complain on",
    Entry.REQUEST: "If you ask for this stage on",
    Entry.GATE: "If you ask for this stage on",
    Entry.REFERRAL: "If this stage starts on",
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a timescale would mean for somebody who starts its stage on one day, and how that is promised."""

    deadline: Deadline
    sentence: str


def promise(timescale: Timescale) -> str:
    """Return the promise in words: “We aim to reply within 10 working days of getting your complaint.”"""
    opening = "Once we have told you that we need longer, we" if timescale.when == EXTENDED else "We"
    sentences = [f"{_council_does(timescale, opening)}{_length_in_words(timescale)}."]
    if timescale.event == Event.UPDATED and not timescale.every:
        sentences.append("The procedure does not say how often.")
    elif deed(timescale.event) and not _has_time(timescale):
        sentences.append(NO_TIME_LIMIT)
    if more := _more_time(timescale):
        sentences.append(more)
    return " ".join(sentences)


def dated_promises(
    procedure: Procedure, stage_key: str, on: date, calendar: Calendar, track: str = ""
) -> tuple[str, ...]:
    """Return a sentence for each timescale of a stage on one track, for one who starts it on this day.

    “If you complain on Monday 23 November we will reply by Friday 4 December.” A clock that starts at an
    earlier step takes that step's last day. Where no date follows, or the calendar ends, it is in words.
    """
    return tuple(each.sentence for each in foreseen(procedure, stage_key, on, calendar, track))


def foreseen(
    procedure: Procedure, stage_key: str, on: date, calendar: Calendar, track: str = ""
) -> tuple[Foreseen, ...]:
    """Return each of `dated_promises` with the deadline that it speaks of."""
    stage = procedure.stage(stage_key)
    alone = CaseFacts(replace(procedure, stages=(stage,)), _received(stage, on), track=track)
    found = {deadline.key: deadline for deadline in _step_by_step(alone, stage, on, calendar)}
    timescales = alone.timescales(stage)
    return tuple(Foreseen(found[each.name], _dated(stage, each, found[each.name], on)) for each in timescales)


def _has_time(timescale: Timescale) -> bool:
    times = (timescale.within, timescale.every, timescale.backstop)
    return any(times) or timescale.firmness == Firmness.AGREED


def _step_by_step(alone: CaseFacts, stage: Stage, on: date, calendar: Calendar) -> tuple[Deadline, ...]:
    """Return the stage's deadlines where each step is taken on its last day, as far as that is known."""
    events: dict[str, date] = {}
    while True:
        seen = as_far_as_known(replace(alone, stages=(StageFacts(stage, on, events=events),)), calendar, on)
        steps: dict[str, date] = {}
        for deadline in seen:
            if deadline.due and deadline.event not in (*events, Event.UPDATED):
                steps[deadline.event] = min(deadline.due, steps.get(deadline.event, deadline.due))
        if not steps:
            return seen
        events = events | steps


def _received(stage: Stage, on: date) -> date | None:
    return on if stage.entry in (Entry.FIRST, Entry.OFFER) else None


def _dated(stage: Stage, timescale: Timescale, deadline: Deadline, on: date) -> str:
    if not deadline.due:
        return promise(timescale)
    by = f"by {full_day(deadline.due, near=on)}"
    if timescale.extension == ExtensionRule.RANGE and deadline.latest:
        by = f"between {full_day(deadline.due, near=on)} and {full_day(deadline.latest, near=on)}"
    if timescale.every:
        by += f", and {_every(timescale.every)} after that until {done(timescale.until)}"
    opening = f"{_OPENINGS[stage.entry]} {full_day(on, near=on)}"
    does = _council_does(timescale, "we") if deed(timescale.event) else f"we will see to “{own(timescale.event)}”"
    in_any_case = ": in any case" if timescale.firmness == Firmness.AGREED else ""
    return f"{opening} {does}{in_any_case} {by}."


def _council_does(timescale: Timescale, opening: str) -> str:
    """Return “We aim to reply”; an event of the stage's own stands by its name: “Terms sent:”."""
    what = deed(timescale.event, timescale.of)
    if not what:
        return f"{capitalised(own(timescale.event))}:"
    return f"{opening} {_FIRMLY[timescale.firmness]} {what}"


def _length_in_words(timescale: Timescale) -> str:
    if timescale.event == Event.UPDATED:
        every = f" {_every(timescale.every)}" if timescale.every else ""
        return f"{every} until {done(timescale.until)}" if timescale.until else every
    words, backstop = "", timescale.backstop
    if timescale.within:
        words = f" within {_range(timescale)} of {since(timescale.of, timescale.event)}"
    if backstop:
        joined = ", and" if words else ":" if timescale.firmness == Firmness.AGREED else ","
        words += f"{joined} in any case within {backstop.within} of {since(backstop.of)}"
    if words and timescale.closures == Closures.EXCLUDED:
        words += ", not counting days on which the council is closed"
    return words or ("" if deed(timescale.event) else " the procedure gives no time limit for this")


def _every(length: Length) -> str:
    """Return “every week” or “every 4 weeks”."""
    return f"every {length.unit.singular if length.count == 1 else length}"


def _range(timescale: Timescale) -> str:
    """Return “25 to 65 working days” for a range, else the length."""
    within, ceiling = timescale.within, timescale.extendable_to
    if timescale.extension != ExtensionRule.RANGE:
        return str(within)
    return f"{within.count} to {ceiling}" if within.unit == ceiling.unit else f"{within} to {ceiling}"


def _more_time(timescale: Timescale) -> str:
    ceiling = timescale.extendable_to
    in_all = "" if ceiling == ANY else f", up to {ceiling} in all"
    if ceiling is None or timescale.extension == ExtensionRule.RANGE:
        return ""
    if timescale.extension == ExtensionRule.AGREED:
        return f"We may agree more time with you{in_all}."
    return f"If we need longer we will tell you why and by when{in_all}."
