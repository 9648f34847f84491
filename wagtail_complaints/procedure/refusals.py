"""What cannot be done now, and why? Extensions, holds and events that the rules refuse, and the reason."""

from dataclasses import replace
from datetime import date

from .event_words import noun
from .facts import CaseFacts, Hold, StageFacts
from .limits import Regime
from .reckoning import Deadline, deadlines
from .sources import source_of
from .terms import ANY, EVENTS, Event
from .validation import STARTS
from .wording import capitalised, in_words, listed
from .working_days import Calendar


class Refused(ValueError):
    """The rules do not allow it; `reason` says why, to a person."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


def check_extension(
    facts: CaseFacts,
    stage_key: str,
    event: str,
    to: date,
    given_on: date,
    calendar: Calendar,
    regime: Regime | None = None,
) -> None:
    """Pass where at least one timescale that ends in `event` may move to the date `to`. Rulings 3 and 10.

    Beyond the ceiling, the refusal names where the rule comes from: the stage, and the law or code of `regime`.

    Raises: Refused; CalendarExhausted.
    """
    ending = [
        deadline
        for deadline in deadlines(facts, calendar, given_on)
        if deadline.stage == stage_key and deadline.event == event
    ]
    if not ending:
        raise Refused(f"This stage promises no date for {noun(event)}, so there is none to extend.")
    reasons = [_why_not_now(deadline, to, given_on) or _beyond(deadline, to, facts, regime) for deadline in ending]
    if all(reasons):
        raise Refused(reasons[-1])


def _why_not_now(deadline: Deadline, to: date, given_on: date) -> str:
    what, timescale = capitalised(noun(deadline.event)), deadline.timescale
    if deadline.done_on:
        return f"{what} was on {in_words(deadline.done_on)}: there is nothing left to extend."
    if deadline.stopped_on:
        return f"The stage ended on {in_words(deadline.stopped_on)}: there is nothing left to extend."
    if timescale.extendable_to is None:
        return f"The procedure does not allow more time for {noun(deadline.event)}."
    if not deadline.due:
        return f"No date is in force for {noun(deadline.event)} yet, so there is none to extend."
    if given_on > deadline.due:
        return (
            f"An extension is given on or before the date in force, and that was {in_words(deadline.due)}. "
            "Say that the reply is late, and why."
        )
    if to <= deadline.due:
        return f"The date in force is {in_words(deadline.due)}: an extension goes to a later date."
    return ""


def _beyond(deadline: Deadline, to: date, facts: CaseFacts, regime: Regime | None) -> str:
    if not deadline.latest or to <= deadline.latest:
        return ""
    what, stage = capitalised(noun(deadline.event)), facts.procedure.stage(deadline.stage)
    source = source_of(facts.procedure, stage, deadline.timescale, regime)
    return f"{what} cannot be later than {in_words(deadline.latest)}. {_ceiling(deadline)} Source: {source}"


def _ceiling(deadline: Deadline) -> str:
    """Return the sentence that names the ceiling."""
    timescale = deadline.timescale
    ceilings = []
    if timescale.extendable_to != ANY:
        ceilings.append(f"{timescale.extendable_to} from {noun(timescale.of)}")
    if timescale.backstop and timescale.backstop.extendable_to != ANY:
        backstop = timescale.backstop
        ceilings.append(f"{backstop.extendable_to or backstop.within} from {noun(backstop.of)}")
    whichever = ", whichever is earlier" if len(ceilings) > 1 else ""
    return f"The most that the procedure allows is {listed(ceilings, 'or')}{whichever}."


def check_hold(facts: CaseFacts, stage_key: str, hold: Hold) -> None:
    """Pass where the stage may be put on hold for this reason and these days. Ruling 2. Raises: Refused."""
    stage = facts.stage(stage_key)
    reasons = stage.stage.hold_reasons
    if not reasons:
        raise Refused(f"{stage.stage.name} cannot be put on hold: its procedure gives no reason for which it may.")
    if hold.reason not in reasons:
        raise Refused(
            f"“{hold.reason}” is not a reason to put this stage on hold. It may be: {listed(reasons, 'or')}."
        )
    if hold.end and hold.end < hold.start:
        raise Refused("A hold cannot end before it starts.")
    began = facts.date_of(Event.REQUESTED, stage)
    if began is None:
        raise Refused("This stage has not begun, so there is nothing to put on hold.")
    if hold.start < began:
        raise Refused(f"This stage began on {in_words(began)}: it cannot have been on hold before.")
    if stage.ended_on and hold.start > stage.ended_on:
        raise Refused(f"This stage ended on {in_words(stage.ended_on)}: there is nothing left to put on hold.")


def check_event(facts: CaseFacts, stage_key: str, event: str, on: date) -> None:
    """Pass where the event can be recorded in the stage with this date. Ruling 9. Raises: Refused."""
    stage = facts.stage(stage_key)
    if event in STARTS:
        raise Refused(
            f"{capitalised(noun(event))} is a fact of the case or of the stage’s beginning, not a step of it."
        )
    if event not in EVENTS and event not in {each.event for each in stage.stage.timescales}:
        raise Refused(f"This stage knows no event called {noun(event)}.")
    if event == Event.ACCEPTED and not stage.has_gate:
        raise Refused("Only a stage that someone decides about can be accepted or refused.")
    if event in stage.events:
        raise Refused(
            f"{capitalised(noun(event))} is recorded already, on {in_words(stage.events[event])}. "
            "If that date is wrong, correct it."
        )
    if event == Event.UPDATED:
        after = replace(stage, updates=(*stage.updates, on))
    else:
        after = replace(stage, events={**stage.events, event: on})
    _check_order_in(facts, after)


def check_order(facts: CaseFacts) -> None:
    """Pass where no event lies before the event that its clock counts from. Ruling 9. Raises: Refused."""
    for stage in facts.every_stage():
        _check_order_in(facts, stage)


def _check_order_in(facts: CaseFacts, stage: StageFacts) -> None:
    for timescale in facts.timescales(stage.stage):
        start = facts.date_of(timescale.of, stage)
        ends = stage.updates if timescale.event == Event.UPDATED else (stage.events.get(timescale.event),)
        for end in ends:
            if start and end and end < start:
                raise Refused(
                    f"{capitalised(noun(timescale.event))} ({in_words(end)}) cannot come before "
                    f"{noun(timescale.of)} ({in_words(start)}), from which its time is counted."
                )
