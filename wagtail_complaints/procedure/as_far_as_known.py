"""What is due when, where some dates lie past the holidays that are published? The others are known all the same.

What happened must be recordable on any day; what is not known is not guessed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from .facts import CaseFacts, StageFacts
from .reckoning import Deadline, Status, deadlines
from .terms import ANY, Stage, Timescale
from .working_days import Calendar, CalendarExhausted


def as_far_as_known(facts: CaseFacts, calendar: Calendar, on: date) -> tuple[Deadline, ...]:
    """Return what `reckoning.deadlines` returns; those it cannot count have no date, and say why."""
    try:
        return deadlines(facts, calendar, on)
    except CalendarExhausted:
        return tuple(_one_by_one(facts, calendar, on))


def _one_by_one(facts: CaseFacts, calendar: Calendar, on: date) -> Iterator[Deadline]:
    for stage in facts.every_stage():
        for timescale in facts.timescales(stage.stage):
            try:
                yield _alone(facts, stage.stage, timescale, calendar, on)
            except CalendarExhausted as exhausted:
                yield _dateless(facts, stage, timescale, str(exhausted))


def _alone(facts: CaseFacts, stage: Stage, timescale: Timescale, calendar: Calendar, on: date) -> Deadline:
    """Return one deadline; where only its ceiling lies too far, without that. Raises: CalendarExhausted."""
    try:
        (found,) = deadlines(_narrowed(facts, stage, timescale), calendar, on)
    except CalendarExhausted:
        (found,) = deadlines(_narrowed(facts, stage, _without_ceiling(timescale)), calendar, on)
    return replace(found, timescale=timescale)


def _without_ceiling(timescale: Timescale) -> Timescale:
    backstop = timescale.backstop
    return replace(
        timescale,
        extendable_to=timescale.extendable_to and ANY,
        backstop=backstop and replace(backstop, extendable_to=backstop.extendable_to and ANY),
    )


def _narrowed(facts: CaseFacts, stage: Stage, timescale: Timescale) -> CaseFacts:
    """Return the same facts under a procedure that promises only this."""

    def only(each: Stage) -> Stage:
        return replace(each, timescales=(timescale,) if each.key == stage.key else ())

    procedure = replace(facts.procedure, stages=tuple(only(each) for each in facts.procedure.stages))
    stages = tuple(replace(each, stage=only(each.stage)) for each in facts.stages)
    return replace(facts, procedure=procedure, stages=stages)


def _dateless(facts: CaseFacts, stage: StageFacts, timescale: Timescale, why: str) -> Deadline:
    done_on = stage.events.get(timescale.event)
    status = Status.MET if done_on else Status.LAPSED if stage.ended_on else Status.RUNNING
    return Deadline(
        stage=stage.stage.key,
        timescale=timescale,
        start=facts.date_of(timescale.of, stage),
        due=None,
        latest=None,
        status=status,
        done_on=done_on,
        stopped_on=None if done_on else stage.ended_on,
        unknown=why,
    )
