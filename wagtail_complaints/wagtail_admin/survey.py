"""How do those who complained say that it was handled? The figures of the survey."""

from django.utils.translation import gettext_lazy

from ..forms.survey import SurveyForm
from ..models import SurveyFigure
from .quarterly_figures import QuarterlyFiguresView


class SurveyReportView(QuarterlyFiguresView):
    figures, words, needed = SurveyFigure, SurveyForm, "view_surveyfigure"
    page_title = gettext_lazy("How complaints were handled")
    header_icon = "comment"
    index_url_name = "complaints_survey_report"
    index_results_url_name = "complaints_survey_report_results"
    slug, menu_order = "complaints-survey", 965
