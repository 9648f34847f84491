"""What is known of one complaint, and who may see it?"""

from collections import defaultdict

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from ..procedure.facts import CaseFacts
from ..procedure.journey import ResponseState, State
from ..procedure.possible_events import agrees_a_statement
from ..procedure.standing import PanelState, StatementState
from . import case_search, sight, standing
from .audit import AuditTrail
from .calendars import Calendars
from .procedure import ProcedureVersion
from .registers import ServiceArea, ServiceProvider
from .submission import Channel, Submission
from .team import Team

STAGE_FACTS = ("events", "holds", "extensions", "set_dates")
"""The kinds of fact that a stage keeps, by their related names."""


class CloseReason(models.TextChoices):
    RESOLVED = "resolved", _("Resolved")
    ANSWERED = "answered", _("Answered, and no further stage asked for")
    COMPLETED = "completed", _("The procedure is finished")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REDIRECTED = "redirected", _("Redirected")
    REFUSED = "refused", _("Not accepted")
    DUPLICATE = "duplicate", _("Duplicate")
    SERVICE_REQUEST = "service-request", _("A service request, not a complaint")
    LOGGED_IN_ERROR = "logged-in-error", _("Logged in error")


LOOKED_INTO = (CloseReason.RESOLVED, CloseReason.ANSWERED, CloseReason.COMPLETED)
"""The endings from which something may have been learnt: the complaint was looked into."""


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the cases that `user` may see now: the rule is in `models.sight`."""
        return sight.seen_by(self, user)

    def restricted(self):
        """Return the cases that are open to named people only."""
        restriction = apps.get_model("wagtail_complaints", "Restriction").objects.current()
        return self.filter(pk__in=restriction.values("case"))

    def with_facts(self):
        """Fetch with every case what `facts` reads, in a fixed number of queries."""
        return self.prefetch_related("procedure_version", *(f"stages__{kind}" for kind in STAGE_FACTS))

    def with_terms(self):
        """Fetch with every case which version it runs under, and of a version's long document only what is new."""
        return self.select_related("procedure_version").defer("procedure_version__document")

    def open(self):
        return self.filter(closed_on=None)

    def overdue(self, on):
        return self.open().filter(next_due_on__lt=on)

    def due_by(self, last_day):
        return self.open().filter(next_due_on__lte=last_day)

    def worked_on_by(self, user):
        """Return the cases that `user` owns, or whose current stage is theirs to decide."""
        return self.filter(Q(owner=user) | Q(current_stage__decider=user))

    def to_be_decided(self):
        """Return the open cases that nobody has triaged, or whose next stage was asked for and not decided on."""
        return self.open().filter(Q(triaged_on=None) | standing.waits_at_the_gate())

    def with_lateness(self):
        """Return the cases, each with whether it `is_late_undecided`."""
        return self.annotate(is_late_undecided=standing.waits_for_lateness())

    def keep_standing(self):
        """Write on each of these where it stands, as its facts say: only what differs, and only this."""
        elsewhere = defaultdict(list)
        for pk, stands in self.standing_elsewhere().items():
            elsewhere[stands].append(pk)
        for stands, pks in elsewhere.items():
            self.model.objects.filter(pk__in=pks).update(standing=stands)

    def standing_elsewhere(self) -> dict[int, str]:
        """Return where those stand, by their keys, on which something else is written."""
        told = self.order_by().values_list("pk", "standing", standing.of_a_case())
        return {pk: stands for pk, kept, stands in told if stands != kept}

    def late_undecided(self):
        """Return the open cases that came after the time limit, while nobody has decided to take them on."""
        return self.filter(standing.waits_for_lateness())

    def speaking_of(self, text):
        """Return the cases in which every word of `text` is found: in names and submissions too."""
        return case_search.speaking_of(self, text)

    def soon_speaking_of(self, text):
        """Return the same cases, as `Found`, where only the first of them are wanted; asks one query beforehand."""
        return case_search.soon_speaking_of(self, text)


