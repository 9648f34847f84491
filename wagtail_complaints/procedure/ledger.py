"""How does a date explain itself? Day by day, in one sentence, and as the promise that the public reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .event_words import noun
from .lengths import Length, Unit
from .promises import NO_TIME_LIMIT, dated_promises, promise
from .reckoning import Deadline
from .terms import Closures, Counting, RollEnd
from .wording import day_and_month, in_words, listed
from .working_days import Calendar, Span

__all__ = [
    "Count",
    "Line",
    "Mark",
    "count_of",
    "dated_promises",
    "explain",
    "in_a_sentence",
    "ledger",
    "lines",
    "promise",
]

_DAY = timedelta(days=1)


class Mark(StrEnum):
    """What becomes of one day in a count."""

    START = "start"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    OUT_OF_TERM = "out of term"
    HELD = "held"
    EXTENDED = "extended"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Line:
    """One day. `number` is which counted day it is; `name` is the holiday's or the closure's."""

    day: date
    mark: Mark
    number: int | None = None
    name: str = ""

    def __str__(self):
        said = f"day {self.number}" if self.number else self.name or str(self.mark)
        return f"{self.day:%Y-%m-%d} {said}"


@dataclass(frozen=True, slots=True)
class Count:
    """One length counted from one day, and the day to which it was extended."""

    start: date
    length: Length
    counting: Counting = Counting.DAY_AFTER
    roll_end: RollEnd | None = None
    closures: Closures = Closures.COUNTED
    held: tuple[Span, ...] = ()
    extended_to: date | None = None

    def end(self, calendar: Calendar, *, rolled: bool = True) -> date:
        """Return the last day, extensions aside. Raises: CalendarExhausted."""
        way = self.roll_end if rolled else None
        return calendar.count(self.start, self.length, self.counting, way, closures=self.closures, held=self.held)


def count_of(deadline: Deadline) -> Count | None:
    """Return the count behind a deadline; none where no length is behind it."""
    if not (deadline.reckoned_from and deadline.reckoned_length):
        return None
    return Count(
        start=deadline.reckoned_from,
        length=deadline.reckoned_length,
        counting=deadline.counting,
        roll_end=deadline.timescale.roll_end,
        closures=deadline.timescale.closures,
        held=deadline.held,
        extended_to=deadline.due if deadline.is_extended else None,
    )


def ledger(deadline: Deadline, calendar: Calendar) -> tuple[Line, ...]:
    """Return what becomes of each day from the start of a deadline to its end. Raises: CalendarExhausted."""
    count = count_of(deadline)
    return lines(count, calendar) if count else ()


def explain(deadline: Deadline, calendar: Calendar) -> str:
    """Return one sentence on how the date came about. Raises: CalendarExhausted."""
    if not deadline.due:
        return _why_there_is_no_date(deadline)
    count = count_of(deadline)
    if not count:
        return f"The date set for this case: {in_words(deadline.due)}."
    of = deadline.timescale.backstop.of if deadline.by_backstop else deadline.of
    since = "the last update" if deadline.timescale.every and count.start != deadline.start else noun(of)
    return in_a_sentence(count, calendar, since)


def _why_there_is_no_date(deadline: Deadline) -> str:
    if deadline.unknown:
        return f"No date can be given yet. {deadline.unknown}"
    return NO_TIME_LIMIT if deadline.start else "No date follows yet: the clock has not started."


def lines(count: Count, calendar: Calendar) -> tuple[Line, ...]:
    """Return what becomes of each day of a count. Raises: CalendarExhausted."""
    counted_to, due = count.end(calendar, rolled=False), count.end(calendar)
    zero = _day_zero(count, calendar)
    last = max(counted_to, due, count.extended_to or due)
    found: list[Line] = []
    number = 0
    for day in _days(count.start, last):
        unit = count.length.unit if day <= counted_to or count.extended_to else Unit.WORKING_DAYS
        line = _off(day, unit, count.closures, calendar)
        if day == zero:
            line = Line(day, Mark.START)
        elif not line and any(first <= day <= end for first, end in count.held):
            line = Line(day, Mark.HELD)
        elif not line and day <= counted_to:
            number += 1
            line = Line(day, Mark.COUNTED, number)
        elif not line:
            line = Line(day, Mark.MOVED if day <= due else Mark.EXTENDED)
        found.append(line)
    return tuple(found)


def in_a_sentence(count: Count, calendar: Calendar, since: str = "") -> str:
    """Return “10 working days from 30 December, not counting New Year’s Day.” Raises: CalendarExhausted."""
    start = day_and_month(count.start)
    since = f"{since} on {start}" if since else start
    zero = _day_zero(count, calendar)
    if count.counting == Counting.DAY_ONE:
        since = f"{since}, that day included"
    elif zero != count.start:
        since = f"{since}, taken as {day_and_month(zero)}, the first day after it that counts"
    parts = [f"{count.length} from {since}", *_left_out(count, calendar), *_moved(count, calendar)]
    if count.extended_to:
        parts.append(f"extended to {day_and_month(count.extended_to)}")
    return f"{', '.join(parts)}."


def _left_out(count: Count, calendar: Calendar) -> Iterable[str]:
    """Yield “not counting Good Friday and 3 days on hold”."""
    counted_to = count.end(calendar, rolled=False)
    passed = [line for line in lines(count, calendar) if line.day <= counted_to]
    names = [line.name for line in passed if line.mark in (Mark.HOLIDAY, Mark.CLOSURE)]
    if held := sum(line.mark == Mark.HELD for line in passed):
        names.append(f"{held} {'day' if held == 1 else 'days'} on hold")
    if any(line.mark == Mark.OUT_OF_TERM for line in passed):
        names.append("days out of term")
    if names:
        yield f"not counting {listed(dict.fromkeys(names))}"


def _moved(count: Count, calendar: Calendar) -> Iterable[str]:
    counted_to, due = count.end(calendar, rolled=False), count.end(calendar)
    if due != counted_to:
        way = "on" if due > counted_to else "back"
        reason = _off(counted_to, Unit.WORKING_DAYS, count.closures, calendar)
        why = reason.name or f"a {reason.mark}"
        yield f"moved {way} from {day_and_month(counted_to)} ({why}) to {day_and_month(due)}"


def _day_zero(count: Count, calendar: Calendar) -> date | None:
    """Return the day from which the count starts without counting it; under `day-one` there is none.

    A few hours reach no whole day: they end on the day they start.
    """
    zero = count.start
    if count.length.unit == Unit.HOURS and count.length.count < 24:
        return zero
    if count.counting == Counting.DAY_ONE:
        return None
    while count.counting == Counting.ROLL_START and _off(zero, count.length.unit, count.closures, calendar):
        zero += _DAY
    return zero


def _off(day: date, unit: Unit, closures: Closures, calendar: Calendar) -> Line | None:
    """Return why the calendar does not count a day; nothing where it does."""
    if unit not in (Unit.WORKING_DAYS, Unit.SCHOOL_DAYS):
        return None
    if day.weekday() >= 5:
        return Line(day, Mark.WEEKEND)
    if day in calendar.holidays:
        return Line(day, Mark.HOLIDAY, name=calendar.holidays[day])
    if closures == Closures.EXCLUDED and day in calendar.closures:
        return Line(day, Mark.CLOSURE, name=calendar.closures[day])
    if unit == Unit.SCHOOL_DAYS and not any(first <= day <= last for first, last in calendar.terms):
        return Line(day, Mark.OUT_OF_TERM)
    return None


def _days(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
