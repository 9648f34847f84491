"""When does somebody look again at a stage that promises no date? The council's own reminder, and no promise.

Decision 6: it is chased as a date is, and is never overdue: nothing was promised that could be broken.
"""

from collections.abc import Iterable
from datetime import date

from ..models import Calendars, Case, CaseStage, Deadline
from ..procedure.lengths import Length, Unit
from ..procedure.terms import ENDING
from ..procedure.working_days import CalendarExhausted


def review_on(case: Case, stage: CaseStage | None, rows: Iterable[Deadline], calendars: Calendars) -> date | None:
    """Return the day on which the stage is to be looked at, where it goes on and nothing in it is due."""
    if stage is None or not case.is_open or stage.ended_on or stage.facts().ended_on:
        return None
    of_the_stage = [row for row in rows if row.case_stage_id == stage.pk]
    if not calendars.review_days or any(row.is_running and row.due_on for row in of_the_stage):
        return None
    days = Length(calendars.review_days, Unit.WORKING_DAYS)
    try:
        return calendars.of(case.terms).count(_start(case, stage, of_the_stage), days)
    except CalendarExhausted:
        return None


def _start(case: Case, stage: CaseStage, rows: list[Deadline]) -> date:
    """Return the day from which the answer would be counted if it had a length; else that of the request."""
    starts = [row.start_on for row in rows if row.event in ENDING and row.start_on]
    return min(starts, default=stage.requested_on or case.received_on)
