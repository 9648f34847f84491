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
        self.initial = {"on": self.door.on, **self.initial}


class RequestStageView(MoveView):
    verb = Verb.REQUEST_STAGE
    form_class = RequestStageForm

    @property
    def page_title(self):
        return request_label(self.stage_terms)

    @property
    def submit_button_label(self):
        return SAVES.get(self.entry, SAVE)

    @property
    def done(self):
        return DONE.get(self.entry, STARTED)

    @cached_property
    def late(self) -> str:
        return next((move.late for move in self.moves), "")

    @property
    def entry(self) -> Entry:
        """Return how the stage is come to: whoever asks late waits at a gate."""
        return Entry.GATE if self.late else self.stage_terms.entry

    @property
    def lead(self):
        return self.late

    def known(self):
        said = (
            (_("The procedure says"), self.stage_terms.summary),
            (_("They are invited to say"), ", ".join(self.stage_terms.asks_for)),
        )
        return [(term, words) for term, words in said if words]

    def perform(self, **given):
        case_stages.request(self.case, key=self.kwargs["stage"], by=self.request.user, **given)


class AcceptForm(MoveForm):
    """`LATE_QUESTIONS` are asked of a stage that was asked for after its time."""

    on = forms.DateField(label=_("Decided on"))
    why_not_sooner = Words(
        label=_("Why did they not ask sooner?"),
        required=False,
        help_text=_("Illness, fear, a letter that did not come: what they say or you know."),
    )
    can_be_fair = Words(
        label=_("Can it still be looked into properly and fairly?"),
        required=False,
        help_text=_("Records, people who remember, and whether it matters today."),
    )
    reason = Words(
        label=_("Why it is taken on, although it was asked for late"), help_text=_("Kept in the history.")
    )

    def prepare(self):
        if not self.door.stage.is_late:
            for name in LATE_QUESTIONS:
                del self.fields[name]
        self.initial = {"on": self.door.on, **self.initial}


LATE_QUESTIONS = ("why_not_sooner", "can_be_fair", "reason")


class EndOfferForm(MoveForm):
    on = forms.DateField(label=_("Ended on"))
    reason = Words(label=_("What came of it"), help_text=_("They said no, or nothing was agreed."))

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}


class EndOfferView(StageMoveView):
    verb = Verb.END_OFFER
    page_title = _("Record that it came to nothing")
    lead = _("The dates of the other stages stay as they are, and so does the right to the next one.")
    done = _("Recorded.")
    form_class = EndOfferForm

    def perform(self, **given):
        case_stages.end_offer(self.stage, by=self.request.user, **given)


class _AtTheGate(StageMoveView):
    def known(self):
        asked, said = self.stage.requested_on, self.stage.request_note
        told = [(_("Asked for on"), date_format(asked))] if asked else []
        if self.stage.is_late:
            told.append((_("Late"), _("It was asked for after its time. Somebody decides, and says why.")))
        return [*told, (_("What they said"), said)] if said else told


class AcceptView(_AtTheGate):
    verb = Verb.ACCEPT
    page_title = _("Accept the request")
    submit_button_label = _("Accept")
    done = _("Accepted. The stage goes ahead.")
    form_class = AcceptForm

    def perform(self, **given):
        case_stages.accept(self.stage, by=self.request.user, **given)


class RefuseForm(AcceptForm):
    refused_for = forms.ChoiceField(label=_("Why it is refused"), required=False, widget=forms.RadioSelect)
    reason = Words(label=_("What that means in this case"), help_text=_("The letter says it, and how to appeal."))

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}
        reasons = case_stages.reasons_to_refuse(self.door.stage)
        self.fields["refused_for"].required = "" not in reasons
        self.offer("refused_for", [(each, _reason(each)) for each in reasons])
        if reasons == ("",):
            self.fields["reason"].label = _("Why it is refused")
        self.order_fields(["refused_for", "on"])
        if not self.door.stage.is_late:
            del self.fields["why_not_sooner"], self.fields["can_be_fair"]

    def clean(self):
        given = super().clean()
        if given.get("refused_for") == case_stages.LATE:
            for name in ("why_not_sooner", "can_be_fair"):
                if not given.get(name):
                    self.add_error(name, _("A refusal looks at this first."))
        return given


class RefuseView(_AtTheGate):
    verb = Verb.REFUSE
    page_title = _("Refuse the request")
    lead = _("The complainant is told why, by letter, and where they can go next.")
    submit_button_label = _("Refuse, and send the letter")
    done = _("Refused. The letter is on its way.")
    form_class = RefuseForm

    def perform(self, **given):
        case_stages.refuse(self.stage, by=self.request.user, **given)


def _reason(refused_for: str) -> str:
    words = {case_stages.LATE: _("It was asked for after its time"), "": _("Another, which the letter gives")}
    return str(words.get(refused_for, refused_for))
