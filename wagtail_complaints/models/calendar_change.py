"""The calendar has changed: how far have the open cases followed, and who is still to be told another date?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..procedure.event_words import noun
from .audit import AuditTrail
from .case_stage import CaseStage
from .letter import Letter
from .seen_with_case import SeenWithStage


class CalendarChangeQuerySet(models.QuerySet):
    def unfinished(self):
        """Return the changes that some open case has not followed yet, in their order."""
        return self.filter(is_finished=False).order_by("pk")

    def ahead_of(self, case):
        """Return the changes that this case has not followed yet, as far as is known."""
        return self.unfinished().filter(reached__lt=case.pk)


class CalendarChange(models.Model):
    """A holiday or closure that began or ceased to count. Open cases follow in the order of their keys."""

    reason = models.TextField(_("what changed"), help_text=_("As the history of each deadline says it."))
    made_on = models.DateField(_("on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reached = models.BigIntegerField(default=0, help_text=_("The key of the last case that has followed."))
    cases_moved = models.PositiveIntegerField(_("cases in which a date moved"), default=0)
    is_finished = models.BooleanField(default=False)

    objects = CalendarChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of the calendar")
        verbose_name_plural = _("changes of the calendar")

    def __str__(self):
        return self.reason


class DateNoticeQuerySet(SeenWithStage):
    def owed(self):
        return self.filter(told_by=None, not_needed="")


class DateNotice(models.Model):
    """A letter owed to somebody to whom another date was promised before the calendar moved it.

    It is drafted from the facts whenever it is read, and becomes a `Letter` once somebody has released it.
    """

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="date_notices")
    event = models.CharField(_("of what"), max_length=100)
    promised_in = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    change = models.ForeignKey(CalendarChange, on_delete=models.PROTECT, related_name="notices")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_on = models.DateField(_("released on"), null=True, blank=True)
    told_by = models.OneToOneField(
        Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="date_notice"
    )
    not_needed = models.TextField(_("why it is not needed"), blank=True)

    objects = DateNoticeQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("notice of a moved date")
        verbose_name_plural = _("notices of moved dates")
        constraints = [
            models.UniqueConstraint(
                fields=["case_stage", "event"],
                condition=Q(told_by=None, not_needed=""),
                name="complaints_one_notice_owed",
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {noun(self.event)}"
