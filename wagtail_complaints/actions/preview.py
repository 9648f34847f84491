"""What would move if a day began, or ceased, to count? Asked of the open cases; nothing is written.

The preview reckons with the very function that the replay will use, so it shows what then happens.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from ..models import Calendars, Case, Deadline, Letter
from .date_notices import promises
from .deadlines import Difference, differences
from .rebuilding import batches

LOOKED_AT = 2000
"""Open cases that are reckoned while somebody waits for the page; `complaints_recompute --proposed` reckons all."""

ROLLS_BACK = timedelta(days=14)
"""A date rolled back to a working day lies no further before the day that moved it."""


@dataclass
class Preview:
    """`moves` are those of cases that the user may see. `hidden` and `unread` are numbers of cases."""

    moves: list[Difference] = field(default_factory=list)
    hidden: int = 0
    unread: int = 0
    letters: dict[tuple[int, str], Letter] = field(default_factory=dict)

    def promised_in(self, move: Difference) -> Letter | None:
        """Return the letter that promises another date than the one to which the clock moves."""
        letter = self.letters.get((move.case_stage.pk, move.right["event"]))
        return letter if letter and letter.promised_on != move.right["due_on"] else None


def preview(day, *, user, on: date, at_most: int = LOOKED_AT) -> Preview:
    """Return what moves if a proposed day is confirmed, or a confirmed one is taken back."""
    calendars = Calendars(leaving_out=[day]) if day.confirmed_on else Calendars(counting=[day])
    cases = touched_by(day)
    read, seen = 0, Preview()
    for batch in batches(cases):
        batch = batch[: at_most - read]
        read += len(batch)
        _look_at(batch, seen, calendars, user, on)
        if read >= at_most:
            break
    seen.unread = max(0, cases.count() - read)
    return seen


def touched_by(day):
    """Return the open cases in which a clock runs to or past the day: no other can move."""
    since = day.on - ROLLS_BACK
    reaches = Q(due_on=None) | Q(due_on__gte=since) | Q(latest_on__gte=since)
    running = Deadline.objects.filter(reaches, is_running=True, case_stage__case=OuterRef("pk"))
    return Case.objects.open().filter(Exists(running))


def _look_at(batch: list[Case], seen: Preview, calendars: Calendars, user, on: date):
    moved = {case.pk: moves_of(case, calendars, on) for case in batch}
    moved = {pk: moves for pk, moves in moved.items() if moves}
    visible = set(Case.objects.visible_to(user).filter(pk__in=moved).values_list("pk", flat=True))
    shown = [move for pk, moves in moved.items() if pk in visible for move in moves]
    seen.moves += shown
    seen.hidden += len(moved.keys() - visible)
    seen.letters |= promises({move.case_stage.pk for move in shown})


def moves_of(case: Case, calendars: Calendars, on: date) -> list[Difference]:
    return [found for found in differences(case, on=on, calendars=calendars) if found.is_a_move]
