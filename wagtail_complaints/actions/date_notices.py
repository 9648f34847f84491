"""Who was promised a date that the calendar has since moved? They are told, once somebody has released the notice.

Nothing is frozen before it goes out: a notice is drafted from the facts of the moment, and one that is no longer
true, because the date moved again or the answer came, is not sent.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..letters.addressee import Addressee
from ..letters.contents import LetterIncomplete
from ..letters.writing import Composed, compose, write
from ..models import CalendarChange, Case, DateNotice, Deadline, Letter, LetterKind
from ..models.audit import acting, keep_history
from ..procedure.journey import MoveRefused
from .deadlines import Difference

Key = tuple[int, str]
"""A stage of a case, by its key, and an event."""


def owe(moved: list[Difference], change: CalendarChange):
    """Note a notice for each date that moved away from what a letter has promised; drop those that moved back.

    One that was owed already is owed for this change, and has to be released again: the date in it is another.
    """
    keys = {(difference.case_stage.pk, difference.right["event"]) for difference in moved}
    stages = {stage for stage, _event in keys}
    dues, letters = due_now(stages), promises(stages)
    due = {key for key in keys & letters.keys() & dues.keys() if dues[key] != letters[key].promised_on}
    kept = []
    for notice in DateNotice.objects.owed().filter(case_stage__in=stages):
        key = notice.case_stage_id, notice.event
        if key in due and notice.promised_in_id == letters[key].pk:
            kept.append(notice)
        elif key in keys:
            notice.delete()
    _owe_anew(kept, change)
    due -= {(notice.case_stage_id, notice.event) for notice in kept}
    owed = [
        DateNotice(case_stage_id=key[0], event=key[1], promised_in=letters[key], change=change)
        for key in sorted(due)
    ]
    keep_history(DateNotice.objects.bulk_create(owed))


def _owe_anew(notices: list[DateNotice], change: CalendarChange):
    for notice in notices:
        notice.change, notice.released_by, notice.released_on = change, None, None
    rows = DateNotice.objects.filter(pk__in=[notice.pk for notice in notices])
    rows.update(change=change, released_by=None, released_on=None)
    keep_history(notices, is_change=True)


def promises(stages) -> dict[Key, Letter]:
    """Return the last letter of these stages that promised a date for each event."""
    letters = Letter.objects.filter(case_stage__in=stages, promised_on__isnull=False).order_by("dated", "pk")
    read = letters.only("pk", "kind", "dated", "case_stage_id", "promised_event", "promised_on")
    return {(letter.case_stage_id, letter.promised_event): letter for letter in read}


def due_now(stages) -> dict[Key, date]:
    """Return the date that now holds for each event that is still waited for."""
    running = Deadline.objects.filter(case_stage__in=stages, is_running=True, due_on__isnull=False)
    rows = running.order_by("-due_on").values_list("case_stage_id", "event", "due_on")
    return {(stage, event): due for stage, event, due in rows}


def draft(notice: DateNotice, *, on: date) -> Composed:
    """Return the letter as it would go out on the day `on`. Raises: MoveRefused, LetterIncomplete."""
    case = notice.case_stage.case
    facts = {
        "case_stage": notice.case_stage,
        "reason": notice.change.reason,
        "new_date": new_date(notice),
        "event": notice.event,
    }
    return compose(LetterKind.NEW_DATE, on=on, to=Addressee.of_case(case), case=case, **facts)


def new_date(notice: DateNotice) -> date:
    """Return the date to be told. Raises: MoveRefused, where there is nothing left to tell."""
    due = due_now([notice.case_stage_id]).get((notice.case_stage_id, notice.event))
    if due is None:
        raise MoveRefused(_("Nobody waits for this date any more: there is nothing left to tell."))
    if due == notice.promised_in.promised_on:
        raise MoveRefused(_("The date that was promised holds again: there is nothing left to tell."))
    return due


def release(notice: DateNotice, *, by, on: date) -> Letter:
    """Write the letter. Raises: PermissionDenied, MoveRefused."""
    _check_may(notice, by)
    return _write(notice, by=by, on=on)


def release_all(notices, *, by, on: date) -> int:
    """Let `send_released` write the letters, all of those that `by` may see, and return how many."""
    if not by.has_perm("wagtail_complaints.change_datenotice"):
        raise PermissionDenied
    chosen = notices.owed().visible_to(by).filter(released_on=None)
    with transaction.atomic(), acting(by, _("Released")):
        rows = list(chosen.select_for_update(of=("self",)))
        for notice in rows:
            notice.released_by, notice.released_on = by, on
        DateNotice.objects.bulk_update(rows, ["released_by", "released_on"], batch_size=500)
        keep_history(rows, is_change=True)
    return len(rows)


def send_released(*, on: date) -> int:
    """Write the letters that were released together, and return how many; those no longer true are dropped."""
    waiting = DateNotice.objects.owed().exclude(released_on=None).values_list("pk", flat=True)
    return sum(_sent(pk, on) for pk in list(waiting))


def not_needed(notice: DateNotice, *, reason: str, by):
    """Put a notice aside with a reason. Raises: PermissionDenied, MoveRefused."""
    _check_may(notice, by)
    with transaction.atomic(), acting(by, reason):
        notice = _owed(notice)
        notice.not_needed = reason
        notice.save()


def _sent(pk: int, on: date) -> bool:
    notice = DateNotice.objects.select_related("released_by").get(pk=pk)
    try:
        _write(notice, by=notice.released_by, on=on)
    except MoveRefused as refused:
        with acting(None):
            notice.not_needed = refused.reason
            notice.save()
        return False
    return True


@transaction.atomic
def _write(notice: DateNotice, *, by, on: date) -> Letter:
    Case.objects.select_for_update(of=("self",)).get(stages=notice.case_stage_id)
    notice, due = _owed(notice), new_date(notice)
    try:
        letter = write(
            LetterKind.NEW_DATE,
            on=on,
            once=f"date-notice:{notice.pk}",
            by=by,
            case_stage=notice.case_stage,
            reason=notice.change.reason,
            new_date=due,
            promises=(notice.event, due),
        )
    except LetterIncomplete as incomplete:
        raise MoveRefused(str(incomplete)) from incomplete
    with acting(by, _("Released")):
        notice.told_by, notice.released_by, notice.released_on = letter, by, notice.released_on or on
        notice.save()
    return letter


def _owed(notice: DateNotice) -> DateNotice:
    """Return the notice, locked. Raises: MoveRefused, where it was sent or put aside meanwhile."""
    owed = DateNotice.objects.owed().select_for_update(of=("self",)).filter(pk=notice.pk).first()
    if owed is None:
        raise MoveRefused(_("This has been dealt with already."))
    return owed


def _check_may(notice: DateNotice, by):
    may_see = DateNotice.objects.visible_to(by).filter(pk=notice.pk)
    if not (by.has_perm("wagtail_complaints.change_datenotice") and may_see.exists()):
        raise PermissionDenied
