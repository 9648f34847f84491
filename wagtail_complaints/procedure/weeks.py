"""How is a long count read? Week by week: which days were counted, and which were not, by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from .ledger import Line, Mark
from .wording import day_and_month, in_words, weekday

_WORDS = {
    Mark.START: "the start, not counted",
    Mark.WEEKEND: "weekend",
    Mark.OUT_OF_TERM: "out of term",
    Mark.HELD: "on hold, not counted",
    Mark.EXTENDED: "more time given",
    Mark.MOVED: "moved on",
}


def _join(apart: int) -> str:
    """Return what stands between the first and the last of several: two are named, of more the ends."""
    return " and " if apart == 1 else " to "


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row of which the same is to be said. `is_due` marks the last day in time, a run of its own."""

    first: date
    last: date
    mark: Mark
    numbers: tuple[int, int] | None = None
    name: str = ""
    is_due: bool = False

    @property
    def days(self) -> str:
        """Return “Tuesday to Friday”, or “every day” of more than a week."""
        length = (self.last - self.first).days
        if length > 6:
            return "Every day"
        return weekday(self.first) + (f"{_join(length)}{weekday(self.last)}" if length else "")

    @property
    def words(self) -> str:
        """Return “days 1 to 4”, “weekend”, or the holiday's name."""
        said = self.name or _WORDS.get(self.mark, "")
        if self.mark == Mark.CLOSURE:
            said = f"{self.name}, the council is closed"
        if self.numbers:
            first, last = self.numbers
            said = f"day {first}" if first == last else f"days {first}{_join(last - first)}{last}"
        return f"{said}: the last day in time" if self.is_due else said

    def __str__(self):
        return f"{self.days}: {self.words}"


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a count, from Monday, or several of which every day is counted."""

    runs: tuple[Run, ...]

    @property
    def first(self) -> date:
        return self.runs[0].first

    @property
    def last(self) -> date:
        return self.runs[-1].last

    @property
    def is_whole(self) -> bool:
        """Return whether all its days are counted, and none is the last in time."""
        (run, *more) = self.runs
        whole = run.mark == Mark.COUNTED and not run.is_due and (run.last - run.first).days >= 6
        return whole and not more

    @property
    def dates(self) -> str:
        """Return “23 to 29 November”, with the year where it ends in January or begins it."""
        first, last = self.first, self.last
        if first == last:
            return day_and_month(first)
        if first.year != last.year:
            return f"{in_words(first)} to {in_words(last)}"
        start = str(first.day) if first.month == last.month else day_and_month(first)
        return f"{start}{_join((last - first).days)}{day_and_month(last)}"

    def __str__(self):
        return f"{self.dates}. {'. '.join(map(str, self.runs))}."


def weeks(lines: Iterable[Line], due: date) -> tuple[Week, ...]:
    """Return the days of a ledger by the week; `due` is the last day in time."""
    by_monday = groupby(lines, key=lambda line: line.day - timedelta(days=line.day.weekday()))
    return tuple(_joined(Week(tuple(_runs(days, due))) for _monday, days in by_monday))


def _runs(days: Iterable[Line], due: date) -> Iterator[Run]:
    for _same, group in groupby(days, key=lambda line: (line.mark, line.name, line.day == due)):
        first, *more = group
        last = more[-1] if more else first
        numbers = (first.number, last.number) if first.number else None
        yield Run(first.day, last.day, first.mark, numbers, first.name, is_due=first.day == due)


def _joined(found: Iterable[Week]) -> Iterator[Week]:
    """Yield the weeks, those in a row of which every day counts made one."""
    for is_whole, group in groupby(found, key=lambda week: week.is_whole):
        several = list(group)
        if not is_whole:
            yield from several
            continue
        first, last = several[0].runs[0], several[-1].runs[0]
        yield Week((replace(first, last=last.last, numbers=(first.numbers[0], last.numbers[1])),))
