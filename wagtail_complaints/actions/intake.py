"""Has it arrived? A submission is stored first, verbatim; what becomes of it comes after (`following_up`).

Storing and opening are two transactions: what cannot open a case waits in the inbox, and nothing sent is lost.
"""

from contextlib import nullcontext
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ..models import Procedure, Quarantine, Submission
from ..procedure.references import new_reference
from ..signals import submission_received, tell
from . import uploads
from .receipts import confirm_receipt

REFERENCE_ATTEMPTS = 5
"""How often a new reference is drawn where the last was taken; two collisions of 60 random bits do not happen."""


def receive(
    *,
    kind: str,
    channel: str,
    on_behalf: str,
    answers: list[dict],
    procedure: Procedure | None,
    received_on: date,
    idempotency_key: str,
    form_version=None,
    page_pk: int | None = None,
    page_url: str = "",
    privacy_notice: str = "",
    logged_by=None,
    logged_on: date | None = None,
    batch: str = "",
    signs: tuple[str, ...] = (),
    is_followed_up: bool = False,
    is_new: bool = False,
) -> Submission:
    """Store what was sent, verbatim, with the files of `batch`, and queue the receipt (or leave it to `follow_up`).

    `logged_on` is the day on which staff logged what had come earlier: the receipt bears it.
    The same key gives the same submission; with `is_new` there was none with it a moment ago. With `signs` that
    no person sent it, it is held in quarantine: stored all the same, without a receipt, until somebody has looked.
    Raises: PermissionDenied, where `logged_by` may not log a complaint.
    """
    if logged_by is not None and not logged_by.has_perm("wagtail_complaints.add_case"):
        raise PermissionDenied
    submission, is_stored_now = _stored_once(
        idempotency_key,
        batch,
        signs,
        is_new,
        kind=kind,
        channel=channel,
        on_behalf=on_behalf,
        answers=answers,
        procedure=procedure,
        received_on=received_on,
        form_version=form_version,
        page_id=page_pk,
        page_url=page_url,
        privacy_notice=privacy_notice,
        logged_by=logged_by,
    )
    if is_stored_now and not (signs or is_followed_up):
        confirm_receipt(submission, by=logged_by, on=logged_on or received_on)
    return submission


def _stored_once(idempotency_key: str, batch: str, signs, is_new: bool, **fields) -> tuple[Submission, bool]:
    is_several = bool(batch or signs)
    for attempt in range(REFERENCE_ATTEMPTS):
        look = attempt or not is_new
        if look and (existing := Submission.objects.filter(idempotency_key=idempotency_key).first()):
            return existing, False
        try:
            with _all_or_nothing(is_several):
                submission = Submission.objects.create(
                    reference=new_reference(), idempotency_key=idempotency_key, **fields
                )
                uploads.claim(batch, submission)
                if signs:
                    Quarantine.objects.create(submission=submission, signs=list(signs))
                tell(submission_received, Submission, submission=submission, by=fields["logged_by"])
            return submission, True
        except IntegrityError:
            if attempt + 1 == REFERENCE_ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _all_or_nothing(is_several: bool):
    """Begin a transaction for several rows; a single one is all or nothing by itself, where none is open yet."""
    return transaction.atomic() if is_several or transaction.get_connection().in_atomic_block else nullcontext()
