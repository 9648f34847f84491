"""By what can the register of cases be narrowed down? The choices tell nothing of cases that one may not see."""

from collections import defaultdict
from collections.abc import Callable
from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, MultipleUserFilter, WagtailFilterSet

from ...conf import today
from ...models import Case, Channel, Procedure, ProcedureVersion, ServiceArea, Standing

OVERDUE, TODAY, LATER, REVIEW, NOTHING = "overdue", "today", "later", "review", "nothing"


def _in_cases(model, field: str) -> Callable[[object], QuerySet]:
    """Return the query for what the field names in the cases that the user may see."""

    def occurring(request) -> QuerySet:
        seen = Case.objects.visible_to(request.user).exclude(**{field: None}).order_by()
        return model._default_manager.filter(pk__in=seen.values(field))

    return occurring


class StageFilter(django_filters.MultipleChoiceFilter):
    """Stages by name: procedures call them what they like, and many call one the same."""

    @property
    def field(self):
        self.extra["choices"] = [(name, name) for name in sorted(self._places)]
        return super().field

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, str]]]:
        """Return where a stage has each name: by version and key."""
        seen = Case.objects.visible_to(self.parent.request.user).exclude(current_stage=None).order_by()
        places = set(seen.values_list("procedure_version", "current_stage__key"))
        versions = ProcedureVersion.objects.in_bulk({version for version, _key in places})
        named = defaultdict(list)
        for version, key in places:
            named[versions[version].terms.stage(key).name].append((version, key))
        return named

    def filter(self, qs, value):
        places = [place for name in value for place in self._places.get(name, ())]
        if not places:
            return qs
        return qs.filter(
            reduce(or_, (Q(procedure_version=version, current_stage__key=key) for version, key in places))
        )


class CaseFilterSet(WagtailFilterSet):
    standing = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Standing.choices, widget=forms.CheckboxSelectMultiple
    )
    due = django_filters.ChoiceFilter(
        label=_("When it is due"),
        choices=[
            (OVERDUE, _("Overdue")),
            (TODAY, _("Due today")),
            (LATER, _("Due later")),
            (REVIEW, _("No date promised: to be reviewed by now")),
            (NOTHING, _("Nothing due")),
        ],
        method="filter_due",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    late = django_filters.ChoiceFilter(
        label=_("Late complaints"),
        choices=[("undecided", _("To be decided"))],
        method="filter_late",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    owner = MultipleUserFilter(
        label=_("Owner"), queryset=_in_cases(get_user_model(), "owner"), widget=forms.CheckboxSelectMultiple
    )
    whose = django_filters.ChoiceFilter(
        label=_("Whose cases"),
        choices=[("mine", _("Mine")), ("nobody", _("Nobody’s yet"))],
        method="filter_whose",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    service_area = django_filters.ModelMultipleChoiceFilter(
        label=_("Service area"),
        queryset=_in_cases(ServiceArea, "service_area"),
        widget=forms.CheckboxSelectMultiple,
    )
    procedure = django_filters.ModelMultipleChoiceFilter(
        label=_("Procedure"),
        field_name="procedure_version__procedure",
        queryset=_in_cases(Procedure, "procedure_version__procedure"),
        widget=forms.CheckboxSelectMultiple,
    )
    stage = StageFilter(label=_("Stage"), widget=forms.CheckboxSelectMultiple)
    channel = django_filters.MultipleChoiceFilter(
        label=_("How it came"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    next_due_on = django_filters.DateFromToRangeFilter(label=_("Next due"), widget=DateRangePickerWidget)
    received_on = django_filters.DateFromToRangeFilter(label=_("Received"), widget=DateRangePickerWidget)
    closed_on = django_filters.DateFromToRangeFilter(label=_("Closed"), widget=DateRangePickerWidget)

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_due(self, cases, name, value):
        on = today()
        if value == OVERDUE:
            return cases.overdue(on)
        lookup = {
            TODAY: {"next_due_on": on},
            LATER: {"next_due_on__gt": on},
            REVIEW: {"next_review_on__lte": on},
            NOTHING: {"next_due_on": None},
        }
        return cases.open().filter(**lookup[value])

    def filter_late(self, cases, name, value):
        return cases.late_undecided()

    def filter_whose(self, cases, name, value):
        return cases.filter(owner=self.request.user if value == "mine" else None)
