"""By what can the register of cases be narrowed down?"""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, MultipleUserFilter, WagtailFilterSet

from ..conf import today
from ..models import Case, Channel, Procedure, ServiceArea, Standing

OVERDUE, TODAY, LATER, NOTHING = "overdue", "today", "later", "nothing"


def _of_cases(field: str):
    return Case.objects.exclude(**{field: None}).order_by().values(field)


def _owners(request) -> QuerySet:
    return get_user_model().objects.filter(pk__in=_of_cases("owner"))


def _stages() -> list[tuple[str, str]]:
    keys = Case.objects.exclude(current_stage=None).order_by("current_stage__key")
    keys = keys.values_list("current_stage__key", flat=True).distinct()
    return [(key, capfirst(key.replace("-", " "))) for key in keys]


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
            (NOTHING, _("Nothing due")),
        ],
        method="filter_due",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    owner = MultipleUserFilter(label=_("Owner"), queryset=_owners, widget=forms.CheckboxSelectMultiple)
    whose = django_filters.ChoiceFilter(
        label=_("Whose cases"),
        choices=[("mine", _("Mine")), ("nobody", _("Nobody’s yet"))],
        method="filter_whose",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    service_area = django_filters.ModelMultipleChoiceFilter(
        label=_("Service area"), queryset=ServiceArea.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    procedure = django_filters.ModelMultipleChoiceFilter(
        label=_("Procedure"),
        field_name="procedure_version__procedure",
        queryset=Procedure.objects.filter(versions__isnull=False).distinct(),
        widget=forms.CheckboxSelectMultiple,
    )
    stage = django_filters.MultipleChoiceFilter(
        label=_("Stage"), field_name="current_stage__key", choices=_stages, widget=forms.CheckboxSelectMultiple
    )
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
        lookup = {TODAY: {"next_due_on": on}, LATER: {"next_due_on__gt": on}, NOTHING: {"next_due_on": None}}
        return cases.open().filter(**lookup[value])

    def filter_whose(self, cases, name, value):
        return cases.filter(owner=self.request.user if value == "mine" else None)
