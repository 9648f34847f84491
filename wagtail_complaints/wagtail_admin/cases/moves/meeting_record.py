"""The move that adds to the record of a panel's meeting: somebody or a paper that was forgotten."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ....actions import meeting_record
from ....models import Appointment, PanelAttendance, Party
from ....procedure.journey import Verb
from ....procedure.terms import Event
from .door import MoveForm, Words
from .panels import Members, OfPanel, Parties


class AddForm(MoveForm):
    members = Members(Appointment.objects.none(), label=_("Members of the panel who came"))
    parties = Parties(Party.objects.none(), label=_("On the complainant’s side"))
    others = Words(
        label=_("Who else came"), required=False, help_text=_("One on each line, with what they were there for.")
    )
    titles = Words(label=_("Papers that the panel was sent"), required=False, help_text=_("One on each line."))
    sent_on = forms.DateField(label=_("Papers sent on"), required=False)
    because = Words(label=_("Why it is added now"), help_text=_("Kept in the history."))

    def prepare(self):
        """Ask only after those of whom nothing is recorded yet."""
        left_out = [member.pk for member in self.door.left_out]
        self.fields["members"].queryset = Appointment.objects.filter(pk__in=left_out).select_related("user")
        self.fields["parties"].queryset = self.door.parties
        for name in ("members", "parties"):
            if not self.fields[name].queryset:
                del self.fields[name]

    def clean_others(self):
        return self.cleaned_data["others"].splitlines()

    def clean_titles(self):
        return self.cleaned_data["titles"].splitlines()


class AddView(OfPanel):
    verb = Verb.ADD_TO_MEETING
    page_title = _("Add to the record of the panel’s meeting")
    lead = _("What is recorded stays. What was recorded wrongly is corrected beside it, on the page of the case.")
    submit_button_label = _("Add it")
    done = _("Added to the record.")
    form_class = AddForm

    @property
    def met_on(self):
        return self.state.facts.stage(self.stage.key).events.get(Event.PANEL_MET)

    @property
    def left_out(self) -> list[Appointment]:
        return meeting_record.left_out(self.stage, self.met_on) if self.met_on else []

    @property
    def parties(self):
        """Return the people of the case of whom nothing is recorded."""
        told = PanelAttendance.objects.current().filter(meeting__case_stage=self.stage, party__isnull=False)
        return self.case.parties.exclude(pk__in=told.values("party"))

    def known(self):
        return [(_("The panel met on"), date_format(self.met_on))] if self.met_on else []

    def perform(self, **given):
        meeting_record.add(self.stage, on=self.on, by=self.request.user, **given)
