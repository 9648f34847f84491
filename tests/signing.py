"""Dull factories of sign-off: a case with points, a letter that is ready, a workflow of one step or two."""

from datetime import date
from itertools import count

from django.contrib.auth.models import Group
from wagtail.models import Workflow, WorkflowTask

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import responses
from wagtail_complaints.models import (
    Case,
    CaseStage,
    Channel,
    Kind,
    OnBehalf,
    Outcome,
    Party,
    PartyRole,
    PointOfComplaint,
    Response,
    StageSignOff,
    Standing,
    Submission,
)
from wagtail_complaints.workflows import SignOffTask

MONDAY = date(2026, 11, 2)
_number = count(1)


def workflow(*steps: str, name="Sign-off") -> Workflow:
    """Make a workflow with a step for each name; each step is signed by a group of the same name."""
    made = Workflow.objects.create(name=name)
    for order, step in enumerate(steps or ("Head of service",)):
        task = SignOffTask.objects.create(name=step)
        task.groups.add(Group.objects.get_or_create(name=step)[0])
        WorkflowTask.objects.create(workflow=made, task=task, sort_order=order)
    return made


def signer(step="Head of service", **fields):
    """Make somebody who signs the step of this name."""
    made = factories.user(roles.SIGNER, **fields)
    made.groups.add(Group.objects.get_or_create(name=step)[0])
    return made


def author(**fields):
    return factories.user(roles.INVESTIGATOR, **fields)


def case_stage(
    *, version=None, decider=None, signed_by=None, points=("The bin was left.",), key="stage-1"
) -> CaseStage:
    """Make a triaged case at a stage, with points; `signed_by` is the workflow that the stage names."""
    number = next(_number)
    version = version or factories.procedure_version()
    sent = Submission.objects.create(
        reference=f"SIGN-{number:04}",
        kind=Kind.COMPLAINT,
        channel=Channel.FORM,
        on_behalf=OnBehalf.MYSELF,
        procedure=version.procedure,
        received_on=MONDAY,
        answers=factories.answers(),
        idempotency_key=f"signing-{number}",
    )
    case = Case.objects.create(
        reference=sent.reference,
        submission=sent,
        procedure_version=version,
        channel=sent.channel,
        received_on=MONDAY,
        triaged_on=MONDAY,
        standing=Standing.IN_HAND,
    )
    Party.objects.create(case=case, role=PartyRole.COMPLAINANT, name="Robin Example", email="robin@example.com")
    for place, text in enumerate(points, start=1):
        PointOfComplaint.objects.create(case=case, number=place, text=text)
    if signed_by:
        StageSignOff.objects.get_or_create(version=version, stage_key=key, workflow=signed_by)
    return CaseStage.objects.create(case=case, key=key, decider=decider)


def next_stage(
    before: CaseStage, *, decider=None, key="stage-2", on=date(2026, 11, 16), signed_by=None
) -> CaseStage:
    if signed_by:
        StageSignOff.objects.get_or_create(version=before.case.procedure_version, stage_key=key, workflow=signed_by)
    return CaseStage.objects.create(case=before.case, key=key, requested_on=on, decider=decider)


def write(response: Response, by, *, body="<p>We are sorry.</p>", finding=Outcome.UPHELD) -> Response:
    """Write a whole letter, as its author does in the editor."""
    letter = response.get_latest_revision_as_object()
    letter.body, letter.outcome, letter.contains = body, finding, list(response.requirements())
    for row in letter.findings.all():
        row.finding, row.reasons = finding, "We looked at the rota."
    letter.save_revision(user=by, clean=False)
    letter.save()
    return Response.objects.get(pk=response.pk)


def letter(*, by=None, signed_by=None, **fields) -> Response:
    """Make a letter that is ready to be submitted, drafted by the decider of its stage."""
    by = by or author()
    stage = case_stage(decider=by, signed_by=signed_by or workflow(), **fields)
    return write(responses.draft(stage, by=by), by)


def submitted(**fields) -> Response:
    made = letter(**fields)
    responses.submit(made, by=made.author)
    return Response.objects.get(pk=made.pk)


def seen(response: Response) -> str:
    """Return the digest of the letter that a screen would show."""
    response = Response.objects.get(pk=response.pk)
    return response.digest_of(response.get_latest_revision())


def sign(response: Response, by, **said):
    """Sign the step that waits, as Wagtail does when somebody presses the button."""
    waiting = response.current_workflow_task_state
    waiting.task.specific.on_action(
        waiting, by, "approve", **{"seen": seen(response), "has_read": True, "comment": "", **said}
    )
    return Response.objects.get(pk=response.pk)


def send_back(response: Response, by, comment="Say when."):
    waiting = response.current_workflow_task_state
    waiting.task.specific.on_action(waiting, by, "reject", seen=seen(response), comment=comment)
    return Response.objects.get(pk=response.pk)
