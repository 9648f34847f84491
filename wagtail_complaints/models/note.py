"""What did an officer want the next one to know? Notes on a case: for staff alone, kept in order, never edited."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .seen_with_case import SeenWithCase


class CaseNote(models.Model):
    """A note is personal data, as parties are: it goes where they go."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("note"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)

    objects = SeenWithCase.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}"
