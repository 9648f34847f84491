"""Which teams are there, who is in them, and which service areas are theirs?"""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.utils import get_user_display_name

from ...models import ServiceArea, Team
from ..cases.moves.working import staff
from .admin import RecordAdmin
from .registers import InUseFilters


class Members(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return get_user_display_name(obj)


class TeamForm(WagtailAdminModelForm):
    """Members are chosen among those who may see cases, and those who are members already."""

    members = Members(
        label=gettext_lazy("Members"),
        queryset=get_user_model().objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    service_areas = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Service areas"),
        queryset=ServiceArea.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Members who see the cases of their teams see every case of these."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Q(pk__in=staff().values("pk"))
        if self.instance.pk:
            known |= Q(pk__in=self.instance.members.values("pk"))
        users = get_user_model().objects.filter(known)
        self.fields["members"].queryset = users.order_by("last_name", "first_name", "pk")


class TeamFilters(InUseFilters):
    class Meta(InUseFilters.Meta):
        model = Team


class TeamAdmin(RecordAdmin):
    model = Team
    base_url_path = "complaints/teams"
    menu_label = gettext_lazy("Teams")
    menu_icon = "group"
    list_display = ("name", "people", "areas", "is_active")
    list_export = list_display
    search_fields = ("name",)
    filterset_class = TeamFilters
    inspect_view_fields = list_display
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("members"),
            FieldPanel("service_areas"),
            FieldPanel("is_of_the_service"),
            FieldPanel("is_active"),
        ],
        base_form_class=TeamForm,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("members", "service_areas")

    def people(self, team):
        return ", ".join(get_user_display_name(user) for user in team.members.all())

    people.short_description = gettext_lazy("Members")

    def areas(self, team):
        return ", ".join(area.name for area in team.service_areas.all())

    areas.short_description = gettext_lazy("Service areas")
