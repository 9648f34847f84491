"""What does Wagtail note of the work on a response, and who reads it in the history of the site?

Wagtail shows the entries of a model to everybody with a permission of that model; these follow the rows.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import BaseLogEntry, WorkflowState
from wagtail.models.audit_log import ModelLogEntryManager

from .response import Response

CANCEL = "wagtail.workflow.cancel"


class ResponseLogEntryManager(ModelLogEntryManager):
    def log_action(self, instance, action, **kwargs):
        """Keep the entry, unless it says that a sign-off was cancelled whose last signature came first."""
        data = kwargs.get("data") or {}
        if action == CANCEL and data.get("workflow", {}).get("status") == WorkflowState.STATUS_APPROVED:
            return None
        return super().log_action(instance, action, **kwargs)

    def viewable_by_user(self, user):
        return self.filter(object_id__in=Response.objects.visible_to(user).values("pk"))


class ResponseLogEntry(BaseLogEntry):
    """An entry outlives what it speaks of, so it holds a number and no foreign key."""

    object_id = models.PositiveBigIntegerField(db_index=True)

    objects = ResponseLogEntryManager()

    class Meta(BaseLogEntry.Meta):
        verbose_name = _("entry in the history of a response")
        verbose_name_plural = _("entries in the history of responses")

    def __str__(self):
        return f"{self.label}: {self.action}"
