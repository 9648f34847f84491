"""Who has a part in a case? Personal data lives here and in submissions and letters, and nowhere else."""

from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace, Upper
from django.utils.translation import gettext_lazy as _

from ..procedure.terms import Does
from .audit import AuditTrail
from .case import Case
from .case_stage import CaseStage
from .outside_person import NamesSomebody
from .seen_with_case import SeenWithCase, SeenWithStage


class PartyRole(models.TextChoices):
    COMPLAINANT = "complainant", _("Complainant")
    AFFECTED = "affected", _("Person affected")
    REPRESENTATIVE = "representative", _("Representative")
    ADVOCATE = "advocate", _("Advocate")


class Consent(models.TextChoices):
    NOT_NEEDED = "not-needed", _("Not needed")
    ASKED = "asked", _("Asked for")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")


class ContactBy(models.TextChoices):
    EMAIL = "email", _("E-mail")
    TELEPHONE = "telephone", _("Telephone")
    POST = "post", _("Letter")
    TEXT = "text", _("Text message")


SET_APART = (" ", "-", "(", ")", ".")
"""What people write between the digits of a telephone number."""


def plain_telephone():
    """Return the expression for a telephone number as one is compared with another: the digits alone, from 0 on."""
    plain = "telephone"
    for mark in SET_APART:
        plain = Replace(plain, Value(mark), Value(""))
    return Replace(plain, Value("+44"), Value("0"))


class Party(models.Model):
    """Someone on the complainant's side of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=16, choices=PartyRole.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.TextField(_("address"), blank=True)
    contact_by = models.CharField(_("how to reach them"), max_length=10, choices=ContactBy.choices, blank=True)
    is_under_18 = models.BooleanField(_("under 18"), null=True, blank=True)
    relationship = models.CharField(_("relationship"), max_length=120, blank=True)
    entitlement = models.CharField(_("why they may complain"), max_length=200, blank=True)
    consent = models.CharField(
        _("consent of the person affected"),
        max_length=12,
        choices=Consent.choices,
        default=Consent.NOT_NEEDED,
    )
    consent_on = models.DateField(_("consent given or refused on"), null=True, blank=True)
    understanding = models.TextField(
        _("what the person affected understands and wants"),
        blank=True,
        help_text=_("Capacity, or a child’s own understanding, and how it is known."),
    )
    adjustments = models.TextField(_("adjustments agreed"), blank=True)
    contact_safety = models.TextField(_("safety when making contact"), blank=True)
    is_sender = models.BooleanField(_("sent the submission"), default=False, editable=False)

    objects = SeenWithCase.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person on the complainant’s side")
        verbose_name_plural = _("people on the complainant’s side")
        indexes = [
            models.Index(Upper("email"), name="complaints_party_email"),
            models.Index(Upper("name"), name="complaints_party_name"),
            models.Index(plain_telephone(), name="complaints_party_telephone"),
        ]

    def __str__(self):
        return f"{self.case}: {self.role_name}"

    @property
    def role_name(self) -> str:
        """Return the role in words. Django’s `get_role_display` translates every role there is to find one."""
        return str(PartyRole(self.role).label)

    @property
    def called(self) -> str:
        """Return the name, or where none is known the role."""
        return self.name or self.role_name


class Appointment(NamesSomebody):
    """Someone with a part in a stage beside its decider: investigator, independent person, panel member.

    It is somebody on the staff (`user`), or of the register of people outside it (`person`, with the `name` as it
    was); somebody of the register who has an account is both.
    """

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="appointments")
    does = models.CharField(_("part"), max_length=16, choices=[(does.value, does.value) for does in Does])
    role = models.CharField(_("role"), max_length=200)
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("For someone from outside, who has no account.")
    )
    declaration = models.TextField(_("declaration of independence"), blank=True)
    appointed_on = models.DateField(_("appointed on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = SeenWithStage.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(name=""),
                name="complaints_appointed_somebody",
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.role}"


class PointOfComplaint(models.Model):
    """One numbered point of a complaint, and what would put it right."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("point"))
    outcome_sought = models.TextField(_("what would put it right"), blank=True)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    objects = SeenWithCase.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["number"]
        verbose_name = _("point of complaint")
        verbose_name_plural = _("points of complaint")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="complaints_point_number_once")]

    def __str__(self):
        return f"{self.case}, point {self.number}"
