"""What exactly did the person send, when, and through which channel? Stored before anything else, never edited."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..compat import PAGE_MODEL
from .audit import AuditTrail
from .feedback_form import FeedbackFormVersion
from .procedure import Procedure


class Kind(models.TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    COMPLIMENT = "compliment", _("Compliment")
    COMMENT = "comment", _("Comment")


class Channel(models.TextChoices):
    FORM = "form", _("Form on the website")
    TELEPHONE = "telephone", _("Telephone")
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")
    TEXT = "text", _("Text message")
    IN_PERSON = "in-person", _("In person")


class OnBehalf(models.TextChoices):
    MYSELF = "myself", _("Myself")
    SOMEONE_ELSE = "someone-else", _("Someone else")
    ADVOCATE = "advocate", _("I am an advocate")


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return what `user` may read: what came to the cases they see, and with the inbox, what is no case."""
        cases = apps.get_model("wagtail_complaints", "Case").objects
        seen = models.Q(pk__in=cases.visible_to(user).values("submission"))
        if user.is_active and user.has_perm("wagtail_complaints.view_submission"):
            seen |= ~models.Q(pk__in=cases.values("submission"))
        return self.filter(seen)

    def waiting(self):
        """Return those that nobody has dealt with: no case, and no handling that counts."""
        return self.filter(is_waiting=True)

    def keep_waiting(self):
        """Write on each of these whether it waits, as its cases and handlings say."""
        return self.update(is_waiting=_is_dealt_with_by_nobody())

    def said_wrongly(self):
        """Return those on which it is not written so."""
        return self.exclude(is_waiting=_is_dealt_with_by_nobody())

    def handled_as(self, outcome: str):
        return self.filter(models.Exists(SubmissionHandling.objects.in_force_of_outer().filter(outcome=outcome)))


class Submission(models.Model):
    """What was sent, verbatim. `answers` keeps each answer under the label it was asked with.

    Shapes: `answers` is a list of {"key", "label", "value"}, in the order asked.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    on_behalf = models.CharField(_("for whom"), max_length=12, choices=OnBehalf.choices)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    form_version = models.ForeignKey(
        FeedbackFormVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    page = models.ForeignKey(PAGE_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    page_url = models.CharField(_("sent from"), max_length=500, blank=True)
    received_on = models.DateField(_("received on"))
    stored_at = models.DateTimeField(_("stored at"), auto_now_add=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answers = models.JSONField(_("answers"))
    privacy_notice = models.TextField(_("privacy notice shown"), blank=True)
    idempotency_key = models.CharField(max_length=64, unique=True)
    is_waiting = models.BooleanField(
        default=True, editable=False, help_text=_("A cache: whether it has no case, and no handling that counts.")
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-stored_at"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes = [
            models.Index(fields=["-stored_at"], name="complaints_submission_latest"),
            models.Index(
                fields=["-stored_at"], condition=models.Q(is_waiting=True), name="complaints_submission_waits"
            ),
        ]
        permissions = [("triage_submission", _("Can triage submissions"))]

    def __str__(self):
        return self.reference

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A submission is kept as it was sent: record what was done with it instead.")
        super().save(*args, **kwargs)

    @property
    def case(self):
        """Return the case that it opened, if any; those split off have references of their own."""
        return next((case for case in self.cases.all() if case.reference == self.reference), None)

    @property
    def handling(self) -> "SubmissionHandling | None":
        """Return what was done with it, if anything still counts."""
        return next((each for each in self.handlings.all() if each.is_in_force), None)

    def answer(self, key: str, default=""):
        """Return the answer stored under `key`, or `default` where it was not asked or not answered."""
        return next((given["value"] for given in self.answers if given["key"] == key), default)


class Handling(models.TextChoices):
    PASSED_ON = "passed-on", _("Passed on")
    NOTED = "noted", _("Noted")
    NOT_FOR_US = "not-for-us", _("Redirected")
    DUPLICATE = "duplicate", _("Duplicate")
    SPAM = "spam", _("Not genuine")
    SERVICE_REQUEST = "service-request", _("Service request")
    TAKEN_UP = "taken-up", _("Taken up again")


class SubmissionHandlingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(submission__in=Submission.objects.visible_to(user).values("pk"))

    def in_force_of_outer(self):
        """Return those that count, of the submission of the query around this one."""
        current = self.filter(submission=models.OuterRef("pk"), is_current=True)
        return current.exclude(outcome=Handling.TAKEN_UP)


class SubmissionHandling(models.Model):
    """What was done with a submission that is not (or not any more) a case.

    To take a submission up again is a row too: it supersedes what was done, and the submission waits anew.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="handlings")
    outcome = models.CharField(_("what was done"), max_length=16, choices=Handling.choices)
    passed_to = models.CharField(_("passed to"), max_length=255, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    handled_on = models.DateField(_("on"))
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_current = models.BooleanField(default=True, editable=False)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="superseded_by"
    )

    objects = SubmissionHandlingQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(is_current=True), name="complaints_one_handling"
            )
        ]
        verbose_name = _("handling of a submission")
        verbose_name_plural = _("handling of submissions")

    def __str__(self):
        return f"{self.submission}: {self.get_outcome_display()}"

    @property
    def is_in_force(self) -> bool:
        return self.is_current and self.outcome != Handling.TAKEN_UP


def _cases_of_outer():
    """Return the cases that came of the submission of the query around this one."""
    return apps.get_model("wagtail_complaints", "Case").objects.filter(submission=models.OuterRef("pk"))


def _is_dealt_with_by_nobody():
    handled = models.Exists(SubmissionHandling.objects.in_force_of_outer())
    return models.ExpressionWrapper(
        ~models.Exists(_cases_of_outer()) & ~handled, output_field=models.BooleanField()
    )
