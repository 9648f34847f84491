"""The moves on an early referral: a tick and a note for each condition of the procedure; and its coming back."""

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import referrals
from ....procedure.journey import Verb
from .door import MoveForm, StageMoveView, Words


class ReferForm(MoveForm):
    """A tick and a note for each condition, numbered as the procedure lists them."""

    to = forms.ChoiceField(label=_("Refer it to"), widget=forms.RadioSelect)
    agreed_on = forms.DateField(
        label=_("The complainant agreed on"), help_text=_("Without their agreement it is not referred early.")
    )

    def prepare(self):
        self.offer("to", [(body.name, body.name) for body in self.door.case.terms.externals])
        for number, condition in enumerate(self.door.stage_terms.early_referral):
            self.fields[f"met_{number}"] = forms.BooleanField(label=condition, required=False)
            self.fields[f"note_{number}"] = Words(label=_("How it is met: %s") % condition, required=False)

    def clean(self):
        given = super().clean()
        conditions = {}
        for number, condition in enumerate(self.door.stage_terms.early_referral):
            is_met, note = given.pop(f"met_{number}", False), given.pop(f"note_{number}", "")
            if not is_met:
                self.add_error(f"met_{number}", _("Every condition must be met for an early referral."))
            elif not note:
                self.add_error(f"note_{number}", _("Say how it is met."))
            conditions[condition] = note
        return given | {"conditions": conditions}


class ReferEarlyView(StageMoveView):
    verb = Verb.REFER_EARLY
    page_title = _("Refer it early")
    lead = _(
        "Straight to a body outside, without the next stage. The procedure lets that be only where each of its "
        "conditions is met and the complainant agrees. Where the next stage was asked for, it ends."
    )
    submit_button_label = _("Refer it, and send the letter")
    done = _("Referred. The letter is on its way.")
    form_class = ReferForm

    def perform(self, **given):
        referrals.refer(self.stage, by=self.request.user, on=self.on, **given)


class ReturnForm(MoveForm):
    on = forms.DateField(label=_("Sent back on"))
    reason = Words(label=_("Why"), help_text=_("Kept in the history."))

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}


class ReturnReferralView(StageMoveView):
    verb = Verb.RETURN_REFERRAL
    page_title = _("Record that it was sent back")
    lead = _("The complainant has the right to the next stage; where that had ended with the referral, it goes on.")
    done = _("Recorded.")
    form_class = ReturnForm

    @cached_property
    def referral(self):
        return self.stage.early_referrals.current().first()

    def perform(self, **given):
        referrals.take_back(self.needed(self.referral), by=self.request.user, **given)

    def known(self):
        if not self.referral:
            return []
        return [(_("Referred to"), f"{self.referral.body}, {date_format(self.referral.referred_on)}")]
