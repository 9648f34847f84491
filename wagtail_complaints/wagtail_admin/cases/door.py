"""Who may come to a page of a case? Whoever sees the case; others find nothing there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ... import conf
from ...actions.restrictions import note_read
from ...conf import today
from ...models import Case
from ...models.sight import permitted


class CaseDoor(WagtailAdminTemplateMixin):
    """A page of one case. A case that the user does not see is not found; what they may not do is refused."""

    permission = "view_case"
    pk_url_kwarg = "pk"
    header_icon = "folder-open-inverse"

    def dispatch(self, request, *args, **kwargs):
        try:
            self.check_permission()
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return render(request, "wagtail_complaints/admin/cases/may_not.html", self.may_not(), status=403)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.on = today()
        self.case = self.get_case()
        note_read(self.case, by=request.user, screen=self.screen, at=conf.now())

    def get_case(self):
        return get_object_or_404(self.get_cases(), pk=self.kwargs[self.pk_url_kwarg])

    def get_cases(self):
        return Case.objects.visible_to(self.request.user).with_terms().select_related("owner")

    def check_permission(self):
        if not self.may(self.permission):
            raise PermissionDenied

    def may(self, codename: str) -> bool:
        return self._permitted(codename)

    @cached_property
    def _permitted(self):
        return permitted(self.request.user, self.case)

    @property
    def screen(self) -> str:
        """Return what the log of readings calls this page."""
        return capfirst(self.request.resolver_match.url_name.replace("-", " "))

    def may_not(self) -> dict:
        return {
            "breadcrumbs_items": self.case_breadcrumbs,
            "header_title": _("Not allowed"),
            "header_icon": self.header_icon,
            "case_url": self.case_url,
        }

    @cached_property
    def case_url(self) -> str:
        return self.url_of(self.case)

    @staticmethod
    def url_of(case: Case) -> str:
        return reverse("complaints_cases:case", args=[case.pk])

    @property
    def case_breadcrumbs(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("complaints_cases:index"), "label": _("Cases")},
            {"url": self.case_url, "label": self.case.reference},
        ]
