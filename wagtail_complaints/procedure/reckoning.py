"""What is due when? Every deadline of a case, derived from its facts, its procedure and a calendar.

The rulings are those of docs/procedure-document.md, by number.
"""

from datetime import date, timedelta
from typing import NamedTuple

from .deadline import Deadline, Status, Window
from .facts import CaseFacts, StageFacts
from .lengths import Length, Unit
from .terms import ANY, ENDING, EXTENDED, Entry, Event, Stage, Timescale
from .working_days import Calendar, Span

NEVER_HELD = (Event.ACKNOWLEDGED, Event.UPDATED)
"""Ruling 2: no hold stops these."""


def deadlines(facts: CaseFacts, calendar: Calendar, on: date) -> tuple[Deadline, ...]:
    """Return a deadline for every timescale of every stage on the case's track, as seen on the day `on`.

    The calendar is the one that the procedure names (`procedure.calendar`, else its nation's).
    Raises: CalendarExhausted.
    """
    return tuple(
        _Clock(facts, stage, timescale, calendar, on).deadline()
        for stage in facts.every_stage()
        for timescale in facts.timescales(stage.stage)
    )


def windows(facts: CaseFacts, calendar: Calendar, on: date) -> tuple[Window, ...]:
    """Return the escalation windows of the stages answered by now. Ruling 6. Raises: CalendarExhausted."""
    ends = {stage.stage.key: window_end(facts, stage.stage.key, calendar) for stage in facts.every_stage()}
    return tuple(Window(key, until) for key, until in ends.items() if until)


def window_end(facts: CaseFacts, stage_key: str, calendar: Calendar) -> date | None:
    """Return the last day of one stage's escalation window, once it is answered. Raises: CalendarExhausted."""
    stage = facts.stage(stage_key)
    window = stage.stage.escalation_window
    if not (window and stage.answered_on):
        return None
    until = calendar.count(stage.events.get(window.of) or stage.answered_on, window.within)
    if window.or_ and facts.happened and facts.procedure.time_limit:
        until = max(until, calendar.count(facts.happened, facts.procedure.time_limit))
    return until


def overall(of: tuple[Deadline, ...]) -> Status:
    """Return the one status that sums deadlines up: the most pressing of those open, else how it went."""
    still_open = {deadline.status for deadline in of if deadline.is_open}
    for status in (Status.OVERDUE, Status.HELD, Status.RUNNING):
        if status in still_open:
            return status
    found = {deadline.status for deadline in of}
    if found & {Status.MET_LATE, Status.OVERDUE}:
        return Status.MET_LATE
    return next((status for status in (Status.MET, Status.LAPSED) if status in found), Status.NOT_STARTED)


def next_stage(facts: CaseFacts, stage_key: str) -> Stage | None:
    """Return the stage that can be asked for after this one; an offer is never in the way (ruling 8)."""
    stages = facts.procedure.stages
    after = stages[[stage.key for stage in stages].index(stage_key) + 1 :]
    return next((stage for stage in after if stage.entry in (Entry.FIRST, Entry.REQUEST, Entry.GATE)), None)


def next_stage_opens(facts: CaseFacts, stage_key: str, calendar: Calendar, on: date) -> date | None:
    """Return the first day on which the next stage may be asked for, as far as it is known. Ruling 8.

    That is the day of the answer; without one, the day after the latest date for it, or, where nothing
    limits that, after the date that was due. Raises: CalendarExhausted.
    """
    stage = facts.stage(stage_key)
    if stage.answered_on:
        return stage.answered_on
    answers = (each for each in facts.timescales(stage.stage) if each.event == Event.RESPONDED)
    owed = [_Clock(facts, stage, timescale, calendar, on).deadline() for timescale in answers]
    waited = [deadline.latest or deadline.due for deadline in owed if deadline.due]
    return max(waited) + timedelta(days=1) if waited else None


class _Reach(NamedTuple):
    """How far one start and one length go: to `counted`, with extensions to `due`, at most to `latest`."""

    start: date
    length: Length | None
    counted: date | None
    due: date | None
    latest: date


