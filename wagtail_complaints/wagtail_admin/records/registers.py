"""What does the council keep in lists of its own? The screens of its registers."""

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from ... import conf
from ...actions import calendars
from ...letters.particulars import PLACEHOLDERS
from ...letters.writing import unknown_placeholders
from ...models import (
    AdvocacyProvider,
    ClosureDay,
    ExtraHoliday,
    LetterText,
    SchoolTerm,
    ServiceArea,
    ServiceProvider,
)
from ...models.audit import acting_user
from ...models.registers import NationChoices
from ..days import DayInput
from .admin import RecordAdmin
from .calendar_days import CalendarDayAdmin


class InUseFilters(WagtailFilterSet):
    class Meta:
        fields = ("is_active",)


class ServiceAreaFilters(InUseFilters):
    class Meta(InUseFilters.Meta):
        model = ServiceArea


class ServiceAreaAdmin(RecordAdmin):
    model = ServiceArea
    base_url_path = "complaints/service-areas"
    menu_label = gettext_lazy("Service areas")
    menu_icon = "site"
    list_display = ("name", "responsible", "email", "telephone", "is_active")
    list_export = ("name", "covers", "responsible", "address", "email", "telephone", "is_active")
    search_fields = ("name", "covers", "responsible")
    filterset_class = ServiceAreaFilters
    inspect_view_fields = list_export


class ServiceProviderFilters(InUseFilters):
    class Meta(InUseFilters.Meta):
        model = ServiceProvider


class ServiceProviderAdmin(RecordAdmin):
    model = ServiceProvider
    base_url_path = "complaints/service-providers"
    menu_label = gettext_lazy("Service providers")
    menu_icon = "globe"
    list_display = ("name", "does", "email", "telephone", "is_active")
    list_export = list_display
    search_fields = ("name", "does")
    filterset_class = ServiceProviderFilters
    inspect_view_fields = list_display


class AdvocacyProviderFilters(InUseFilters):
    class Meta(InUseFilters.Meta):
        model = AdvocacyProvider


class AdvocacyProviderAdmin(RecordAdmin):
    model = AdvocacyProvider
    base_url_path = "complaints/advocacy-providers"
    menu_label = gettext_lazy("Advocacy providers")
    menu_icon = "group"
    list_display = ("name", "helps", "telephone", "email", "is_active")
    list_export = ("name", "helps", "email", "telephone", "website", "is_active")
    search_fields = ("name", "helps")
    filterset_class = AdvocacyProviderFilters
    inspect_view_fields = list_export


class SchoolTermAdmin(RecordAdmin):
    model = SchoolTerm
    base_url_path = "complaints/school-terms"
    menu_label = gettext_lazy("School terms")
    menu_icon = "calendar-alt"
    list_display = ("name", "starts_on", "ends_on")
    list_export = list_display
    search_fields = ("name",)
    inspect_view_fields = list_display
    panels = [FieldPanel("name"), *(FieldPanel(name, widget=DayInput) for name in ("starts_on", "ends_on"))]

    def changed(self, obj):
        calendars.terms_changed(by=acting_user(), on=conf.today())


class LetterTextForm(WagtailAdminModelForm):
    """Refuses a placeholder that no letter can fill, while it can still be put right."""

    def clean(self):
        cleaned = super().clean()
        for name in ("subject", "body"):
            if unknown := unknown_placeholders(cleaned.get(name) or ""):
                self.add_error(name, _("No letter can fill in: %(names)s") % {"names": ", ".join(sorted(unknown))})
        return cleaned


class LetterTextAdmin(RecordAdmin):
    model = LetterText
    base_url_path = "complaints/letter-texts"
    menu_label = gettext_lazy("Letter texts")
    menu_icon = "mail"
    list_display = ("kind", "subject")
    list_export = ("kind", "subject", "body")
    search_fields = ("subject", "body")
    inspect_view_fields = list_export
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("subject"),
            FieldPanel(
                "body",
                help_text=gettext_lazy("These are filled in where they stand: ")
                + ", ".join(f"{{{{{name}}}}}" for name in sorted(PLACEHOLDERS)),
            ),
        ],
        base_form_class=LetterTextForm,
    )


class ConfirmedFilter(django_filters.ChoiceFilter):
    """Whether a day counts yet."""

    def __init__(self):
        super().__init__(
            field_name="confirmed_on",
            label=gettext_lazy("State"),
            choices=[("proposed", gettext_lazy("Proposed")), ("confirmed", gettext_lazy("Confirmed"))],
            empty_label=gettext_lazy("All"),
            widget=forms.RadioSelect,
        )

    def filter(self, queryset, value):
        return queryset.filter(confirmed_on__isnull=value == "proposed") if value else queryset


class ExtraHolidayFilters(WagtailFilterSet):
    state = ConfirmedFilter()
    nation = django_filters.ChoiceFilter(
        label=gettext_lazy("Nation"),
        choices=NationChoices.choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ExtraHoliday
        fields = ("state", "nation")


class ExtraHolidayAdmin(CalendarDayAdmin):
    model = ExtraHoliday
    base_url_path = "complaints/bank-holidays"
    menu_label = gettext_lazy("Extra bank holidays")
    list_display = ("name", "on", "nation", "state")
    list_export = ("name", "on", "nation", "confirmed_on")
    filterset_class = ExtraHolidayFilters
    inspect_view_fields = ("name", "on", "nation", "confirmed_on", "confirmed_by")
    panels = [FieldPanel("nation"), FieldPanel("on", widget=DayInput), FieldPanel("name")]


class ClosureDayFilters(WagtailFilterSet):
    state = ConfirmedFilter()

    class Meta:
        model = ClosureDay
        fields = ("state",)


class ClosureDayAdmin(CalendarDayAdmin):
    model = ClosureDay
    base_url_path = "complaints/closure-days"
    menu_label = gettext_lazy("Closure days")
    list_display = ("name", "on", "state")
    list_export = ("name", "on", "confirmed_on")
    filterset_class = ClosureDayFilters
    inspect_view_fields = ("name", "on", "confirmed_on", "confirmed_by")
    panels = [FieldPanel("on", widget=DayInput), FieldPanel("name")]


REGISTERS = (
    ServiceAreaAdmin,
    ServiceProviderAdmin,
    ExtraHolidayAdmin,
    ClosureDayAdmin,
    SchoolTermAdmin,
    AdvocacyProviderAdmin,
    LetterTextAdmin,
)
