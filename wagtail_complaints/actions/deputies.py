"""Who stands in for somebody who is away? Arranged by date; it ends by itself, or earlier with a reason."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Deputy
from ..models.audit import acting
from ..procedure.journey import MoveRefused


def may_arrange(by, person) -> bool:
    """Return whether `by` may say who stands in for `person`: for oneself, or as part of the role."""
    return by == person or by.has_perm("wagtail_complaints.arrange_deputies")


@transaction.atomic
def arrange(*, person, deputy, from_on: date, to_on: date, reason: str, by) -> Deputy:
    """Let `deputy` stand in for `person` from the first day to the last. Raises: PermissionDenied, MoveRefused."""
    if by is not None and not may_arrange(by, person):
        raise PermissionDenied
    if person == deputy:
        raise MoveRefused(_("Nobody stands in for themselves."))
    if not deputy.is_active:
        raise MoveRefused(_("That person’s account is closed."))
    if to_on < from_on:
        raise MoveRefused(_("The last day lies before the first."))
    if not reason.strip():
        raise MoveRefused(_("Say why somebody stands in."))
    overlapping = Deputy.objects.filter(
        person=person, deputy=deputy, from_on__lte=to_on, to_on__gte=from_on, called_off_on=None
    )
    if overlapping.exists():
        raise MoveRefused(_("They stand in for them on some of these days already."))
    with acting(by, reason):
        return Deputy.objects.create(
            person=person, deputy=deputy, from_on=from_on, to_on=to_on, reason=reason.strip(), arranged_by=by
        )


@transaction.atomic
def call_off(standing_in: Deputy, *, reason: str, by, on: date) -> Deputy:
    """End it before its last day, from today on. Raises: PermissionDenied, MoveRefused."""
    standing_in = Deputy.objects.select_for_update(of=("self",)).get(pk=standing_in.pk)
    if by is not None and not may_arrange(by, standing_in.person):
        raise PermissionDenied
    if not reason.strip():
        raise MoveRefused(_("Say why it ends."))
    if standing_in.called_off_on or standing_in.to_on < on:
        raise MoveRefused(_("This has ended already."))
    standing_in.called_off_on = on
    with acting(by, reason):
        standing_in.save()
    return standing_in
