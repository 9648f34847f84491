"""Who outside the staff can be appointed: investigators, independent people, panels? What have they declared?

Personal data: everything here. What they declare of one case stands with their appointment to it.
"""

from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..procedure.independence import Declared
from .audit import AuditTrail
from .registers import ServiceArea


class Declares(models.TextChoices):
    NOTHING = Declared.NOTHING.value, _("Nothing to declare")
    EMPLOYED = Declared.EMPLOYED.value, _("Works for the council")
    MEMBER = Declared.MEMBER.value, _("Is a member of the council")
    PARTNER = Declared.PARTNER.value, _("Is married to, or a partner of, a member or officer of the council")
    INVOLVED = Declared.INVOLVED.value, _("Had to do with a service of the council")


class OutsidePerson(models.Model):
    """Somebody not on the staff who can be appointed to a stage. With an account they see what they work on."""

    name = models.CharField(_("name"), max_length=200)
    takes_part_as = models.CharField(
        _("can be"),
        max_length=200,
        blank=True,
        help_text=_("In your own words: investigating officer, chair of a panel, conciliator."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    day_fee = models.DecimalField(
        _("fee per day, in pounds"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="complaints_outside_person",
        help_text=_("Where they sign in here, although they are not on the staff."),
    )
    is_active = models.BooleanField(_("can be appointed"), default=True)

    history = AuditTrail()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person outside the staff")
        verbose_name_plural = _("people outside the staff")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def called(self) -> str:
        """Return the name, for a history that is read by whoever sees the case: `str()` stands in logs as well."""
        return self.name

    def away_on(self, day: date) -> "Absence | None":
        """Return the absence that this day lies in; both its days count."""
        return next((each for each in self.absences.all() if each.takes_in(day)), None)


class Declaration(models.Model):
    """What somebody declared of themselves on a day. It holds until it is ended; it is never edited."""

    person = models.ForeignKey(OutsidePerson, on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField(_("declares"), max_length=10, choices=Declares.choices)
    service_area = models.ForeignKey(
        ServiceArea, verbose_name=_("service"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("in their words"), blank=True)
    declared_on = models.DateField(_("declared on"))
    ended_on = models.DateField(_("no longer so from"), null=True, blank=True)

    history = AuditTrail()

    class Meta:
        ordering = ["declared_on", "pk"]
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=Declares.INVOLVED.value) | Q(service_area__isnull=False),
                name="complaints_involved_in_a_service",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("declared_on")),
                name="complaints_declaration_ends_after",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class Absence(models.Model):
    """Days on which somebody is not to be had, the first and the last among them."""

    person = models.ForeignKey(OutsidePerson, on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField(_("first day"))
    to_on = models.DateField(_("last day"))
    is_called_off = models.BooleanField(_("called off"), default=False)

    history = AuditTrail()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name = _("time not available")
        verbose_name_plural = _("times not available")
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="complaints_absence_ends_after_start")
        ]

    def __str__(self):
        return f"{self.from_on} {self.to_on}"

    def takes_in(self, day: date) -> bool:
        return not self.is_called_off and self.from_on <= day <= self.to_on


class NamesSomebody(models.Model):
    """A row about one person: on the staff, of the register of people outside it, or both."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member of staff"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    person = models.ForeignKey(
        OutsidePerson,
        verbose_name=_("person outside the staff"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True
