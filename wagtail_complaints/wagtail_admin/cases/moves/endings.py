"""The moves that end a case and bring it back: withdraw, close, reopen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ....actions import cases
from ....models import CloseReason
from ....procedure.journey import Verb, move
from .door import MoveForm, MoveView, Words


class EndingForm(MoveForm):
    on = forms.DateField(label=_("On"))
    reason = Words(label=_("Reason"))

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}


class WithdrawView(MoveView):
    verb = Verb.WITHDRAW
    page_title = _("Withdraw the complaint")
    lead = _("The complainant does not want to go on. The letter confirms it.")
    submit_button_label = _("Withdraw and close")
    done = _("Withdrawn. The letter is on its way.")
    form_class = EndingForm

    def perform(self, **given):
        cases.withdraw(self.case, by=self.request.user, **given)


class CloseForm(MoveForm):
    on = forms.DateField(label=_("Closed on"))
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    note = Words(
        label=_("In your own words"),
        required=False,
        help_text=_("Where a complaint is not accepted the letter says this; else it is kept in the history."),
    )

    def prepare(self):
        fits = [
            (reason.value, reason.label)
            for reason in CloseReason
            if self.is_bound or move(self.door.state, Verb.CLOSE, what=reason.value).is_offered
        ]
        self.fields["reason"].choices = fits
        self.initial = {"on": self.door.on, **self.initial}


class CloseView(MoveView):
    verb = Verb.CLOSE
    page_title = _("Close the case")
    submit_button_label = _("Close")
    done = _("Closed.")
    form_class = CloseForm

    def perform(self, **given):
        cases.close(self.case, by=self.request.user, **given)


class ReopenView(MoveView):
    verb = Verb.REOPEN
    page_title = _("Reopen the case")
    submit_button_label = _("Reopen")
    done = _("Reopened.")
    form_class = EndingForm

    def perform(self, **given):
        cases.reopen(self.case, by=self.request.user, **given)
