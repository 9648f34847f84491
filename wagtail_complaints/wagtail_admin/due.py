"""How far off is a date, in words? “overdue by 3 working days”, counted in the calendar of the procedure.

Units: working days, of the nation whose procedure it is, with the extra holidays that the council confirmed.
"""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..procedure.working_days import Calendar, CalendarExhausted


class Due(NamedTuple):
    """A date and how far off it is: `is_late` and `is_today` are for colour, which never stands alone."""

    on: date
    words: str
    is_late: bool
    is_today: bool


def due(day: date, on: date, calendar: Calendar) -> Due:
    """Return how the day `day` stands to the day `on`."""
    return Due(day, _words(day, on, calendar), is_late=day < on, is_today=day == on)


def _words(day: date, on: date, calendar: Calendar) -> str:
    if day == on:
        return _("due today")
    try:
        working = calendar.days_between(min(day, on), max(day, on))
    except CalendarExhausted:
        return _("overdue") if day < on else ""
    if day < on:
        return _overdue(working)
    if not working:
        return ngettext("in %d day", "in %d days", (day - on).days) % (day - on).days
    return ngettext("in %d working day", "in %d working days", working) % working


def _overdue(working: int) -> str:
    if not working:
        return _("overdue since the last working day")
    return ngettext("overdue by %d working day", "overdue by %d working days", working) % working
