"""The moves between stages: ask for the next, offer one, refer to one, and answer at a gate."""

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import case_stages
from ....procedure.journey import Verb
from ....procedure.terms import Entry
from .door import MoveForm, MoveView, StageMoveView, Words

ASKED = {
    Entry.GATE: (_("Record the request for “%s”"), _("Asked for")),
    Entry.OFFER: (_("Offer “%s”"), _("Offered")),
    Entry.REFERRAL: (_("Refer to “%s”"), _("Referred")),
}
REQUESTED = (_("Start “%s”"), _("Asked for"))

SAVE = _("Record it and start the clocks")
SAVES = {Entry.GATE: _("Record the request"), Entry.OFFER: _("Record the offer")}

STARTED = _("The next stage has started.")
DONE = {
    Entry.GATE: _("Recorded. Now it is to be decided whether the stage goes ahead."),
    Entry.OFFER: _("Offered. The letter is on its way."),
}
"""What has come of it: a request at a gate starts nothing but the decision."""


def request_label(terms) -> str:
    return ASKED.get(terms.entry, REQUESTED)[0] % terms.name


class RequestStageForm(MoveForm):
    on = forms.DateField(help_text=_("The day the council was asked, or did it itself: the clocks start from it."))
    requested_by = forms.CharField(label=_("Asked for by"), max_length=120, required=False)
    grounds = forms.MultipleChoiceField(label=_("Grounds"), required=False, widget=forms.CheckboxSelectMultiple)
    note = Words(label=_("What they said"), required=False)

    def prepare(self):
        terms = self.door.stage_terms
        self.fields["on"].label = ASKED.get(terms.entry, REQUESTED)[1] + _(" on")
        if terms.grounds:
            self.fields["grounds"].choices = [(ground, ground) for ground in terms.grounds]
            self.fields["grounds"].help_text = _("A ground is never needed to ask.")
        else:
            del self.fields["grounds"]
        if self.door.needs_note:
            self.fields["note"].label = _("Why it is taken on all the same")
            self.fields["note"].required = True
        self.initial = {"on": self.door.on, **self.initial}


class RequestStageView(MoveView):
    verb = Verb.REQUEST_STAGE
    form_class = RequestStageForm

    @property
    def page_title(self):
        return request_label(self.stage_terms)

    @property
    def submit_button_label(self):
        return SAVES.get(self.stage_terms.entry, SAVE)

    @property
    def done(self):
        return DONE.get(self.stage_terms.entry, STARTED)

    @cached_property
    def needs_note(self) -> str:
        return next((move.needs_note for move in self.moves), "")

    @property
    def lead(self):
        return self.needs_note or self.stage_terms.summary

    def known(self):
        wanted = ", ".join(self.stage_terms.asks_for)
        return [(_("They are invited to say"), wanted)] if wanted else []

    def perform(self, **given):
        case_stages.request(self.case, key=self.kwargs["stage"], by=self.request.user, **given)


class AcceptForm(MoveForm):
    on = forms.DateField(label=_("Decided on"))

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}


class _AtTheGate(StageMoveView):
    def known(self):
        asked = self.stage.requested_on
        return [(_("Asked for on"), date_format(asked))] if asked else []


class AcceptView(_AtTheGate):
    verb = Verb.ACCEPT
    page_title = _("Accept the request")
    submit_button_label = _("Accept")
    done = _("Accepted. The stage goes ahead.")
    form_class = AcceptForm

    def perform(self, on):
        case_stages.accept(self.stage, on=on, by=self.request.user)


class RefuseForm(AcceptForm):
    reason = Words(label=_("Reason"), help_text=_("The letter says it, and how to appeal."))


class RefuseView(_AtTheGate):
    verb = Verb.REFUSE
    page_title = _("Refuse the request")
    lead = _("The complainant is told why, by letter, and where they can go next.")
    submit_button_label = _("Refuse, and send the letter")
    done = _("Refused. The letter is on its way.")
    form_class = RefuseForm

    def perform(self, on, reason):
        case_stages.refuse(self.stage, on=on, reason=reason, by=self.request.user)
