"""What did the council tell somebody, word for word, and did it get there? The outbox is this table."""

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case
from .case_stage import CaseStage
from .people import Party
from .submission import Submission


class LetterKind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    EXTENSION = "extension", _("Extension")
    EXTENSION_PROPOSED = "extension-proposed", _("Later date proposed")
    NEW_DATE = "new-date", _("Date moved")
    UPDATE = "update", _("Progress update")
    RESPONSE = "response", _("Response")
    CORRECTION = "correction", _("Correction of a response")
    STAGE_REQUESTED = "stage-requested", _("Next stage asked for")
    STAGE_OPENED = "stage-opened", _("Next stage started")
    STAGE_REFUSED = "stage-refused", _("Next stage refused")
    REDIRECT = "redirect", _("Redirected")
    REFUSAL = "refusal", _("Not accepted")
    WITHDRAWAL = "withdrawal", _("Withdrawal confirmed")
    CLOSURE = "closure", _("Case closed")
    THANKS = "thanks", _("Compliment passed on")
    SIGN_OFF_NOTICE = "sign-off-notice", _("Notice to a signer or author")
    SPLIT = "split", _("Part of a complaint taken separately")
    MERGED = "merged", _("Two complaints looked into as one")
    SERVICE_REQUEST = "service-request", _("Dealt with as a service request")
    TAKEN_UP = "taken-up", _("Looked into as a complaint after all")
    URGENT = "urgent", _("Concern about safety, passed on")
    PASSED_ON = "passed-on", _("What was passed on at once")
    GLASS_BROKEN = "glass-broken", _("Notice that a restricted case was opened")
    TRACKING_LINK = "tracking-link", _("Link to the tracking page")
    TRACKING_CODE = "tracking-code", _("Code for the tracking page")
    MESSAGE = "message", _("Notice of a message")
    STATEMENT = "statement", _("Statement of complaint")
    ACTION_DONE = "action-done", _("What became of something promised")
    STAGE_LETTER = "stage-letter", _("Letter of a stage")
    EARLY_REFERRAL = "early-referral", _("Referred early to a body outside")


FOR_STAFF = (LetterKind.SIGN_OFF_NOTICE, LetterKind.URGENT, LetterKind.GLASS_BROKEN)
WAYS_IN = (LetterKind.TRACKING_LINK, LetterKind.TRACKING_CODE, LetterKind.MESSAGE)
"""What leads to the tracking page says nothing of its own."""


ANSWERS = (LetterKind.RESPONSE, LetterKind.CORRECTION)
"""The kinds that are signed, and say what was found."""

TO_STAFF = (LetterKind.SIGN_OFF_NOTICE, LetterKind.GLASS_BROKEN)
"""The kinds that tell staff of something to do, and belong to nobody’s correspondence."""


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the letters of the cases that `user` may see, and those of submissions that are no case."""
        no_case = models.Q(case=None, submission__in=Submission.objects.visible_to(user).values("pk"))
        return self.filter(models.Q(case__in=Case.objects.visible_to(user).values("pk")) | no_case)

    def given_up(self):
        return self.filter(is_dead=True, sent_at=None)

    def waiting(self, at):
        """Return the letters to be sent by e-mail at the instant `at`, oldest first."""
        due = models.Q(not_before=None) | models.Q(not_before__lte=at)
        return self.filter(due, sent_at=None, is_dead=False, to_email__gt="").order_by("pk")


class Letter(models.Model):
    """One letter or message, frozen as it was written; rows without an e-mail address are printed."""

    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    case_stage = models.ForeignKey(
        CaseStage, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind.choices)
    to_party = models.ForeignKey(
        Party, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="letters"
    )
    to_name = models.CharField(_("to"), max_length=200, blank=True)
    to_email = models.EmailField(_("e-mail"), blank=True)
    to_address = models.TextField(_("address"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    body_html = models.TextField(_("text, formatted"), blank=True)
    once = models.CharField(
        max_length=200,
        unique=True,
        help_text=_("What this letter is about: two cannot go out for one thing."),
    )
    dated = models.DateField(_("dated"))
    promised_event = models.CharField(max_length=100, blank=True, editable=False)
    promised_on = models.DateField(
        _("promises"), null=True, blank=True, editable=False, help_text=_("The date by which it says we will act.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    not_before = models.DateTimeField(_("send from"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=255, blank=True)
    is_dead = models.BooleanField(_("given up"), default=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()
    history = AuditTrail(excluded_fields=["body", "body_html", "to_name", "to_email", "to_address"])

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self):
        return f"{self.get_kind_display()}, {date_format(self.dated)}"

    @property
    def called(self) -> str:
        """Return what the letter is called in a list: a letter of a stage by its own name.

        Django’s `get_kind_display` translates every kind there is to find one, for each letter of a list.
        """
        return self.subject if self.kind == LetterKind.STAGE_LETTER else str(LetterKind(self.kind).label)

    @property
    def is_given_up(self) -> bool:
        return self.is_dead and self.sent_at is None


class LetterText(models.Model):
    """The council's own words for one kind of letter, in place of the packaged ones."""

    kind = models.CharField(_("kind of letter"), max_length=20, choices=LetterKind.choices, unique=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))

    history = AuditTrail()

    class Meta:
        ordering = ["kind"]
        verbose_name = _("letter text")
        verbose_name_plural = _("letter texts")

    def __str__(self):
        return self.get_kind_display()
