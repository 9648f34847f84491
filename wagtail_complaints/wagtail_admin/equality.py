"""Do we treat everybody fairly? The figures of who wrote to us."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from ..forms.equality import EqualityAnswers
from ..models import EqualityFigure
from .quarterly_figures import QuarterlyFiguresView, may_read


class EqualityReportView(QuarterlyFiguresView):
    figures, words = EqualityFigure, EqualityAnswers
    page_title = gettext_lazy("Equality figures")
    header_icon = "group"
    index_url_name = "complaints_equality_report"
    index_results_url_name = "complaints_equality_report_results"

    def get_filename(self):
        return "equality-figures"


class EqualityMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read(request.user, EqualityFigure)


def menu_item():
    return EqualityMenuItem(
        EqualityReportView.page_title,
        reverse("complaints_equality_report"),
        name="complaints-equality",
        icon_name=EqualityReportView.header_icon,
        order=960,
    )


urlpatterns = [
    path("reports/equality-figures/", EqualityReportView.as_view(), name="complaints_equality_report"),
    path(
        "reports/equality-figures/results/",
        EqualityReportView.as_view(results_only=True),
        name="complaints_equality_report_results",
    ),
]
