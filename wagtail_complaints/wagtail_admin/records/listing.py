"""How is a register listed? With Wagtail's own listing, fed from the options of a RecordAdmin."""

from functools import partial

from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import BooleanField, DateField
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_filters.widgets import SuffixedMultiWidget
from wagtail.admin.ui.tables import BaseColumn, BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic.models import IndexView

from ..spreadsheets import HarmlessSpreadsheet

FURNITURE = frozenset({"q", "p", "ordering", "export", "_w_filter_fragment"})
"""What Wagtail's own listing puts into a query string beside the filters."""


class RecordListing(HarmlessSpreadsheet, IndexView):
    """A parameter that no declared filter owns is refused, so a query string can never name a lookup."""

    template_name = "wagtail_complaints/admin/cases/index.html"
    results_template_name = "wagtail_complaints/admin/records/index_results.html"
    table_classname = "listing wc-records"
    model_admin = None
    permission_policy = None
    any_permission_required = None

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        admin = self.model_admin
        self.model = admin.model
        self.filterset_class = admin.filterset_class
        self.paginate_by = admin.list_per_page
        self.export_filename = admin.opts.model_name
        self.header_icon = admin.get_menu_icon()
        self.page_title = admin.get_menu_label()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.may = self.model_admin.permission_helper
        self.list_display = self.model_admin.get_list_display(request)
        self.list_export = self.model_admin.get_list_export(request)
        self.search_fields = self.model_admin.get_search_fields(request)
        self.default_ordering = self.model_admin.get_ordering(request) or self.model._meta.ordering

    def dispatch(self, request, *args, **kwargs):
        if not self.may.user_can_list(request.user):
            raise PermissionDenied
        self._refuse_other_parameters()
        return super().dispatch(request, *args, **kwargs)

    def _refuse_other_parameters(self):
        known = FURNITURE | set(self._filter_parameters())
        if unknown := sorted(set(self.request.GET) - known):
            raise SuspiciousOperation(f"This listing has no filter called {', '.join(unknown)}.")

    def _filter_parameters(self):
        for name, field in self.filters.form.fields.items() if self.filters else ():
            if isinstance(field.widget, SuffixedMultiWidget):
                yield from (f"{name}_{suffix}" for suffix in field.widget.suffixes)
            else:
                yield name

    @cached_property
    def no_results_message(self):
        is_narrowed = self.is_searching or self.is_filtering
        return (
            super().no_results_message
            if is_narrowed
            else self.model_admin.nothing_yet or super().no_results_message
        )

    def get_base_queryset(self):
        return self.model_admin.get_queryset(self.request)

    def search_queryset(self, queryset):
        handler = self.model_admin.get_search_handler(self.request, self.search_fields)
        return handler.search_queryset(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def columns(self):
        title, *others = self.list_display
        return [
            self._column(title, self._get_title_column_class(TitleColumn), get_url=self._get_url),
            *(self._column(name) for name in others),
        ]

    def _column(self, name, column_class=None, **kwargs):
        if isinstance(name, BaseColumn):
            return name
        label, attribute = label_for_field(name, self.model, self.model_admin, return_attr=True)
        field = None if attribute else self.model._meta.get_field(name)
        if isinstance(field, DateField) or name == "telephone":
            kwargs["classname"] = "wc-unbroken"
        if column_class is None:
            column_class = BooleanColumn if isinstance(field, BooleanField) else Column
        return column_class(
            name,
            label=capfirst(label),
            accessor=partial(self._read, name),
            sort_key=name if field else getattr(attribute, "admin_order_field", None),
            **kwargs,
        )

    def _read(self, name, row):
        field, _attribute, value = lookup_field(name, row, self.model_admin)
        return getattr(row, f"get_{name}_display")() if field is not None and field.choices else value

    def to_row_dict(self, item):
        return {name: self._read(name, item) for name in self.list_export}

    def get_heading(self, queryset, field):
        return capfirst(str(label_for_field(field, self.model, self.model_admin)))

    def _get_url(self, row):
        return self.get_edit_url(row) or self.get_inspect_url(row)

    def get_edit_url(self, instance):
        if self._may_change and self.model_admin.is_editable(instance):
            return self.model_admin.address("edit", instance)
        return None

    def get_inspect_url(self, instance):
        if self.model_admin.inspect_view_enabled:
            return self.model_admin.address("inspect", instance)
        return None

    @cached_property
    def _may_change(self):
        return self.may.holds(self.request.user, "change")

    def get_list_buttons(self, instance):
        buttons = super().get_list_buttons(instance)
        for button in buttons:
            button.attrs["aria-label"] = _("More options for “%(row)s”") % {
                "row": self.model_admin.called(instance)
            }
        return buttons

    def get_add_url(self):
        if self.may.user_can_create(self.request.user):
            return self.model_admin.url_helper.create_url
        return None

    def get_index_url(self):
        return self.model_admin.url_helper.index_url

    def get_index_results_url(self):
        return self.model_admin.url_helper.results_url

    def get_context_data(self, *args, **kwargs):
        return {**super().get_context_data(*args, **kwargs), "can_add": bool(self.add_url), "add_url": self.add_url}
