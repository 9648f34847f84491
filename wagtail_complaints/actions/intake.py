"""Has it arrived, and what becomes of it? A submission is stored first, then it opens a case or is dealt with.

Storing and opening are two transactions: what cannot open a case waits in the inbox, and nothing sent is lost.
"""

import logging
from contextlib import nullcontext
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, Subquery
from django.utils.translation import gettext as _

from ..letters.addressee import Addressee
from ..letters.particulars import advocacy
from ..letters.tracking_link import page_address
from ..letters.writer import writer_of
from ..letters.writing import write_first
from ..models import (
    Case,
    CaseStage,
    Channel,
    Kind,
    Letter,
    LetterKind,
    Procedure,
    ProcedureVersion,
    Quarantine,
    Submission,
    SubmissionHandling,
)
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from ..procedure.references import new_reference
from ..signals import case_opened, submission_received, tell
from . import case_words, uploads
from .parties import parties_of
from .rebuilding import date_the_first_time

logger = logging.getLogger(__name__)


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


def follow_up(submission: Submission, *, on: date):
    """Open the case and queue the receipt, where that is still to be done. Idempotent, and raises nothing.

    Storing is what somebody waits for; this comes after their answer, and whoever comes first does it: the worker
    that answered, the page of the receipt, or the next run of `complaints_send_letters`. Both are one transaction;
    where that fails, each is tried by itself, so that neither is lost with the other.
    """
    try:
        with transaction.atomic(), acting(None):
            _follow_up_locked(_locked(submission), on=on)
    except Exception:
        logger.exception("Submission %s is stored, but could not be followed up at once.", submission.reference)
        _follow_up_one_by_one(submission, on=on)


def is_followed_up(submission: Submission) -> bool:
    """Return whether nothing is left for `follow_up` to do, as far as one can know who does not lock."""
    done = _done_already(submission)
    is_opened = submission.kind != Kind.COMPLAINT or done.has_case or done.is_handled
    return done.is_held or (is_opened and (not _can_be_written_to(submission) or _is_confirmed(submission, done)))


def _follow_up_locked(submission: Submission, *, on: date):
    done, case = _done_already(submission), None
    if done.is_held:
        return
    if submission.kind == Kind.COMPLAINT and not done.has_case:
        try:
            case = _open(submission, done, by=None, on=on)
        except MoveRefused:
            logger.info("Submission %s waits in the inbox: it opens no case by itself.", submission.reference)
    if not _is_confirmed(submission, done):
        _write_receipt(submission, done, by=None, on=submission.received_on, case=case)


def _follow_up_one_by_one(submission: Submission, *, on: date):
    if _done_already(submission).is_held:
        return
    confirm_receipt(submission, by=None, on=submission.received_on)
    if submission.kind != Kind.COMPLAINT:
        return
    try:
        open_case(submission, by=None, on=on)
    except Exception:
        logger.exception("Submission %s is stored, but its case could not be opened.", submission.reference)


class _Done(NamedTuple):
    """What has been done with a submission, and the version that had been published by the day of its receipt."""

    is_held: bool
    is_handled: bool
    has_letters: bool
    has_case: bool
    version_pk: int | None
    version_digest: str | None

    @property
    def version(self) -> ProcedureVersion | None:
        return ProcedureVersion.known_by(self.version_pk, self.version_digest) if self.version_pk else None


def _done_already(submission: Submission) -> _Done:
    """Ask all of it in one query. Where it must not change meanwhile, the submission has been locked before."""
    of_it = {"submission": submission.pk}
    versions = ProcedureVersion.objects.filter(procedure=submission.procedure_id)
    in_force = versions.published_by(submission.received_on)
    asked = (
        Submission.objects.filter(pk=submission.pk)
        .order_by()
        .values_list(
            Exists(Quarantine.objects.filter(released_on=None, **of_it)),
            Exists(SubmissionHandling.objects.in_force_of_outer()),
            Exists(Letter.objects.filter(**of_it)),
            Exists(Case.objects.filter(**of_it)),
            Subquery(in_force.values("pk")[:1]),
            Subquery(in_force.values("digest")[:1]),
        )
    )
    return _Done(*asked.get())


