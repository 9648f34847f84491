"""Has it arrived, and what becomes of it? A submission is stored first, then it opens a case or is dealt with.

Storing and opening are two transactions: what cannot open a case waits in the inbox, and nothing sent is lost.
"""

import logging
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ..letters.addressee import Addressee
from ..letters.writing import write
from ..models import (
    Case,
    CaseStage,
    ComplaintsSettings,
    Handling,
    Kind,
    Letter,
    LetterKind,
    Procedure,
    ProcedureVersion,
    Submission,
    SubmissionHandling,
)
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from ..procedure.references import new_reference
from ..signals import case_opened, submission_received, tell
from .parties import parties_of
from .rebuilding import recompute

logger = logging.getLogger(__name__)

PASSED = (Handling.PASSED_ON, Handling.NOT_FOR_US, Handling.SERVICE_REQUEST)
"""What is done by giving it to somebody."""

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
    page=None,
    page_url: str = "",
    privacy_notice: str = "",
    logged_by=None,
    logged_on: date | None = None,
) -> Submission:
    """Store what was sent, verbatim, and queue the receipt. The same key gives the same submission.

    `logged_on` is the day on which staff logged what had come earlier: the receipt bears it.
    Raises: PermissionDenied, where `logged_by` may not log a complaint.
    """
    if logged_by is not None and not logged_by.has_perm("wagtail_complaints.add_case"):
        raise PermissionDenied
    submission, is_new = _stored_once(
        idempotency_key,
        kind=kind,
        channel=channel,
        on_behalf=on_behalf,
        answers=answers,
        procedure=procedure,
        received_on=received_on,
        form_version=form_version,
        page=page,
        page_url=page_url,
        privacy_notice=privacy_notice,
        logged_by=logged_by,
    )
    if is_new:
        _confirm_receipt(submission, by=logged_by, on=logged_on or received_on)
    return submission


def open_case(
    submission: Submission, *, by, on: date, procedure: Procedure | None = None, happened_on: date | None = None
) -> Case:
    """Open a case on the version in force on the day of receipt. The same submission gives the same case.

    `procedure` is for a submission that came without one. Raises: PermissionDenied, MoveRefused.
    """
    if by is not None and not any(
        by.has_perm(f"wagtail_complaints.{name}") for name in ("add_case", "triage_submission")
    ):
        raise PermissionDenied
    with transaction.atomic(), acting(by):
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if existing := submission.case:
            return existing
        if submission.handling:
            raise MoveRefused(_("This submission has been dealt with already."))
        version = version_for(submission.procedure or procedure, submission.received_on)
        if happened_on and happened_on > submission.received_on:
            raise MoveRefused(_("It cannot have happened after the complaint was received."))
        case = _opened(submission, version, happened_on)
        recompute(case, on=on)
        tell(case_opened, Case, case=case, by=by)
    case.refresh_from_db()
    return case


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


def _handled(submission: Submission, outcome: str, *, by, on: date, **said) -> SubmissionHandling:
    before = submission.handlings.filter(is_current=True).first()
    if before:
        before.is_current = False
        before.save()
    return SubmissionHandling.objects.create(
        submission=submission, outcome=outcome, supersedes=before, handled_on=on, handled_by=by, **said
    )


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


def version_for(procedure: Procedure | None, received_on: date) -> ProcedureVersion:
    """Return the version that a case received on this day runs under. Raises: MoveRefused."""
    if procedure is None:
        raise MoveRefused(_("Choose the procedure first."))
    try:
        version = ProcedureVersion.objects.in_force(procedure, received_on)
    except ProcedureVersion.DoesNotExist:
        raise MoveRefused(_("This procedure has not been published yet.")) from None
    if not version.terms.opens_cases or version.terms.first_stage is None:
        raise MoveRefused(_("“%(title)s” is a guide to read: it opens no case.") % {"title": version.terms.title})
    return version


def first_track(version: ProcedureVersion) -> str:
    return next((track.key for track in version.terms.tracks), "")


def _stored_once(idempotency_key: str, **fields) -> tuple[Submission, bool]:
    for attempt in range(REFERENCE_ATTEMPTS):
        if existing := Submission.objects.filter(idempotency_key=idempotency_key).first():
            return existing, False
        try:
            with transaction.atomic():
                submission = Submission.objects.create(
                    reference=new_reference(), idempotency_key=idempotency_key, **fields
                )
                tell(submission_received, Submission, submission=submission, by=fields["logged_by"])
            return submission, True
        except IntegrityError:
            if attempt + 1 == REFERENCE_ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _opened(submission: Submission, version: ProcedureVersion, happened_on: date | None) -> Case:
    case = Case.objects.create(
        reference=submission.reference,
        submission=submission,
        procedure_version=version,
        channel=submission.channel,
        received_on=submission.received_on,
        happened_on=happened_on,
        track=first_track(version),
    )
    CaseStage.objects.create(case=case, key=version.terms.first_stage.key)
    for letter in submission.letters.all():
        letter.case = case
        letter.save()
    for party in parties_of(submission):
        party.case = case
        party.save()
    return case


def _confirm_receipt(submission: Submission, *, by, on: date):
    """Queue the receipt, where there is somebody to send it to. What was stored stays stored if this fails."""
    to = Addressee.of_submission(submission)
    if not (to.email or to.address):
        return
    try:
        with transaction.atomic():
            _write_to_sender(LetterKind.RECEIPT, submission, on=on, by=by)
    except Exception:
        logger.exception("No receipt could be queued for submission %s", submission.reference)


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
    if earlier := submission.letters.filter(kind=kind).exclude(kind=LetterKind.RECEIPT).count():
        once += f":{earlier + 1}"
    write(kind, on=on, once=once, by=by, submission=submission, **facts)
