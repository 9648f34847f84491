"""When does a proposed holiday or closure begin to count? Once somebody has confirmed it. Open cases follow."""

from contextlib import contextmanager
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import ClosureDay, ExtraHoliday
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from ..procedure.wording import in_words
from . import replay


def confirm(day, *, by, on: date) -> replay.Step:
    """Let a proposed day count, and as many open cases follow as one request may work out.

    Raises: PermissionDenied, MoveRefused.
    """
    with _changing(day, by, on, _("Confirmed")) as day:
        if day.confirmed_on:
            raise MoveRefused(_("This day has been confirmed already."))
        day.confirmed_on, day.confirmed_by = on, by
        replay.begin(_what_began(day), by=by, on=on)
    return replay.carry_on_in_a_request(on=on)


def withdraw(day, *, reason: str, by, on: date) -> replay.Step:
    """Let a confirmed day no longer count, so that it can be changed; open cases follow as in `confirm`.

    Raises: PermissionDenied, MoveRefused.
    """
    with _changing(day, by, on, reason) as day:
        if not day.confirmed_on:
            raise MoveRefused(_("This day does not count yet, so there is nothing to take back."))
        day.confirmed_on = day.confirmed_by = None
        replay.begin(_what_ceased(day), by=by, on=on)
    return replay.carry_on_in_a_request(on=on)


def terms_changed(*, by, on: date) -> replay.Step:
    """Let open cases follow the register of school terms, as far as one request goes."""
    replay.begin(_("The school terms were changed."), by=by, on=on)
    return replay.carry_on_in_a_request(on=on)


def may_change(user, day) -> bool:
    return user.has_perm(f"wagtail_complaints.change_{day._meta.model_name}")


@contextmanager
def _changing(day, by, on: date, reason: str):
    """Lock the day for the change."""
    if not may_change(by, day):
        raise PermissionDenied
    with transaction.atomic(), acting(by, reason):
        day = type(day).objects.select_for_update().get(pk=day.pk)
        yield day
        day.save()


def _what_began(day: ExtraHoliday | ClosureDay) -> str:
    if isinstance(day, ClosureDay):
        return _("%(day)s became a day on which the council is closed.") % {"day": in_words(day.on)}
    return _("%(day)s became a bank holiday.") % {"day": in_words(day.on)}


def _what_ceased(day: ExtraHoliday | ClosureDay) -> str:
    if isinstance(day, ClosureDay):
        return _("%(day)s is no longer a day on which the council is closed.") % {"day": in_words(day.on)}
    return _("%(day)s is no longer a bank holiday.") % {"day": in_words(day.on)}
