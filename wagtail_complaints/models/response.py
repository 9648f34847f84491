"""What does the council answer at a stage? The letter that goes through sign-off; publishing it issues it."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, TaskState, WorkflowMixin

from ..procedure.journey import carries
from ..procedure.sign_off import Hands, answers_for
from ..procedure.terms import Event
from ..workflows import SignOff, SignOffRun, SignOffTask
from ..workflows.digest import digest
from ..workflows.signed import SignedBeforeIssue
from .audit import AuditTrail, acting
from .case import Case
from .case_stage import CaseStage
from .independence_facts import signers_ruled_out
from .people import PointOfComplaint
from .seen_with_case import SeenWithResponse, SeenWithStage
from .sight import in_whose_place, open_to, work_of


class Outcome(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    PARTLY_UPHELD = "partly-upheld", _("Partly upheld")
    NOT_UPHELD = "not-upheld", _("Not upheld")
    RESOLVED = "resolved", _("Resolved")
    NO_FINDING = "no-finding", _("No finding")


KEPT = ("case_stage_id", "author_id", "issued_on", "issued_digest", "corrects_id", "correction_reason")
"""What a revision never changes: where a letter belongs, and what has become of it."""


class ResponseQuerySet(SeenWithStage):
    def visible_to(self, user):
        """Return the responses that `user` may read in the cases they see: all, or those of those stood in for."""
        seen = super().visible_to(user)
        if user.has_perm("wagtail_complaints.view_response"):
            return seen
        people = in_whose_place(user, ["view_response"])
        return seen.filter(case_stage__case__in=work_of(people).values("pk")) if people else self.none()

    def editable_by(self, user):
        """Return the responses that `user` may draft: their own, of a stage or case they work on, or every one."""
        people = in_whose_place(user, ["change_response", "work_case"])
        visible = self.visible_to(user)
        if user.has_perms(["wagtail_complaints.change_response", "wagtail_complaints.work_case"]):
            if user.has_perm("wagtail_complaints.view_every_case"):
                return visible
            people = [user, *people]
        if not people:
            return self.none()
        return visible.filter(
            models.Q(author__in=people)
            | models.Q(case_stage__case__owner__in=people)
            | models.Q(case_stage__in=CaseStage.objects.with_part_of(people).values("pk"))
        )

    def waiting_for_a_signature(self):
        return self.filter(
            live=False, pk__in=SignOffRun.objects.filter(workflow_state__status="in_progress").values("response")
        )

    def waiting_for(self, user):
        """Return the responses whose step `user` may sign now, for themselves or for whom they stand in.

        The step itself says so, letter by letter, as it will when they sign: a few queries for each that waits.
        """
        steps = SignOffTask.objects.filter(active=True)
        waiting = [state.pk for step in steps for state in step.get_task_states_user_can_moderate(user)]
        runs = SignOffRun.objects.filter(workflow_state__current_task_state__in=waiting)
        return self.filter(pk__in=runs.values("response"))

    def with_status(self):
        """Note on each response whether it waits for a signature, in the one query."""
        waiting = SignOffRun.objects.filter(response=models.OuterRef("pk"), workflow_state__status="in_progress")
        return self.annotate(is_waiting=models.Exists(waiting))

    def issued(self):
        return self.filter(issued_on__isnull=False)


class KeptInHistory(models.Model):
    """A model whose drafts leave no history: a row is kept when it is made, and wherever `record` is called."""

    class Meta:
        abstract = True

    def save(self, *args, keep_history=False, **kwargs):
        if keep_history or self._state.adding:
            return super().save(*args, **kwargs)
        self.skip_history_when_saving = True
        try:
            return super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving


class Response(
    SignedBeforeIssue,
    KeptInHistory,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """The answer to one stage, drafted, signed and issued once; a correction is another Response."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="responses")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    body = RichTextField(_("letter"), blank=True, features=["h3", "bold", "italic", "ol", "ul", "link"])
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrects the letter"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    correction_reason = models.TextField(_("why it was corrected"), blank=True, editable=False)
    contains = models.JSONField(_("what this letter says"), default=list, blank=True)
    live = models.BooleanField(verbose_name=_("issued"), default=False, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, editable=False)
    issued_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = ResponseQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(go_live_at=None, expire_at=None), name="complaints_response_has_no_schedule"
            ),
            models.CheckConstraint(
                condition=models.Q(issued_on=None, issued_digest="")
                | models.Q(issued_on__isnull=False, live=True) & ~models.Q(issued_digest=""),
                name="complaints_issued_is_live_and_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None) | ~models.Q(correction_reason=""),
                name="complaints_corrected_with_reason",
            ),
        ]

    def __str__(self):
        return (
            _("%(stage)s (correction)") % {"stage": self.case_stage} if self.is_correction else str(self.case_stage)
        )

    @property
    def case(self) -> Case:
        return self.case_stage.case

    @property
    def is_correction(self) -> bool:
        return self.corrects_id is not None

    def for_update(self) -> "Response":
        """Return this response as it stands, locked after its case, which every verb locks first."""
        Case.objects.select_for_update(of=("self",)).get(stages=self.case_stage_id)
        return Response.objects.select_for_update(of=("self",)).get(pk=self.pk)

    def with_content_json(self, content):
        """Return the text of a revision on this response; where it belongs is never a matter of its text."""
        kept = {name: getattr(self, name) for name in KEPT}
        return super().with_content_json({**content, "go_live_at": None, "expire_at": None, **_as_json(kept)})

    def digest_of(self, revision) -> str:
        """Return the digest of what is signed: letter and findings, points and recommendations as they now read."""
        points = [[point.number, point.text] for point in self.points_to_answer()]
        answered = [[row.pk, row.text, row.answer, row.reasons] for row in self.recommendations()]
        return digest(revision.content, [*points, *answered])

    def recommendations(self):
        """Return what a panel recommended in this stage, which the letter answers."""
        return self.case_stage.recommendations.current().select_related("point")

    def points_to_answer(self):
        """Return the points that this letter must make a finding on: all, or those not settled so far."""
        points = PointOfComplaint.objects.filter(case=self.case_stage.case_id, is_withdrawn=False)
        before = ResponseFinding.objects.filter(
            response__issued_on__isnull=False, response__case_stage__in=self.earlier_stages().values("pk")
        )
        latest = dict(before.order_by("response__issued_on", "response").values_list("point", "finding"))
        taken = self.case_stage.terms.points
        return points.exclude(pk__in=[point for point, finding in latest.items() if not carries(taken, finding)])

    def with_every_point(self) -> "Response":
        """Return this draft with a row for each point to answer, and none for others, as yet unsaved."""
        points = {point.pk: point for point in self.points_to_answer()}
        rows = {row.point_id: row for row in self.findings.all()}
        self.findings.remove(*(row for point, row in rows.items() if point not in points))
        self.findings.add(*(ResponseFinding(point=points[pk]) for pk in points if pk not in rows))
        return self

    def earlier_stages(self):
        return CaseStage.objects.filter(case=self.case_stage.case_id, pk__lt=self.case_stage_id)

    def requirements(self) -> tuple[str, ...]:
        """Return what the procedure says that this letter must contain, each to be confirmed by its author."""
        answers = [each for each in self.case_stage.terms.timescales if each.event == Event.RESPONDED]
        return tuple(dict.fromkeys(need for timescale in answers for need in timescale.requires))

    def wrote(self, user):
        """Remember that `user` wrote some of this letter, whatever becomes of the revision."""
        if user is not None:
            ResponseWriter.objects.get_or_create(response=self, user=user)

    def is_open_to(self, user) -> bool:
        """Return whether the case of this letter is closed neither to `user` nor to those who are not named."""
        return open_to(self.case)(user)

    def hands(self) -> Hands:
        """Return whose hands this letter, and the stages before it, have been through."""
        earlier = [stage for stage in self.earlier_stages().select_related("decider") if answers_for(stage.terms)]
        before = SignOff.objects.filter(
            status=TaskState.STATUS_APPROVED, workflow_state__sign_off_run__response__case_stage__in=earlier
        )
        this_run = SignOff.objects.filter(
            status=TaskState.STATUS_APPROVED,
            workflow_state__sign_off_run__response=self,
            workflow_state__status="in_progress",
        )
        ruled_out, let_off = signers_ruled_out(self.case_stage)
        writers = {self.author_id, *self.writers.values_list("user", flat=True)}
        writers |= set(self.revisions.values_list("user", flat=True))
        return Hands(
            wrote=frozenset(writers),
            asked=frozenset(self.sign_off_runs.values_list("workflow_state__requested_by", flat=True)),
            signed_this_run=_signers(this_run),
            decided_before=frozenset(stage.decider_id for stage in earlier if stage.decider_id),
            signed_before=_signers(before),
            ruled_out=ruled_out,
            let_off=let_off,
        )

    def get_workflow(self):
        """Return the workflow that the stage named when its version was published, or the site's default."""
        if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
            return None
        named = self.case.procedure_version.sign_offs.filter(stage_key=self.case_stage.key).first()
        if named:
            return named.workflow
        return _default_workflow(self.case.procedure_version.procedure.page)

    @classmethod
    def get_default_workflow(cls):
        """Return nothing: which workflow signs a letter is known by its stage, never by its type."""
        return

    def record(self, reason, *, by, **facts):
        """Set `facts` and keep this response and its findings in history as they stand, with reason and person."""
        stands = Response.objects.get(pk=self.pk)
        for name, value in facts.items():
            setattr(stands, name, value)
            setattr(self, name, value)
        with acting(by, str(reason)):
            stands.save(keep_history=True)
            for finding in ResponseFinding.objects.filter(response=self.pk):
                finding.save(keep_history=True)

    def get_preview_template(self, request, mode_name):
        return "wagtail_complaints/responses/preview.html"

    def get_preview_context(self, request, mode_name):
        return {"response": self, "request": request}


