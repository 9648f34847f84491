"""What is done with a submission that is no case: passed on, noted, released from quarantine, taken up again?"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..letters.addressee import Addressee
from ..letters.writing import write
from ..models import (
    ComplaintsSettings,
    Handling,
    Kind,
    Letter,
    LetterKind,
    Quarantine,
    Submission,
    SubmissionHandling,
)
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from .receipts import confirm_receipt

PASSED = (Handling.PASSED_ON, Handling.NOT_FOR_US, Handling.SERVICE_REQUEST)
"""What is done by giving it to somebody."""


def handle(
    submission: Submission, *, outcome: str, by, on: date, passed_to: str = "", reason: str = ""
) -> SubmissionHandling:
    """Record what was done with a submission that is no case, and write to the sender where that is owed.

    Raises: PermissionDenied, MoveRefused.
    """
    if by is not None and not by.has_perm("wagtail_complaints.triage_submission"):
        raise PermissionDenied
    if outcome == Handling.TAKEN_UP:
        raise MoveRefused(_("Take it up again instead, with the reason."))
    if outcome in PASSED and not passed_to.strip():
        raise MoveRefused(_("Say to whom it was passed on."))
    if outcome == Handling.SERVICE_REQUEST and not reason.strip():
        raise MoveRefused(_("Say why it is a request and not a complaint: the letter says this."))
    with transaction.atomic(), acting(by, reason):
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if submission.case:
            raise MoveRefused(_("This submission has opened a case. Close or redirect the case instead."))
        if submission.handling:
            raise MoveRefused(_("This submission has been dealt with already."))
        handling = _handled(submission, outcome, by=by, on=on, passed_to=passed_to, reason=reason)
        _tell_sender(handling, by=by)
    return handling


def take_up(submission: Submission, *, reason: str, by, on: date) -> SubmissionHandling:
    """Undo what was done with a submission, so that it waits again: a case can be opened, or something else done.

    Whoever was told that it is a service request is told that it is looked into after all.
    Raises: PermissionDenied, MoveRefused.
    """
    if by is not None and not by.has_perm("wagtail_complaints.triage_submission"):
        raise PermissionDenied
    if not reason.strip():
        raise MoveRefused(_("Say why it is taken up again."))
    with transaction.atomic(), acting(by, reason):
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        was = submission.handling
        if was is None:
            raise MoveRefused(_("Nothing was done with this submission that could be undone."))
        handling = _handled(submission, Handling.TAKEN_UP, by=by, on=on, reason=reason)
        if was.outcome == Handling.SERVICE_REQUEST:
            _tell_sender(handling, by=by)
    return handling


def release(submission: Submission, *, by, on: date, reason: str = "") -> Submission:
    """Let a submission out of quarantine: a person has looked, and it is genuine. The sender gets the receipt now.

    Raises: PermissionDenied, MoveRefused.
    """
    if by is not None and not by.has_perm("wagtail_complaints.triage_submission"):
        raise PermissionDenied
    with transaction.atomic(), acting(by, reason):
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        held = Quarantine.objects.filter(submission=submission, released_on=None).first()
        if held is None:
            raise MoveRefused(_("This submission is not in quarantine."))
        if submission.handling:
            raise MoveRefused(_("This submission has been dealt with already."))
        held.released_on, held.released_by = on, by
        held.save()
    confirm_receipt(submission, by=by, on=on)
    return submission


def pass_on(submission: Submission, *, to: str, by, on: date, text: str = "") -> Letter:
    """Tell those who act on it, at once, of a concern about somebody’s safety; return what they were told.

    Neither the kind of the submission stands in the way, nor what was done with it. One that has a case is passed
    on there (`triage.pass_on`); a case that is opened later has these letters.

    `text` is what they are told: without it, what happened in the sender’s own words. Raises: PermissionDenied,
    MoveRefused.
    """
    if by is not None and not by.has_perm("wagtail_complaints.triage_submission"):
        raise PermissionDenied
    to = to.strip()
    if not to:
        raise MoveRefused(_("Say to whom it is passed on."))
    with transaction.atomic(), acting(by):
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if submission.case:
            raise MoveRefused(_("This submission has opened a case. Pass it on from there."))
        told = text.strip() or str(submission.answer("what_happened"))
        urgent = submission.letters.filter(kind=LetterKind.URGENT)
        if urgent.filter(dated=on, to_name=to, body__contains=told).exists():
            raise MoveRefused(_("This has been passed on to them today already."))
        about = {"on": on, "by": by, "submission": submission}
        once = f"submission:{submission.pk}:{urgent.count() + 1}"
        where = Addressee(name=to, email=urgent_email())
        letter = write(LetterKind.URGENT, once=f"urgent:{once}", to=where, text=told, **about)
        sender = Addressee.of_submission(submission)
        if sender.email or sender.address:
            write(LetterKind.PASSED_ON, once=f"passed-on:{once}", passed_to=to, **about)
    return letter


def urgent_email() -> str:
    """Return where a concern about somebody’s safety goes; nothing where that has not been set."""
    settings = ComplaintsSettings.objects.exclude(urgent_email="").first()
    return settings.urgent_email if settings else ""


def _handled(submission: Submission, outcome: str, *, by, on: date, **said) -> SubmissionHandling:
    before = submission.handlings.filter(is_current=True).first()
    if before:
        before.is_current = False
        before.save()
    return SubmissionHandling.objects.create(
        submission=submission, outcome=outcome, supersedes=before, handled_on=on, handled_by=by, **said
    )


def _tell_sender(handling: SubmissionHandling, *, by):
    submission, facts = handling.submission, {"passed_to": handling.passed_to}
    to = Addressee.of_submission(submission)
    if not (to.email or to.address):
        return
    if handling.outcome == Handling.PASSED_ON and submission.kind == Kind.COMPLIMENT:
        _write_to_sender(LetterKind.THANKS, submission, on=handling.handled_on, by=by, **facts)
    elif handling.outcome in (Handling.PASSED_ON, Handling.NOT_FOR_US):
        facts["reason"] = handling.reason
        _write_to_sender(LetterKind.REDIRECT, submission, on=handling.handled_on, by=by, **facts)
    elif handling.outcome == Handling.SERVICE_REQUEST:
        facts["reason"] = handling.reason
        _write_to_sender(LetterKind.SERVICE_REQUEST, submission, on=handling.handled_on, by=by, **facts)
    elif handling.outcome == Handling.TAKEN_UP:
        _write_to_sender(LetterKind.TAKEN_UP, submission, on=handling.handled_on, by=by)


def _write_to_sender(kind: LetterKind, submission: Submission, *, on: date, by, **facts):
    """Queue a letter; what was taken up again and then done anew is told anew."""
    once = f"{kind.value}:submission:{submission.pk}"
    if earlier := submission.letters.filter(kind=kind).count():
        once += f":{earlier + 1}"
    write(kind, on=on, once=once, by=by, submission=submission, **facts)
