"""Who has a part in a stage, what are they paid, and which rules were set aside for them? Ready to be shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from ...models import FeeKind
from .. import words


@dataclass(frozen=True, slots=True)
class Fee:
    """A sum agreed with somebody who was appointed, or paid."""

    pk: int
    words: str


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody with a part in a stage."""

    pk: int
    who: str
    role: str
    part: str
    on: date
    ended_on: date | None
    declaration: str
    lacks_declaration: bool = False
    fees: tuple[Fee, ...] = ()
    fee_words: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A rule of independence set aside for somebody in a part of a stage."""

    pk: int
    who: str
    what: str
    reason: str
    on: date


def appointed(appointment) -> Appointed:
    person = appointment.person
    fees = [fee for fee in appointment.fees.all() if fee.is_current]
    return Appointed(
        pk=appointment.pk,
        who=get_user_display_name(appointment.user) if appointment.user else appointment.name,
        role=appointment.role,
        part=str(words.PART.get(appointment.does, appointment.does)),
        on=appointment.appointed_on,
        ended_on=appointment.ended_on,
        declaration=appointment.declaration,
        lacks_declaration=bool(person and not appointment.ended_on and not person.declarations.all()),
        fees=tuple(Fee(fee.pk, _fee(fee)) for fee in fees),
        fee_words=_fee_words(fees),
    )


_NOTHING = Decimal("0.00")


def _fee(fee) -> str:
    said = f"{fee.get_kind_display()}: £{fee.amount}, {date_format(fee.on)}"
    return f"{said}. {fee.note}" if fee.note else said


def _fee_words(fees: list) -> str:
    """Return “Fee: £900.00 agreed, £450.00 paid”, or nothing where nothing was agreed."""
    agreed, paid = (sum((fee.amount for fee in fees if fee.kind == kind), _NOTHING) for kind in FeeKind)
    return _("Fee: £%(agreed)s agreed, £%(paid)s paid") % {"agreed": agreed, "paid": paid} if fees else ""


def set_aside(row) -> SetAside:
    part = words.PART.get(row.does, row.does)
    who = get_user_display_name(row.user) if row.user else row.person.name
    return SetAside(row.pk, f"{who} ({part})", row.get_against_display(), row.reason, row.given_on)
