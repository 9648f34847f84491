"""Which questions does a public form ask, and which did it ask when this was sent?"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .audit import AuditTrail
from .procedure import Procedure


class FeedbackForm(ClusterableModel):
    """A form that editors keep in the admin and place on pages by its block."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.PROTECT, related_name="feedback_forms"
    )
    offers_complaint = models.BooleanField(_("takes complaints"), default=True)
    offers_compliment = models.BooleanField(_("takes compliments"), default=True)
    offers_comment = models.BooleanField(_("takes comments"), default=True)
    privacy_notice = models.TextField(_("privacy notice"))

    history = AuditTrail()

    class Meta:
        ordering = ["name"]
        verbose_name = _("feedback form")
        verbose_name_plural = _("feedback forms")

    def __str__(self):
        return self.name


class QuestionType(models.TextChoices):
    SHORT = "short", _("A line of text")
    LONG = "long", _("Several lines of text")
    CHOICE = "choice", _("One of several answers")
    CHOICES = "choices", _("Any of several answers")
    DATE = "date", _("A date")


class FormQuestion(Orderable):
    """One extra question. Its key outlives every rewording, so old answers keep their question."""

    form = ParentalKey(FeedbackForm, on_delete=models.CASCADE, related_name="questions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    label = models.CharField(_("question"), max_length=255)
    help_text = models.CharField(_("help text"), max_length=255, blank=True)
    type = models.CharField(
        _("kind of answer"), max_length=10, choices=QuestionType.choices, default=QuestionType.SHORT
    )
    choices = models.TextField(_("answers to choose from"), blank=True, help_text=_("One a line."))
    is_required = models.BooleanField(_("must be answered"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.label


class FeedbackFormVersion(models.Model):
    """A form exactly as it was asked: immutable, and named by its digest in the public page."""

    form = models.ForeignKey(FeedbackForm, on_delete=models.PROTECT, related_name="versions")
    digest = models.CharField(max_length=64, unique=True)
    definition = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a feedback form")
        verbose_name_plural = _("versions of feedback forms")

    def __str__(self):
        return f"{self.form} {self.digest[:8]}"
