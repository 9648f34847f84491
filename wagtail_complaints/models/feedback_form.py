"""Which questions does a public form ask, and which did it ask when this was sent?"""

import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .. import private_files
from ..forms.definition import AnswerType, FormDefinition, Question, digest
from .audit import AuditTrail
from .procedure import Procedure

UNDER_18 = "under-18"
"""The `advocates` of a procedure that makes its forms ask about age."""


class FeedbackForm(ClusterableModel):
    """A form that editors keep in the admin and place on pages by its block.

    Saving it, with its questions, writes a version where what it asks has changed.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.PROTECT, related_name="feedback_forms"
    )
    offers_complaint = models.BooleanField(_("takes complaints"), default=True)
    offers_compliment = models.BooleanField(_("takes compliments"), default=True)
    offers_comment = models.BooleanField(_("takes comments"), default=True)
    one_at_a_time = models.BooleanField(
        _("one question at a time"),
        default=False,
        help_text=_("Easier on a telephone, and for a long form. Otherwise everything is asked on one page."),
    )
    takes_files = models.BooleanField(_("takes files"), default=False)
    asks_equality = models.BooleanField(
        _("asks about equality"),
        default=False,
        help_text=_(
            "Optional questions about age, sex, ethnic group and disability, on the page that says we have what "
            "was sent. The answers are only counted, apart from what was sent."
        ),
    )
    privacy_notice = models.TextField(_("privacy notice"))

    history = AuditTrail()

    class Meta:
        ordering = ["name"]
        verbose_name = _("feedback form")
        verbose_name_plural = _("feedback forms")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.keep_version()

    def clean(self):
        if not self.kinds:
            raise ValidationError(_("A form takes complaints, compliments or comments: choose at least one."))

    @property
    def kinds(self) -> tuple[str, ...]:
        offered = {
            "complaint": self.offers_complaint,
            "compliment": self.offers_compliment,
            "comment": self.offers_comment,
        }
        return tuple(kind for kind, is_offered in offered.items() if is_offered)

    @property
    def definition(self) -> FormDefinition:
        """Return what the form asks now: its own words, and what its procedure makes it ask."""
        procedure = self.procedure.latest_version
        return FormDefinition(
            kinds=self.kinds,
            privacy_notice=self.privacy_notice,
            asks_if_under_18=bool(procedure) and procedure.terms.advocates == UNDER_18,
            questions=tuple(question.definition for question in self.questions.all()),
            one_at_a_time=self.one_at_a_time,
            takes_files=self.takes_files and private_files.is_configured(),
            asks_equality=self.asks_equality,
        )

    @property
    def current_version(self) -> "FeedbackFormVersion | None":
        return self.versions.order_by("-pk").first()

    def keep_version(self) -> "FeedbackFormVersion":
        """Write a version if the form no longer asks what its current version asks, and return the current one."""
        current, definition = self.current_version, self.definition
        if current and current.asks == definition:
            return current
        version, _created = self.versions.get_or_create(
            digest=digest(self.pk, self.versions.count() + 1, definition),
            defaults={"definition": definition.as_document()},
        )
        return version


class QuestionType(models.TextChoices):
    SHORT = AnswerType.SHORT.value, _("A line of text")
    LONG = AnswerType.LONG.value, _("Several lines of text")
    CHOICE = AnswerType.CHOICE.value, _("One of several answers")
    CHOICES = AnswerType.CHOICES.value, _("Any of several answers")
    DATE = AnswerType.DATE.value, _("A date")


WITH_CHOICES = (QuestionType.CHOICE, QuestionType.CHOICES)


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

    def clean(self):
        if self.type in WITH_CHOICES and len(self.options) < 2:
            raise ValidationError({"choices": _("Write at least two different answers, one a line.")})

    @property
    def options(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.choices.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    @property
    def definition(self) -> Question:
        return Question(
            key=str(self.key),
            label=self.label,
            type=AnswerType(self.type),
            help_text=self.help_text,
            choices=self.options if self.type in WITH_CHOICES else (),
            is_required=self.is_required,
        )


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

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A version of a form is immutable: save the form to write another.")
        super().save(*args, **kwargs)

    @property
    def asks(self) -> FormDefinition:
        return FormDefinition.from_document(self.definition)
