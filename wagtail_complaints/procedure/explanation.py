"""What is said of one date? The same on the case page, in a letter and on the public page: they only show it.

How the date came about in a sentence, the rule that gave it, where the rule comes from, and its days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .ledger import Line, explain, ledger
from .lengths import Unit
from .limits import Regime
from .promises import promise
from .reckoning import Deadline
from .sources import source_of
from .terms import Counting, Procedure, RollEnd
from .weeks import Week, weeks
from .working_days import Calendar

_COUNTING = {
    Counting.DAY_AFTER: "The day it is counted from is not counted itself.",
    Counting.DAY_ONE: "The day it is counted from is day 1.",
    Counting.ROLL_START: "Where the day it is counted from does not count, it is taken as the next one that does.",
}
_ROLLS = {
    RollEnd.FORWARD: "Where the last day is not a working day, it is the next one that is.",
    RollEnd.BACK: "Where the last day is not a working day, it is the one before.",
}
_LEFT_OUT = {
    Unit.WORKING_DAYS: "Weekends and bank holidays are not counted.",
    Unit.SCHOOL_DAYS: "Only days in school term are counted, without weekends and bank holidays.",
}


@dataclass(frozen=True)
class Explanation:
    """How one date came about. Without a date, `sentence` says why there is none, and there are no days.

    `is_to_begin`: a time is published, and what it is counted from has not happened yet.
    """

    sentence: str
    rule: str
    source: str
    days: tuple[Line, ...] = ()
    due: date | None = None
    is_past_the_calendar: bool = False
    is_to_begin: bool = False

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return weeks(self.days, self.due)


def explained(
    deadline: Deadline, procedure: Procedure, calendar: Calendar, regime: Regime | None = None
) -> Explanation:
    """Return what is said of a date that was reckoned with this calendar."""
    stage = procedure.stage(deadline.stage)
    return Explanation(
        sentence=explain(deadline, calendar),
        rule=" ".join([promise(deadline.timescale), *_how_it_counts(deadline)]),
        source=source_of(procedure, stage, deadline.timescale, regime),
        days=ledger(deadline, calendar),
        due=deadline.due,
        is_past_the_calendar=bool(deadline.unknown),
        is_to_begin=not deadline.start and bool(deadline.timescale.within),
    )


def _how_it_counts(deadline: Deadline) -> Iterator[str]:
    """Yield how the length that binds is counted."""
    length = deadline.reckoned_length
    if not (deadline.due and length):
        return
    if length.unit in _LEFT_OUT:
        yield _LEFT_OUT[length.unit]
    yield _COUNTING[deadline.counting]
    if deadline.timescale.roll_end and length.unit not in _LEFT_OUT:
        yield _ROLLS[deadline.timescale.roll_end]
