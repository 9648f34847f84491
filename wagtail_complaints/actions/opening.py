"""Which case does a submission open? One, on the version in force on the day it was received."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Case, CaseStage, Procedure, ProcedureVersion, Submission
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from ..signals import case_opened, tell
from . import case_words
from .already import Done, done_with, locked
from .parties import parties_of
from .rebuilding import date_the_first_time


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
        submission = locked(submission)
        done = done_with(submission)
        if done.has_case and (existing := submission.case):
            return existing
        return open_locked(submission, done, by=by, on=on, procedure=procedure, happened_on=happened_on)


def open_locked(submission: Submission, done: Done, *, by, on: date, procedure=None, happened_on=None) -> Case:
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
