"""When did the papers of a case leave for a body outside, and who made them? A row for each bundle."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .seen_with_case import SeenWithCase


class CaseBundle(models.Model):
    """The bundle itself is not kept: it is made again from the facts at any time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bundles")
    made_on = models.DateField(_("made on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contents = models.JSONField(_("contents"), help_text=_("The names of the papers, in their order."))

    objects = SeenWithCase.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("bundle of a case")
        verbose_name_plural = _("bundles of cases")

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}, {self.made_on}"
