"""The moves that end a case and bring it back: withdraw, close, reopen."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ....actions import cases
from ....models import LOOKED_INTO, CloseReason
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


SOMETHING, NOTHING = "something", "nothing"


class CloseForm(MoveForm):
    on = forms.DateField(label=_("Closed on"))
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    note = Words(
        label=_("In your own words"),
        required=False,
        help_text=_("Where a complaint is not accepted the letter says this; else it is kept in the history."),
    )

    learnt = forms.ChoiceField(
        label=_("Was something learnt?"),
        choices=[(SOMETHING, _("Yes: something changes because of it")), (NOTHING, _("No, because …"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Asked where the complaint was looked into."),
    )
    learning = Words(label=_("What was learnt, or why nothing was"), required=False)

    def prepare(self):
        fits = [
            (reason.value, reason.label)
            for reason in CloseReason
            if self.was_sent("reason", reason) or move(self.door.state, Verb.CLOSE, what=reason.value).is_offered
        ]
        self.fields["reason"].choices = fits
        self.initial = {"on": self.door.on, **self.initial}

    def clean(self):
        given = super().clean()
        if given.get("reason") in LOOKED_INTO:
            for name in ("learnt", "learning"):
                if not given.get(name):
                    self.add_error(name, _("Say what was learnt, or why nothing was."))
        return given


class CloseView(MoveView):
    verb = Verb.CLOSE
    page_title = _("Close the case")
    submit_button_label = _("Close")
    done = _("Closed.")
    form_class = CloseForm

    def perform(self, learnt, **given):
        cases.close(self.case, by=self.request.user, is_none_learnt=learnt == NOTHING, **given)

    @property
    def lead(self):
        if left := self.case.actions.outstanding().count():
            said = ngettext(
                "%(number)s action is outstanding. The case can be closed all the same, and stays on the list.",
                "%(number)s actions are outstanding. The case can be closed all the same, and stays on the list.",
                left,
            )
            return said % {"number": left}
        return ""


class ReopenView(MoveView):
    verb = Verb.REOPEN
    page_title = _("Reopen the case")
    submit_button_label = _("Reopen")
    done = _("Reopened.")
    form_class = EndingForm

    def perform(self, **given):
        cases.reopen(self.case, by=self.request.user, **given)
