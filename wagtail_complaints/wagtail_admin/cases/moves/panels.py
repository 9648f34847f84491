"""The moves of a review panel: its meeting, its papers, who came, what it recommends and what is answered."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import panels
from ....models import Appointment, PanelMeeting, Party, PointOfComplaint, Recommendation, RecommendationAnswer
from ....models.calendars import Calendars
from ....procedure.journey import Verb
from ....procedure.terms import Event
from ..due import papers_due
from .appointments import WhyStruckOutForm, name_of
from .door import MoveForm, StageMoveView, Words


class OfPanel(StageMoveView):
    """A move in a stage where a panel sits."""

    @cached_property
    def meeting(self) -> PanelMeeting | None:
        return PanelMeeting.objects.filter(case_stage=self.stage).first()

    @cached_property
    def members(self) -> list[Appointment]:
        return panels.members_of(self.stage)

    def known(self):
        told = [(member.role, name_of(member)) for member in self.members]
        return [*told, (_("Meets on"), date_format(self.meeting.meets_on))] if self.meeting else told


class ArrangeForm(MoveForm):
    meets_on = forms.DateField(label=_("Meets on"))
    starts_at = forms.TimeField(
        label=_("At"), required=False, help_text=_("For example 10:30."), widget=forms.TimeInput({"type": "time"})
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    reason = Words(label=_("Why it is moved"), help_text=_("Kept in the history."))

    def prepare(self):
        meeting = self.door.meeting
        if meeting is None:
            del self.fields["reason"]
            return
        known = {name: getattr(meeting, name) for name in ("meets_on", "starts_at", "place")}
        self.initial = {**known, **self.initial}


class ArrangeView(OfPanel):
    verb = Verb.ARRANGE_PANEL
    page_title = _("Arrange the panel’s meeting")
    submit_button_label = _("Save the meeting")
    done = _("The meeting is recorded.")
    form_class = ArrangeForm

    def known(self):
        due = [row for row in self.stage.deadlines.all() if row.event == Event.PANEL_MET and row.due_on]
        return [*super().known(), *((_("To meet by"), date_format(row.due_on)) for row in due)]

    def perform(self, **given):
        panels.arrange(self.stage, by=self.request.user, on=self.on, **given)


class PapersForm(MoveForm):
    titles = Words(label=_("Papers"), help_text=_("One on each line."))
    sent_on = forms.DateField(label=_("Sent on"))

    def prepare(self):
        self.initial = {"sent_on": self.door.on, **self.initial}

    def clean_titles(self):
        return self.cleaned_data["titles"].splitlines()


class PapersView(OfPanel):
    verb = Verb.SEND_PAPERS
    page_title = _("Record papers sent to the panel")
    submit_button_label = _("Record the papers")
    form_class = PapersForm

    def known(self):
        ahead = self.stage_terms.papers_ahead
        if not (ahead and self.meeting):
            return super().known()
        by = papers_due(self.meeting.meets_on, ahead, Calendars().of(self.case.terms))
        said = _("%(length)s before the meeting") % {"length": ahead}
        return [*super().known(), (_("To be sent by"), f"{date_format(by)}: {said}" if by else said)]

    def perform(self, **given):
        panels.send_papers(self.stage, by=self.request.user, **given)


class _People(forms.ModelMultipleChoiceField):
    def __init__(self, queryset, **kwargs):
        super().__init__(queryset=queryset, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


class Members(_People):
    def label_from_instance(self, obj):
        return f"{name_of(obj)}, {obj.role}"


class Parties(_People):
    def label_from_instance(self, obj):
        role = obj.role_name
        return f"{obj.name}, {role.lower()}" if obj.name else role


class MeetingForm(MoveForm):
    on = forms.DateField(label=_("Met on"))
    members = Members(Appointment.objects.none(), label=_("Members who came"))
    parties = Parties(Party.objects.none(), label=_("On the complainant’s side"))
    others = Words(
        label=_("Who else came"), required=False, help_text=_("One on each line, with what they were there for.")
    )
    note = Words(label=_("Note"), required=False, help_text=_("For colleagues; it goes into no letter."))

    def prepare(self):
        members = [member.pk for member in self.door.members]
        self.fields["members"].queryset = Appointment.objects.filter(pk__in=members).select_related("user")
        self.fields["parties"].queryset = self.door.case.parties.all()
        met = min(self.door.meeting.meets_on, self.door.on) if self.door.meeting else self.door.on
        self.initial = {"on": met, "members": members, **self.initial}

    def clean_others(self):
        return self.cleaned_data["others"].splitlines()


class MeetingView(OfPanel):
    verb = Verb.RECORD_MEETING
    page_title = _("Record the panel’s meeting")
    lead = _("It took place: its clock stops, and the one for the panel’s report starts.")
    submit_button_label = _("Record the meeting")
    form_class = MeetingForm

    def perform(self, **given):
        panels.record_meeting(self.stage, by=self.request.user, **given)


class PointField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return _("Point %(number)s: %(text)s") % {"number": obj.number, "text": obj.text}


class RecommendForm(MoveForm):
    point = PointField(
        label=_("On"),
        queryset=PointOfComplaint.objects.none(),
        required=False,
        empty_label=_("The complaint as a whole"),
        blank=True,
        widget=forms.RadioSelect,
    )
    text = Words(label=_("The panel recommends"))
    made_on = forms.DateField(label=_("Made on"))

    def prepare(self):
        self.fields["point"].queryset = self.door.case.points.filter(is_withdrawn=False)
        self.initial = {"made_on": self.door.on, **self.initial}


class RecommendView(OfPanel):
    verb = Verb.RECOMMEND
    page_title = _("Record a recommendation")
    lead = _("One at a time: the response answers each of them.")
    submit_button_label = _("Record the recommendation")
    form_class = RecommendForm

    def known(self):
        return []

    def perform(self, **given):
        panels.recommend(self.stage, by=self.request.user, **given)


class RecommendationField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.text


class AnswerForm(MoveForm):
    recommendation = RecommendationField(
        label=_("Recommendation"),
        queryset=Recommendation.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    says = forms.ChoiceField(label=_("Answer"), choices=RecommendationAnswer.choices, widget=forms.RadioSelect)
    reasons = Words(
        label=_("Reasons"),
        required=False,
        help_text=_("In the letter. Needed where it is not followed in full."),
    )
    on = forms.DateField(label=_("Answered on"))

    def prepare(self):
        rows = self.door.stage.recommendations.current()
        self.fields["recommendation"].queryset = rows
        named = self.door.request.GET.get("recommendation", "")
        asked = rows.filter(pk=named).first() if named.isdecimal() else rows.filter(answer="").first()
        known = {"recommendation": asked.pk, "says": asked.answer, "reasons": asked.reasons} if asked else {}
        self.initial = {"on": self.door.on, **known, **self.initial}


class AnswerView(OfPanel):
    verb = Verb.ANSWER_RECOMMENDATION
    page_title = _("Answer a recommendation")
    lead = _("What the council says to it. The letter of this stage bears the answer and is signed off with it.")
    submit_button_label = _("Save the answer")
    done = _("Answered.")
    form_class = AnswerForm

    def known(self):
        return []

    def perform(self, recommendation, says, **given):
        panels.answer(recommendation, answer=says, by=self.request.user, **given)


class StrikeOutRecommendationView(OfPanel):
    verb = Verb.ANSWER_RECOMMENDATION
    page_title = _("Strike out a recommendation")
    submit_button_label = _("Strike it out")
    done = _("Struck out.")
    form_class = WhyStruckOutForm

    @cached_property
    def recommendation(self):
        return get_object_or_404(self.stage.recommendations.current(), pk=self.kwargs["recommendation"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.recommendation  # noqa: B018

    def perform(self, because):
        panels.strike_out(self.recommendation, because=because, by=self.request.user)

    def known(self):
        return [(_("Recommendation"), self.recommendation.text)]
