"""What did the council say that it would do because of a complaint, by when, and was it done? And what was learnt?

A case can be closed while something is still to be done: it stays among the outstanding until that is done, and the
complainant has been told of what was done for them.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .case_stage import CaseStage
from .people import PointOfComplaint
from .seen_with_case import SeenWithCase


class Purpose(models.TextChoices):
    """Source: the three kinds in which the Scottish Public Services Ombudsman sorts recommendations."""

    REMEDY = "remedy", _("To put it right for the person")
    LEARNING = "learning", _("To learn and improve")
    HANDLING = "handling", _("To handle complaints better")


class ActionKind(models.TextChoices):
    """Source: Complaint Handling Code 2024, part 7.1; the last four are usual beside it."""

    APOLOGY = "apology", _("Apology")
    EXPLANATION = "explanation", _("Explanation, help or reasons")
    DELAY = "delay", _("Action where there was delay")
    DECISION = "decision", _("Look at a decision again, or change it")
    RECORD = "record", _("Correct a record, or add to it")
    PAYMENT = "payment", _("Payment")
    POLICY = "policy", _("Change a policy, procedure or practice")
    TRAINING = "training", _("Training")
    REASSESSMENT = "reassessment", _("Assess needs again")
    MONITORING = "monitoring", _("Check that it stays right")
    OTHER = "other", _("Something else")


def _to_do() -> Q:
    return Q(done_on=None, dropped_on=None)


class AgreedActionQuerySet(SeenWithCase):
    def outstanding(self):
        """Return what is still to be done, and what was done for the complainant without their being told."""
        return self.filter(_to_do() | Q(purpose=Purpose.REMEDY, told_on=None))

    def overdue(self, on: date):
        return self.filter(_to_do(), due_on__lt=on)

    def owned_by(self, user):
        return self.filter(owner=user)

    def cases_with(self, cases):
        """Return those of `cases` that have one of these actions."""
        return cases.filter(Exists(self.filter(case=OuterRef("pk"))))


class AgreedAction(models.Model):
    """One thing to be done, for a point or a stage or the whole case. Its texts may speak of people."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions")
    case_stage = models.ForeignKey(
        CaseStage,
        verbose_name=_("stage"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    point = models.ForeignKey(
        PointOfComplaint,
        verbose_name=_("point of complaint"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    purpose = models.CharField(_("what for"), max_length=10, choices=Purpose.choices)
    kind = models.CharField(_("kind"), max_length=14, choices=ActionKind.choices)
    text = models.TextField(_("what is to be done"))
    amount = models.DecimalField(_("amount in pounds"), max_digits=9, decimal_places=2, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who does it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    owner_name = models.CharField(
        _("or who does it, without an account"), max_length=200, blank=True, help_text=_("A service or a firm.")
    )
    agreed_on = models.DateField(_("agreed on"))
    due_on = models.DateField(_("by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    evidence = models.TextField(_("how it is known that it was done"), blank=True)
    dropped_on = models.DateField(_("given up on"), null=True, blank=True)
    drop_reason = models.TextField(_("why it cannot be done, and what is done instead"), blank=True)
    told_on = models.DateField(_("complainant told on"), null=True, blank=True)
    told_how = models.TextField(_("how they were told"), blank=True)

    objects = AgreedActionQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["due_on", "pk"]
        default_permissions = ("view",)
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_name=""),
                name="complaints_action_has_an_owner",
                violation_error_message=_("Say who does it."),
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(dropped_on=None), name="complaints_action_done_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None, drop_reason="") | (Q(dropped_on__isnull=False) & ~Q(drop_reason="")),
                name="complaints_action_dropped_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self.get_kind_display()}"

    @property
    def is_to_do(self) -> bool:
        return not (self.done_on or self.dropped_on)

    @property
    def is_to_be_told(self) -> bool:
        """Return whether the complainant is owed word of it: of what was done, or given up, for them."""
        return not self.is_to_do and not self.told_on and self.purpose == Purpose.REMEDY

    def is_overdue(self, on: date) -> bool:
        return self.is_to_do and self.due_on < on


class CaseLearning(models.Model):
    """What somebody says, as a case is closed, that was learnt from it; or why nothing was."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="learning")
    is_none = models.BooleanField(_("nothing is to be learnt"), default=False)
    text = models.TextField(_("what was learnt, or why nothing was"))
    recorded_on = models.DateField(_("recorded on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SeenWithCase.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("learning from a case")
        verbose_name_plural = _("learning from cases")

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}"
