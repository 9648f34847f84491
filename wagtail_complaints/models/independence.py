"""Which rules of independence were set aside in a case, and who had a part in the matter before it was one?

Personal data: the reasons, and what somebody did.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..procedure.independence import Against
from ..procedure.terms import Does
from .audit import AuditTrail
from .case import Case
from .case_stage import CaseStage
from .outside_person import NamesSomebody
from .seen_with_case import SeenWithCase, SeenWithStage


class RuledOut(models.TextChoices):
    SUBJECT = Against.SUBJECT.value, _("The complaint is about them")
    SAME_SERVICE = Against.SAME_SERVICE.value, _("They work in the service")
    EARLIER = Against.EARLIER.value, _("They had a part before")
    CONNECTED = Against.CONNECTED.value, _("They are connected with the council")
    OWN_DECISION = Against.OWN_DECISION.value, _("They decided an earlier stage")
    OWN_WORK = Against.OWN_WORK.value, _("It is their own work")


class OverrideQuerySet(SeenWithStage):
    def current(self):
        return self.filter(is_current=True)


class EarlierPartQuerySet(SeenWithCase):
    def current(self):
        return self.filter(is_current=True)


class EarlierPart(NamesSomebody):
    """Somebody who had a part in the matter before it was a case: who took the decision that is complained of."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="earlier_parts")
    what = models.CharField(_("what they did"), max_length=200)
    recorded_on = models.DateField(_("recorded on"))
    is_current = models.BooleanField(default=True, editable=False)

    objects = EarlierPartQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("earlier part in the matter")
        verbose_name_plural = _("earlier parts in the matter")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(person__isnull=False),
                name="complaints_earlier_part_whose",
            )
        ]

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}"


class IndependenceOverride(NamesSomebody):
    """A rule of independence set aside for one person in one part of one stage, because its source leaves a way."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="overrides")
    does = models.CharField(_("part"), max_length=16, choices=[(does.value, does.value) for does in Does])
    against = models.CharField(_("rule set aside"), max_length=14, choices=RuledOut.choices)
    source = models.TextField(_("who says so"))
    reason = models.TextField(_("why it is set aside"))
    given_on = models.DateField(_("set aside on"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_current = models.BooleanField(default=True, editable=False)

    objects = OverrideQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rule of independence set aside")
        verbose_name_plural = _("rules of independence set aside")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(person__isnull=False), name="complaints_override_for_somebody"
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self._meta.verbose_name}"
