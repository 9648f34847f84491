"""How did each date of a case come about? As `procedure.explanation` tells it, from the facts of the case."""

from datetime import date

from ..procedure.as_far_as_known import as_far_as_known
from ..procedure.deadline import Deadline as Reckoned
from ..procedure.explanation import Explanation, explained
from ..procedure.facts import CaseFacts
from ..procedure.working_days import Calendar
from ..procedure_files import regimes
from .calendars import Calendars
from .case import Case
from .case_stage import Deadline

Key = tuple[int, str]
"""A stage of a case, by its primary key, and a timescale of it."""


def explanations(case: Case, *, on: date, calendars: Calendars | None = None) -> dict[Key, Explanation]:
    """Return how every stored date of the case came about, and of those without a date why there is none.

    A finished clock is explained under the calendar in which it finished. A date that is being moved on while
    the stage is on hold, and was not reckoned today, is left out. The number of queries does not hang on the case.
    """
    calendars, facts = calendars or Calendars(), case.facts()
    now, law = calendars.of(case.terms), regimes().get(case.terms.regime)
    stages = {stage.pk: stage for stage in case.stages.all()}
    rows = [row for stage in stages.values() for row in stage.deadlines.all()]
    calendars.recall({row.calendar_digest for row in rows} - {"", now.digest})
    reckonings = _Reckonings(facts, on)
    found: dict[Key, Explanation] = {}
    for row in rows:
        calendar = _calendar_of(row, now, calendars)
        deadline = reckonings.under(calendar).get((stages[row.case_stage_id].key, row.timescale))
        if deadline and deadline.due == row.due_on:
            found[row.case_stage_id, row.timescale] = explained(deadline, case.terms, calendar, law)
    return found


def _calendar_of(row: Deadline, now: Calendar, calendars: Calendars) -> Calendar:
    if row.calendar_digest in ("", now.digest):
        return now
    return calendars.as_it_was(row.calendar_digest) or now


class _Reckonings:
    """The dates of a case under each calendar that is asked about, reckoned once."""

    def __init__(self, facts: CaseFacts, on: date):
        self._facts, self._on = facts, on
        self._found: dict[str, dict[tuple[str, str], Reckoned]] = {}

    def under(self, calendar: Calendar) -> dict[tuple[str, str], Reckoned]:
        if calendar.digest not in self._found:
            found = as_far_as_known(self._facts, calendar, self._on)
            self._found[calendar.digest] = {(each.stage, each.key): each for each in found}
        return self._found[calendar.digest]
