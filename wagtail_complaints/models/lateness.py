"""Was what came after its time taken on, and why (not)? A complaint, or a request for the next stage."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .case_stage import CaseStage
from .seen_with_case import SeenWithCase


class LatenessDecision(models.Model):
    """A decision of discretion. A later one supersedes it; a complaint without one goes on as if it came in time.

    `case_stage` is the stage that was asked for late; without one the complaint itself came late. The three
    texts may speak of people: they go where the parties of the case go.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lateness_decisions")
    case_stage = models.ForeignKey(
        CaseStage, null=True, blank=True, on_delete=models.PROTECT, related_name="lateness_decisions"
    )
    is_taken_on = models.BooleanField(_("taken on although it is late"))
    reason = models.TextField(_("reason"))
    why_not_sooner = models.TextField(_("why they did not complain sooner"), blank=True)
    can_be_fair = models.TextField(_("whether it can still be looked into properly and fairly"), blank=True)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_current = models.BooleanField(default=True, editable=False)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="superseded_by"
    )

    objects = SeenWithCase.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision about a late complaint")
        verbose_name_plural = _("decisions about late complaints")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(is_current=True, case_stage=None),
                name="complaints_one_lateness_decision",
            ),
            models.UniqueConstraint(
                fields=["case_stage"], condition=Q(is_current=True), name="complaints_one_late_request_decision"
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}"
