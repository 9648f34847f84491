"""Which days count, and on which day does a length of time end? A nation's calendar, and the counting in it.

Every unit comes down to one question: which is the n-th day that counts, from a first day on? A table holds
the days that count as ordinals, in order, so the answer is one bisection. Days past those that are published
are never guessed: `CalendarExhausted`.
"""

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from .day_tables import CalendarExhausted, EveryDay, Table, held_within, nth_from
from .lengths import Length, Unit
from .terms import Closures, Counting, RollEnd
from .wording import in_words

Span = tuple[date, date]
"""Two days and all between; both count in."""

_DAY_AFTER, _WORKING_DAYS, _COUNTED = Counting.DAY_AFTER, Unit.WORKING_DAYS, Closures.COUNTED
"""Names of their own: looking a member up in its enum takes as long as the whole count (Python 3.11)."""
_TABLED = (Unit.WORKING_DAYS, Unit.SCHOOL_DAYS)


@dataclass(frozen=True)
class Calendar:
    """What is known of a nation's days. `closures` are the council's own closing days: working days all the
    same, unless a timescale excludes them. `terms` are the council's school terms.
    """

    name: str
    holidays: Mapping[date, str]
    published_until: date
    closures: Mapping[date, str] = field(default_factory=dict)
    terms: tuple[Span, ...] = ()
    published_from: date = date(2000, 1, 1)

    def __post_init__(self):
        for name in ("holidays", "closures"):
            object.__setattr__(self, name, MappingProxyType(dict(sorted(getattr(self, name).items()))))
        object.__setattr__(self, "terms", merged(self.terms))
        object.__setattr__(self, "_tables", {})

    def __hash__(self):
        return hash(self.digest)

    def __reduce__(self):
        known = (dict(self.holidays), self.published_until, dict(self.closures), self.terms)
        return type(self), (self.name, *known, self.published_from)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of all that the calendar knows: a clock that has finished keeps it."""
        known = {
            "name": self.name,
            "published": [self.published_from.isoformat(), self.published_until.isoformat()],
            "holidays": {day.isoformat(): name for day, name in self.holidays.items()},
            "closures": {day.isoformat(): name for day, name in self.closures.items()},
            "terms": [[first.isoformat(), last.isoformat()] for first, last in self.terms],
        }
        text = json.dumps(known, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def is_working(self, day: date, closures: Closures = Closures.COUNTED) -> bool:
        """Raises: CalendarExhausted."""
        return self.is_counted(day, Unit.WORKING_DAYS, closures)

    def is_counted(self, day: date, unit: Unit, closures: Closures = Closures.COUNTED) -> bool:
        """Return whether a length in this unit counts the day. Raises: CalendarExhausted."""
        days = self._days(unit, closures)
        ordinal = days.known(day)
        return days.upto(ordinal) > days.upto(ordinal - 1)

    def days_between(self, start: date, end: date, unit: Unit = Unit.WORKING_DAYS) -> int:
        """Return how many days count after `start`, up to and with `end`. Raises: CalendarExhausted."""
        days = self._days(unit, Closures.COUNTED)
        return days.upto(days.known(end)) - days.upto(days.known(start))

    def count(
        self,
        start: date,
        length: Length,
        counting: Counting = Counting.DAY_AFTER,
        roll_end: RollEnd | None = None,
        *,
        closures: Closures = Closures.COUNTED,
        held: Iterable[Span] = (),
    ) -> date:
        """Return the last day of `length` from an event on `start`, leaving held days out.

        Raises: CalendarExhausted.
        """
        if counting is _DAY_AFTER and length.unit is _WORKING_DAYS and closures is _COUNTED and not held:
            return self._working_days.nth_after(start, length.count)
        days = self._days(length.unit, closures)
        first = days.known(start)
        if counting == Counting.ROLL_START:
            first = days.nth(days.upto(first - 1) + 1)
        if counting != Counting.DAY_ONE:
            first += 1
        number = length.count if length.unit in _TABLED else _number_of_days(start, length)
        if not number:
            return start
        last = nth_from(days, first, number, _ordinals(held) if held else ())
        if roll_end and length.unit not in _TABLED:
            return self._rolled(last, start, roll_end, closures, held)
        return _as_date(last)

    def lengthened(
        self,
        to: date,
        given_on: date,
        unit: Unit,
        held: Iterable[Span],
        closures: Closures = Closures.COUNTED,
    ) -> date:
        """Return the date `to`, given on `given_on`, later by the counted days that were held since."""
        days = self._days(unit, closures)
        first, spans = given_on.toordinal() + 1, _ordinals(held)
        if to <= given_on or not held_within(days, spans, first, to.toordinal()):
            return to
        number = days.upto(days.known(to)) - days.upto(days.known(given_on))
        return _as_date(nth_from(days, first, number, spans))

    def _rolled(self, last: int, start: date, way: RollEnd, closures: Closures, held: Iterable[Span]) -> date:
        working = self._days(Unit.WORKING_DAYS, closures)
        before = working.upto(working.known(_as_date(last)))
        nearest = working.nth(before) if before else 0
        if nearest == last:
            return _as_date(last)
        if way == RollEnd.BACK:
            if nearest > start.toordinal():
                return _as_date(nearest)
            last = start.toordinal()
        return _as_date(nth_from(working, last + 1, 1, _ordinals(held)))

    @cached_property
    def _working_days(self) -> Table:
        return self._days(Unit.WORKING_DAYS, Closures.COUNTED)

    def _days(self, unit: Unit, closures: Closures) -> "Table | EveryDay":
        days = self._tables.get((unit, closures))
        if days is None:
            days = self._tables[unit, closures] = self._laid_out(unit, closures)
        return days

    def _laid_out(self, unit: Unit, closures: Closures) -> "Table | EveryDay":
        if unit not in _TABLED:
            return EveryDay()
        off = {day.toordinal() for day in self.holidays}
        if closures == Closures.EXCLUDED:
            off |= {day.toordinal() for day in self.closures}
        spans = ((self.published_from, self.published_until),)
        whose = self.name.replace("-", " ").title()
        until = f"The bank holidays of {whose} are known from {in_words(self.published_from)} "
        until += f"until {in_words(self.published_until)}, and the count goes past that."
        if unit == Unit.SCHOOL_DAYS:
            spans = _overlap(self.terms, spans[0])
            until = (
                f"Term dates are known until {in_words(spans[-1][1])}, and the count goes past that."
                if spans
                else "No term dates are known, so school days cannot be counted."
            )
        ordinals = [day for first, last in _ordinals(spans) for day in range(first, last + 1)]
        return Table(
            [day for day in ordinals if (day - 1) % 7 < 5 and day not in off],
            self.published_from.toordinal(),
            (self.published_until if unit == Unit.WORKING_DAYS or not spans else spans[-1][1]).toordinal(),
            until,
        )


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that overlap or touch made one."""
    whole: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if whole and first.toordinal() <= whole[-1][1].toordinal() + 1:
            whole[-1] = (whole[-1][0], max(last, whole[-1][1]))
        else:
            whole.append((first, last))
    return tuple(whole)


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has none.

    Raises: CalendarExhausted.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        raise CalendarExhausted(_NO_SUCH_DAY)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_NO_SUCH_DAY = "The count goes past the last day there is."


def _as_date(ordinal: int) -> date:
    if ordinal > date.max.toordinal():
        raise CalendarExhausted(_NO_SUCH_DAY)
    return date.fromordinal(ordinal)


def _number_of_days(start: date, length: Length) -> int:
    match length.unit:
        case Unit.HOURS:
            return length.count // 24
        case Unit.WEEKS:
            return length.count * 7
        case Unit.MONTHS:
            return (months_later(start, length.count) - start).days
        case _:
            return length.count


def _ordinals(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((first.toordinal(), last.toordinal()) for first, last in merged(spans))


def _overlap(spans: Iterable[Span], limits: Span) -> tuple[Span, ...]:
    return merged((max(first, limits[0]), min(last, limits[1])) for first, last in spans)