class Case(models.Model):
    """One complaint under one version of one procedure.

    `current_stage`, `next_due_on`, `next_due_event`, `next_review_on`, `in_time_until` and `standing` are caches
    that `actions.clocks.recompute` rebuilds from the facts; everything else is a fact. The first case of
    a submission has its reference; one split off has its own. No field holds personal data.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="cases", related_query_name="case"
    )
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="cases")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    received_on = models.DateField(_("received on"))
    happened_on = models.DateField(
        _("happened on"),
        null=True,
        blank=True,
        help_text=_("Or the day on which they became aware of it, where that was later. Empty: not known."),
    )
    track = models.CharField(_("track"), max_length=100, blank=True)
    subject = models.CharField(
        _("what it is about"), max_length=200, blank=True, help_text=_("A few words, with nobody’s name.")
    )
    service_area = models.ForeignKey(
        ServiceArea, verbose_name=_("service area"), null=True, blank=True, on_delete=models.PROTECT
    )
    provider = models.ForeignKey(
        ServiceProvider,
        verbose_name=_("provider"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("The organisation outside the council that gives the service, where one does."),
    )
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    triaged_on = models.DateField(_("triaged on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("why it was closed"), max_length=16, choices=CloseReason.choices, blank=True)
    current_stage = models.ForeignKey(
        "CaseStage", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    next_due_on = models.DateField(_("next due"), null=True, editable=False)
    next_due_event = models.CharField(
        _("what is due"),
        max_length=100,
        blank=True,
        editable=False,
        help_text=_("Without a date: the calendar does not reach so far."),
    )
    in_time_until = models.DateField(
        _("could be complained of until"),
        null=True,
        editable=False,
        help_text=_("The end of the procedure’s time limit, where it has one and it is known when it happened."),
    )
    next_review_on = models.DateField(
        _("to be reviewed on"),
        null=True,
        editable=False,
        help_text=_("The council’s own reminder, where nothing is due; never a promise."),
    )

    standing = models.CharField(
        _("status"),
        max_length=10,
        choices=standing.Standing.choices,
        default=standing.Standing.NEW,
        editable=False,
    )

    objects = CaseQuerySet.as_manager()
    history = AuditTrail(
        excluded_fields=[
            *("current_stage", "next_due_on", "next_due_event", "next_review_on", "in_time_until", "standing")
        ]
    )

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        permissions = [
            ("view_every_case", _("Can see every case")),
            ("view_team_case", _("Can see the cases of their teams and service areas")),
            ("view_figures", _("Can see figures about cases, and no case")),
            ("restrict_case", _("Can restrict cases to named people, and see those that are")),
            ("break_glass", _("Can open a restricted case with a reason, for a while")),
            ("arrange_deputies", _("Can arrange deputies, and hand over the work of people who leave")),
            ("triage_case", _("Can triage cases")),
            ("work_case", _("Can work cases: acknowledge, record, draft, extend, hold")),
            ("assign_case", _("Can assign cases")),
            ("override_independence", _("Can set a rule of independence aside where its source leaves a way")),
            ("correct_case", _("Can correct recorded facts")),
            ("close_case", _("Can close and withdraw cases")),
            ("bundle_case", _("Can make the bundle of a case for an ombudsman")),
        ]
        indexes = [
            models.Index(fields=["closed_on", "next_due_on"], name="complaints_case_due"),
            models.Index(fields=["-received_on", "-id"], name="complaints_case_received"),
            models.Index(fields=["standing", "id"], name="complaints_case_standing"),
            models.Index(
                F("closed_on").desc(),
                Coalesce("next_due_on", "next_review_on").asc(),
                F("received_on").asc(),
                F("id").asc(),
                name="complaints_case_register",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None, close_reason="") | (Q(closed_on__isnull=False) & ~Q(close_reason="")),
                name="complaints_closed_with_reason",
            )
        ]

    def __str__(self):
        return self.reference

    @property
    def terms(self):
        return self.procedure_version.terms

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def facts(self) -> CaseFacts:
        """Return what has happened in this case, as the clock and the journey see it."""
        return self._facts_of(self._stages_with_facts())

    def _facts_of(self, stages: list) -> CaseFacts:
        return CaseFacts(
            procedure=self.terms,
            received=self.received_on,
            happened=self.happened_on,
            track=self.track,
            stages=tuple(stage.facts() for stage in stages),
            opened_in=next((stage.key for stage in stages if stage.is_opening), ""),
        )

    def state(self, on, calendars: Calendars | None = None) -> State:
        """Return where the case stands on the day `on`, for `procedure.journey`."""
        stages = self._stages_with_facts()
        responses, corrections = self._response_states()
        return State(
            facts=self._facts_of(stages),
            calendar=(calendars or Calendars()).of(self.terms),
            on=on,
            is_triaged=self.triaged_on is not None,
            is_closed=not self.is_open,
            responses=responses,
            corrections=corrections,
            refused=frozenset(stage.key for stage in stages if stage.ended_on),
            statements=self._statement_states(stages),
            referred=self._referred(),
            panels=self._panel_states(stages),
        )

    def _referred(self) -> frozenset[str]:
        """Return the stages after which it was referred early; nothing is asked where none can be."""
        if not any(stage.early_referral for stage in self.terms.stages):
            return frozenset()
        made = apps.get_model("wagtail_complaints", "EarlyReferral").objects.current()
        return frozenset(made.filter(case_stage__case=self).values_list("case_stage__key", flat=True))

    def _statement_states(self, stages: list) -> dict[str, StatementState]:
        """Return how far the latest statement of each stage is; nothing is asked where no stage agrees one."""
        keys = [stage.key for stage in stages if agrees_a_statement(stage.terms)]
        if not keys:
            return {}
        statements = apps.get_model("wagtail_complaints", "Statement").objects.filter(case_stage__case=self)
        return {each.case_stage.key: each.state for each in statements.select_related("case_stage")}

    def _stages_with_facts(self) -> list:
        if (fetched := self.__dict__.get("fetched_stages")) is not None:
            return fetched
        is_fetched = "stages" in getattr(self, "_prefetched_objects_cache", {})
        return list(self.stages.all() if is_fetched else self.stages.with_facts())

    def _panel_states(self, stages: list) -> dict[str, PanelState]:
        """Return how far each panel of the case is; without one, nothing is asked."""
        panels = [stage for stage in stages if stage.terms.has_panel]
        return apps.get_model("wagtail_complaints", "PanelMeeting").objects.states_of(panels)

    def _response_states(self) -> tuple[dict[str, ResponseState], dict[str, ResponseState]]:
        """Return how far the response of each stage is, and the latest correction of it."""
        responses: dict[str, ResponseState] = {}
        corrections: dict[str, ResponseState] = {}
        found = self._responses()
        waiting = _in_sign_off([pk for pk, *_said in found])
        for pk, key, corrected, issued_on in found:
            state = ResponseState.IN_SIGN_OFF if pk in waiting else ResponseState.DRAFT
            states = responses if corrected is None else corrections
            states[key] = ResponseState.ISSUED if issued_on else state
        return responses, corrections

    def _responses(self) -> list[tuple]:
        """Return the letters of the case, in order: key, stage, what it corrects, and when it was issued."""
        stages = getattr(self, "_prefetched_objects_cache", {}).get("stages", ())
        if stages and all("responses" in getattr(stage, "_prefetched_objects_cache", {}) for stage in stages):
            written = ((stage.key, row) for stage in stages for row in stage.responses.all())
            return sorted((row.pk, key, row.corrects_id, row.issued_on) for key, row in written)
        written = apps.get_model("wagtail_complaints", "Response").objects.filter(case_stage__case=self)
        return list(written.order_by("pk").values_list("pk", "case_stage__key", "corrects", "issued_on"))


def _in_sign_off(responses: list[int]) -> set[int]:
    """Return which of these letters (keys) wait for a signature; without a letter nothing is asked."""
    if not responses:
        return set()
    waiting = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(apps.get_model("wagtail_complaints", "Response")),
        status=WorkflowState.STATUS_IN_PROGRESS,
        object_id__in=[str(pk) for pk in responses],
    )
    return {int(pk) for pk in waiting.values_list("object_id", flat=True)}
