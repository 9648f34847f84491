"""What may be done with a submission: open a case, handle it, pass it on, release it, take it up again?"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder

from ... import conf
from ...actions import handling, opening
from ...models import Handling, Kind, Procedure
from .moves import ReasonForm, RecordMove


class HandlingForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What was done"),
        choices=[(outcome.value, outcome.label) for outcome in Handling if outcome != Handling.TAKEN_UP],
        widget=forms.RadioSelect,
    )
    passed_to = forms.CharField(
        label=gettext_lazy("Passed to"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("The person, service or body that it was passed on or redirected to."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self):
        given = super().clean()
        if given.get("outcome") in handling.PASSED and not given.get("passed_to"):
            self.add_error("passed_to", _("Say where it went."))
        if given.get("outcome") in (Handling.SPAM, Handling.DUPLICATE) and not given.get("reason"):
            self.add_error("reason", _("Say how you know."))
        if given.get("outcome") == Handling.SERVICE_REQUEST and not given.get("reason"):
            self.add_error("reason", _("Say why it is a request and not a complaint: the letter says this."))
        return given


class InboxMove(RecordMove):
    """A move that only a submission nobody has dealt with allows."""

    def check_action_permitted(self, user):
        return self.model_admin.may_triage(user) and self.permission_helper.user_can_inspect_obj(
            user, self.instance
        )


class ProcedureForm(forms.Form):
    """Asked for where the submission came without a procedure."""

    procedure = forms.ModelChoiceField(
        label=gettext_lazy("Procedure"),
        queryset=Procedure.objects.filter(is_live=True),
        empty_label=gettext_lazy("Choose…"),
    )


class OpenCase(InboxMove):
    page_title = gettext_lazy("Open a case")
    explanation = gettext_lazy(
        "The case opens on the procedure in force on the day this was received, and its dates count from that day."
    )
    submit_button_label = gettext_lazy("Open the case")
    done = gettext_lazy("A case was opened: %(record)s.")

    def get_form_class(self):
        return forms.Form if self.instance.procedure_id else ProcedureForm

    def act(self, procedure=None):
        self.case = opening.open_case(self.instance, by=self.request.user, on=conf.today(), procedure=procedure)

    def get_success_url(self):
        return AdminURLFinder(self.request.user).get_edit_url(self.case) or super().get_success_url()


class Handle(InboxMove):
    page_title = gettext_lazy("Record what was done")
    explanation = gettext_lazy("For what is not a case: what was sent stays in the inbox as it is.")
    form_class = HandlingForm
    submit_button_label = gettext_lazy("Save")
    done = gettext_lazy("It is recorded what was done with %(record)s.")

    def act(self, **given):
        handling.handle(self.instance, by=self.request.user, on=conf.today(), **given)


class TakeUp(InboxMove):
    page_title = gettext_lazy("Take it up again")
    explanation = gettext_lazy(
        "What was done is undone, and stays on record: the submission waits again, so that a case can be opened. "
        "Whoever was told that it is a service request is told that we look into it after all."
    )
    form_class = ReasonForm
    submit_button_label = gettext_lazy("Take it up again")
    done = gettext_lazy("Taken up again: %(record)s waits.")

    def act(self, **given):
        handling.take_up(self.instance, by=self.request.user, on=conf.today(), **given)


class PassOnForm(forms.Form):
    to = forms.CharField(
        label=gettext_lazy("Passed to"), max_length=200, help_text=gettext_lazy("The letter names it.")
    )
    text = forms.CharField(
        label=gettext_lazy("What they are told"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What they need in order to act, and where to go."),
    )


class PassOn(InboxMove):
    """A concern about somebody's safety, whatever it came in: a compliment or a comment too."""

    page_title = gettext_lazy("Pass on a concern about somebody’s safety")
    form_class = PassOnForm
    submit_button_label = gettext_lazy("Pass it on now")

    @property
    def explanation(self):
        if email := handling.urgent_email():
            return _(
                "An e-mail goes to %(email)s as you save. Telephone as well, if somebody may be in danger now. "
                "The submission stays where it is, and the sender is told that this was passed on."
            ) % {"email": email}
        return _(
            "No e-mail address is set for such concerns, so the message is only printed: telephone now. "
            "The submission stays where it is, and the sender is told that this was passed on."
        )

    @property
    def done(self):
        if handling.urgent_email():
            return _("Passed on: %(record)s. The message is on its way.")
        return _("Recorded for %(record)s. Telephone now: the message waits among the letters, to be printed.")

    def get_initial(self):
        version = self.instance.procedure and self.instance.procedure.latest_version
        urgent = [each.to for each in version.terms.redirects if each.urgent and each.to] if version else []
        return {"text": self.instance.answer("what_happened"), "to": urgent[0] if urgent else ""}

    def act(self, **given):
        handling.pass_on(self.instance, by=self.request.user, on=conf.today(), **given)


class Release(InboxMove):
    """Lets what is genuine out of quarantine; a complaint opens its case, as it would have done by itself."""

    page_title = gettext_lazy("Release from quarantine")
    explanation = gettext_lazy(
        "You have read it, and it is genuine. The sender gets the receipt now, and a complaint opens its case. The "
        "dates count from the day it was received."
    )
    form_class = ReasonForm
    submit_button_label = gettext_lazy("Release it")
    done = gettext_lazy("%(record)s was released from quarantine.")

    def act(self, reason):
        sent = handling.release(self.instance, by=self.request.user, on=conf.today(), reason=reason)
        if sent.kind == Kind.COMPLAINT and sent.procedure_id:
            opening.open_case(sent, by=self.request.user, on=conf.today())
