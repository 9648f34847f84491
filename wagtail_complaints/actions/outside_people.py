"""What have people outside the staff declared, and when are they not to be had? Ended, and never edited."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Absence, Declaration, Declares, OutsidePerson, ServiceArea
from ..models.audit import acting
from ..procedure.journey import MoveRefused


@transaction.atomic
def declare(
    person: OutsidePerson,
    *,
    kind: str,
    declared_on: date,
    by,
    on: date,
    service_area: ServiceArea | None = None,
    text: str = "",
) -> Declaration:
    """Record what somebody declared of themselves on a day. Raises: PermissionDenied, MoveRefused."""
    _may(by)
    if declared_on > on:
        raise MoveRefused(_("That day has not come yet."))
    if kind == Declares.INVOLVED and service_area is None:
        raise MoveRefused(_("Say which service they had to do with."))
    known = person.declarations.filter(ended_on=None)
    if kind != Declares.NOTHING and known.filter(kind=kind, service_area=service_area).exists():
        raise MoveRefused(_("That is what they declared already."))
    if kind == Declares.NOTHING and known.exclude(kind=Declares.NOTHING).exists():
        raise MoveRefused(_("They declared something that still holds. End that first."))
    with acting(by):
        return Declaration.objects.create(
            person=person, kind=kind, service_area=service_area, text=text.strip(), declared_on=declared_on
        )


@transaction.atomic
def end_declaration(declaration: Declaration, *, ended_on: date, reason: str, by) -> Declaration:
    """Let a declaration hold no longer from a day on. Raises: PermissionDenied, MoveRefused."""
    _may(by)
    declaration = Declaration.objects.select_for_update(of=("self",)).get(pk=declaration.pk)
    if not reason.strip():
        raise MoveRefused(_("Say why it does not hold any more."))
    if declaration.ended_on:
        raise MoveRefused(_("It has ended already."))
    if ended_on < declaration.declared_on:
        raise MoveRefused(_("It cannot end before it was declared."))
    declaration.ended_on = ended_on
    with acting(by, reason):
        declaration.save()
    return declaration


@transaction.atomic
def away(person: OutsidePerson, *, from_on: date, to_on: date, by) -> Absence:
    """Record days on which somebody is not to be had. Raises: PermissionDenied, MoveRefused."""
    _may(by)
    if to_on < from_on:
        raise MoveRefused(_("The last day lies before the first."))
    if person.absences.filter(is_called_off=False, from_on__lte=to_on, to_on__gte=from_on).exists():
        raise MoveRefused(_("They are away on some of these days already."))
    with acting(by):
        return Absence.objects.create(person=person, from_on=from_on, to_on=to_on)


@transaction.atomic
def not_away(absence: Absence, *, by) -> Absence:
    """Take back days on which somebody was not to be had. Raises: PermissionDenied, MoveRefused."""
    _may(by)
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if absence.is_called_off:
        raise MoveRefused(_("That was called off already."))
    absence.is_called_off = True
    with acting(by):
        absence.save()
    return absence


def _may(by):
    if by is not None and not by.has_perm("wagtail_complaints.change_outsideperson"):
        raise PermissionDenied