def _is_confirmed(submission: Submission, done: _Done) -> bool:
    return done.has_letters and submission.letters.filter(kind=LetterKind.RECEIPT).exists()


def _locked(submission: Submission) -> Submission:
    """Lock the submission. What has been done with it is asked afterwards: the lock may have been waited for."""
    return Submission.objects.select_for_update().order_by().get(pk=submission.pk)


def follow_up_stragglers(*, on: date, since: datetime) -> int:
    """Follow up what was sent by a form since then and was left alone. Return how many complaints that were."""
    sent = Submission.objects.filter(kind=Kind.COMPLAINT, channel=Channel.FORM, stored_at__gte=since)
    left = sent.waiting().filter(quarantine=None, logged_by=None).exclude(procedure=None)
    for submission in left:
        follow_up(submission, on=on)
    return len(left)


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
        submission = _locked(submission)
        done = _done_already(submission)
        if done.has_case and (existing := submission.case):
            return existing
        return _open(submission, done, by=by, on=on, procedure=procedure, happened_on=happened_on)


def _open(submission: Submission, done: _Done, *, by, on: date, procedure=None, happened_on=None) -> Case:
    """Open the case of a locked submission. Where it raises MoveRefused, nothing has been written."""
    if done.is_handled:
        raise MoveRefused(_("This submission has been dealt with already."))
    if done.is_held:
        raise MoveRefused(_("This submission is in quarantine. Release it first."))
    if done.version:
        version = _that_opens_cases(done.version)
    else:
        version = version_for(submission.procedure or procedure, submission.received_on)
    if happened_on and happened_on > submission.received_on:
        raise MoveRefused(_("It cannot have happened after the complaint was received."))
    with case_words.gathered() as changed:
        case = _opened(submission, version, happened_on, on=on)
        changed.discard(case.pk)
    if done.has_letters:
        submission.letters.update(case=case)
    tell(case_opened, Case, case=case, by=by)
    return case


def version_for(procedure: Procedure | None, received_on: date) -> ProcedureVersion:
    """Return the version that a case received on this day runs under. Raises: MoveRefused."""
    if procedure is None:
        raise MoveRefused(_("Choose the procedure first."))
    try:
        version = ProcedureVersion.objects.in_force(procedure, received_on)
    except ProcedureVersion.DoesNotExist:
        raise MoveRefused(_("This procedure has not been published yet.")) from None
    return _that_opens_cases(version)


def _that_opens_cases(version: ProcedureVersion) -> ProcedureVersion:
    if not version.terms.opens_cases or version.terms.first_stage is None:
        raise MoveRefused(_("“%(title)s” is a guide to read: it opens no case.") % {"title": version.terms.title})
    return version


def first_track(version: ProcedureVersion) -> str:
    return next((track.key for track in version.terms.tracks), "")


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


def _opened(submission: Submission, version: ProcedureVersion, happened_on: date | None, *, on: date) -> Case:
    case = Case.objects.create(
        reference=submission.reference,
        submission=submission,
        procedure_version=version,
        channel=submission.channel,
        received_on=submission.received_on,
        happened_on=happened_on,
        track=first_track(version),
    )
    stage = CaseStage.objects.create(case=case, key=version.terms.first_stage.key)
    parties = list(parties_of(submission))
    for party in parties:
        party.case = case
        party.save()
    case_words.keep_of_new(case, parties)
    date_the_first_time(case, stage, on=on)
    return case


def confirm_receipt(submission: Submission, *, by, on: date):
    """Queue the receipt, where there is somebody to send it to. What was stored stays stored if this fails."""
    try:
        with transaction.atomic():
            submission = _locked(submission)
            done = _done_already(submission)
            if not _is_confirmed(submission, done):
                _write_receipt(submission, done, by=by, on=on)
    except Exception:
        logger.exception("No receipt could be queued for submission %s", submission.reference)


def _can_be_written_to(submission: Submission) -> bool:
    to = Addressee.of_submission(submission)
    return bool(to.email or to.address)


def _write_receipt(submission: Submission, done: _Done, *, by, on: date, case: Case | None = None):
    """Write the receipt of a locked submission that has none, where there is somebody to send it to."""
    if not _can_be_written_to(submission):
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
