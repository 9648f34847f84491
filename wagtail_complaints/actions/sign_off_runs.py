"""What becomes of a sign-off that Wagtail's own screens end? They switch steps and whole workflows off, and look at
no case: here it is locked first, as every verb does, and what was signed meanwhile stays signed.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from ..models import Case, Response
from ..workflows import SignOffRun


def end_of_step(task, *, by):
    """End every sign-off that waits on a step that is being switched off: the step cannot be skipped."""
    waiting = task.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).values("workflow_state")
    _end(waiting, _("The step “%(step)s” was switched off") % {"step": task}, by=by)


def end_of_workflow(workflow, *, by):
    """End what was submitted while the workflow was being switched off: it takes no letter any more."""
    _end(
        workflow.workflow_states.values("pk"),
        _("The sign-off “%(name)s” was switched off") % {"name": workflow},
        by=by,
    )


@transaction.atomic
def _end(workflow_states, why: str, *, by):
    running = {"workflow_state__in": workflow_states, "workflow_state__status": WorkflowState.STATUS_IN_PROGRESS}
    for run in SignOffRun.objects.filter(**running).select_related("response"):
        run.response.for_update()
        state = WorkflowState.objects.get(pk=run.workflow_state_id)
        if state.status == WorkflowState.STATUS_IN_PROGRESS:
            state.cancel(user=by)
            run.response.record(why, by=by)


@transaction.atomic
def hold_the_case(workflow_state):
    """Lock the case of a letter before its sign-off is cancelled, where one transaction holds both.

    Whoever signs locks the case and then the sign-off: the other way round the two would wait for each other.
    """
    if run := _cancelled(workflow_state):
        run.response.for_update()


def moved(workflow_state):
    """Write where the case of a letter stands, whose sign-off has begun, ended or gone a step on."""
    if workflow_state.base_content_type_id != ContentType.objects.get_for_model(Response).pk:
        return
    if run := _cancelled(workflow_state):
        _stays_approved(run, workflow_state)
    Case.objects.filter(stages__responses=workflow_state.object_id).keep_standing()


@transaction.atomic
def _stays_approved(run: SignOffRun, workflow_state):
    """Take back that a sign-off was cancelled by who had not seen its last signature: the letter is out."""
    if run.issued(run.response.for_update()):
        workflow_state.status = WorkflowState.STATUS_APPROVED
        WorkflowState.objects.filter(pk=workflow_state.pk).update(status=workflow_state.status)


def _cancelled(workflow_state) -> SignOffRun | None:
    if workflow_state.pk is None or workflow_state.status != WorkflowState.STATUS_CANCELLED:
        return None
    return SignOffRun.objects.filter(workflow_state=workflow_state.pk).select_related("response").first()
