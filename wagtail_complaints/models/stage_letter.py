"""Which of the letters that a stage owes went out, and how? A letter of the app, or one sent in another way."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case_stage import CaseStage
from .letter import Letter
from .seen_with_case import SeenWithStage


class StageLetterSent(models.Model):
    """`name` is that of the letter in the procedure. One that was sent in another way has a note of how."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="letters_sent")
    name = models.CharField(_("letter"), max_length=100)
    sent_on = models.DateField(_("sent on"))
    letter = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="owed_as")
    note = models.TextField(_("how it was sent"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SeenWithStage.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["sent_on", "pk"]
        default_permissions = ()
        verbose_name = _("letter of a stage")
        verbose_name_plural = _("letters of stages")
        constraints = [
            models.CheckConstraint(
                condition=Q(letter__isnull=False) | ~Q(note=""), name="complaints_stage_letter_sent_how"
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.name}"
