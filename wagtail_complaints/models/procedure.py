"""Which procedures does this council publish, and exactly what did each say, from which day?"""

from django.conf import settings
from django.db import models, router
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow, WorkflowTask

from ..compat import PAGE_MODEL
from ..procedure import terms
from ..procedure.document import from_document


class Procedure(models.Model):
    """One procedure of the council under its stable slug, whatever becomes of its page."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=255)
    page = models.OneToOneField(
        PAGE_MODEL, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_live = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def __str__(self):
        return self.title

    @property
    def latest_version(self) -> "ProcedureVersion | None":
        return self.versions.order_by("-number").first()


class ProcedureVersionQuerySet(models.QuerySet):
    def in_force(self, procedure, on):
        """Return the version of `procedure` in force on the day `on`; before the first, the first."""
        versions = self.filter(procedure=procedure).defer("document")
        return versions.published_by(on).first() or versions.earliest("number")

    def published_by(self, on):
        """Return those that were published on the day `on` or before, the latest first."""
        return self.filter(published_on__lte=on).order_by("-number")


_READ: dict[str, terms.Procedure] = {}
"""The documents this process has read, by digest: a version is immutable, and a hundred cases share one."""


class ProcedureVersion(models.Model):
    """What a procedure said from `published_on`: immutable, and what a case points to."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField(_("document"))
    digest = models.CharField(_("digest"), max_length=64)
    published_on = models.DateField(_("published on"))
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "-number"]
        verbose_name = _("version of a procedure")
        verbose_name_plural = _("versions of procedures")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="complaints_version_number_once")
        ]

    def __str__(self):
        return _("%(procedure)s, version %(number)s") % {"procedure": self.procedure, "number": self.number}

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A version of a procedure is immutable: publish another.")
        super().save(*args, **kwargs)

    @classmethod
    def known_by(cls, pk: int, digest: str) -> "ProcedureVersion":
        """Return a version of which this has been read; the rest is read when it is asked for."""
        return cls.from_db(router.db_for_read(cls), ["id", "digest"], [pk, digest])

    @cached_property
    def terms(self) -> terms.Procedure:
        if self.digest not in _READ:
            _READ[self.digest] = from_document(self.document)
        return _READ[self.digest]


class StageSignOffQuerySet(models.QuerySet):
    def in_use(self):
        """Return those of versions that open cases run under, and of the latest version of each live procedure."""
        latest = (
            ProcedureVersion.objects.filter(procedure=models.OuterRef("version__procedure"))
            .order_by("-number")
            .values("pk")[:1]
        )
        is_latest = models.Q(version__procedure__is_live=True, version=models.Subquery(latest))
        has_open_case = models.Exists(
            ProcedureVersion.objects.filter(
                pk=models.OuterRef("version"), cases__closed_on=None, cases__isnull=False
            )
        )
        return self.filter(is_latest | models.Q(has_open_case))

    def unsignable(self):
        """Return those whose workflow is switched off, has no step left, or has a step that is switched off."""
        steps = WorkflowTask.objects.filter(workflow=models.OuterRef("workflow"))
        is_off = models.Q(workflow__active=False) | models.Exists(steps.filter(task__active=False))
        return self.filter(is_off | ~models.Exists(steps))


class StageSignOff(models.Model):
    """The one workflow that a stage's `sign_off` name stood for on the day its version was published."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="sign_offs")
    stage_key = models.CharField(max_length=100)
    workflow = models.ForeignKey(Workflow, on_delete=models.PROTECT, related_name="+")

    objects = StageSignOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "stage_key"], name="complaints_one_workflow_a_stage")
        ]

    def __str__(self):
        return f"{self.stage_key}: {self.workflow}"
