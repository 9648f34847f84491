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
from ...actions.moves import may
from ...actions.restrictions import note_read
from ...models import Channel, Handling, Kind, Submission
from ...models.audit import actor_name
from ...models.sent_answers import shown
from ...procedure.journey import Verb
from ..cases.alike import alike_to_submission
from ..uploads import files_of
from .admin import RecordAdmin
from .inbox_moves import Handle, OpenCase, PassOn, Release, TakeUp
from .pages import RecordInspect

WAITING, QUARANTINE, CASE = "waiting", "quarantine", "case"
STATES = [
    (WAITING, gettext_lazy("Waiting")),
    (QUARANTINE, gettext_lazy("Quarantine")),
    (CASE, gettext_lazy("A case was opened")),
    *[(outcome.value, outcome.label) for outcome in Handling if outcome != Handling.TAKEN_UP],
]


def waiting() -> QuerySet[Submission]:
    """Return the submissions that nobody has dealt with yet, those in quarantine among them."""
    return Submission.objects.waiting()


def is_held(submission: Submission) -> bool:
    """Return whether the submission is in quarantine."""
    return hasattr(submission, "quarantine") and not submission.quarantine.is_over


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
        in_quarantine = Q(quarantine__isnull=False, quarantine__released_on=None)
        if value == QUARANTINE:
            return queryset.waiting().filter(in_quarantine)
        if value == WAITING:
            return queryset.waiting().exclude(in_quarantine)
        return queryset.exclude(case=None) if value == CASE else queryset.handled_as(value)


class InspectSubmission(RecordInspect):
    """Every answer under the label it was asked with, and what became of it."""

    def get_context_data(self, **kwargs):
        finder = AdminURLFinder(self.request.user)
        case = self.instance.case
        quarantine = getattr(self.instance, "quarantine", None)
        if case:
            note_read(case, by=self.request.user, screen=_("Inbox"), at=conf.now())
        return {
            **super().get_context_data(**kwargs),
            "answers": [{**given, "shown": shown(given)} for given in self.instance.answers],
            "case": case,
            "case_url": finder.get_edit_url(case) if case else None,
            "urgent_url": self._urgent_url(case),
            "alike": [] if case else alike_to_submission(self.instance, self.request.user),
            "handlings": self.instance.handlings.select_related("handled_by"),
            "handling": self.instance.handling,
            "quarantine": quarantine,
            "released": quarantine.history.filter(history_type="~") if quarantine else (),
            "files": files_of(self.instance),
            "letters": [(each, finder.get_edit_url(each)) for each in self.instance.letters.all()],
        }

    def _urgent_url(self, case) -> str:
        """Return where a concern about somebody’s safety is passed on: from the case, where there is one."""
        user = self.request.user
        if case and may(user, Verb.PASS_ON, case):
            return reverse(f"complaints_cases:{Verb.PASS_ON}", args=[case.pk])
        if case:
            return ""
        return self.address("pass-on") if self.model_admin.may_triage(user) else ""


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
    list_select_related = ("procedure", "quarantine", "logged_by")
    search_fields = ("reference", "answers")
    search_handler_class = AnswersSearch
    filterset_class = InboxFilters
    inspect_view_class = InspectSubmission
    inspect_template_name = "wagtail_complaints/admin/inbox/inspect.html"
    inspect_view_fields = ("kind", "channel", "on_behalf", "procedure", "received_on", "stored_at", "came_from")
    moves = {"open-case": OpenCase, "handle": Handle, "take-up": TakeUp, "pass-on": PassOn, "release": Release}

    def visible_to(self, user):
        return Submission.objects.visible_to(user)

    def may_triage(self, user) -> bool:
        return user.has_perm("wagtail_complaints.triage_submission")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("cases", "handlings")

    def state(self, submission):
        if handled := submission.handling:
            return handled.get_outcome_display()
        if submission.case:
            return _("Case opened")
        return _("Quarantine") if is_held(submission) else _("Waiting")

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
        if obj.handling:
            return ["take-up"]
        if is_held(obj):
            return ["release", "handle"]
        return ["open-case", "handle"] if obj.kind == Kind.COMPLAINT else ["handle", "open-case"]
