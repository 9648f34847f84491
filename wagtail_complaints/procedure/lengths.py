"""How long is "10 working days"? A length of time as a council publishes it: a whole number and a unit."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    HOURS = "hours"
    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def singular(self) -> str:
        return self.value.removesuffix("s")


_WRITTEN = re.compile(r"(?P<count>\d{1,4}) +(?P<unit>[a-z]+(?: +[a-z]+)?)")
_UNITS = {word: unit for unit in Unit for word in (unit.value, unit.singular)}
_UNITS |= {"day": Unit.CALENDAR_DAYS, "days": Unit.CALENDAR_DAYS}


class NotALength(ValueError):
    """The text is not a length of time; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class Length:
    count: int
    unit: Unit

    def __post_init__(self):
        if self.count < 1:
            raise NotALength("A length of time is at least 1, for example “10 working days”.")

    @classmethod
    def parse(cls, text: str) -> "Length":
        """Return the length that `text` writes; days of no kind are calendar days.

        Raises: NotALength, with what would be right.
        """
        match = _WRITTEN.fullmatch(" ".join(text.strip().lower().split()))
        unit = match and _UNITS.get(match["unit"])
        if not unit:
            raise NotALength(
                f"“{text}” is not a length of time. Write a whole number and hours, working days, "
                "school days, calendar days, weeks or months, for example “10 working days”."
            )
        return cls(int(match["count"]), unit)

    def __str__(self):
        return f"{self.count} {self.unit.singular if self.count == 1 else self.unit.value}"


def is_surely_longer(one: Length, other: Length) -> bool:
    """Return whether a length is longer than another on any calendar, in whatever units they are."""
    if one.unit == other.unit:
        return one.count > other.count
    return days_at_least(one) > _days_at_most(other)


def days_at_least(length: Length) -> float:
    """Return the fewest calendar days that a length can take."""
    match length.unit:
        case Unit.HOURS:
            return length.count / 24
        case Unit.WORKING_DAYS | Unit.SCHOOL_DAYS:
            return length.count + 2 * ((length.count - 1) // 5)
        case Unit.CALENDAR_DAYS:
            return length.count
        case Unit.WEEKS:
            return 7 * length.count
        case _:
            return 28 + 30.4 * (length.count - 1)


def _days_at_most(length: Length) -> float:
    """Return the most calendar days that a length usually takes, a week of holidays included."""
    match length.unit:
        case Unit.WORKING_DAYS | Unit.SCHOOL_DAYS:
            return 1.4 * length.count + 6
        case Unit.MONTHS:
            return 31 * length.count
        case _:
            return days_at_least(length)
