"""What was agreed with somebody who was appointed, and what has been paid? Pounds, one row a sum."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .people import Appointment
from .seen_with_case import SeenWithCase


class FeeKind(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    PAID = "paid", _("Paid")


class FeeQuerySet(SeenWithCase):
    case_path = "appointment__case_stage__case"

    def current(self):
        return self.filter(is_current=True)


class AppointmentFee(models.Model):
    """A sum agreed or paid. A wrong one is struck out with a reason, and never edited."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="fees")
    kind = models.CharField(_("what"), max_length=6, choices=FeeKind.choices)
    amount = models.DecimalField(
        _("pounds"), max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    on = models.DateField(_("on"))
    note = models.CharField(_("for what"), max_length=200, blank=True)
    is_current = models.BooleanField(default=True, editable=False)

    objects = FeeQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="complaints_fee_is_a_sum")]

    def __str__(self):
        return f"{self.appointment}: {self.get_kind_display()}"