class ResponseFinding(KeptInHistory):
    """What a response finds on one point, and what will be done about it."""

    response = ParentalKey(Response, on_delete=models.CASCADE, related_name="findings")
    point = models.ForeignKey(
        PointOfComplaint, verbose_name=_("point"), on_delete=models.PROTECT, related_name="findings"
    )
    finding = models.CharField(_("finding"), max_length=16, choices=Outcome.choices, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    remedy = models.TextField(_("what we will do, and by when"), blank=True)

    objects = SeenWithResponse.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["point__number"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [models.UniqueConstraint(fields=["response", "point"], name="complaints_one_finding_a_point")]

    def __str__(self):
        return self.get_finding_display()


class ResponseWriter(models.Model):
    """Somebody who wrote some of a response. Revisions are overwritten and purged; this is not."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="writers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = SeenWithResponse.as_manager()

    class Meta:
        verbose_name = _("writer of a response")
        verbose_name_plural = _("writers of responses")
        constraints = [models.UniqueConstraint(fields=["response", "user"], name="complaints_writer_once")]

    def __str__(self):
        return f"{self.response}: {self.user_id}"


def _signers(sign_offs) -> frozenset:
    """Return who signed, and in whose place: a signature binds both."""
    signed = sign_offs.values_list("finished_by", "signed_for")
    return frozenset(person for both in signed for person in both if person is not None)


def _default_workflow(page):
    """Return the default sign-off of the site that publishes this page, or of the default site."""
    from wagtail.models import Site

    site = (page and page.get_site()) or Site.objects.filter(is_default_site=True).first()
    site_settings = apps.get_model("wagtail_complaints", "ComplaintsSettings")
    return site_settings.for_site(site).sign_off_workflow if site else None


def _as_json(kept: dict) -> dict:
    return {
        "case_stage": kept["case_stage_id"],
        "author": kept["author_id"],
        "issued_on": kept["issued_on"] and kept["issued_on"].isoformat(),
        "issued_digest": kept["issued_digest"],
        "corrects": kept["corrects_id"],
        "correction_reason": kept["correction_reason"],
    }
