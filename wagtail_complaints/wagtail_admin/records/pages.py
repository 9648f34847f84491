"""How is one record shown, made, changed and removed? modeladmin's views under the header of Wagtail 8."""

from django.contrib.admin.utils import label_for_field, lookup_field
from django.db import transaction
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail_modeladmin import views

from ...models.audit import actor_name
from ..nothing_chosen import say_what_nothing_is


class RecordPage(WagtailAdminTemplateMixin):
    """The slim header: breadcrumbs from the home page on, what may be done, and the history."""

    def get_breadcrumbs_items(self):
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": self.index_url, "label": self.model_admin.get_menu_label()},
        ]
        return [*crumbs, {"url": "", "label": self.get_page_title(), "sublabel": str(self.get_page_subtitle())}]

    @cached_property
    def header_icon(self):
        return self.model_admin.get_menu_icon()


class RowPage(RecordPage):
    """A page about one row, with a way to each other page about it that this user may open."""

    this_page = ""

    def get_page_subtitle(self):
        return self.model_admin.called(self.instance)

    def address(self, action):
        return self.model_admin.address(action, self.instance)

    def may(self, action) -> bool:
        ask = getattr(self.permission_helper, f"user_can_{action}_obj")
        return action != self.this_page and ask(self.request.user, self.instance)

    @property
    def header_buttons(self):
        if not self.may("edit"):
            return []
        return [HeaderButton(_("Edit"), url=self.address("edit"), icon_name="edit")]

    @property
    def header_more_buttons(self):
        buttons = []
        if self.may("inspect"):
            buttons.append(Button(_("Inspect"), url=self.address("inspect"), icon_name="info-circle", priority=10))
        if self.may("delete"):
            buttons.append(Button(_("Delete"), url=self.address("delete"), icon_name="bin", priority=20))
        return buttons

    def get_context_data(self, **kwargs):
        shows_history = self.model_admin.history_view_enabled and self.this_page != "history"
        return {
            **super().get_context_data(**kwargs),
            "history_url": self.address("history") if shows_history else None,
        }


class RecordForm:
    """The form of a record, drawn by Wagtail's own editing template and saved with its history as one."""

    submit_button_label = gettext_lazy("Save")
    submit_button_active_label = gettext_lazy("Saving…")

    def get_form(self):
        form = super().get_form()
        for field in form.fields.values():
            say_what_nothing_is(field)
        return form

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        self.model_admin.changed(self.instance)
        return response

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "panel": context["edit_handler"],
            "action_url": self.request.path,
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": self.submit_button_active_label,
        }


class RecordCreate(RecordForm, RecordPage, views.CreateView):
    page_title = gettext_lazy("New")

    def get_page_subtitle(self):
        return capfirst(self.verbose_name)


class RecordEdit(RecordForm, RowPage, views.EditView):
    this_page = "edit"
    page_title = gettext_lazy("Edit")


class RecordDelete(RowPage, views.DeleteView):
    this_page = "delete"
    page_title = gettext_lazy("Delete")

    def delete_instance(self):
        super().delete_instance()
        self.model_admin.changed(self.instance)

    def confirmation_message(self):
        return _("Delete this %(record)s? Its history is kept.") % {"record": self.verbose_name}


class RecordInspect(RowPage, views.InspectView):
    this_page = "inspect"
    page_title = gettext_lazy("Inspect")

    def get_field_label(self, field_name, field=None):
        return capfirst(str(label_for_field(field_name, self.model, self.model_admin)))

    def get_field_display_value(self, field_name, field=None):
        value = lookup_field(field_name, self.instance, self.model_admin)[2]
        if field is not None and field.choices:
            return getattr(self.instance, f"get_{field_name}_display")()
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if value is None or value == "":
            return self.model_admin.get_empty_value_display(field_name)
        if hasattr(value, "get_username"):
            return actor_name(value)
        return linebreaksbr(value) if isinstance(value, str) else value

    def get_context_data(self, **kwargs):
        names = self.model_admin.moves_now(self.request.user, self.instance)
        moves = [(self.model_admin.moves[name].page_title, self.address(name)) for name in names]
        return super().get_context_data(**kwargs) | {"moves": moves}


class RecordHistory(RowPage, views.HistoryView):
    """What simple-history knows of one record, for those who may see the record."""

    this_page = "history"
    page_title = gettext_lazy("History")
    page_kwarg = "p"
    columns = [
        Column("at", label=gettext_lazy("When"), width="24%"),
        Column("who", label=gettext_lazy("Who")),
        Column("what", label=gettext_lazy("What")),
        Column("why", label=gettext_lazy("Why")),
    ]

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_inspect_obj(user, self.instance)

    def get_queryset(self):
        return self.model_admin.history_of(self.instance)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        address = self.address("history")
        table = Table(self.columns, context["object_list"], base_url=address)
        return {
            **context,
            "table": table,
            "media": table.media,
            "index_url": address,
            "is_paginated": True,
            "elided_page_range": context["paginator"].get_elided_page_range(context["page_obj"].number),
        }
