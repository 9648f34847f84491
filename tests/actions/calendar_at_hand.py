"""A holiday on the way of some clocks."""

from datetime import date

from wagtail_complaints.models import Deadline, ExtraHoliday

TODAY = date(2026, 11, 9)
TENTH = date(2026, 11, 10)
SIXTEENTH, SEVENTEENTH, EIGHTEENTH = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)
"""From Monday 2 November 10 working days reach to Monday 16 November; a holiday on the way adds a day."""


def holiday(day, **fields):
    return ExtraHoliday.objects.create(**{"nation": "england", "on": day, "name": "Day of thanks", **fields})


def replies(*of):
    """Return when the reply of each case is due."""
    return [Deadline.objects.get(case_stage__case=case, timescale="responded").due_on for case in of]
