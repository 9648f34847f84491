"""What has happened in one stage of a case, and what is due? Facts, and the dates derived from them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..procedure import facts
from ..procedure.terms import Entry, Event
from .audit import AuditTrail
from .case import STAGE_FACTS, Case
from .seen_with_case import SeenWithCase, SeenWithStage
from .sight import together


class CaseStageQuerySet(SeenWithCase):
    def with_facts(self):
        """Fetch with every stage what `facts` reads: one query a kind of fact, however many stages."""
        return self.prefetch_related(*STAGE_FACTS)

    def with_part_of(self, people):
        """Return the stages that `people` (keys, or a query for them) decide or have a part in now."""
        deciding = self.model.objects.filter(decider__in=people)
        appointed = self.model.objects.filter(appointments__user__in=people, appointments__ended_on=None)
        return self.filter(pk__in=together([deciding.values("pk"), appointed.values("pk")]))

    def with_any_part_of(self, user):
        """Return the stages that `user` decides, or has or had a part in."""
        return self.filter(Q(decider=user) | Q(appointments__user=user)).distinct()


class CaseStage(models.Model):
    """One stage of its procedure that a case has come to."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stages")
    key = models.CharField(max_length=100)
    requested_on = models.DateField(
        _("asked for on"), null=True, blank=True, help_text=_("Empty in the stage where the case opened.")
    )
    requested_by = models.CharField(_("asked for by"), max_length=120, blank=True)
    grounds = models.JSONField(_("grounds given"), default=list, blank=True)
    request_note = models.TextField(_("what they said"), blank=True)
    is_late = models.BooleanField(
        _("asked for late"),
        default=False,
        editable=False,
        help_text=_("After its window: somebody decides whether it is taken on all the same."),
    )
    has_gate = models.BooleanField(default=False, editable=False)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ended_on = models.DateField(
        _("ended without an answer on"),
        null=True,
        blank=True,
        help_text=_("Refused at the gate, or withdrawn."),
    )
    refused_for = models.CharField(_("reason of the procedure"), max_length=255, blank=True)
    end_reason = models.TextField(_("why it ended"), blank=True)

    objects = CaseStageQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("stage of a case")
        verbose_name_plural = _("stages of cases")
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="complaints_stage_once_a_case")]

    def __str__(self):
        return f"{self.case}: {self.terms.name}"

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.has_gate = self.is_late or self.terms.entry == Entry.GATE
        return super().save(*args, **kwargs)

    @property
    def terms(self):
        return self.case.terms.stage(self.key)

    @property
    def is_opening(self) -> bool:
        return self.requested_on is None

    def was_passed_by(self, stages) -> bool:
        """Return whether the case went on from this offer to one of its `stages`, which nobody refused. Ruling 8.

        What is offered beside a stage, after it has begun, is due as it was promised.
        """
        if self.terms.entry != Entry.OFFER:
            return False
        later = (each for each in stages if each.pk > self.pk and each.terms.entry != Entry.OFFER)
        return any(each.ended_on is None and not each.waits_at_the_gate for each in later)

    @property
    def waits_at_the_gate(self) -> bool:
        """Return whether nobody has said yet that the stage goes ahead, and somebody has to."""
        if not self.has_gate or self.ended_on:
            return False
        happened = self.facts()
        return not happened.ended_on and Event.ACCEPTED not in happened.events

    @property
    def open_hold(self) -> "Hold | None":
        """Return the hold that nobody has ended yet: while there is one, the clock of the stage stands still."""
        return next((hold for hold in reversed(self._current("holds")) if not hold.to_on), None)

    def facts(self) -> facts.StageFacts:
        """Return what has happened in this stage, superseded facts left out."""
        events = self._current("events")
        return facts.StageFacts(
            stage=self.terms,
            requested_on=self.requested_on,
            is_late=self.is_late,
            events={event.event: event.on for event in events if event.event != Event.UPDATED},
            updates=tuple(event.on for event in events if event.event == Event.UPDATED),
            holds=tuple(facts.Hold(hold.from_on, hold.to_on, hold.reason) for hold in self._current("holds")),
            extensions=tuple(
                facts.Extension(given.event, given.to, given.given_on) for given in self._current("extensions")
            ),
            set_dates={each.timescale: each.due_on for each in self._current("set_dates")},
        )

    def _current(self, kind: str) -> list:
        """Return the facts that hold now; filtered here, so that prefetched rows are not asked for again."""
        fetched = self.__dict__.get(f"current_{kind}")
        return [fact for fact in getattr(self, kind).all() if fact.is_current] if fetched is None else fetched


class FactQuerySet(SeenWithStage):
    def current(self):
        return self.filter(is_current=True)


class Fact(models.Model):
    """Something recorded of a stage. It is never edited: a wrong one is superseded, with a reason."""

    is_current = models.BooleanField(default=True, editable=False)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="superseded_by"
    )
    correction_reason = models.TextField(_("why it was corrected"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True


class StageEvent(Fact):
    """An event of the procedure that happened in this stage on a day."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(_("what happened"), max_length=100)
    on = models.DateField(_("on"))
    note = models.TextField(_("note"), blank=True)

    history = AuditTrail()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(
                fields=["case_stage", "event"],
                condition=Q(is_current=True) & ~Q(event=Event.UPDATED.value),
                name="complaints_event_once_a_stage",
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.event} {self.on}"


class Extension(Fact):
    """A later date given for an event of this stage."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="extensions")
    event = models.CharField(_("of what"), max_length=100, default=Event.RESPONDED.value)
    to = models.DateField(_("new date"))
    given_on = models.DateField(_("given on"))
    reason = models.TextField(_("reason"))
    authorised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    complainant_agreed = models.BooleanField(_("the complainant agreed"), null=True, blank=True)

    history = AuditTrail()

    class Meta:
        ordering = ["given_on", "pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")

    def __str__(self):
        return f"{self.case_stage}: {self.event} by {self.to}"


class Hold(Fact):
    """Days that do not count, for a reason on the stage's closed list. Open while `to_on` is empty."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="holds")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120)
    note = models.TextField(_("note"), blank=True)

    history = AuditTrail()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                name="complaints_hold_ends_after_start",
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.reason}"


class SetDate(Fact):
    """A date that staff set for a timescale without a published length; it then is due."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="set_dates")
    timescale = models.CharField(_("timescale"), max_length=100)
    due_on = models.DateField(_("due on"))
    reason = models.TextField(_("reason"), blank=True)

    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("date set for a case")
        verbose_name_plural = _("dates set for cases")
        constraints = [
            models.UniqueConstraint(
                fields=["case_stage", "timescale"],
                condition=Q(is_current=True),
                name="complaints_one_set_date_a_timescale",
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.timescale} {self.due_on}"


class Deadline(models.Model):
    """What the facts say of one timescale: a cache, rebuilt by `actions.clocks.recompute`.

    Whether it is overdue depends on the day asked about and is not stored.
    """

    case_stage = models.ForeignKey(CaseStage, on_delete=models.CASCADE, related_name="deadlines")
    timescale = models.CharField(max_length=100)
    event = models.CharField(max_length=100)
    start_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    latest_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    is_running = models.BooleanField(default=False)
    is_provisional = models.BooleanField(default=False)
    calendar_digest = models.CharField(max_length=64, blank=True)

    objects = SeenWithStage.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["case_stage", "pk"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(fields=["case_stage", "timescale"], name="complaints_one_deadline_a_timescale")
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(is_running=True), name="complaints_running_due")]

    def __str__(self):
        return f"{self.case_stage}: {self.timescale} {self.due_on}"
