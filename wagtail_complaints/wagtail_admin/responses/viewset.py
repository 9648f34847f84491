"""Where do officers write, read and sign the responses of the cases they work on?"""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, UserColumn
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from ...compat import VIEWSETS_CARRY_POLICIES, register_permission_policy
from ...models import Response
from . import views
from .panels import EDITOR
from .policy import POLICY


class ResponseURLFinder(ModelAdminURLFinder):
    """Gives the address of a response to everybody who may see it: signers edit nothing, and still open it."""

    def construct_edit_url(self, instance):
        return reverse(Response.snippet_viewset.get_url_name("edit"), args=(instance.pk,))

    def get_edit_url(self, instance):
        if self.user and not POLICY.user_has_permission_for_instance(self.user, "view", instance):
            return None
        return self.construct_edit_url(instance)


WAITING = "for-me"


class ResponseFilters(WagtailFilterSet):
    waiting = django_filters.ChoiceFilter(
        label=_("Signature"),
        choices=[(WAITING, _("Waiting for me to sign"))],
        empty_label=_("All letters"),
        widget=forms.RadioSelect,
        method="waits_for",
    )

    class Meta:
        model = Response
        fields = ("waiting", "outcome", "live")

    def waits_for(self, queryset, name, value):
        return queryset.waiting_for(self.request.user)


class LeadsSignersToTheirs:
    """A menu item that leads those who only sign letters to what waits for them, the others one filter away.

    Permissions say who that is, and not the steps of workflows: a menu stands on every screen and asks nothing.
    """

    def render_component(self, request):
        component = super().render_component(request)
        drafts_or_oversees = ("change_response", "view_every_case")
        if not any(request.user.has_perm(f"wagtail_complaints.{name}") for name in drafts_or_oversees):
            component.url = f"{component.url}?waiting={WAITING}"
        return component


def status(response) -> str:
    return capfirst(response.status_string)


def issued(response) -> str:
    return date_format(response.issued_on, "j M Y") if response.issued_on else ""


class ResponseViewSet(SnippetViewSet):
    model = Response
    icon = "mail"
    menu_label = _("Responses")
    menu_name = "complaint-responses"
    menu_item_is_registered = True
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_handler = EDITOR
    index_results_template_name = "wagtail_complaints/admin/snippets/index_results.html"
    edit_template_name = "wagtail_complaints/admin/snippets/edit.html"
    url_finder_class = ResponseURLFinder
    list_display = (
        "__str__",
        "outcome",
        UserColumn("author", label=_("Author")),
        Column("status_string", label=_("Status"), accessor=status),
        Column("issued_on", label=_("Issued"), accessor=issued, sort_key="issued_on"),
    )
    filterset_class = ResponseFilters
    list_per_page = 50

    index_view_class = views.IndexView
    edit_view_class = views.EditView
    inspect_view_class = views.InspectView
    history_view_class = views.HistoryView
    usage_view_class = views.UsageView
    delete_view_class = views.DeleteView
    revisions_view_class = views.PreviewRevisionView
    revisions_compare_view_class = views.RevisionsCompareView
    workflow_action_view_class = views.WorkflowActionView
    workflow_preview_view_class = views.WorkflowPreviewView
    workflow_history_view_class = views.WorkflowHistoryView
    workflow_history_detail_view_class = views.WorkflowHistoryDetailView
    add_view_class = views.closed(snippets.CreateView)
    preview_on_add_view_class = views.closed(snippets.PreviewOnCreateView)
    lock_view_class = views.closed(snippets.LockView)
    unlock_view_class = views.closed(snippets.UnlockView)
    unpublish_view_class = views.closed(snippets.UnpublishView)
    revisions_unschedule_view_class = views.closed(snippets.RevisionsUnscheduleView)
    collect_workflow_action_data_view_class = views.closed(snippets.CollectWorkflowActionDataView)

    if VIEWSETS_CARRY_POLICIES:
        permission_policy = POLICY

    def construct_view(self, view_class, **kwargs):
        """Return the view, with the rule of the row before it whatever view it is."""
        if not issubclass(view_class, views.OfVisibleRow):
            view_class = type(view_class.__name__, (views.OfVisibleRow, view_class), {})
        return super().construct_view(view_class, **kwargs)

    @cached_property
    def menu_item_class(self):
        return type("ResponsesMenuItem", (LeadsSignersToTheirs, super().menu_item_class), {})

    @property
    def revisions_revert_view_class(self):
        return type("RevertView", (super().revisions_revert_view_class,), {"asks": "change"})

    def get_queryset(self, request):
        visible = Response.objects.visible_to(request.user)
        return visible.with_status().select_related("case_stage__case__procedure_version", "author")

    def register_chooser_viewset(self):
        """Register none: a list to choose from would show every response to everybody."""


register_permission_policy(Response, POLICY)
