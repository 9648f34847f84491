"""How are days and lists put into words? Plain British English, the same in letters, pages and refusals."""

from collections.abc import Iterable
from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_words(day: date) -> str:
    """Return “4 December 2026”."""
    return f"{day_and_month(day)} {day.year}"


def day_and_month(day: date) -> str:
    """Return “4 December”."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def weekday(day: date) -> str:
    """Return “Friday”."""
    return _WEEKDAYS[day.weekday()]


def full_day(day: date, near: date | None = None) -> str:
    """Return “Friday 4 December 2026”, without the year where the day `near` is in the same one."""
    return f"{weekday(day)} {day_and_month(day) if near and near.year == day.year else in_words(day)}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return “one, two and three”."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final


def capitalised(sentence: str) -> str:
    """Return the sentence with its first letter large, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
