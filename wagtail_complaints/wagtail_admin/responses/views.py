"""What happens at each address of a response? Wagtail's views, each asking first whether the row is open."""

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.models import TaskState
from wagtail.snippets.views import snippets

from ... import conf
from ...actions import responses
from ...actions.restrictions import note_read
from ...models import Response
from ...procedure.journey import MoveRefused
from .panels import why_not_signed_by
from .policy import POLICY


class OfVisibleRow:
    """Asks, before anything is read, whether the user may do with this row what the view does (`asks`).

    A row that they may not see is not there; `asks = None` opens to nobody. The viewset puts this before every view
    it makes, also those that a later Wagtail adds.
    """

    asks = "change"

    def setup(self, request, *args, **kwargs):
        if self.asks is None:
            raise PermissionDenied
        if "pk" in kwargs:
            response = _row(request.user, kwargs["pk"])
            if not POLICY.user_has_permission_for_instance(request.user, self.asks, response):
                raise PermissionDenied
            note_read(response.case, by=request.user, screen=_("Response"), at=conf.now())
        super().setup(request, *args, **kwargs)


class ReadOfVisibleRow(OfVisibleRow):
    """Opened to whoever may read the row, where Wagtail asks whether they may change it."""

    asks = "view"
    permission_required = "view"


def _row(user, pk) -> Response:
    pk = unquote(str(pk))
    response = Response.objects.visible_to(user).filter(pk=pk).first() if pk.isdecimal() else None
    if response is None:
        raise Http404
    return response


class IndexView(OfVisibleRow, snippets.IndexView):
    """The letters of the cases that one may see. Nothing is done to several letters at once."""

    @cached_property
    def columns(self):
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class EditView(OfVisibleRow, snippets.EditView):
    """The editor of a draft, and the page where a letter is read and signed."""

    asks = "view"

    def dispatch(self, request, *args, **kwargs):
        if self.user_has_permission("change"):
            return super().dispatch(request, *args, **kwargs)
        if request.method != "GET":
            raise PermissionDenied
        return redirect(reverse(self.inspect_url_name, args=(quote(self.object.pk),)))

    def user_has_permission(self, permission):
        if permission != "change":
            return POLICY.user_has_permission(self.request.user, permission)
        task = self.live_object.current_workflow_task
        return POLICY.user_has_permission_for_instance(self.request.user, "change", self.live_object) or bool(
            task and task.may_sign(self.live_object, self.request.user)
        )

    def get_object(self, queryset=None):
        response = super().get_object(queryset)
        return response if response.get_lock() else response.with_every_point()

    def get_available_actions(self):
        return ["edit", "submit", "cancel-workflow"]

    def submit_action(self):
        try:
            responses.submit(self.object, by=self.request.user)
        except MoveRefused as refused:
            messages.error(self.request, refused.reason)
            return redirect(self.get_edit_url())
        messages.success(self.request, _("The letter has been submitted for sign-off."))
        return redirect(self.get_edit_url())

    def is_valid(self, form):
        return self.action != "cancel-workflow" and super().is_valid(form)

    def form_invalid(self, form):
        if self.action != "cancel-workflow":
            return super().form_invalid(form)
        try:
            responses.take_back(self.object, by=self.request.user)
            messages.success(self.request, _("The letter is yours again. The next attempt starts afresh."))
        except MoveRefused as refused:
            messages.error(self.request, refused.reason)
        return redirect(self.get_edit_url())

    def get_side_panels(self):
        self.preview_enabled = self.preview_enabled and not self.locked_for_user
        return super().get_side_panels()

    def get_context_data(self, **kwargs):
        self.autosave_enabled = self.autosave_enabled and not self.locked_for_user
        return super().get_context_data(**kwargs)


class InspectView(OfVisibleRow, snippets.InspectView):
    asks = "view"
    any_permission_required = ["view"]
    page_title = gettext_lazy("Response")
    template_name = "wagtail_complaints/responses/inspect.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            response=self.object.get_latest_revision_as_object(),
            runs=[(run, run.decisions()) for run in self.object.sign_off_runs.order_by("-pk")],
            why_not=why_not_signed_by(self.request.user, self.object),
            step=self.object.current_workflow_task,
            case=self.object.case,
            case_url=AdminURLFinder(self.request.user).get_edit_url(self.object.case),
            **kwargs,
        )


class HistoryView(OfVisibleRow, snippets.HistoryView):
    asks = "view"
    any_permission_required = ["view"]


class UsageView(ReadOfVisibleRow, snippets.UsageView):
    pass


class WorkflowHistoryView(ReadOfVisibleRow, snippets.WorkflowHistoryView):
    pass


class WorkflowHistoryDetailView(ReadOfVisibleRow, snippets.WorkflowHistoryDetailView):
    pass


class PreviewRevisionView(ReadOfVisibleRow, snippets.PreviewRevisionView):
    pass


class RevisionsCompareView(ReadOfVisibleRow, snippets.RevisionsCompareView):
    pass


class WorkflowPreviewView(OfVisibleRow, snippets.WorkflowPreviewView):
    asks = "view"


class DeleteView(OfVisibleRow, snippets.DeleteView):
    asks = "delete"


class WorkflowActionView(OfVisibleRow, snippets.WorkflowActionView):
    """The form in which somebody signs, or sends back, the letter that their screen shows."""

    asks = "view"

    def get_task_state(self):
        """Return the step, if it is one of the letter in the address."""
        state = TaskState.objects.for_instance(self.object).filter(pk=self.task_state_id).first()
        if state is None:
            raise Http404
        return state.specific

    def get(self, request, *args, **kwargs):
        return self.render_modal_form(request, self.form_class(initial={"seen": self.shown}))

    @property
    def shown(self) -> str:
        """Return the digest of the letter on the page behind the form, or of the one that the form shows."""
        return self.request.GET.get("seen") or self.object.digest_of(self.object.get_latest_revision())

    def get_context_data(self, **kwargs):
        letter = self.object.get_latest_revision_as_object()
        context = super().get_context_data(response=letter, is_on_page="seen" in self.request.GET, **kwargs)
        return context | {"submit_url": self.request.get_full_path()}

    def post(self, request, *args, **kwargs):
        form = self.form_class(request.POST)
        is_modal = request.headers.get("x-requested-with") == "XMLHttpRequest"
        try:
            if not form.is_valid() and not is_modal:
                raise MoveRefused(" ".join(error for errors in form.errors.values() for error in errors))
            answer = super().post(request, *args, **kwargs)
        except MoveRefused as refused:
            messages.error(request, refused.reason)
            return self._back(is_modal)
        if form.is_valid():
            messages.success(request, _("Signed.") if self.action_name == "approve" else _("Sent back."))
        return answer

    def _back(self, is_modal):
        if is_modal:
            return self.render_modal_json(self.request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)


def closed(view_class):
    """Return the view of an address that every snippet has and no response has a use for: it opens to nobody."""
    return type(view_class.__name__, (OfVisibleRow, view_class), {"asks": None})
