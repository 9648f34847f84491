"""Which cases are open to named people only, who are they, who broke the glass, and who has read what?

Personal data: the reasons, and which member of staff a complaint is about. They go where the parties go.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .seen_with_case import SeenWithCase

USER = settings.AUTH_USER_MODEL


class RestrictionQuerySet(SeenWithCase):
    def current(self):
        return self.filter(lifted_on=None)


class Restriction(models.Model):
    """A case is open to named people alone, from a day on and until somebody lifts it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restrictions")
    reason = models.TextField(_("why it is restricted"))
    restricted_on = models.DateField(_("restricted on"))
    restricted_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)
    lifted_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lifted_because = models.TextField(_("why it was lifted"), blank=True)

    objects = RestrictionQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("restriction of a case")
        verbose_name_plural = _("restrictions of cases")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_on=None), name="complaints_one_restriction_a_case"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_because="") | Q(lifted_on__isnull=False) & ~Q(lifted_because=""),
                name="complaints_lifted_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}"


class NamedPersonQuerySet(SeenWithCase):
    case_path = "restriction__case"

    def current(self):
        return self.filter(ended_on=None, restriction__lifted_on=None)


class NamedPerson(models.Model):
    """Somebody to whom a restricted case is open, by name."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="named")
    user = models.ForeignKey(USER, verbose_name=_("member of staff"), on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField(_("named on"))
    named_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = NamedPersonQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person named for a restricted case")
        verbose_name_plural = _("people named for restricted cases")
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "user"], condition=Q(ended_on=None), name="complaints_named_once"
            )
        ]

    def __str__(self):
        return f"{self.restriction.case}: {self._meta.verbose_name}"


class ComplainedAboutQuerySet(SeenWithCase):
    def current(self):
        return self.filter(is_current=True)


class ComplainedAbout(models.Model):
    """A member of staff whom the complaint is about: the case is closed to them, whatever else they may see."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="staff_complained_about")
    user = models.ForeignKey(USER, verbose_name=_("member of staff"), on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True, editable=False)
    recorded_on = models.DateField(_("recorded on"))
    recorded_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    struck_out_because = models.TextField(_("why it was struck out"), blank=True)

    objects = ComplainedAboutQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of staff complained about")
        verbose_name_plural = _("staff complained about")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(is_current=True), name="complaints_complained_about_once"
            )
        ]

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}"


class BrokenGlassQuerySet(SeenWithCase):
    def open(self, at: datetime):
        return self.filter(opened_at__lte=at, until__gt=at)


class BrokenGlass(models.Model):
    """Somebody opened a restricted case that was not open to them, with a reason, for a while."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="broken_glass")
    user = models.ForeignKey(USER, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    opened_at = models.DateTimeField(_("opened at"))
    until = models.DateTimeField(_("until"))

    objects = BrokenGlassQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("opening of a restricted case")
        verbose_name_plural = _("openings of restricted cases")

    def __str__(self):
        return f"{self.case}: {self._meta.verbose_name}"


class RestrictedRead(models.Model):
    """Somebody read a restricted case: who, when, and on which screen. Written once and never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restricted_reads")
    user = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    user_name = models.CharField(_("read by"), max_length=255)
    screen = models.CharField(_("screen"), max_length=100)
    read_at = models.DateTimeField(_("read at"))

    objects = SeenWithCase.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("reading of a restricted case")
        verbose_name_plural = _("readings of restricted cases")

    def __str__(self):
        return f"{self.case}: {self.screen}"
