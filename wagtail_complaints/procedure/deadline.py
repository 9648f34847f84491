"""What does one timescale mean in one case? A date, its ceiling, how it came about, and how it went."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .lengths import Length
from .terms import Counting, Timescale
from .working_days import Span


class Status(StrEnum):
    NOT_STARTED = "not-started"
    RUNNING = "running"
    HELD = "held"
    MET = "met"
    MET_LATE = "met-late"
    OVERDUE = "overdue"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What one timescale means in one case. `due` is the last day in time; `latest` is its ceiling.

    `reckoned_from`, `reckoned_length` and `counted_to` say how `due` came about: the start and the length
    that bind (of the backstop where that is earlier: `by_backstop`), and the day they reach unextended.
    `unknown` says why there is no date yet, where the calendar does not reach so far.
    """

    stage: str
    timescale: Timescale
    start: date | None
    due: date | None
    latest: date | None
    status: Status
    provisional: bool = False
    done_on: date | None = None
    stopped_on: date | None = None
    reckoned_from: date | None = None
    reckoned_length: Length | None = None
    counted_to: date | None = None
    counting: Counting = Counting.DAY_AFTER
    by_backstop: bool = False
    held: tuple[Span, ...] = ()
    unknown: str = ""

    @property
    def key(self) -> str:
        return self.timescale.name

    @property
    def event(self) -> str:
        return self.timescale.event

    @property
    def of(self) -> str:
        return self.timescale.of

    @property
    def is_extended(self) -> bool:
        return bool(self.due and self.counted_to and self.due > self.counted_to)

    @property
    def is_open(self) -> bool:
        """Return whether what is owed may still be done, in time or late."""
        return not (self.done_on or self.stopped_on)


@dataclass(frozen=True, slots=True)
class Window:
    """The last day on which the stage after this one may be asked for as of right. Soft."""

    stage: str
    until: date
