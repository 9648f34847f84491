"""How do those who complained say that it was handled? The figures of the survey."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from ..forms.survey import SurveyForm
from ..models import SurveyFigure
from .quarterly_figures import QuarterlyFiguresView
from .shown_to import ShownTo


class SurveyReportView(QuarterlyFiguresView):
    figures, words, needed = SurveyFigure, SurveyForm, "view_surveyfigure"
    page_title = gettext_lazy("How complaints were handled")
    header_icon = "comment"
    index_url_name = "complaints_survey_report"
    index_results_url_name = "complaints_survey_report_results"

    def get_filename(self):
        return "how-complaints-were-handled"


def menu_item():
    return ShownTo(
        SurveyReportView.may_open,
        SurveyReportView.page_title,
        reverse("complaints_survey_report"),
        name="complaints-survey",
        icon_name=SurveyReportView.header_icon,
        order=965,
    )


urlpatterns = [
    path("reports/complaints-survey/", SurveyReportView.as_view(), name="complaints_survey_report"),
    path(
        "reports/complaints-survey/results/",
        SurveyReportView.as_view(results_only=True),
        name="complaints_survey_report_results",
    ),
]
