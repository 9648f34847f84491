"""The first moves: triage to a procedure, pass on a concern about safety, redirect to where the matter belongs."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import triage
from ....models import Procedure, ServiceArea
from ....procedure.journey import Verb, move
from ....procedure.terms import Entry
from .door import MoveForm, MoveView, Words


class TriageForm(MoveForm):
    procedure = forms.ModelChoiceField(label=_("Procedure"), queryset=Procedure.objects.none(), empty_label=None)
    stage_key = forms.ChoiceField(label=_("Opens at"), required=False, widget=forms.RadioSelect)
    track = forms.ChoiceField(label=_("Track"), required=False, widget=forms.RadioSelect)
    service_area = forms.ModelChoiceField(
        label=_("Service area"), queryset=ServiceArea.objects.none(), required=False, empty_label=_("Not said")
    )
    subject = forms.CharField(
        label=_("What it is about"),
        max_length=200,
        required=False,
        help_text=_("A few words, with nobody’s name: it stands in lists and letters."),
    )
    reason = Words(
        label=_("Reason"),
        required=False,
        help_text=_("Where you change the procedure or the stage: it is kept in the history."),
    )

    def prepare(self):
        case, terms = self.door.case, self.door.case.terms
        self.fields["procedure"].queryset = self.door.procedures
        self.offer("stage_key", [("", _("The first stage")), *self._other_stages(terms)])
        self.offer("track", [(each.key, each.name) for each in terms.tracks] or [("", "")])
        self.fields["service_area"].queryset = ServiceArea.objects.filter(is_active=True)
        self.initial = {
            "procedure": case.procedure_version.procedure_id,
            "stage_key": self.door.opening_key,
            "track": case.track,
            "service_area": case.service_area_id,
            "subject": case.subject,
            **self.initial,
        }

    def _other_stages(self, terms):
        return [(each.key, each.name) for each in terms.stages if each.direct or each.entry == Entry.OFFER]

    def clean(self):
        """A stage and a track belong to the procedure that was shown: another one opens where its cases open."""
        given = super().clean()
        if given.get("procedure") and given["procedure"].pk != self.door.case.procedure_version.procedure_id:
            given.update(stage_key="", track="")
        return given


class TriageView(MoveView):
    verb = Verb.TRIAGE
    page_title = _("Triage")
    lead = _("Confirm which procedure this is, what it is about and which service it concerns.")
    submit_button_label = _("Triage")
    done = _("Triaged.")
    form_class = TriageForm

    def perform(self, **given):
        triage.triage(self.case, by=self.request.user, on=self.on, **given)

    @cached_property
    def procedures(self):
        """Return the procedures to choose from: the live ones, or only its own where it may not change any more."""
        own = Procedure.objects.filter(pk=self.case.procedure_version.procedure_id)
        if not move(self.state, Verb.CHANGE_PROCEDURE).is_offered:
            return own
        live = Procedure.objects.filter(is_live=True, versions__isnull=False)
        return (own | live).distinct().order_by("title")

    @cached_property
    def opening_key(self) -> str:
        opened_in = self.state.facts.opened_in
        first = self.case.terms.first_stage
        return "" if first and opened_in == first.key else opened_in

    def known(self):
        change = move(self.state, Verb.CHANGE_PROCEDURE)
        return [] if change.is_offered else [(_("The procedure stays"), change.refusal)]


class _ElsewhereForm(MoveForm):
    """Where it goes: one of the places that the procedure names, or another."""

    matter = forms.ChoiceField(label=_("What it is"), required=False, widget=forms.RadioSelect)
    to = forms.CharField(label=_("Passed to"), max_length=200, required=False, help_text=_("The letter names it."))
    is_urgent: bool

    def prepare(self):
        listed = [(str(number), self._said(each)) for number, each in enumerate(self._redirects)]
        self.offer("matter", [*listed, ("", _("Something else"))])

    @property
    def _redirects(self):
        return [each for each in self.door.case.terms.redirects if each.urgent == self.is_urgent]

    @staticmethod
    def _said(redirect):
        return f"{redirect.about}: {redirect.to}" if redirect.to else redirect.about

    def clean(self):
        given = super().clean()
        if matter := given.pop("matter", ""):
            known = self._redirects[int(matter)]
            given["to"] = given.get("to") or known.to or known.procedure or known.about
        if not given.get("to"):
            self.add_error("to", _("Say where it goes: the letter tells the complainant."))
        return given


class RedirectForm(_ElsewhereForm):
    reason = Words(label=_("Reason"), required=False)
    is_urgent = False


class PassOnForm(_ElsewhereForm):
    text = Words(label=_("What they are told"), help_text=_("What they need in order to act, and where to go."))
    is_urgent = True

    def prepare(self):
        super().prepare()
        self.initial = {"text": self.door.case.submission.answer("what_happened"), **self.initial}
        if self._redirects:
            self.initial = {"matter": "0", **self.initial}


class PassOnView(MoveView):
    verb = Verb.PASS_ON
    page_title = _("Pass on a concern about somebody’s safety")
    submit_button_label = _("Pass it on now")
    form_class = PassOnForm

    @property
    def lead(self):
        if email := triage.urgent_email():
            return _(
                "An e-mail goes to %(email)s as you save. Telephone as well, if somebody may be in danger now. "
                "The case stays open, and the complainant is told by letter that this was passed on."
            ) % {"email": email}
        return _(
            "No e-mail address is set for such concerns, so the message is only printed: telephone now. "
            "The case stays open, and the complainant is told by letter that this was passed on."
        )

    @property
    def done(self):
        if triage.urgent_email():
            return _("Passed on. The message and the letter to the complainant are on their way.")
        return _("Recorded. Telephone now: the message waits among the letters of the case, to be printed.")

    def perform(self, **given):
        triage.pass_on(self.case, by=self.request.user, on=self.on, **given)


class RedirectView(MoveView):
    verb = Verb.REDIRECT
    page_title = _("Redirect")
    lead = _("Closes the case here and tells the complainant where it has gone.")
    submit_button_label = _("Redirect and close")
    done = _("Redirected. The letter is on its way.")
    form_class = RedirectForm

    def perform(self, **given):
        triage.redirect(self.case, by=self.request.user, on=self.on, **given)
