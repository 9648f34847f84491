"""What does the council keep in lists of its own: services, who gives them for it, closures, holidays, helpers?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..procedure.terms import Nation
from ..procedure.wording import in_words
from .audit import AuditTrail


class ServiceArea(models.Model):
    """A service that people complain about, and whom its complaints are routed to."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    covers = models.TextField(_("what it covers"), blank=True, help_text=_("In the words of the public page."))
    responsible = models.CharField(
        _("who is responsible"), max_length=120, help_text=_("The role, for example “Director of Place”.")
    )
    address = models.TextField(_("postal address"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    history = AuditTrail()

    class Meta:
        ordering = ["name"]
        verbose_name = _("service area")
        verbose_name_plural = _("service areas")

    def __str__(self):
        return self.name


class ServiceProvider(models.Model):
    """An organisation outside the council that gives a service for it: a care agency, a home, a contractor."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    does = models.TextField(
        _("what it does"), blank=True, help_text=_("For example “Care at home in the north of the county”.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    history = AuditTrail()

    class Meta:
        ordering = ["name"]
        verbose_name = _("service provider")
        verbose_name_plural = _("service providers")

    def __str__(self):
        return self.name


class NationChoices(models.TextChoices):
    ENGLAND = Nation.ENGLAND.value, _("England")
    WALES = Nation.WALES.value, _("Wales")
    SCOTLAND = Nation.SCOTLAND.value, _("Scotland")
    NORTHERN_IRELAND = Nation.NORTHERN_IRELAND.value, _("Northern Ireland")


class ExtraHoliday(models.Model):
    """A bank or public holiday that the packaged calendar does not know yet. Counts once confirmed."""

    nation = models.CharField(_("nation"), max_length=20, choices=NationChoices.choices)
    on = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=120)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    history = AuditTrail()

    class Meta:
        ordering = ["-on"]
        verbose_name = _("extra bank holiday")
        verbose_name_plural = _("extra bank holidays")
        constraints = [models.UniqueConstraint(fields=["nation", "on"], name="complaints_one_holiday_a_day")]

    def __str__(self):
        return f"{self.name}, {in_words(self.on)}"


class ClosureDay(models.Model):
    """A day the council's offices close. It stops only a timescale that says `closures = "excluded"`."""

    on = models.DateField(_("date"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    history = AuditTrail()

    class Meta:
        ordering = ["-on"]
        verbose_name = _("closure day")
        verbose_name_plural = _("closure days")

    def __str__(self):
        return f"{self.name}, {in_words(self.on)}"


class SchoolTerm(models.Model):
    """A run of days in term; school days are the working days inside one."""

    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    history = AuditTrail()

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("school term")
        verbose_name_plural = _("school terms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="complaints_term_ends_after_start",
            )
        ]

    def __str__(self):
        return self.name


class AdvocacyProvider(models.Model):
    """An organisation that can give a child, young person or adult an advocate."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    helps = models.CharField(_("whom it helps"), max_length=255, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    history = AuditTrail()

    class Meta:
        ordering = ["name"]
        verbose_name = _("advocacy provider")
        verbose_name_plural = _("advocacy providers")

    def __str__(self):
        return self.name
