"""Do we treat everybody fairly? The figures of who wrote to us."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from ..forms.equality import EqualityAnswers
from ..models import EqualityFigure
from .quarterly_figures import QuarterlyFiguresView
from .shown_to import ShownTo


class EqualityReportView(QuarterlyFiguresView):
    figures, words, needed = EqualityFigure, EqualityAnswers, "view_equalityfigure"
    page_title = gettext_lazy("Equality figures")
    header_icon = "group"
    index_url_name = "complaints_equality_report"
    index_results_url_name = "complaints_equality_report_results"

    def get_filename(self):
        return "equality-figures"


def menu_item():
    return ShownTo(
        EqualityReportView.may_open,
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
