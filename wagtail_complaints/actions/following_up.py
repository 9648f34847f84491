"""What is left to do once a submission is stored? Its case and its receipt, by whoever comes first."""

import logging
from datetime import date, datetime

from django.db import transaction

from ..models import Channel, Kind, Submission
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from .already import done_with, locked
from .opening import open_case, open_locked
from .receipts import can_be_written_to, confirm_receipt, is_confirmed, write_receipt

logger = logging.getLogger(__name__)


def follow_up(submission: Submission, *, on: date):
    """Open the case and queue the receipt, where that is still to be done. Idempotent, and raises nothing.

    Storing is what somebody waits for; this comes after their answer, and whoever comes first does it: the worker
    that answered, the page of the receipt, or the next run of `complaints_send_letters`. Both are one transaction;
    where that fails, each is tried by itself, so that neither is lost with the other.
    """
    try:
        with transaction.atomic(), acting(None):
            _follow_up_locked(locked(submission), on=on)
    except Exception:
        logger.exception("Submission %s is stored, but could not be followed up at once.", submission.reference)
        _follow_up_one_by_one(submission, on=on)


def is_followed_up(submission: Submission) -> bool:
    """Return whether nothing is left for `follow_up` to do, as far as one can know who does not lock."""
    done = done_with(submission)
    is_opened = submission.kind != Kind.COMPLAINT or done.has_case or done.is_handled
    return done.is_held or (is_opened and (not can_be_written_to(submission) or is_confirmed(submission, done)))


def _follow_up_locked(submission: Submission, *, on: date):
    done, case = done_with(submission), None
    if done.is_held:
        return
    if submission.kind == Kind.COMPLAINT and not done.has_case:
        try:
            case = open_locked(submission, done, by=None, on=on)
        except MoveRefused:
            logger.info("Submission %s waits in the inbox: it opens no case by itself.", submission.reference)
    if not is_confirmed(submission, done):
        write_receipt(submission, done, by=None, on=submission.received_on, case=case)


def _follow_up_one_by_one(submission: Submission, *, on: date):
    if done_with(submission).is_held:
        return
    confirm_receipt(submission, by=None, on=submission.received_on)
    if submission.kind != Kind.COMPLAINT:
        return
    try:
        open_case(submission, by=None, on=on)
    except Exception:
        logger.exception("Submission %s is stored, but its case could not be opened.", submission.reference)


def follow_up_stragglers(*, on: date, since: datetime) -> int:
    """Follow up what was sent by a form since then and was left alone. Return how many complaints that were."""
    sent = Submission.objects.filter(kind=Kind.COMPLAINT, channel=Channel.FORM, stored_at__gte=since)
    left = sent.waiting().filter(quarantine=None, logged_by=None).exclude(procedure=None)
    for submission in left:
        follow_up(submission, on=on)
    return len(left)
