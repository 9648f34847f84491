"""What later dates has the council proposed, and what did the complainant say? A proposal moves no date.

Where a procedure says that a date moves only with the complainant's agreement, the extension is the fact, and it
begins with a yes. A no, no answer, and a proposal taken back leave every clock where it was.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case_stage import CaseStage, Extension
from .seen_with_case import SeenWithStage


class ProposalAnswer(models.TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    AGREED = "agreed", _("Agreed to")
    DECLINED = "declined", _("Not agreed to")
    TAKEN_BACK = "taken-back", _("Taken back")


class ExtensionProposalQuerySet(SeenWithStage):
    def waiting(self):
        return self.filter(answer=ProposalAnswer.WAITING)


class ExtensionProposal(models.Model):
    """A later date proposed for an event of a stage. `answer_note`: how we know, where staff recorded it."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="proposals")
    event = models.CharField(_("of what"), max_length=100)
    to = models.DateField(_("proposed date"))
    reason = models.TextField(_("reason"))
    proposed_on = models.DateField(_("proposed on"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(
        _("answer"), max_length=10, choices=ProposalAnswer.choices, default=ProposalAnswer.WAITING
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_note = models.TextField(_("how they answered"), blank=True)
    extension = models.OneToOneField(
        Extension, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )

    objects = ExtensionProposalQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["proposed_on", "pk"]
        default_permissions = ()
        verbose_name = _("proposal of a later date")
        verbose_name_plural = _("proposals of later dates")
        constraints = [
            models.UniqueConstraint(
                fields=["case_stage", "event"],
                condition=Q(answer="waiting"),
                name="complaints_one_proposal_waits",
            ),
            models.CheckConstraint(
                condition=Q(extension=None) | Q(answer="agreed"), name="complaints_only_agreed_extends"
            ),
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.event} by {self.to}"
