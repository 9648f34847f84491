"""The moves that change dates: extend, hold, end a hold, set a date."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ....actions import clocks, proposals
from ....procedure.journey import Verb
from ....procedure.terms import ExtensionRule
from ... import words
from ..story_clocks import promise
from .door import MoveForm, StageMoveView, Words
from .working import StaffField, staff


class _ShowsDates:
    """Shows the dates in force in this stage while a new one is chosen."""

    def known(self):
        running = self.stage.deadlines.filter(is_running=True, due_on__isnull=False)
        return [(words.owed(each.event), self._said(each)) for each in running]

    @staticmethod
    def _said(deadline):
        said = _("due on %(due)s") % {"due": date_format(deadline.due_on)}
        if deadline.latest_on and deadline.latest_on > deadline.due_on:
            return _("%(due)s, and on %(latest)s at the latest") % {
                "due": said,
                "latest": date_format(deadline.latest_on),
            }
        return said


AGREED = {None: "unknown", True: "true", False: "false"}
"""What the form says for what is recorded."""


def agreement() -> forms.NullBooleanField:
    said = {None: _("was told"), True: _("agreed"), False: _("did not agree")}
    choices = [(AGREED[recorded], words) for recorded, words in said.items()]
    return forms.NullBooleanField(
        label=_("The complainant"), required=False, widget=forms.RadioSelect(choices=choices)
    )


class ExtendForm(MoveForm):
    event = forms.ChoiceField(label=_("More time for"), widget=forms.RadioSelect)
    to = forms.DateField(label=_("New date"))
    reason = Words(label=_("Reason"), help_text=_("The letter to the complainant says this, word for word."))
    given_on = forms.DateField(label=_("Told on"), help_text=_("On or before the date in force."))
    authorised_by = StaffField(label=_("Authorised by"), empty_label=_("Me"))
    complainant_agreed = agreement()

    def prepare(self):
        shown = [move for move in self.door.moves if move.is_offered or self.was_sent("event", move.what)]
        self.offer("event", [(move.what, words.owed(move.what)) for move in shown])
        self.fields["authorised_by"].queryset = staff()
        passed = self.door.stage.deadlines.filter(is_running=True, due_on__lt=self.door.on)
        is_too_late = passed.filter(event__in=[move.what for move in shown]).exists()
        told_on = {} if is_too_late else {"given_on": self.door.on}
        self.initial = {**told_on, "complainant_agreed": AGREED[None], **self.initial}
        if self.door.needs_agreement:
            self.fields["is_asked"] = forms.BooleanField(
                label=_("Ask the complainant first, by letter and on the tracking page"),
                required=False,
                initial=True,
                help_text=_(
                    "The procedure moves this date only with their agreement. Until they agree it stays as it is. "
                    "Leave it empty where they have agreed already, and say so above."
                ),
            )


class ExtendView(_ShowsDates, StageMoveView):
    verb = Verb.EXTEND
    page_title = _("Give a later date")
    submit_button_label = _("Extend")
    done = _("Extended.")
    form_class = ExtendForm

    @property
    def rules(self) -> set[ExtensionRule]:
        return {each.extension for each in self.stage_terms.timescales if each.extendable_to}

    @property
    def needs_agreement(self) -> bool:
        return ExtensionRule.AGREED in self.rules

    @property
    def lead(self):
        rules = self.rules
        if rules == {ExtensionRule.RANGE}:
            return _("The new date lies in the range that the procedure publishes, so no letter goes out.")
        if self.needs_agreement:
            return _("This date moves only where the complainant agrees: ask them, or say that they have agreed.")
        return _("The complainant is told the new date and the reason, by letter, as you save.")

    def perform(self, *, is_asked=False, given_on, authorised_by, complainant_agreed, **given):
        if is_asked:
            proposals.propose(self.stage, on=given_on, by=self.request.user, **given)
            self.done = _("The complainant is asked. Until they agree the date stays as it is.")
            return
        clocks.extend(
            self.stage,
            by=self.request.user,
            given_on=given_on,
            authorised_by=authorised_by,
            complainant_agreed=complainant_agreed,
            **given,
        )


class HoldForm(MoveForm):
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    from_on = forms.DateField(label=_("First day on hold"))
    to_on = forms.DateField(
        label=_("Last day on hold"), required=False, help_text=_("Leave empty while it goes on.")
    )
    note = Words(label=_("Note"), required=False)

    def prepare(self):
        self.offer("reason", [(reason, reason) for reason in self.door.stage_terms.hold_reasons])
        self.initial = {"from_on": self.door.on, **self.initial}


class HoldView(_ShowsDates, StageMoveView):
    verb = Verb.HOLD
    page_title = _("Put on hold")
    lead = _("Held days do not count. The acknowledgement and progress updates are owed all the same.")
    submit_button_label = _("Put on hold")
    done = _("Put on hold.")
    form_class = HoldForm

    def perform(self, **given):
        clocks.hold(self.stage, by=self.request.user, **given)


class EndHoldForm(MoveForm):
    to_on = forms.DateField(label=_("Last day on hold"), help_text=_("The clock goes on from the day after."))

    def prepare(self):
        self.initial = {"to_on": self.door.on, **self.initial}


class EndHoldView(StageMoveView):
    verb = Verb.END_HOLD
    page_title = _("End the hold")
    submit_button_label = _("End the hold")
    done = _("The clock goes on.")
    form_class = EndHoldForm

    @property
    def hold(self):
        """Return the open hold; where there is none, the last, which the action refuses to end again."""
        return self.stage.open_hold or self.stage.holds.current().order_by("-pk").first()

    def perform(self, to_on):
        clocks.end_hold(self.needed(self.hold), to_on=to_on, by=self.request.user)

    def known(self):
        hold = self.hold
        return [(_("On hold since"), date_format(hold.from_on)), (_("Reason"), hold.reason)] if hold else []


class SetDateForm(MoveForm):
    timescale = forms.ChoiceField(label=_("A date for"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("Date"))
    reason = Words(label=_("Reason"), required=False)

    def prepare(self):
        named = {each.name: each for each in self.door.stage_terms.timescales}
        shown = [move for move in self.door.moves if move.is_offered or self.was_sent("timescale", move.what)]
        self.offer(
            "timescale", [(move.what, words.owed(named[move.what].event)) for move in shown if move.what in named]
        )


class SetDateView(StageMoveView):
    verb = Verb.SET_DATE
    page_title = _("Set a date")
    lead = _("The procedure publishes no timescale for this. The date you set is then what is due.")
    submit_button_label = _("Set the date")
    done = _("The date is set.")
    form_class = SetDateForm

    def perform(self, **given):
        clocks.set_date(self.stage, by=self.request.user, **given)

    def known(self):
        unset = [each for each in self.stage_terms.timescales if not (each.within or each.every)]
        return [(words.owed(each.event), promise(each)) for each in unset]
