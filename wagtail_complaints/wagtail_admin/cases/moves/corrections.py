"""The moves that put something right: a fact recorded wrongly, or the date of receipt."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import clocks, stage_requests
from ....models import Extension, Hold, PanelAttendance, PanelPaper, SetDate, StageEvent
from ....procedure.journey import Verb
from ... import words
from .clocks import AGREED, agreement
from .door import MoveForm, MoveView, Words
from .working import StaffField, staff

LATE_AFTER_ALL = _(
    "Where the time to ask for the next stage counts from it, so is whether that was asked for in time: a request "
    "that was late after all waits for a decision, and one that was not goes ahead."
)


class CorrectionForm(MoveForm):
    """What a fact says now, to be changed or struck out. The reason is asked for last, and always."""

    strike_out = forms.BooleanField(
        label=_("Strike it out"),
        required=False,
        help_text=_("It never happened. It stays in the history, and counts no more."),
    )
    why = Words(label=_("Why it is corrected"), help_text=_("Kept in the history."))
    correctable: tuple[str, ...] = ()

    def prepare(self):
        fact = self.door.fact
        self.order_fields([*self.correctable, "strike_out", "why"])
        self.initial = {**{name: getattr(fact, name) for name in self.correctable}, **self.initial}

    @property
    def changes(self) -> dict:
        given = self.cleaned_data
        return {} if given["strike_out"] else {name: given[name] for name in self.correctable}


class EventCorrection(CorrectionForm):
    on = forms.DateField(label=_("On"))
    note = Words(label=_("Note"), required=False)
    correctable = ("on", "note")


class ExtensionCorrection(CorrectionForm):
    to = forms.DateField(label=_("New date"))
    given_on = forms.DateField(label=_("Told on"))
    reason = Words(label=_("Reason"), help_text=_("What the letter said stays as it was sent."))
    authorised_by = StaffField(label=_("Authorised by"))
    complainant_agreed = agreement()
    correctable = ("to", "given_on", "reason", "authorised_by", "complainant_agreed")

    def prepare(self):
        super().prepare()
        fact = self.door.fact
        self.fields["authorised_by"].queryset = staff(or_else=fact.authorised_by)
        self.initial["complainant_agreed"] = AGREED[fact.complainant_agreed]


class HoldCorrection(CorrectionForm):
    from_on = forms.DateField(label=_("First day on hold"))
    to_on = forms.DateField(label=_("Last day on hold"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = Words(label=_("Note"), required=False)
    correctable = ("from_on", "to_on", "reason", "note")

    def prepare(self):
        super().prepare()
        self.offer("reason", [(reason, reason) for reason in self.door.fact.case_stage.terms.hold_reasons])


class SetDateCorrection(CorrectionForm):
    due_on = forms.DateField(label=_("Date"))
    reason = Words(label=_("Reason"), required=False)
    correctable = ("due_on", "reason")


class PaperCorrection(CorrectionForm):
    title = forms.CharField(label=_("Paper"), max_length=200)
    sent_on = forms.DateField(label=_("Sent on"))
    correctable = ("title", "sent_on")


class AttendanceCorrection(CorrectionForm):
    name = forms.CharField(label=_("Name"), max_length=255)
    came = forms.BooleanField(label=_("Came to the meeting"), required=False)
    correctable = ("name", "came")


FACTS = {
    "event": (StageEvent, EventCorrection),
    "extension": (Extension, ExtensionCorrection),
    "hold": (Hold, HoldCorrection),
    "set-date": (SetDate, SetDateCorrection),
    "paper": (PanelPaper, PaperCorrection),
    "attendance": (PanelAttendance, AttendanceCorrection),
}


class SupersedeView(MoveView):
    """Correct one fact: `kind` and `fact` are in the address."""

    verb = Verb.SUPERSEDE
    page_title = _("Correct what was recorded")
    submit_button_label = _("Correct it")

    @property
    def lead(self):
        if self.is_of_a_meeting:
            return _("The wrong record is kept beside the right one.")
        moved = _(
            "The wrong record is kept beside the right one, and every date that hangs on it is worked out again."
        )
        return f"{moved} {LATE_AFTER_ALL}" if self.may_make_a_request_late else moved

    @property
    def may_make_a_request_late(self) -> bool:
        """Return whether a later stage was asked for, in a time that may count from this event."""
        asked = self.case.stages.exclude(requested_on=None).filter(pk__gt=self.fact.case_stage_id)
        return isinstance(self.fact, StageEvent) and asked.exists()

    @property
    def done(self):
        return _("Corrected.") if self.is_of_a_meeting else _("Corrected. The dates have been worked out again.")

    @property
    def is_of_a_meeting(self) -> bool:
        return isinstance(self.fact, (PanelPaper, PanelAttendance))

    @cached_property
    def fact(self):
        model, _form = self._kind
        rows = model.objects.all()
        return get_object_or_404(rows.filter(**{rows.case_path: self.case}), pk=self.kwargs["fact"])

    @cached_property
    def _kind(self):
        if self.kwargs["kind"] not in FACTS:
            raise Http404
        return FACTS[self.kwargs["kind"]]

    def get_form_class(self):
        self.fact  # noqa: B018
        return self._kind[1]

    def form_valid(self, form):
        self.changes = form.changes
        return super().form_valid(form)

    def perform(self, why, **_given):
        clocks.supersede(self.fact, because=why, by=self.request.user, corrected_on=self.on, **self.changes)

    def known(self):
        said = [(_("Stage"), self.fact.case_stage.terms.name)]
        if isinstance(self.fact, StageEvent):
            said.append((_("What happened"), words.done(self.fact.event)))
        if isinstance(self.fact, Extension):
            said.append((_("More time for"), words.owed(self.fact.event)))
        if isinstance(self.fact, SetDate):
            known = self.fact.case_stage.terms.timescales
            said.append((_("A date for"), words.dated(self.fact.timescale, known)))
        if self.is_of_a_meeting:
            said.append((_("The panel meets on"), date_format(self.fact.meeting.meets_on)))
        return said


class CorrectReceivedForm(MoveForm):
    received_on = forms.DateField(label=_("Received on"))
    reason = Words(label=_("Why it is corrected"), help_text=_("Kept in the history."))

    def prepare(self):
        self.initial = {"received_on": self.door.case.received_on, **self.initial}


class CorrectReceivedView(MoveView):
    verb = Verb.CORRECT_RECEIVED
    page_title = _("Correct the date of receipt")
    lead = _("Everything that counts from the day of receipt moves with it.")
    submit_button_label = _("Correct it")
    done = _("Corrected. The dates have been worked out again.")
    form_class = CorrectReceivedForm

    def perform(self, **given):
        clocks.correct_received(self.case, by=self.request.user, **given)

    def known(self):
        return [(_("Recorded so far"), date_format(self.case.received_on))]


class CorrectHappenedForm(MoveForm):
    happened_on = forms.DateField(
        label=_("Happened on"),
        required=False,
        help_text=_("Or the day they became aware of it, where that was later. Leave it empty if it is not known."),
    )
    reason = Words(label=_("Why it is corrected"), help_text=_("Kept in the history."))

    def prepare(self):
        self.initial = {"happened_on": self.door.case.happened_on, **self.initial}


class CorrectHappenedView(MoveView):
    verb = Verb.CORRECT_HAPPENED
    page_title = _("Correct the day it happened")
    lead = _("It says whether the complaint came in time, and every date that counts from it moves.")
    submit_button_label = _("Correct it")
    done = _("Corrected. The dates have been worked out again.")
    form_class = CorrectHappenedForm

    def perform(self, **given):
        clocks.correct_happened(self.case, on=self.on, by=self.request.user, **given)

    def known(self):
        recorded = self.case.happened_on
        return [(_("Recorded so far"), date_format(recorded) if recorded else _("Not known"))]


class CorrectRequestedForm(MoveForm):
    requested_on = forms.DateField(label=_("Asked for on"))
    reason = Words(label=_("Why it is corrected"), help_text=_("Kept in the history."))

    def prepare(self):
        self.initial = {"requested_on": self.door.asked.requested_on, **self.initial}


class CorrectRequestedView(MoveView):
    """Correct the day on which a stage was asked for; the case stage is in the address."""

    verb = Verb.SUPERSEDE
    page_title = _("Correct the day a stage was asked for")
    lead = _(
        "Everything that counts from that day moves with it, and so does whether it came in time: a request that "
        "was late after all waits for a decision, and one that was not goes ahead."
    )
    submit_button_label = _("Correct it")
    done = _("Corrected. The dates have been worked out again.")
    form_class = CorrectRequestedForm

    @cached_property
    def asked(self):
        return get_object_or_404(self.case.stages.exclude(requested_on=None), pk=self.kwargs["fact"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.asked  # noqa: B018

    def perform(self, **given):
        stage_requests.correct(self.asked, on=self.on, by=self.request.user, **given)

    def known(self):
        return [(_("Stage"), self.asked.terms.name), (_("Recorded so far"), date_format(self.asked.requested_on))]
