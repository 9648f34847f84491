"""What did the workflow ask for on the day it was started? Later changes to the workflow cannot ask for less."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from ..procedure.sign_off import unsigned_steps
from .steps import SignOff


class SignOffRunQuerySet(models.QuerySet):
    def waiting_for(self, people):
        """Return the attempts whose waiting step `people` (keys, or a query for them) are asked to sign."""
        return self.filter(
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__current_task_state__task__signofftask__groups__user__in=people,
        )

    def decided_by(self, people):
        """Return the attempts of which `people` signed a step, or sent it back."""
        return self.filter(
            workflow_state__task_states__signoff__isnull=False,
            workflow_state__task_states__finished_by__in=people,
            workflow_state__task_states__status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED],
        )


class SignOffRun(models.Model):
    """One attempt to have a response signed. Rows protect the response and what Wagtail knows of the attempt."""

    response = models.ForeignKey(
        "wagtail_complaints.Response", on_delete=models.PROTECT, related_name="sign_off_runs"
    )
    workflow_state = models.OneToOneField(WorkflowState, on_delete=models.PROTECT, related_name="sign_off_run")
    required_tasks = models.JSONField(_("steps required"))
    digest = models.CharField(max_length=64)

    objects = SignOffRunQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")

    def __str__(self):
        return f"{self.response}: {self.workflow_state.get_status_display()}"

    @classmethod
    def of(cls, workflow_state) -> "SignOffRun":
        """Return the run of this workflow state, recorded as it is now if it has only just been started."""
        response = workflow_state.content_object
        run, _created = cls.objects.get_or_create(
            workflow_state=workflow_state,
            defaults={
                "response": response,
                "required_tasks": list(workflow_state.workflow.tasks.values_list("pk", flat=True)),
                "digest": response.digest_of(response.get_latest_revision()),
            },
        )
        return run

    def decisions(self):
        """Return what was decided at each step that has been reached, first to last."""
        steps = SignOff.objects.filter(workflow_state=self.workflow_state_id)
        return steps.select_related("task", "finished_by").order_by("pk")

    def signers(self) -> dict[int, int | None]:
        """Return who signed exactly this run's text, by task."""
        signed = SignOff.objects.filter(
            workflow_state=self.workflow_state_id, status=TaskState.STATUS_APPROVED, digest=self.digest
        )
        return dict(signed.values_list("task_id", "finished_by_id"))

    def is_signed(self, digest: str) -> bool:
        """Return whether every required step signed the text with this digest, by people who may."""
        hands = self.response.hands()
        return (
            self.workflow_state.status == WorkflowState.STATUS_APPROVED
            and bool(self.required_tasks)
            and digest == self.digest
            and not unsigned_steps(self.required_tasks, self.signers(), hands)
        )

    def issued(self, response) -> bool:
        """Return whether this response went out, signed in this attempt."""
        return response.live and response.issued_digest == self.digest and self == response.sign_off_runs.last()
