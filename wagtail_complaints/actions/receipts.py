"""Does somebody know that what they sent has arrived? One receipt, where there is somebody to send it to."""

import logging
from datetime import date

from django.db import transaction

from ..letters.addressee import Addressee
from ..letters.particulars import advocacy
from ..letters.tracking_link import page_address
from ..letters.writer import writer_of
from ..letters.writing import write_first
from ..models import Case, Kind, LetterKind, Submission
from .already import Done, done_with, locked

logger = logging.getLogger(__name__)


def confirm_receipt(submission: Submission, *, by, on: date):
    """Queue the receipt, where there is somebody to send it to. What was stored stays stored if this fails."""
    try:
        with transaction.atomic():
            submission = locked(submission)
            done = done_with(submission)
            if not is_confirmed(submission, done):
                write_receipt(submission, done, by=by, on=on)
    except Exception:
        logger.exception("No receipt could be queued for submission %s", submission.reference)


def is_confirmed(submission: Submission, done: Done) -> bool:
    return done.has_letters and submission.letters.filter(kind=LetterKind.RECEIPT).exists()


def can_be_written_to(submission: Submission) -> bool:
    to = Addressee.of_submission(submission)
    return bool(to.email or to.address)


def write_receipt(submission: Submission, done: Done, *, by, on: date, case: Case | None = None):
    """Write the receipt of a locked submission that has none, where there is somebody to send it to."""
    if not can_be_written_to(submission):
        return
    writer = writer_of(LetterKind.RECEIPT)
    is_complaint = submission.kind == Kind.COMPLAINT
    write_first(
        LetterKind.RECEIPT,
        on=on,
        once=f"receipt:submission:{submission.pk}",
        by=by,
        submission=submission,
        filed_in=case,
        link=page_address(writer.site) if is_complaint else "",
        advocacy=advocacy(done.version.terms.advocates) if is_complaint and done.version else "",
        writer=writer,
    )
