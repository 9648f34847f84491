"""Do we treat everybody fairly? The figures of who wrote to us."""

from django.utils.translation import gettext_lazy

from ..forms.equality import EqualityAnswers
from ..models import EqualityFigure
from .quarterly_figures import QuarterlyFiguresView


class EqualityReportView(QuarterlyFiguresView):
    figures, words, needed = EqualityFigure, EqualityAnswers, "view_equalityfigure"
    page_title = gettext_lazy("Equality figures")
    header_icon = "group"
    index_url_name = "complaints_equality_report"
    index_results_url_name = "complaints_equality_report_results"
    slug, menu_order = "equality-figures", 960
