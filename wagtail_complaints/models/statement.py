"""What did the council understand the complaint to be, and did the complainant agree? The statement of complaint.

The points of complaint are its draft. A version is what was sent: it is never changed, and a later one has the next
number.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..procedure.standing import StatementState
from .audit import AuditTrail
from .case_stage import CaseStage
from .people import Party
from .seen_with_case import SeenWithStage


class StatementAnswer(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    MISSING = "missing", _("Something is missing or wrong")


class AnsweredBy(models.TextChoices):
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")
    TELEPHONE = "telephone", _("Telephone")
    IN_PERSON = "in-person", _("In person")
    TRACKING = "tracking", _("Tracking page")


class Statement(models.Model):
    """One version of what a stage looks into. `points` are those of the day: number, text, outcome_sought.

    Personal data, whole.
    """

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField(_("version"))
    points = models.JSONField(_("points"))
    outcomes = models.TextField(_("what they hope for"), blank=True)
    sent_on = models.DateField(_("sent on"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=8, choices=StatementAnswer.choices, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.CharField(_("how they answered"), max_length=10, choices=AnsweredBy.choices, blank=True)
    party = models.ForeignKey(
        Party, verbose_name=_("who answered"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    missing = models.TextField(_("what is missing or wrong"), blank=True)

    objects = SeenWithStage.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["case_stage", "number"]
        default_permissions = ()
        verbose_name = _("statement of complaint")
        verbose_name_plural = _("statements of complaint")
        constraints = [
            models.UniqueConstraint(fields=["case_stage", "number"], name="complaints_statement_version_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by="")
                | (~Q(answer="") & Q(answered_on__gte=models.F("sent_on")) & ~Q(answered_by="")),
                name="complaints_statement_answered_how",
            ),
        ]

    def __str__(self):
        return f"{self.case_stage}: {self._meta.verbose_name} {self.number}"

    @property
    def state(self) -> StatementState:
        return StatementState(self.answer or StatementState.SENT)

    @property
    def is_agreed(self) -> bool:
        return self.answer == StatementAnswer.AGREED
