"""What does the council answer at a stage? The letter that goes through sign-off; publishing it issues it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from .audit import AuditTrail
from .case_stage import CaseStage
from .people import PointOfComplaint


class Outcome(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    PARTLY_UPHELD = "partly-upheld", _("Partly upheld")
    NOT_UPHELD = "not-upheld", _("Not upheld")
    RESOLVED = "resolved", _("Resolved")
    NO_FINDING = "no-finding", _("No finding")


class ResponseQuerySet(models.QuerySet):
    def to_be_signed_by(self, user):
        """Return the responses that `user` is, or was, asked to sign."""
        return self.none()


class Response(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """The answer to one stage, drafted, signed and issued once; a correction is another Response."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="responses")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    body = RichTextField(_("letter"), blank=True, features=["h3", "bold", "italic", "ol", "ul", "link"])
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    live = models.BooleanField(verbose_name=_("issued"), default=False, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, editable=False)
    issued_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = ResponseQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    def __str__(self):
        return str(self.case_stage)


class ResponseFinding(models.Model):
    """What a response finds on one point, and what will be done about it."""

    response = ParentalKey(Response, on_delete=models.CASCADE, related_name="findings")
    point = models.ForeignKey(
        PointOfComplaint, verbose_name=_("point"), on_delete=models.PROTECT, related_name="findings"
    )
    finding = models.CharField(_("finding"), max_length=16, choices=Outcome.choices)
    reasons = models.TextField(_("reasons"), blank=True)
    remedy = models.TextField(_("what we will do, and by when"), blank=True)

    class Meta:
        ordering = ["point__number"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [models.UniqueConstraint(fields=["response", "point"], name="complaints_one_finding_a_point")]

    def __str__(self):
        return self.get_finding_display()
