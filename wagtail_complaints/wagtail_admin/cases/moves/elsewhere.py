"""Does the matter belong elsewhere? Passed on for somebody's safety, redirected, or given to a service."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ....actions import triage
from ....actions.handling import urgent_email
from ....procedure.journey import Verb
from .door import MoveForm, MoveView, Words


class _ElsewhereForm(MoveForm):
    """Where it goes: one of the places that the procedure names, or another."""

    matter = forms.ChoiceField(label=_("What it is"), required=False, widget=forms.RadioSelect)
    to = forms.CharField(label=_("Passed to"), max_length=200, required=False)
    is_urgent: bool

    def prepare(self):
        listed = [(str(number), self._said(each)) for number, each in enumerate(self._redirects)]
        self.offer("matter", [*listed, ("", _("Something else"))])
        to = self.fields["to"]
        to.required = not listed
        to.help_text = _("The letter names it. Needed for something else.") if listed else _("The letter names it.")

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
        if not given.get("to") and not self.has_error("to"):
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
    waits_for_nobody = True

    @property
    def lead(self):
        if email := urgent_email():
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
        if urgent_email():
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


class ServiceRequestForm(MoveForm):
    to = forms.CharField(label=_("Who deals with it"), max_length=200, help_text=_("The letter names them."))
    reason = Words(
        label=_("Why it is a request and not a complaint"),
        help_text=_("The letter says this. Somebody who is unhappy with what we did, or did not do, complains."),
    )


class ServiceRequestView(MoveView):
    verb = Verb.SERVICE_REQUEST
    page_title = _("Hand over as a service request")
    lead = _(
        "Closes the case and tells the complainant who deals with the request, and that they can complain at any "
        "time. Reopening it takes it up as a complaint after all."
    )
    submit_button_label = _("Hand over and close")
    done = _("Handed over. The letter is on its way.")
    form_class = ServiceRequestForm

    def perform(self, **given):
        triage.service_request(self.case, by=self.request.user, on=self.on, **given)
