"""What has been done with a submission already? Asked in one query, under its lock where it must not change."""

from typing import NamedTuple

from django.db.models import Exists, Subquery

from ..models import Case, Letter, ProcedureVersion, Quarantine, Submission, SubmissionHandling


class Done(NamedTuple):
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


def done_with(submission: Submission) -> Done:
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
    return Done(*asked.get())


def locked(submission: Submission) -> Submission:
    """Lock the submission. What has been done with it is asked afterwards: the lock may have been waited for."""
    return Submission.objects.select_for_update().order_by().get(pk=submission.pk)
