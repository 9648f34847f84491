"""The everyday moves: acknowledge, assign, record what happened, draft the response."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from ....actions import cases, clocks, responses
from ....models import Team
from ....procedure.journey import Verb
from ....procedure.terms import ENDING, Event
from ... import words
from ..story import response_url
from .door import MoveForm, MoveView, StageMoveView, Words


class StaffField(forms.ModelChoiceField):
    """Someone who may see cases here; where somebody must be chosen, nobody is chosen beforehand."""

    def __init__(self, *, required=False, **kwargs):
        kwargs.setdefault("empty_label", _("Choose…") if required else _("Nobody"))
        super().__init__(queryset=get_user_model().objects.none(), required=required, **kwargs)

    def label_from_instance(self, obj):
        return get_user_display_name(obj)


def staff(*, or_else=None):
    """Return the active users who may see cases at all, and `or_else`, who stands in a record already."""
    seeing = Permission.objects.filter(
        content_type__app_label="wagtail_complaints", codename__in=("view_case", "view_every_case")
    )
    may = Q(is_superuser=True) | Q(user_permissions__in=seeing) | Q(groups__permissions__in=seeing)
    users = get_user_model().objects
    active = Q(pk__in=users.filter(may, is_active=True).values("pk"))
    return users.filter(active | Q(pk=or_else.pk) if or_else else active).order_by("last_name", "first_name", "pk")


class AcknowledgeForm(MoveForm):
    on = forms.DateField(label=_("Sent on"), help_text=_("The day the acknowledgement goes out."))
    text = Words(
        label=_("In your own words"),
        required=False,
        help_text=_(
            "What you understood the complaint to be, and anything they should know. Goes into the letter."
        ),
    )

    reply_by = forms.DateField(
        label=_("The reply will come by"),
        required=False,
        help_text=_("The procedure publishes no length for it: the date you promise is then what is due."),
    )

    def prepare(self):
        self.fields["on"].initial = self.door.on
        replies = [each for each in self.door.stage_terms.timescales if each.event in ENDING]
        if not replies or any(each.within for each in replies):
            del self.fields["reply_by"]


class AcknowledgeView(StageMoveView):
    verb = Verb.ACKNOWLEDGE
    page_title = _("Acknowledge")
    lead = _(
        "The letter says what stage this is, by when you will reply and who to talk to. It goes out as you save."
    )
    submit_button_label = _("Send the acknowledgement")
    done = _("Acknowledged. The letter is on its way.")
    form_class = AcknowledgeForm

    def perform(self, **given):
        cases.acknowledge(self.stage, by=self.request.user, **given)


class AssignForm(MoveForm):
    owner = StaffField(label=_("Owner"), help_text=_("Who answers for the case as a whole."))
    decider = StaffField(label=_("Decides this stage"), help_text=_("Who decides, and writes the response."))
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.filter(is_active=True),
        required=False,
        empty_label=_("None"),
        help_text=_("Its members see the case."),
    )

    def prepare(self):
        for name in ("owner", "decider"):
            self.fields[name].queryset = staff()
        case = self.door.case
        self.initial = {
            "owner": case.owner,
            "team": case.team_id,
            "decider": case.current_stage and case.current_stage.decider,
            **self.initial,
        }


class AssignView(MoveView):
    verb = Verb.ASSIGN
    page_title = _("Assign")
    submit_button_label = _("Assign")
    done = _("Assigned.")
    form_class = AssignForm

    def perform(self, **given):
        cases.assign(self.case, by=self.request.user, **given)


class EventForm(MoveForm):
    event = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("On"), help_text=_("The day it happened, not the day you write it down."))
    text = Words(
        label=_("For a progress update: what the complainant is told"),
        required=False,
        help_text=_("Goes out as a letter as you save, with the date by which you expect to reply."),
    )
    is_told = forms.BooleanField(
        label=_("The update was given another way already"),
        required=False,
        help_text=_("No letter goes out. Say in the note how they were told."),
    )
    note = Words(label=_("Note"), required=False, help_text=_("For colleagues; it goes into no letter."))

    def prepare(self):
        shown = [move for move in self.door.moves if move.is_offered or self.was_sent("event", move.what)]
        self.fields["event"].choices = [(move.what, words.done(move.what)) for move in shown]
        if Event.UPDATED not in {move.what for move in shown}:
            del self.fields["text"], self.fields["is_told"]
        self.initial = {"on": self.door.on, **self.initial}

    def clean(self):
        given = super().clean()
        text, is_told = given.setdefault("text", ""), given.setdefault("is_told", False)
        if given.get("event") != Event.UPDATED:
            if text:
                self.add_error("text", _("Only a progress update writes a letter."))
        elif is_told and text:
            self.add_error("text", _("Leave this empty, or let the letter tell them."))
        elif is_told and not given.get("note"):
            self.add_error("note", _("Say how they were told."))
        elif not is_told and not text:
            self.add_error("text", _("Say what the letter tells them, or that they were told another way."))
        return given


class RecordEventView(StageMoveView):
    verb = Verb.RECORD_EVENT
    page_title = _("Record something that happened")
    form_class = EventForm

    def perform(self, *, event, text, is_told, **given):
        if event == Event.UPDATED and not is_told:
            clocks.update(self.stage, text=text, by=self.request.user, **given)
        else:
            clocks.record_event(self.stage, event=event, by=self.request.user, recorded_on=self.on, **given)


class CorrectResponseForm(MoveForm):
    because = Words(label=_("Why it is corrected"), help_text=_("Kept in the history."))


class DraftForm(MoveForm):
    """Nothing to say: the letter is written in the editor."""


class DraftResponseView(StageMoveView):
    verb = Verb.DRAFT_RESPONSE
    page_title = _("Draft the response")
    lead = _("Opens the letter in the editor. It goes out only once it has been signed off.")
    submit_button_label = _("Start the draft")
    done = ""
    form_class = DraftForm
    response = None

    def perform(self):
        self.response = responses.draft(self.stage, by=self.request.user)

    def get_success_url(self):
        return response_url(self.response) or self.case_url


class CorrectResponseView(DraftResponseView):
    verb = Verb.CORRECT_RESPONSE
    page_title = _("Correct the response")
    lead = _(
        "The letter that went out stays as it is. Another, which says that it corrects it, is written, signed off "
        "and sent. The dates stay as they are, and so does the time to ask for the next stage."
    )
    submit_button_label = _("Start the correction")
    form_class = CorrectResponseForm

    def perform(self, because):
        self.response = responses.correct(self.stage, because=because, by=self.request.user)

    def known(self):
        issued = self.stage.responses.issued().first()
        return [(_("Sent on"), date_format(issued.issued_on))] if issued else []
