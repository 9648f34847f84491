"""What has come in, exactly as it was sent, and what was done with it? The inbox of submissions, never edited."""

import json
from functools import reduce
from operator import and_

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

from ... import conf
from ...actions import intake
from ...actions.restrictions import note_read
from ...models import Channel, ContactBy, Handling, Kind, OnBehalf, Procedure, Submission
from ...models.audit import actor_name
from .admin import RecordAdmin
from .moves import RecordMove
from .pages import RecordInspect

WAITING, CASE = "waiting", "case"
STATES = [
    (WAITING, gettext_lazy("Waiting")),
    (CASE, gettext_lazy("A case was opened")),
    *Handling.choices,
]


def waiting() -> QuerySet[Submission]:
    """Return the submissions that nobody has dealt with yet."""
    return Submission.objects.filter(case=None, handling=None)


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
            return queryset.filter(case=None, handling=None)
        return queryset.exclude(case=None) if value == CASE else queryset.filter(handling__outcome=value)


class HandlingForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What was done"), choices=Handling.choices, widget=forms.RadioSelect
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
        if given.get("outcome") in (Handling.PASSED_ON, Handling.NOT_FOR_US) and not given.get("passed_to"):
            self.add_error("passed_to", _("Say where it went."))
        if given.get("outcome") in (Handling.SPAM, Handling.DUPLICATE) and not given.get("reason"):
            self.add_error("reason", _("Say how you know."))
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


class InspectSubmission(RecordInspect):
    """Every answer under the label it was asked with, and what became of it."""

    def get_context_data(self, **kwargs):
        finder = AdminURLFinder(self.request.user)
        case = getattr(self.instance, "case", None)
        if case:
            note_read(case, by=self.request.user, screen=_("Inbox"), at=conf.now())
        return {
            **super().get_context_data(**kwargs),
            "answers": [{**given, "shown": shown(given)} for given in self.instance.answers],
            "case": case,
            "case_url": finder.get_edit_url(case) if case else None,
            "handling": getattr(self.instance, "handling", None),
            "letters": self.instance.letters.all(),
        }


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
    list_select_related = ("procedure", "case", "handling", "logged_by")
    search_fields = ("reference", "answers")
    search_handler_class = AnswersSearch
    filterset_class = InboxFilters
    inspect_view_class = InspectSubmission
    inspect_template_name = "wagtail_complaints/admin/inbox/inspect.html"
    inspect_view_fields = ("kind", "channel", "on_behalf", "procedure", "received_on", "stored_at", "came_from")
    moves = {"open-case": OpenCase, "handle": Handle}

    def visible_to(self, user):
        return Submission.objects.visible_to(user)

    def may_triage(self, user) -> bool:
        return user.has_perm("wagtail_complaints.triage_submission")

    def state(self, submission):
        if hasattr(submission, "handling"):
            return submission.handling.get_outcome_display()
        return _("Case opened") if hasattr(submission, "case") else _("Waiting")

    state.short_description = gettext_lazy("State")

    def came_from(self, submission):
        """Return the page that it was sent from, or who logged it."""
        return actor_name(submission.logged_by) if submission.logged_by else submission.page_url

    came_from.short_description = gettext_lazy("Sent from, or logged by")

    def answers_in_full(self, submission):
        return "\n".join(f"{given['label']}: {shown(given)}" for given in submission.answers)

    answers_in_full.short_description = gettext_lazy("Answers")

    def moves_now(self, user, obj):
        is_waiting = not hasattr(obj, "case") and not hasattr(obj, "handling")
        return ["open-case", "handle"] if is_waiting and self.may_triage(user) else []
