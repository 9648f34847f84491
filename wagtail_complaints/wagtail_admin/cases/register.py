"""Which cases are there, and what is due? The register of cases, as Wagtail's own listings are."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from ...conf import today
from ...models import Case
from ...models.calendars import Calendars
from ..spreadsheets import HarmlessSpreadsheet
from . import bulk, saved_views
from .choices import Choices
from .columns import EXPORTED, TickColumn, case_url, columns, exported
from .filters import CaseFilterSet
from .matching import keys, parameters
from .moves import urls as moves
from .page import CasePageView
from .pages import COUNTED_WITH_WORDS, PagesOfCases, described
from .saved_views import offered
from .sorting import ordered
from .table import CaseTable


class CaseIndexView(HarmlessSpreadsheet, generic.IndexView):
    page_title = _("Cases")
    any_permission_required = ["view"]
    filterset_class = CaseFilterSet
    results_template_name = "wagtail_complaints/admin/cases/index_results.html"
    list_export = list(EXPORTED)
    is_searchable = True
    some_found = None
    table_class = CaseTable
    table_classname = CaseTable.classname
    paginator_class = PagesOfCases

    @cached_property
    def on(self):
        return today()

    @cached_property
    def calendars(self):
        return Calendars() if self.is_export else Calendars.of_days(Choices.of(self.request).days)

    @cached_property
    def columns(self):
        tick = TickColumn("bulk_actions", obj_type="case")
        return [tick, *columns(on=self.on, calendars=self.calendars, are_ticked=True)]

    def get_base_queryset(self):
        return Choices.of(self.request).seen

    def order_queryset(self, queryset):
        return ordered(queryset, self.ordering)

    def filter_queryset(self, queryset):
        """Narrow the register down; where a filter means nothing to this user, to nothing."""
        if not self.filters.is_valid():
            return queryset.none()
        if self.is_export and "id" in self.request.GET:
            queryset = queryset.filter(pk__in=keys(self.request.GET))
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        if self.is_export:
            return queryset.speaking_of(self.search_query)
        found = queryset.soon_speaking_of(self.search_query)
        self.some_found = found.some
        return found.cases

    def get_paginator(self, *args, **kwargs):
        pages = super().get_paginator(*args, **kwargs)
        if self.is_searching:
            pages.step, pages.some = COUNTED_WITH_WORDS, self.some_found
        return pages

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("wagtail_complaints.add_case"):
            return []
        return [HeaderButton(_("Log a representation"), url=reverse("complaints_cases:log"), icon_name="plus")]

    def get_list_buttons(self, instance):
        return []

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(described(self.get_queryset()), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        narrowed = parameters(self.request.GET, "ordering")
        return {
            **super().get_context_data(**kwargs),
            "views": offered(self.request, narrowed),
            "narrowed": narrowed.urlencode(),
            "bulk_buttons": bulk.buttons(self.request.user),
        }

    def get_heading(self, queryset, field):
        return str(EXPORTED[field])

    def to_row_dict(self, item):
        return exported(item, self.on, self.calendars)

    def get_filename(self):
        return f"cases-{self.on:%Y-%m-%d}"


class CaseURLFinder(ModelAdminURLFinder):
    def construct_edit_url(self, instance):
        return case_url(instance)

    def get_edit_url(self, instance):
        """Wagtail's choosers ask for nobody in particular: an address alone says nothing, and its page asks who."""
        if self.user and not Case.objects.visible_to(self.user).filter(pk=instance.pk).exists():
            return None
        return self.construct_edit_url(instance)


class CaseViewSet(ModelViewSet):
    """The officer's desk for cases. A case is changed by its moves alone: no edit, no copy, no delete."""

    model = Case
    name = "complaints_cases"
    url_prefix = "complaints/cases"
    icon = "folder-open-inverse"
    menu_label = _("Cases")
    index_view_class = CaseIndexView
    index_template_name = "wagtail_complaints/admin/cases/index.html"
    list_per_page = 50
    list_filter = None
    filterset_class = CaseFilterSet
    list_export = list(EXPORTED)
    form_fields: list[str] = []
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    url_finder_class = CaseURLFinder

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.construct_view(CasePageView), name="case"),
            *saved_views.patterns(),
            *moves.patterns(),
        ]

    def get_common_view_kwargs(self, **kwargs):
        nowhere = dict.fromkeys(
            (
                "add_url_name",
                "edit_url_name",
                "delete_url_name",
                "inspect_url_name",
                "history_url_name",
                "usage_url_name",
            )
        )
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def register_permissions(self):
        """Leave it to `permissions.registered`, which offers those that the app asks for."""
