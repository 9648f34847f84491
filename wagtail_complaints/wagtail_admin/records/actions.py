"""What has the council said that it would do, in which case, who does it, and what is late?"""

import django_filters
from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_user_display_name

from ... import conf
from ...models import AgreedAction, Purpose
from .admin import RecordAdmin
from .pages import RecordInspect

STATES = {
    "overdue": (gettext_lazy("Overdue"), lambda rows: rows.overdue(conf.today())),
    "outstanding": (gettext_lazy("Outstanding"), lambda rows: rows.outstanding()),
    "done": (gettext_lazy("Done"), lambda rows: rows.exclude(done_on=None)),
}


class ActionFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[(state, label) for state, (label, _rows) in STATES.items()],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
        method="in_state",
    )
    purpose = django_filters.ChoiceFilter(
        label=gettext_lazy("What for"),
        choices=Purpose.choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AgreedAction
        fields = ("state", "purpose")

    def in_state(self, queryset, name, value):
        return STATES[value][1](queryset)


class InspectAction(RecordInspect):
    """An action is read and worked on where its case is."""

    def get(self, request, *args, **kwargs):
        return redirect(reverse("complaints_cases:case", args=[self.instance.case_id]) + "#actions")


class ActionAdmin(RecordAdmin):
    model = AgreedAction
    is_read_only = True
    base_url_path = "complaints/actions"
    menu_label = gettext_lazy("Actions")
    menu_icon = "tasks"
    list_display = ("case_reference", "kind", "text", "who", "due_on", "state")
    list_export = list_display
    list_select_related = ("case", "owner")
    search_fields = ("case__reference", "text", "owner_name")
    filterset_class = ActionFilters
    inspect_view_class = InspectAction
    inspect_view_fields = list_display

    def visible_to(self, user):
        return AgreedAction.objects.visible_to(user)

    def case_reference(self, action):
        return action.case.reference

    case_reference.short_description = gettext_lazy("Case")

    def who(self, action):
        return get_user_display_name(action.owner) if action.owner else action.owner_name

    who.short_description = gettext_lazy("Who does it")

    def state(self, action):
        """Return how it stands: late by word and not by colour alone."""
        if action.is_to_do:
            return _("Overdue") if action.is_overdue(conf.today()) else _("To be done")
        said = _("Done, %s") if action.done_on else _("Given up, %s")
        said %= date_format(action.done_on or action.dropped_on)
        return _("%s, not told yet") % said if action.is_to_be_told else said

    state.short_description = gettext_lazy("State")
