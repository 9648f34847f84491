"""How far off is a date, in words? “overdue by 3 working days”, counted in the calendar of the procedure.

Units: working days, of the nation whose procedure it is, with the extra holidays that the council confirmed; days,
where no working day lies between.
"""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Case
from ...procedure.lengths import Length
from ...procedure.panel import papers_by
from ...procedure.working_days import Calendar, CalendarExhausted


class Due(NamedTuple):
    """A date and how far off it is: `is_late` and `is_today` are for colour, which never stands alone.

    `short` leaves out the year where it is this one.
    """

    on: date
    words: str
    is_late: bool
    is_today: bool
    short: str


def due(day: date, on: date, calendar: Calendar) -> Due:
    """Return how the day `day` stands to the day `on`."""
    short = date_format(day, "j M" if day.year == on.year else "j M Y")
    return Due(day, _words(day, on, calendar), is_late=day < on, is_today=day == on, short=short)


def review(day: date, on: date, calendar: Calendar) -> Due:
    """Return how the council's own reminder for `day` stands to the day `on`: never late, as it is no promise."""
    said = due(day, on, calendar)
    words = said.words if day > on else _("today") if day == on else _passed(day, on, calendar)
    return said._replace(words=words, is_late=False, is_today=day <= on)


def due_past_the_calendar(case: Case) -> str:
    """Return the event owed in a time that the procedure gives, on a day that the calendar does not reach."""
    return case.next_due_event if case.is_open and not case.next_due_on else ""


def _passed(day: date, on: date, calendar: Calendar) -> str:
    try:
        working = calendar.days_between(day, on)
    except CalendarExhausted:
        working = 0
    return ngettext("%d working day ago", "%d working days ago", working) % working if working else _("since then")


def _words(day: date, on: date, calendar: Calendar) -> str:
    if day == on:
        return _("due today")
    try:
        working = calendar.days_between(min(day, on), max(day, on))
    except CalendarExhausted:
        return _("overdue") if day < on else ""
    if not working:
        return _with_no_working_day_between((day - on).days)
    if day < on:
        return ngettext("overdue by %d working day", "overdue by %d working days", working) % working
    return ngettext("in %d working day", "in %d working days", working) % working


def _with_no_working_day_between(days: int) -> str:
    if days < 0:
        return ngettext("overdue by %d day", "overdue by %d days", -days) % -days
    return ngettext("in %d day", "in %d days", days) % days


def papers_due(meets_on: date, ahead: Length, calendar: Calendar) -> date | None:
    """Return by when the papers of a meeting go out, or None past the calendar's end."""
    try:
        return papers_by(meets_on, ahead, calendar)
    except CalendarExhausted:
        return None
