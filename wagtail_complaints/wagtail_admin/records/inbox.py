"""What has come in, exactly as it was sent, and what was done with it? The inbox of submissions, never edited."""

import json
from functools import reduce
from operator import and_

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from ... import conf
from ...actions import intake
from ...actions.moves import may
from ...models import Channel, ContactBy, Handling, Kind, OnBehalf, Procedure, Submission
from ...models.audit import actor_name
from ...procedure.journey import Verb
from ..cases.alike import alike_to_submission
from .admin import RecordAdmin
from .moves import ReasonForm, RecordMove
from .pages import RecordInspect

WAITING, CASE = "waiting", "case"
STATES = [
    (WAITING, gettext_lazy("Waiting")),
    (CASE, gettext_lazy("A case was opened")),
    *[(outcome.value, outcome.label) for outcome in Handling if outcome != Handling.TAKEN_UP],
]


def waiting() -> QuerySet[Submission]:
    """Return the submissions that nobody has dealt with yet."""
    return Submission.objects.waiting()


class AnswersSearch(DjangoORMSearchHandler):
    """Finds every word in the reference or the answers.

    SQLite keeps an answer's accents escaped and PostgreSQL does not, so a word is looked for in both spellings.
    """

    def search_queryset(self, queryset, search_term, **kwargs):
        return queryset.filter(reduce(and_, map(self._holds, search_term.split())))

    @staticmethod
    def _holds(word):
        escaped = json.dumps(word)[1:-1]
        return Q(reference__icontains=word) | Q(answers__icontains=word) | Q(answers__icontains=escaped)


def _choice(label, choices, **kwargs):
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=gettext_lazy("All"), widget=forms.RadioSelect, **kwargs
    )


class InboxFilters(WagtailFilterSet):
    state = _choice(gettext_lazy("State"), STATES, method="in_state")
    kind = _choice(gettext_lazy("Kind"), Kind.choices)
    channel = _choice(gettext_lazy("Channel"), Channel.choices)
    received_on = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Received on"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Submission
        fields = ("state", "kind", "channel", "received_on")

    def in_state(self, queryset, name, value):
        if value == WAITING:
            return queryset.waiting()
        return queryset.exclude(case=None) if value == CASE else queryset.handled_as(value)


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
        if given.get("outcome") in intake.PASSED and not given.get("passed_to"):
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
        label=gettext_lazy("Procedure"), queryset=Procedure.objects.filter(is_live=True), empty_label=None
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
        self.case = intake.open_case(self.instance, by=self.request.user, on=conf.today(), procedure=procedure)

    def get_success_url(self):
        return AdminURLFinder(self.request.user).get_edit_url(self.case) or super().get_success_url()


class Handle(InboxMove):
    page_title = gettext_lazy("Record what was done")
    explanation = gettext_lazy("For what is not a case: what was sent stays in the inbox as it is.")
    form_class = HandlingForm
    submit_button_label = gettext_lazy("Save")
    done = gettext_lazy("It is recorded what was done with %(record)s.")

    def act(self, **given):
        intake.handle(self.instance, by=self.request.user, on=conf.today(), **given)


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
        intake.take_up(self.instance, by=self.request.user, on=conf.today(), **given)


class PassOnForm(forms.Form):
    to = forms.CharField(label=gettext_lazy("Passed to"), max_length=200)
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
        if email := intake.urgent_email():
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
        if intake.urgent_email():
            return _("Passed on: %(record)s. The message is on its way.")
        return _("Recorded for %(record)s. Telephone now: the message waits among the letters, to be printed.")

    def get_initial(self):
        version = self.instance.procedure and self.instance.procedure.latest_version
        urgent = [each.to for each in version.terms.redirects if each.urgent and each.to] if version else []
        return {"text": self.instance.answer("what_happened"), "to": urgent[0] if urgent else ""}

    def act(self, **given):
        intake.pass_on(self.instance, by=self.request.user, on=conf.today(), **given)


class InspectSubmission(RecordInspect):
    """Every answer under the label it was asked with, and what became of it."""

    def get_context_data(self, **kwargs):
        finder = AdminURLFinder(self.request.user)
        case = self.instance.case
        return {
            **super().get_context_data(**kwargs),
            "answers": [{**given, "shown": shown(given)} for given in self.instance.answers],
            "case": case,
            "case_url": finder.get_edit_url(case) if case else None,
            "urgent_url": self._urgent_url(case),
            "alike": [] if case else alike_to_submission(self.instance, self.request.user),
            "handlings": self.instance.handlings.select_related("handled_by"),
            "handling": self.instance.handling,
            "letters": self.instance.letters.all(),
        }

    def _urgent_url(self, case) -> str:
        """Return where a concern about somebody’s safety is passed on: from the case, where there is one."""
        user = self.request.user
        if case and may(user, Verb.PASS_ON, case):
            return reverse(f"complaints_cases:{Verb.PASS_ON}", args=[case.pk])
        if case:
            return ""
        return self.address("pass-on") if self.model_admin.may_triage(user) else ""


CHOSEN = {"kind": Kind, "on_behalf": OnBehalf, "contact_by": ContactBy}
"""The questions of every form whose answers are stored as a code."""


def shown(given: dict) -> str:
    """Return an answer as text: several choices one after another, a tick as yes, a code as what it stands for."""
    value = given["value"]
    if given["key"] in CHOSEN:
        return str(dict(CHOSEN[given["key"]].choices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


class SubmissionAdmin(RecordAdmin):
    model = Submission
    is_read_only = True
    base_url_path = "complaints/inbox"
    menu_label = gettext_lazy("Inbox")
    menu_icon = "mail"
    history_view_enabled = False
    list_display = ("reference", "kind", "channel", "procedure", "received_on", "state")
    list_export = (
        *("reference", "kind", "channel", "on_behalf", "procedure", "received_on", "stored_at", "came_from"),
        *("state", "answers_in_full"),
    )
    list_select_related = ("procedure", "logged_by")
    search_fields = ("reference", "answers")
    search_handler_class = AnswersSearch
    filterset_class = InboxFilters
    inspect_view_class = InspectSubmission
    inspect_template_name = "wagtail_complaints/admin/inbox/inspect.html"
    inspect_view_fields = ("kind", "channel", "on_behalf", "procedure", "received_on", "stored_at", "came_from")
    moves = {"open-case": OpenCase, "handle": Handle, "take-up": TakeUp, "pass-on": PassOn}

    def may_triage(self, user) -> bool:
        return user.has_perm("wagtail_complaints.triage_submission")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("cases", "handlings")

    def state(self, submission):
        if handling := submission.handling:
            return handling.get_outcome_display()
        return _("Case opened") if submission.case else _("Waiting")

    state.short_description = gettext_lazy("State")

    def came_from(self, submission):
        """Return the page that it was sent from, or who logged it."""
        return actor_name(submission.logged_by) if submission.logged_by else submission.page_url

    came_from.short_description = gettext_lazy("Sent from, or logged by")

    def answers_in_full(self, submission):
        return "\n".join(f"{given['label']}: {shown(given)}" for given in submission.answers)

    answers_in_full.short_description = gettext_lazy("Answers")

    def moves_now(self, user, obj):
        if obj.case or not self.may_triage(user):
            return []
        return ["take-up"] if obj.handling else ["open-case", "handle"]
