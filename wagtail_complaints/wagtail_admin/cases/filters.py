"""By what can the register of cases be narrowed down? By parameters of the address, to be shared and kept."""

from datetime import date, timedelta
from functools import reduce
from operator import or_

import django_filters
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from ...conf import today
from ...models import AgreedAction, Case, CaseMessage, Channel, Kind, Outcome, Response, StageLetterSent, Standing
from .choices import AREA, OWNER, PROCEDURE, PROVIDER, TEAM, Choices
from .choosing import Buttons, Ticks

OVERDUE, TODAY, THIS_WEEK, NEXT_WEEK = "overdue", "today", "this-week", "next-week"
LATER, REVIEW, NOTHING = "later", "review", "nothing"
MINE, WITH_ME, NOBODY = "mine", "with-me", "nobody"
MY_SIGNATURE, SIGNATURE, DECISION = "my-signature", "signature", "decision"
MESSAGES, LETTERS = "messages", "letters"
OUTSTANDING, ACTIONS_OVERDUE = "outstanding", "overdue"
OPEN, CLOSED = "open", "closed"
UNDECIDED = "undecided"
RESTRICTED, UNRESTRICTED = "yes", "no"


def _one_of(label, choices, **kwargs):
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=_("All"), widget=Buttons, **kwargs)


