"""When does a proposed holiday or closure begin to count? Once somebody has confirmed it."""

from contextlib import contextmanager
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Calendars, Case
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from . import clocks


def confirm(day, *, by, on: date):
    """Let a proposed day count, in every open case. Raises: PermissionDenied, MoveRefused."""
    with _changing(day, by, on, _("Confirmed")) as day:
        if day.confirmed_on:
            raise MoveRefused(_("This day has been confirmed already."))
        day.confirmed_on, day.confirmed_by = on, by


def withdraw(day, *, reason: str, by, on: date):
    """Let a confirmed day no longer count, so that it can be changed. Raises: PermissionDenied, MoveRefused."""
    with _changing(day, by, on, reason) as day:
        if not day.confirmed_on:
            raise MoveRefused(_("This day does not count yet, so there is nothing to take back."))
        day.confirmed_on = day.confirmed_by = None


@contextmanager
def _changing(day, by, on: date, reason: str):
    """Lock the day for the change, then reckon the deadlines of open cases afresh."""
    if not by.has_perm(f"wagtail_complaints.change_{day._meta.model_name}"):
        raise PermissionDenied
    with transaction.atomic(), acting(by, reason):
        day = type(day).objects.select_for_update().get(pk=day.pk)
        yield day
        day.save()
        recount(on=on)


def recount(*, on: date):
    """Reckon the deadlines of every open case afresh, because the calendar they count in was changed."""
    calendars = Calendars()
    for case in Case.objects.open():
        clocks.recompute(case, on=on, calendars=calendars)
