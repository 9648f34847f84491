"""The calendar has changed: which open cases have followed? Batch by batch, from wherever the last run stopped.

A change keeps the key of the last case that has followed it, written with the batch itself. A run that is stopped
loses no more than its last batch, and two runs at once wait for each other. Cases opened meanwhile are dated under
the new calendar from the start; one that somebody works on before its turn follows first (`catch_up`).
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import transaction

from ..models import CalendarChange, Calendars, Case
from ..models.audit import acting
from . import date_notices
from .rebuilding import BATCH, put_right

IN_A_REQUEST = 2000
"""Open cases that are worked out while somebody waits for the page; the command does the rest."""


class Step(NamedTuple):
    """What one batch did: how many cases were read, and in how many of them a date moved."""

    read: int
    moved: int


def begin(reason: str, *, by, on: date) -> CalendarChange:
    """Note that the calendar has changed, in the transaction that changes it."""
    return CalendarChange.objects.create(reason=reason, made_by=by, made_on=on)


def left() -> int:
    """Return how many open cases are still to follow a change of the calendar."""
    first = CalendarChange.objects.unfinished().order_by("reached").first()
    return Case.objects.open().filter(pk__gt=first.reached).count() if first else 0


def carry_on(*, on: date, at_most: int | None = None) -> Iterator[Step]:
    """Let open cases follow, a batch at each step, until all have or `at_most` were read."""
    read = 0
    while at_most is None or read < at_most:
        step = _step(on, BATCH if at_most is None else min(BATCH, at_most - read))
        if step is None:
            return
        read += step.read
        yield step


def carry_on_in_a_request(*, on: date) -> Step:
    """Let as many cases follow as a page may, and return what was done."""
    steps = list(carry_on(on=on, at_most=IN_A_REQUEST))
    return Step(sum(step.read for step in steps), sum(step.moved for step in steps))


def catch_up(case: Case, *, on: date):
    """Let one case follow before its turn, because somebody is about to change it."""
    ahead = list(CalendarChange.objects.ahead_of(case))
    if ahead and case.is_open:
        _follow([case.pk], ahead, on)


@transaction.atomic
def _step(on: date, size: int) -> Step | None:
    """Take one batch. The changes are locked before the registers are read, so that none slips in between."""
    changes = list(CalendarChange.objects.unfinished().select_for_update())
    if not changes:
        return None
    start = min(change.reached for change in changes)
    behind = [change for change in changes if change.reached == start]
    until = min((change.reached for change in changes if change.reached > start), default=None)
    cases = Case.objects.open().filter(pk__gt=start, **({"pk__lte": until} if until else {}))
    pks = list(cases.order_by("pk").values_list("pk", flat=True)[:size])
    moved = _follow(pks, behind, on) if pks else 0
    is_through = len(pks) < size
    for change in behind:
        change.reached = until if is_through and until else pks[-1] if pks else start
        change.is_finished = is_through and not until
        change.cases_moved += moved
        change.save()
    return Step(len(pks), moved)


def _follow(pks: list[int], changes: list[CalendarChange], on: date) -> int:
    """Rebuild these cases for that reason, and return in how many a date moved."""
    with transaction.atomic(), acting(changes[-1].made_by, "; ".join(change.reason for change in changes)):
        found = put_right(pks, on=on, calendars=Calendars())
        moved = [difference for _case, differed in found for difference in differed if difference.is_a_move]
        date_notices.owe(moved, changes[-1])
    return len({difference.case_stage.case_id for difference in moved})
