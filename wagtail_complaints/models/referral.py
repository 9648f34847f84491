"""Did the complaint go to a body outside before the procedure was finished, and were the conditions met?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case_stage import CaseStage
from .seen_with_case import SeenWithStage


class EarlyReferralQuerySet(SeenWithStage):
    def current(self):
        return self.filter(returned_on=None)


class EarlyReferral(models.Model):
    """`conditions` are those of the procedure, each with the note of how it is met: they may speak of people."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="early_referrals")
    body = models.CharField(_("to"), max_length=200)
    conditions = models.JSONField(_("conditions"))
    agreed_on = models.DateField(_("the complainant agreed on"))
    referred_on = models.DateField(_("referred on"))
    referred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    instead_of = models.ForeignKey(
        CaseStage,
        verbose_name=_("stage that ended with it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    returned_on = models.DateField(_("sent back on"), null=True, blank=True)
    return_reason = models.TextField(_("why it was sent back"), blank=True)

    objects = EarlyReferralQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("early referral")
        verbose_name_plural = _("early referrals")
        constraints = [
            models.UniqueConstraint(
                fields=["case_stage"], condition=Q(returned_on=None), name="complaints_one_early_referral"
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.body}"
