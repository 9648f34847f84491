"""How does each clock of a stage stand, and how did its date come about?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...models import Case, CaseStage, Deadline
from ...models.explanations import Key
from ...procedure.clock import Status
from ...procedure.event_words import noun
from ...procedure.explanation import Explanation
from ...procedure.journey import State
from ...procedure.promises import NO_TIME_LIMIT
from ...procedure.terms import Firmness, Stage, Timescale
from .. import words
from .due import Due, due

Explained = dict[Key, Explanation]
"""How each date came about, or why there is none."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One timescale of a stage. `status` is for colour; `words` says it, and how far off the date is.

    `explanation` is how the date came about, where there is one.
    """

    row: Deadline
    what: str
    why: str
    status: Status
    words: str
    latest_on: date | None
    due: Due | None
    explanation: Explanation | None


def clocks(case: Case, terms: Stage, row: CaseStage, state: State, explained: Explained) -> Iterator[Clock]:
    stored = {deadline.timescale: deadline for deadline in row.deadlines.all()}
    ended_on = row.ended_on or row.facts().ended_on or case.closed_on
    for timescale in terms.timescales:
        if deadline := stored.get(timescale.name):
            yield _clock(timescale, deadline, ended_on, state, explained.get((row.pk, timescale.name)))


def _clock(
    timescale: Timescale, row: Deadline, ended_on: date | None, state: State, told: Explanation | None
) -> Clock:
    status = _status(row, ended_on, state.on)
    runs_to = due(row.due_on, state.on, state.calendar) if row.due_on and row.is_running else None
    return Clock(
        row=row,
        what=words.owed(timescale.event),
        why=told.sentence if told and (told.due or told.is_past_the_calendar) else promise(timescale),
        status=status,
        words=_in_words(row, status, runs_to, is_unknown=bool(told and told.is_past_the_calendar)),
        latest_on=row.latest_on if row.is_running and row.latest_on != row.due_on else None,
        due=runs_to,
        explanation=told if told and told.due else None,
    )


def _status(row: Deadline, ended_on: date | None, on: date) -> Status:
    if row.met_on:
        return Status.MET_LATE if row.due_on and row.due_on < row.met_on else Status.MET
    if row.is_running:
        if row.is_provisional:
            return Status.HELD
        return Status.OVERDUE if row.due_on and row.due_on < on else Status.RUNNING
    if not row.start_on and not ended_on:
        return Status.NOT_STARTED
    return Status.OVERDUE if row.due_on and ended_on and row.due_on < ended_on else Status.LAPSED


def _in_words(row: Deadline, status: Status, runs_to: Due | None, *, is_unknown: bool) -> str:
    match status:
        case Status.MET | Status.MET_LATE:
            done = words.STATUS[status] if row.due_on else _("Done")
            return f"{done}, {date_format(row.met_on)}"
        case Status.HELD:
            return _("On hold, so the date moves")
        case Status.OVERDUE if not row.is_running:
            return _("Never done, and it was due")
        case Status.RUNNING | Status.OVERDUE:
            no_date = _("Not known yet") if is_unknown else _("No time limit")
            return runs_to.words if runs_to else no_date
    return str(words.STATUS[status])


def promise(timescale: Timescale) -> str:
    """Return what the procedure says of this clock: “10 working days from receipt of the complaint”."""
    length = timescale.within or timescale.every
    if not length:
        return NO_TIME_LIMIT
    start = {"length": length, "start": noun(timescale.of)}
    said = _("%(length)s from %(start)s") if timescale.within else _("every %(length)s from %(start)s")
    firmness = {Firmness.AIM: _("as an aim"), Firmness.NORMALLY: _("normally")}.get(timescale.firmness)
    return ", ".join(filter(None, (said % start, firmness)))