class AnyOf(django_filters.MultipleChoiceFilter):
    """Whatever is ticked. Without DISTINCT, which no filter here needs and which sorts the whole register."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=Ticks, distinct=False, **kwargs)

    def filter(self, qs, value):
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class Occurring(AnyOf):
    """Whatever is ticked of what occurs in the cases that the user may see."""

    def __init__(self, *args, kind: str, **kwargs):
        self.kind = kind
        super().__init__(*args, **kwargs)

    @property
    def field(self):
        self.extra["choices"] = lambda: self.occurring()  # a function, which a form may copy
        return super().field

    def occurring(self) -> list[tuple[str, str]]:
        return Choices.of(self.parent.request).named[self.kind]


class StageFilter(Occurring):
    """Stages by name: procedures call them what they like, and many call one the same."""

    def occurring(self):
        return [(name, name) for name in Choices.of(self.parent.request).stages]

    def filter(self, qs, value):
        if not value:
            return qs
        stages = Choices.of(self.parent.request).stages
        places = [
            Q(current_stage__key=key, procedure_version__in=versions)
            for name in value
            for key, versions in stages[name].items()
        ]
        return qs.filter(reduce(or_, places))


class OutcomeFilter(AnyOf):
    """The outcome of the last answer that went out, at whatever stage."""

    def filter(self, qs, value):
        if not value:
            return qs
        issued = Response.objects.issued()
        of_the_case = issued.filter(case_stage__case=OuterRef("pk")).order_by("-issued_on", "-pk")
        some = issued.filter(outcome__in=value).order_by().values("case_stage__case")
        last = Subquery(of_the_case.values("outcome")[:1])
        return qs.filter(pk__in=some).alias(last_outcome=last).filter(last_outcome__in=value)


class CaseFilterSet(WagtailFilterSet):
    """Every filter of the register. Who sees no restricted case finds none by `restricted`, as by anything else."""

    standing = AnyOf(label=_("Status"), choices=Standing.choices)
    open = _one_of(_("Open or closed"), [(OPEN, _("Open")), (CLOSED, _("Closed"))], method="filter_open")
    due = _one_of(
        _("When it is due"),
        [
            (OVERDUE, _("Overdue")),
            (TODAY, _("Due today")),
            (THIS_WEEK, _("Due this week")),
            (NEXT_WEEK, _("Due next week")),
            (LATER, _("Due later")),
            (REVIEW, _("No date promised: to be reviewed by now")),
            (NOTHING, _("Nothing due")),
        ],
        method="filter_due",
    )
    late = _one_of(_("Late complaints"), [(UNDECIDED, _("To be decided"))], method="filter_late")
    owner = Occurring(label=_("Owner"), kind=OWNER)
    whose = _one_of(
        _("Whose cases"),
        [(MINE, _("Mine")), (WITH_ME, _("Mine, or mine to decide")), (NOBODY, _("Nobody’s yet"))],
        method="filter_whose",
    )
    waiting = _one_of(
        _("Waiting for"),
        [
            (MY_SIGNATURE, _("My signature")),
            (SIGNATURE, _("Anybody’s signature")),
            (DECISION, _("A decision: to be triaged, or the next stage")),
            (MESSAGES, _("Somebody to read what was written to us")),
            (LETTERS, _("A letter that a stage owes")),
        ],
        method="filter_waiting",
    )
    actions = _one_of(
        _("Actions"),
        [(OUTSTANDING, _("Outstanding")), (ACTIONS_OVERDUE, _("Overdue"))],
        method="filter_actions",
    )
    team = Occurring(label=_("Team"), kind=TEAM)
    service_area = Occurring(label=_("Service area"), kind=AREA)
    provider = Occurring(label=_("Provider"), kind=PROVIDER)
    procedure = Occurring(label=_("Procedure"), field_name="procedure_version__procedure", kind=PROCEDURE)
    stage = StageFilter(label=_("Stage"), kind="stage")
    kind = AnyOf(label=_("Kind"), field_name="submission__kind", choices=Kind.choices)
    channel = AnyOf(label=_("How it came"), choices=Channel.choices)
    outcome = OutcomeFilter(label=_("Outcome of the last answer"), choices=Outcome.choices)
    restricted = _one_of(
        _("Restricted"),
        [(RESTRICTED, _("Open to named people only")), (UNRESTRICTED, _("Not restricted"))],
        method="filter_restricted",
    )
    next_due_on = django_filters.DateFromToRangeFilter(label=_("Next due"), widget=DateRangePickerWidget)
    received_on = django_filters.DateFromToRangeFilter(label=_("Received"), widget=DateRangePickerWidget)
    closed_on = django_filters.DateFromToRangeFilter(label=_("Closed"), widget=DateRangePickerWidget)

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_open(self, cases, name, value):
        return cases.open() if value == OPEN else cases.exclude(closed_on=None)

    def filter_due(self, cases, name, value):
        on = today()
        if value == OVERDUE:
            return cases.overdue(on)
        sunday = on + timedelta(days=6 - on.weekday())
        lookup = {
            TODAY: {"next_due_on": on},
            THIS_WEEK: _between(on, sunday),
            NEXT_WEEK: _between(sunday + timedelta(days=1), sunday + timedelta(days=7)),
            LATER: {"next_due_on__gt": on},
            REVIEW: {"next_review_on__lte": on},
            NOTHING: {"next_due_on": None},
        }
        return cases.open().filter(**lookup[value])

    def filter_late(self, cases, name, value):
        return cases.late_undecided()

    def filter_actions(self, cases, name, value):
        """A closed case stays here until all that was agreed is done and told."""
        return actions_that_are(value).cases_with(cases)

    def filter_restricted(self, cases, name, value):
        restricted = Case.objects.restricted().order_by().values("pk")
        return cases.filter(pk__in=restricted) if value == RESTRICTED else cases.exclude(pk__in=restricted)

    def filter_whose(self, cases, name, value):
        if value == WITH_ME:
            return cases.worked_on_by(self.request.user)
        return cases.filter(owner=self.request.user if value == MINE else None)

    def filter_waiting(self, cases, name, value):
        if value == DECISION:
            return cases.to_be_decided()
        if value == MESSAGES:
            return CaseMessage.objects.with_words_to_read(cases)
        if value == LETTERS:
            return StageLetterSent.objects.cases_owing(cases)
        waiting = Response.objects.waiting_for_a_signature()
        if value == MY_SIGNATURE:
            waiting = waiting.waiting_for(self.request.user)
        return cases.filter(pk__in=waiting.values("case_stage__case"))


def _between(first: date, last: date) -> dict:
    return {"next_due_on__gte": first, "next_due_on__lte": last}


def actions_that_are(value: str):
    """Return the actions that the filter by actions asks for: outstanding, or overdue."""
    actions = AgreedAction.objects
    return actions.outstanding() if value == OUTSTANDING else actions.overdue(today())
