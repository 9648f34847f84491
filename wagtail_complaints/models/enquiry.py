"""What does an ombudsman ask of the council about a case, by when, and what came of it?

An enquiry runs beside the procedure: it has dates of its own, on open and closed cases alike, and no clock of a
stage counts to it or from it.
"""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .seen_with_case import SeenWithCase, SeenWithEnquiry


class Decision(models.TextChoices):
    NOT_INVESTIGATED = "not-investigated", _("Closed without an investigation")
    NOT_UPHELD = "not-upheld", _("Not upheld")
    UPHELD = "upheld", _("Upheld")
    DISCONTINUED = "discontinued", _("Investigation discontinued")


class Owed(NamedTuple):
    """What the council owes an ombudsman: `by` is None where no day was named."""

    what: str
    by: date | None


class EnquiryQuerySet(SeenWithCase):
    def open(self):
        """Return those in which something is owed or a decision awaited."""
        return self.filter(Q(decided_on=None) | Exists(_remedies()))

    def overdue(self, on: date):
        is_unanswered = Q(answered_on=None, decided_on=None, answer_due_on__lt=on)
        return self.filter(is_unanswered | Exists(_remedies().filter(due_on__lt=on)))


def _remedies():
    return EnquiryRemedy.objects.filter(enquiry=OuterRef("pk"), done_on=None)


class OmbudsmanEnquiry(models.Model):
    """One complaint to a body outside the council about one case. Its texts may speak of people."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enquiries")
    body = models.CharField(_("body"), max_length=200, help_text=_("Who asks: an ombudsman or a commissioner."))
    reference = models.CharField(_("their reference"), max_length=60, blank=True)
    received_on = models.DateField(_("received on"))
    is_premature = models.BooleanField(
        _("premature"),
        default=False,
        help_text=_("It came before the procedure was finished, and the council answers the complaint first."),
    )
    answer_due_on = models.DateField(_("answer due on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    draft_decision_on = models.DateField(_("draft decision received on"), null=True, blank=True)
    draft_decision = models.TextField(
        _("draft decision"), blank=True, help_text=_("What it says, and what the council says to it.")
    )
    decided_on = models.DateField(_("final decision on"), null=True, blank=True)
    decision = models.CharField(_("final decision"), max_length=16, choices=Decision.choices, blank=True)
    findings = models.TextField(_("findings"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = EnquiryQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("Ombudsman’s enquiry")
        verbose_name_plural = _("Ombudsman’s enquiries")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None, decision="") | (Q(decided_on__isnull=False) & ~Q(decision="")),
                name="complaints_enquiry_decided_how",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("received_on")),
                name="complaints_enquiry_answered_after",
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self.body}"

    def owed(self) -> list[Owed]:
        """Return what the council still owes, the soonest first."""
        answer = [Owed(str(_("Answer")), self.answer_due_on)] if self.awaits_an_answer else []
        remedies = [Owed(remedy.text, remedy.due_on) for remedy in self.remedies.all() if not remedy.done_on]
        return sorted([*answer, *remedies], key=lambda each: each.by or date.max)

    @property
    def awaits_an_answer(self) -> bool:
        return not (self.answered_on or self.decided_on)


class EnquiryRemedy(models.Model):
    """Something that the body recommended, and whether it was done. Its texts may speak of people."""

    enquiry = models.ForeignKey(OmbudsmanEnquiry, on_delete=models.PROTECT, related_name="remedies")
    text = models.TextField(_("what is to be done"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    evidence = models.TextField(
        _("how they were told that it was done"), blank=True, help_text=_("The letter or the proof that was sent.")
    )

    objects = SeenWithEnquiry.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("remedy asked for by an ombudsman")
        verbose_name_plural = _("remedies asked for by an ombudsman")

    def __str__(self):
        return f"{self.enquiry}: {self._meta.verbose_name}"
