"""What has an ombudsman asked about this case, and what was done about it? Recorded beside the procedure.

Nothing here moves a clock, opens a case or closes one: whoever works on the case records it, on a closed one too.
"""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from ..models import Case, EnquiryRemedy, OmbudsmanEnquiry
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from .people import may_work_on

KNOWN = (
    "body",
    "reference",
    "received_on",
    "is_premature",
    "answer_due_on",
    "answered_on",
    "draft_decision_on",
    "draft_decision",
    "decided_on",
    "decision",
    "findings",
)
KNOWN_OF_REMEDY = ("text", "due_on", "done_on", "evidence")


@transaction.atomic
def record(case: Case, *, by, on: date, **known) -> OmbudsmanEnquiry:
    """Record that an ombudsman asks about the case. Raises: PermissionDenied, MoveRefused."""
    may_work_on(case, by)
    enquiry = OmbudsmanEnquiry(case=case, recorded_by=by, **_of(KNOWN, known))
    _check(enquiry, on)
    reference = enquiry.reference
    if reference and case.enquiries.filter(body=enquiry.body, reference=reference).exists():
        raise MoveRefused(_("This enquiry is recorded already."))
    with acting(by):
        enquiry.save()
    return enquiry


@transaction.atomic
def change(enquiry: OmbudsmanEnquiry, *, by, on: date, reason: str = "", **known) -> OmbudsmanEnquiry:
    """Record what became of it; what is left out stays. Raises: PermissionDenied, MoveRefused."""
    may_work_on(enquiry.case, by)
    enquiry = OmbudsmanEnquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    _change(enquiry, _of(KNOWN, known))
    _check(enquiry, on)
    with acting(by, reason):
        enquiry.save()
    return enquiry


@transaction.atomic
def ask_for(enquiry: OmbudsmanEnquiry, *, by, on: date, **known) -> EnquiryRemedy:
    """Record a remedy that the body recommends. Raises: PermissionDenied, MoveRefused."""
    may_work_on(enquiry.case, by)
    remedy = EnquiryRemedy(enquiry=enquiry, **_of(KNOWN_OF_REMEDY, known))
    _check_remedy(remedy, on)
    if enquiry.remedies.filter(text=remedy.text).exists():
        raise MoveRefused(_("This remedy is recorded already."))
    with acting(by):
        remedy.save()
    return remedy


@transaction.atomic
def comply(remedy: EnquiryRemedy, *, by, on: date, reason: str = "", **known) -> EnquiryRemedy:
    """Record that a remedy was done, or what else became of it. Raises: PermissionDenied, MoveRefused."""
    may_work_on(remedy.enquiry.case, by)
    remedy = EnquiryRemedy.objects.select_for_update(of=("self",)).get(pk=remedy.pk)
    _change(remedy, _of(KNOWN_OF_REMEDY, known))
    _check_remedy(remedy, on)
    with acting(by, reason):
        remedy.save()
    return remedy


def _of(names: Iterable[str], known: dict) -> dict:
    return {name: known[name] for name in names if name in known}


def _change(row: models.Model, known: dict):
    changes = {name: value for name, value in known.items() if value != getattr(row, name)}
    if not changes:
        raise MoveRefused(_("That is what is recorded: there is nothing to change."))
    for name, value in changes.items():
        setattr(row, name, value)


def _check(enquiry: OmbudsmanEnquiry, on: date):
    _needs(enquiry.body, _("Say who asks."))
    _not_yet((enquiry.received_on, enquiry.answered_on, enquiry.draft_decision_on, enquiry.decided_on), on)
    if enquiry.received_on < enquiry.case.received_on:
        raise MoveRefused(_("Nobody can have asked about it before the complaint was received."))
    later = (enquiry.answer_due_on, enquiry.answered_on, enquiry.draft_decision_on, enquiry.decided_on)
    if any(day < enquiry.received_on for day in later if day):
        raise MoveRefused(_("That day lies before the enquiry was received."))
    if bool(enquiry.decided_on) != bool(enquiry.decision):
        raise MoveRefused(_("A final decision has a day and says what was decided."))


def _check_remedy(remedy: EnquiryRemedy, on: date):
    _needs(remedy.text, _("Say what is to be done."))
    _not_yet((remedy.done_on,), on)
    if remedy.done_on and remedy.done_on < remedy.enquiry.received_on:
        raise MoveRefused(_("That day lies before the enquiry was received."))


def _not_yet(days: Iterable[date | None], on: date):
    if any(day > on for day in days if day):
        raise MoveRefused(_("That day has not come yet."))


def _needs(said: str, otherwise: str):
    if not said.strip():
        raise MoveRefused(otherwise)
