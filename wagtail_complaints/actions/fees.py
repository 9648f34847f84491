"""What was agreed with somebody who was appointed, and what has been paid? In open cases and in closed ones."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from ..models import Appointment, AppointmentFee, Case, FeeKind
from ..models.audit import acting
from ..models.sight import holds
from ..procedure.journey import MoveRefused


@transaction.atomic
def record(appointment: Appointment, *, kind: str, amount: Decimal, on: date, by, note: str = "") -> AppointmentFee:
    """Record a sum agreed or paid; nobody is paid more than was agreed. Raises: PermissionDenied, MoveRefused."""
    _may(appointment, by)
    if amount <= 0:
        raise MoveRefused(_("Say how much."))
    if kind == FeeKind.PAID and total(appointment, FeeKind.PAID) + amount > total(appointment, FeeKind.AGREED):
        raise MoveRefused(_("That is more than was agreed with them. Record first what else was agreed."))
    with acting(by):
        return AppointmentFee.objects.create(
            appointment=appointment, kind=kind, amount=amount, on=on, note=note.strip()
        )


@transaction.atomic
def strike_out(fee: AppointmentFee, *, because: str, by) -> AppointmentFee:
    """Take back a sum that was recorded wrongly. Raises: PermissionDenied, MoveRefused."""
    _may(fee.appointment, by)
    fee = AppointmentFee.objects.select_for_update(of=("self",)).get(pk=fee.pk)
    if not because.strip():
        raise MoveRefused(_("Say why it is struck out."))
    if not fee.is_current:
        raise MoveRefused(_("This has been struck out already."))
    left = total(fee.appointment, FeeKind.AGREED) - fee.amount
    if fee.kind == FeeKind.AGREED and left < total(fee.appointment, FeeKind.PAID):
        raise MoveRefused(_("More than that would leave has been paid. Strike out the payment first."))
    fee.is_current = False
    with acting(by, because):
        fee.save()
    return fee


def total(appointment: Appointment, kind: str) -> Decimal:
    """Return the sum, in pounds, of what was agreed or paid."""
    return appointment.fees.current().filter(kind=kind).aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")


def _may(appointment: Appointment, by):
    case = Case.objects.select_for_update(of=("self",)).get(stages__appointments=appointment.pk)
    if by is not None and not holds(by, "assign_case", case):
        raise PermissionDenied
