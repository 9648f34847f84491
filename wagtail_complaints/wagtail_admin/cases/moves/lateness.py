"""The decision about a complaint that came after the time limit: taken on all the same, or refused in writing."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ....actions import lateness
from ....actions.moves import PERMISSIONS
from ....procedure.journey import Verb
from .door import MoveForm, MoveView, Words

TAKE_ON, REFUSE = "take-on", "refuse"


class DecideLatenessForm(MoveForm):
    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    why_not_sooner = Words(
        label=_("Why did they not complain sooner?"),
        required=False,
        help_text=_("Illness, fear, not knowing that they could, being a child then: what they say or you know."),
    )
    can_be_fair = Words(
        label=_("Can it still be looked into properly and fairly?"),
        required=False,
        help_text=_("Records, people who remember, and whether it matters today."),
    )
    reason = Words(
        label=_("Reason for the decision"),
        help_text=_("Where the complaint is refused the letter says this; else it is kept in the history."),
    )

    def prepare(self):
        choices = [(TAKE_ON, _("Take it on, although it is late"))]
        if self.door.may(PERMISSIONS[Verb.CLOSE]):
            choices.append((REFUSE, _("Refuse it: the case is closed, and the letter names the Ombudsman")))
        self.fields["decision"].choices = choices

    def clean(self):
        given = super().clean()
        if given.get("decision") == REFUSE:
            for name in ("why_not_sooner", "can_be_fair"):
                if not given.get(name):
                    self.add_error(name, _("A refusal looks at this first."))
        return given


class DecideLatenessView(MoveView):
    verb = Verb.DECIDE_LATENESS
    page_title = _("Decide about the late complaint")
    lead = _("A late complaint is never refused by itself. Until somebody decides, the case goes on.")
    submit_button_label = _("Record the decision")
    done = _("The decision is recorded.")
    form_class = DecideLatenessForm

    def perform(self, decision, **said):
        if decision == REFUSE:
            lateness.refuse(self.case, by=self.request.user, on=self.on, **said)
        else:
            lateness.take_on(self.case, by=self.request.user, on=self.on, **said)

    def known(self):
        if not self.case.in_time_until:
            return []
        return [
            (_("Happened"), date_format(self.case.happened_on)),
            (_("Time limit"), self.case.terms.time_limit),
            (_("Could be complained of until"), date_format(self.case.in_time_until)),
            (_("Received"), date_format(self.case.received_on)),
        ]
