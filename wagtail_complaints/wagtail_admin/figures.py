"""How do complaints go, in figures alone? For elected members and all who oversee: no case, no small number.

Whole years alone: two periods that differ by a day would tell of that day’s cases.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..conf import today
from ..models import figures
from ..procedure.small_numbers import told, total
from . import withheld
from .shown_to import ShownTo


def year_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the council's year, from April to March."""
    start = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return date(start, 4, 1), date(start + 1, 3, 31)


def may_read(user) -> bool:
    return user.has_perm("wagtail_complaints.view_figures")


class FiguresView(WagtailAdminTemplateMixin, TemplateView):
    """Counts by procedure, stage, outcome and service area, for the cases received in a council's year."""

    template_name = "wagtail_complaints/admin/figures.html"
    page_title = gettext_lazy("Complaints in figures")
    header_icon = "table"

    def dispatch(self, request, *args, **kwargs):
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        this_year = year_of(today())
        years = [(date(this_year[0].year - ago, 4, 1), date(this_year[1].year - ago, 3, 31)) for ago in range(4)]
        asked = self.request.GET.get("year", "")
        first, last = next((year for year in years if str(year[0].year) == asked), years[0])
        cases = figures.received_between(first, last)
        tables = (
            (_("By procedure"), figures.by_procedure(cases)),
            (_("By the stage they are at"), figures.by_stage(cases)),
            (_("Responses, by outcome"), figures.by_outcome(cases)),
            (_("By service area"), figures.by_service_area(cases)),
        )
        return super().get_context_data(
            first=first,
            last=last,
            years=[(f"{year[0].year}", _label(year), year[0] == first) for year in years],
            tables=[_table(heading, counts) for heading, counts in tables],
            withheld=withheld.explanation(),
            **kwargs,
        )


def _label(year) -> str:
    return f"{year[0].year}/{year[1].year % 100:02}"


def _table(heading: str, counts) -> dict:
    rows = sorted(told(counts).items(), key=lambda row: str(row[0]))
    return {
        "heading": heading,
        "rows": [(label or _("Not said"), withheld.shown(number)) for label, number in rows],
        "total": withheld.shown(total(counts)),
    }


class FiguresPanel(Component):
    """The way to the figures, on the first screen of somebody who comes for nothing else."""

    name = "complaints_figures"
    template_name = "wagtail_complaints/admin/figures_panel.html"
    order = 100

    def get_context_data(self, parent_context):
        return {"url": reverse("complaints_figures"), "year": _label(year_of(today()))}


def construct(request, panels):
    """Answer Wagtail's hook for the home page. Who sees cases has other work there."""
    if may_read(request.user) and not request.user.has_perm("wagtail_complaints.view_case"):
        panels.append(FiguresPanel())


def menu_item():
    return ShownTo(
        may_read, gettext_lazy("Complaints in figures"), reverse("complaints_figures"), icon_name="table", order=910
    )


urlpatterns = [path("reports/complaints-in-figures/", FiguresView.as_view(), name="complaints_figures")]
