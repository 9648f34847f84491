"""Who stands in for whom, and on which days? A deputy sees and does what the person could with their own work."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import conf
from .audit import AuditTrail


class DeputyQuerySet(models.QuerySet):
    def on(self, day: date):
        """Return who stands in for whom on this day: both the first and the last day count."""
        going_on = models.Q(called_off_on=None) | models.Q(called_off_on__gt=day)
        return self.filter(going_on, from_on__lte=day, to_on__gte=day)

    def of_today(self):
        """Return who stands in for whom now. Read `models.sight` on why the clock is read here."""
        return self.on(conf.today())


class Deputy(models.Model):
    """One person standing in for another, from a day to a day. Called off, it ends at once; no row is deleted."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("deputy"), on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField(_("first day"))
    to_on = models.DateField(_("last day"))
    reason = models.TextField(_("reason"))
    called_off_on = models.DateField(_("called off on"), null=True, blank=True)
    arranged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DeputyQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="complaints_deputy_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("deputy")), name="complaints_deputy_is_somebody_else"
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.from_on} {self.to_on}"
