"""What does the law expect of this page, as it is typed now? A side panel of the page editor, and what fills it.

Wagtail has no hook for the side panels of pages: `before_edit_page` and `before_create_page` answer with the page's
own view, given one panel more, so that whatever a council made of that view stays as it is.
"""

from functools import cache

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel

from ...compat import page_model, page_view
from ...conf import today
from ...models.procedure_page import ProcedurePageMixin
from ...models.typed import NotTheForm, typed
from .report import LawReportView
from .words import shown

_ASKED = "_wagtail_complaints_law"


class LawSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle the law")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

    name = "law"
    title = gettext_lazy("The law")
    template_name = "wagtail_complaints/admin/law/panel.html"
    order = 360

    def __init__(self, object, request, *, url):
        super().__init__(object, request)
        self.url = url

    def get_context_data(self, parent_context):
        report = reverse("complaints_law_report") if LawReportView.may_open(self.request.user) else ""
        return super().get_context_data(parent_context) | {"url": self.url, "report_url": report}

    @property
    def media(self):
        return Media(css={"all": ["wagtail_complaints/admin/law.css"]}, js=["wagtail_complaints/admin/law.js"])


class WithLaw:
    """Mixed in before a view of Wagtail's that edits or creates a page."""

    def get_side_panels(self):
        panels = super().get_side_panels()
        if getattr(self, "expects_json_response", False) or getattr(self, "hydrate_create_view", False):
            return panels
        return MediaContainer([*panels, LawSidePanel(self.page, self.request, url=self._law_url())])

    def _law_url(self):
        if self.page.pk:
            return reverse("complaints_law_of_page", args=[self.page.pk])
        meta = self.page._meta
        return reverse("complaints_law_of_new", args=[meta.app_label, meta.model_name, self.parent_page.pk])


@cache
def _with_law(view_class):
    return type(f"{view_class.__name__}WithLaw", (WithLaw, view_class), {})


def before_edit(request, page):
    return _answer(request, type(page), "edit")


def before_create(request, parent, page_class):
    return _answer(request, page_class, "add")


def _answer(request, page_class, name):
    """Return the answer of the view that was asked, with our panel; None where it is asked already."""
    asked = request.resolver_match
    if not asked or not issubclass(page_class, ProcedurePageMixin) or hasattr(request, _ASKED):
        return None
    view_class, made = page_view(request, page_class, name)
    if not view_class:
        return None
    setattr(request, _ASKED, True)
    return made(_with_law(view_class))(request, *asked.args, **asked.kwargs)


class LawView(View):
    """Answers the editor's form with what the law expects. It stores nothing."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        page, parent = self.page_and_parent
        form_class = page.get_edit_handler().get_form_class()
        form = form_class(request.POST, instance=page, parent_page=parent, for_user=request.user)
        try:
            found = typed(form)
        except NotTheForm:
            return HttpResponseBadRequest(_("This is not the whole form of the page."), content_type="text/plain")
        return render(request, "wagtail_complaints/admin/law/findings.html", shown(found, on=today()))


class LawOfPageView(LawView):
    @cached_property
    def page_and_parent(self):
        page = get_object_or_404(page_model(), pk=self.kwargs["page_id"]).get_latest_revision_as_object()
        if not isinstance(page, ProcedurePageMixin):
            raise Http404
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page, page.get_parent().specific


class LawOfNewView(LawView):
    @cached_property
    def page_and_parent(self):
        parent = get_object_or_404(page_model(), pk=self.kwargs["parent_id"]).specific
        try:
            model = apps.get_model(self.kwargs["app"], self.kwargs["model"])
        except LookupError:
            raise Http404 from None
        if not issubclass(model, ProcedurePageMixin):
            raise Http404
        if not parent.permissions_for_user(self.request.user).can_add_subpage():
            raise PermissionDenied
        if model not in parent.creatable_subpage_models() or not model.can_create_at(parent):
            raise PermissionDenied
        return model(owner=self.request.user, locale=parent.locale), parent
