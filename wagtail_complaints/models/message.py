"""What did the two sides write to each other? Messages between the council and one person of a case, kept in order.

A message is seen by staff who see the case and by the one person it is from or to: by nobody else on their side.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .case_stage import Hold
from .people import Party
from .seen_with_case import SeenWithCase


class About(models.TextChoices):
    MESSAGE = "message", _("Message")
    INFORMATION = "information", _("More information")
    ADVOCATE = "advocate", _("Asks for an advocate")
    LATER_DATE = "later-date", _("Answers about a later date")
    SURVEY = "survey", _("Says how it was handled")
    STATEMENT = "statement", _("What is missing in the statement")


class CaseMessageQuerySet(SeenWithCase):
    def unread_by_staff(self):
        return self.filter(is_ours=False, read_at=None)

    def waiting_for_an_answer(self):
        """Return our questions that nobody has answered yet."""
        return self.filter(is_ours=True, is_question=True, answer=None)

    def with_words_to_read(self, cases):
        """Return those of `cases` in which somebody wrote to us and nobody has read it."""
        return cases.filter(Exists(self.unread_by_staff().filter(case=OuterRef("pk"))))


class CaseMessage(models.Model):
    """`is_ours`: written by staff. An answer ends the hold that waits for it. Personal data, whole."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="messages")
    is_ours = models.BooleanField(_("from the council"), default=False)
    about = models.CharField(_("about"), max_length=12, choices=About.choices, default=About.MESSAGE)
    text = models.TextField(_("text"))
    is_question = models.BooleanField(_("needs an answer"), default=False)
    hold = models.ForeignKey(
        Hold,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("hold that waits for it"),
    )
    answers = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="answer")
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CaseMessageQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["written_at", "pk"]
        default_permissions = ()
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_ours=True) | Q(is_question=False, hold=None), name="complaints_only_we_ask"
            )
        ]

    def __str__(self):
        return f"{self.case}: {self.get_about_display()}"
