"""Which is the n-th day that counts? Days as ordinals: those in a table, or every one."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class CalendarExhausted(ValueError):
    """The answer hangs on days whose holidays or terms are not known; the message says which."""


@dataclass(frozen=True, slots=True)
class Table:
    """The days that count, as ordinals in order."""

    ordinals: list[int]
    first: int
    last: int
    exhausted: str

    def known(self, day: date) -> int:
        ordinal = day.toordinal()
        if not self.first <= ordinal <= self.last:
            raise CalendarExhausted(self.exhausted)
        return ordinal

    def nth_after(self, day: date, number: int) -> date:
        """Return the `number`-th day that counts after `day`: the commonest question, answered in one step."""
        ordinal = day.toordinal()
        ordinals = self.ordinals
        try:
            if self.first <= ordinal <= self.last:
                return date.fromordinal(ordinals[bisect_right(ordinals, ordinal) + number - 1])
        except IndexError:
            pass
        raise CalendarExhausted(self.exhausted)

    def upto(self, ordinal: int) -> int:
        return bisect_right(self.ordinals, ordinal)

    def nth(self, number: int) -> int:
        try:
            return self.ordinals[number - 1]
        except IndexError:
            raise CalendarExhausted(self.exhausted) from None


class EveryDay:
    """The table in which every day counts: calendar days, weeks, months, and whole days of hours."""

    def known(self, day: date) -> int:
        return day.toordinal()

    def upto(self, ordinal: int) -> int:
        return ordinal

    def nth(self, number: int) -> int:
        return number


def nth_from(days: "Table | EveryDay", first: int, number: int, held: Iterable[tuple[int, int]]) -> int:
    """Return the `number`-th day that counts and is not held, from the day `first` on."""
    before = days.upto(first - 1)
    last = days.nth(before + number)
    paid = 0
    while held and (owed := held_within(days, held, first, last)) > paid:
        paid = owed
        last = days.nth(before + number + paid)
    return last


def held_within(days: "Table | EveryDay", held: Iterable[tuple[int, int]], first: int, last: int) -> int:
    """Return how many days that count are held from `first` to `last`."""
    return sum(
        days.upto(min(end, last)) - days.upto(max(start, first) - 1)
        for start, end in held
        if start <= last and end >= first
    )
