"""How is a register narrowed to the records of one state?"""

from collections.abc import Callable, Mapping

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

States = Mapping[str, tuple[str | Promise, Callable[[QuerySet], QuerySet]]]


class StateFilter(django_filters.ChoiceFilter):
    """A choice of one of `states`: by key, its label and what narrows the rows to it."""

    def __init__(self, states: States):
        self._states = states
        super().__init__(
            label=_("State"),
            choices=[(key, label) for key, (label, _rows) in states.items()],
            empty_label=_("All"),
            widget=forms.RadioSelect,
        )

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return self._states[value][1](rows) if value else rows