class _Clock:
    """One timescale of one stage in one case, on one day."""

    __slots__ = (
        "calendar",
        "case",
        "counting",
        "done_on",
        "held",
        "on",
        "stage",
        "start",
        "stopped_on",
        "timescale",
    )

    def __init__(self, case: CaseFacts, stage: StageFacts, timescale: Timescale, calendar: Calendar, on: date):
        self.case, self.stage, self.timescale, self.calendar, self.on = case, stage, timescale, calendar, on
        self.counting = stage.stage.counting_of(timescale)
        waits = timescale.when == EXTENDED and not stage.is_extended
        self.start = None if waits else case.date_of(timescale.of, stage)
        self.done_on = stage.events.get(timescale.event)
        self.stopped_on = self.end_without_event()
        self.held = self.held_spans() if stage.holds and timescale.event not in NEVER_HELD else ()

    def deadline(self) -> Deadline:
        own, backstop = self.own(), self.backstop()
        binding = self.binding(own, backstop)
        due = binding.due if binding else None
        latest = min(own.latest if own else date.max, backstop.latest if backstop else date.max)
        status = self.status(due, runs=binding is not None)
        return Deadline(
            stage=self.stage.stage.key,
            timescale=self.timescale,
            start=self.start,
            due=due,
            latest=latest if latest < date.max else None,
            status=status,
            provisional=status in (Status.HELD, Status.RUNNING) and self.is_on_open_hold(),
            done_on=self.done_on,
            stopped_on=self.stopped_on,
            reckoned_from=binding.start if binding else None,
            reckoned_length=binding.length if binding else None,
            counted_to=binding.counted if binding else None,
            counting=self.counting,
            by_backstop=binding is not None and binding is backstop,
            held=self.held,
        )

    def end_without_event(self) -> date | None:
        """Return the day on which the clock stopped though its event had not happened. Ruling 7."""
        if self.done_on or (self.start and self.timescale.of in ENDING):
            return None
        ended, until = self.stage.ended_on, self.stage.events.get(self.timescale.until)
        return min(ended, until) if ended and until else ended or until

    def held_spans(self) -> tuple[Span, ...]:
        """Return the spans in which this clock does not count, an open one up to now. Ruling 2."""
        now = min(day for day in (self.on, self.done_on, self.stopped_on) if day)
        spans = ((hold.start, hold.end or now) for hold in self.stage.holds)
        return tuple((first, last) for first, last in spans if first <= last)

    def is_on_open_hold(self) -> bool:
        return bool(self.held) and any(hold.end is None and hold.start <= self.on for hold in self.stage.holds)

    def own(self) -> _Reach | None:
        """Return how far the timescale itself goes, where its clock has started."""
        if not self.start:
            return None
        if self.timescale.event == Event.UPDATED:
            return self.repeat()
        within = self.timescale.within
        counted = self.count(self.start, within) if within else self.stage.set_dates.get(self.timescale.name)
        return self.extended(self.start, within, counted, self.timescale.extendable_to)

    def backstop(self) -> _Reach | None:
        """Return how far the backstop goes: it runs whether or not the clock has started. Ruling 4."""
        backstop = self.timescale.backstop
        start = backstop and self.case.date_of(backstop.of, self.stage)
        if not start:
            return None
        return self.extended(start, backstop.within, self.count(start, backstop.within), backstop.extendable_to)

    @staticmethod
    def binding(own: _Reach | None, backstop: _Reach | None) -> _Reach | None:
        """Return the one that binds: the earlier, where both give a day."""
        if own and backstop and own.due:
            return own if own.due <= backstop.due else backstop
        return backstop or own

    def repeat(self) -> _Reach:
        """Return how far the current interval goes. Ruling 5."""
        every = self.timescale.every
        last = max((self.start, *self.stage.updates))
        due = self.count(last, every) if every else None
        return _Reach(last, every, due, due, due or date.max)

    def extended(
        self, start: date, length: Length | None, counted: date | None, ceiling: Length | str | None
    ) -> _Reach:
        """Return how far it goes with every extension, under the ceiling. Rulings 3 and 10."""
        if ceiling is None:
            return _Reach(start, length, counted, counted, counted or date.max)
        latest = date.max if ceiling == ANY else self.count(start, ceiling)
        if length:
            latest = max(latest, counted)
        dates = [
            self.lengthened(each, length) for each in self.stage.extensions if each.event == self.timescale.event
        ]
        due = max((day for day in (counted, *dates) if day), default=None)
        return _Reach(start, length, counted, due and min(due, latest), latest)

    def count(self, start: date, length: Length) -> date:
        return self.calendar.count(
            start,
            length,
            self.counting,
            self.timescale.roll_end,
            closures=self.timescale.closures,
            held=self.held,
        )

    def lengthened(self, extension, length: Length | None) -> date:
        unit = length.unit if length else Unit.WORKING_DAYS
        return self.calendar.lengthened(
            extension.to, extension.given_on, unit, self.held, closures=self.timescale.closures
        )

    def status(self, due: date | None, *, runs: bool) -> Status:
        if self.done_on:
            return Status.MET_LATE if due and due < self.done_on else Status.MET
        if self.stopped_on:
            return Status.OVERDUE if due and due < self.stopped_on else Status.LAPSED
        if not runs:
            return Status.NOT_STARTED
        if any(first <= self.on <= last and (not due or due >= first) for first, last in self.held):
            return Status.HELD
        return Status.OVERDUE if due and due < self.on else Status.RUNNING
