"""When and where does a panel meet, who came, what did it read, what does it recommend, and what is the answer?

Personal data: the names of who came, and the texts.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..procedure.panel import ON_A_PANEL
from ..procedure.standing import PanelState
from ..procedure.terms import Does
from .audit import AuditTrail
from .case_stage import CaseStage, Fact
from .independence_facts import who
from .people import Appointment, Party, PointOfComplaint
from .seen_with_case import SeenWithCase, SeenWithStage


class PanelMeetingQuerySet(SeenWithStage):
    def states_of(self, stages) -> dict[str, PanelState]:
        """Return how far the panel of each of these stages is, by the stage's key: three queries."""
        keys = {stage.pk: stage.key for stage in stages}
        if not keys:
            return {}
        parts = Appointment.objects.filter(case_stage__in=keys, ended_on=None, does__in=ON_A_PANEL)
        members: dict[int, dict] = {pk: {} for pk in keys}
        for row in parts.order_by("does").select_related("person"):
            members[row.case_stage_id].setdefault(who(row.user_id, row.person, row.name), row.does)
        days = dict(self.filter(case_stage__in=keys).values_list("case_stage", "meets_on"))
        made = Recommendation.objects.current().filter(case_stage__in=keys).values_list("case_stage", "answer")
        answers = {pk: [answer for stage, answer in made if stage == pk] for pk in keys}
        return {
            key: PanelState(
                members=len(members[pk]),
                has_chair=Does.CHAIRS in members[pk].values(),
                meets_on=days.get(pk),
                recommended=len(answers[pk]),
            )
            for pk, key in keys.items()
        }


class PanelMeeting(models.Model):
    """The one meeting of the panel of a stage. That it took place is the event `panel-met`, and nothing else."""

    case_stage = models.OneToOneField(CaseStage, on_delete=models.PROTECT, related_name="panel_meeting")
    meets_on = models.DateField(_("meets on"))
    starts_at = models.TimeField(_("at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)

    objects = PanelMeetingQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("meeting of a panel")
        verbose_name_plural = _("meetings of panels")

    def __str__(self):
        return f"{self.case_stage}: {self._meta.verbose_name}"


class OfMeeting(SeenWithCase):
    case_path = "meeting__case_stage__case"

    def current(self):
        return self.filter(is_current=True)


class FactOfMeeting(Fact):
    """Something recorded of a meeting: superseded as a fact of its stage is."""

    meeting: PanelMeeting

    class Meta:
        abstract = True

    @property
    def case_stage(self) -> CaseStage:
        return self.meeting.case_stage


class PanelPaper(FactOfMeeting):
    """A paper that the panel was sent, and the day on which it was."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(_("paper"), max_length=200)
    sent_on = models.DateField(_("sent on"))

    objects = OfMeeting.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["sent_on", "pk"]
        verbose_name = _("paper of a panel")
        verbose_name_plural = _("papers of panels")

    def __str__(self):
        return f"{self.meeting}: {self._meta.verbose_name}"


class PanelAttendance(FactOfMeeting):
    """Somebody who came to the meeting of a panel, or a member who did not. `name` is as it was on the day."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="attendances")
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(_("name"), max_length=255)
    came = models.BooleanField(_("came"), default=True)

    objects = OfMeeting.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attendance at a panel")
        verbose_name_plural = _("attendances at panels")

    def __str__(self):
        return f"{self.meeting}: {self._meta.verbose_name}"


class RecommendationAnswer(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REJECTED = "rejected", _("Not accepted")


class RecommendationQuerySet(SeenWithStage):
    def current(self):
        return self.filter(is_current=True)


class Recommendation(models.Model):
    """What a panel recommends, on a point or on the whole, and what the council answers."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="recommendations")
    point = models.ForeignKey(
        PointOfComplaint,
        verbose_name=_("point"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    text = models.TextField(_("recommendation"))
    made_on = models.DateField(_("made on"))
    answer = models.CharField(_("answer"), max_length=8, choices=RecommendationAnswer.choices, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    is_current = models.BooleanField(default=True, editable=False)

    objects = RecommendationQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("recommendation of a panel")
        verbose_name_plural = _("recommendations of panels")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | ~Q(answer="") & Q(answered_on__isnull=False),
                name="complaints_recommendation_answered_when",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", RecommendationAnswer.ACCEPTED.value]) | ~Q(reasons=""),
                name="complaints_not_followed_with_reasons",
            ),
        ]

    def __str__(self):
        return f"{self.case_stage}: {self._meta.verbose_name}"
