"""Which was the working day so many working days ago? And the instant at which an invented thing happened."""

from bisect import bisect_right
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import time_machine

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.conf import UNITED_KINGDOM

REACH = timedelta(days=400)


class WorkingDays:
    """England's working days around `today`, counted from it: back with positive numbers, on with negative ones."""

    def __init__(self, today: date):
        known = calendar("england")
        first = today - REACH
        days = (first + timedelta(days=number) for number in range(2 * REACH.days))
        self._days = [day for day in days if known.is_working(day)]
        self._today = bisect_right(self._days, today) - 1

    def ago(self, number: int) -> date:
        """Return the day; today itself, or the last working day before it, is 0 days ago."""
        return self._days[self._today - number]


@contextmanager
def at(day: date, *, minute: int = 0):
    """Let the clock stand on a day inside: what is recorded there bears its date."""
    instant = datetime.combine(day, time(9, 30), UNITED_KINGDOM) + timedelta(minutes=minute)
    with time_machine.travel(instant):
        yield
