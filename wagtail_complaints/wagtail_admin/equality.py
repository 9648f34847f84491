"""Do we treat everybody fairly? The figures of finished quarters, without any that could point to a person."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.base import ReportView

from .. import conf
from ..forms.equality import EqualityAnswers
from ..models import EqualityFigure
from ..models.equality import quarter_of
from ..procedure.small_numbers import told
from .shown_to import ShownTo
from .spreadsheets import HarmlessSpreadsheet


def may_read(user) -> bool:
    return user.has_perm("wagtail_complaints.view_equalityfigure")


@dataclass(frozen=True)
class Row:
    procedure: str
    quarter: str
    question: str
    answer: str
    number: str


def rows() -> list[Row]:
    """Return the figures, a question at a time. The quarter that goes on is left out: its changes are people."""
    figures = EqualityFigure.objects.filter(quarter__lt=quarter_of(conf.today())).select_related("procedure")
    asked = defaultdict(list)
    for figure in figures.order_by("-quarter", "procedure__title", "question", "pk"):
        asked[figure.procedure, figure.quarter, figure.question].append(figure)
    return [row for figures in asked.values() for row in _rows(figures)]


def _rows(figures: list[EqualityFigure]) -> list[Row]:
    words = EqualityAnswers()
    shown = told({figure.answer: figure.number for figure in figures})
    return [
        Row(
            figure.procedure.title,
            date_format(figure.quarter, "F Y"),
            *words.in_words(figure.question, figure.answer),
            _("fewer than 5, or withheld to protect such a number") if number is None else str(number),
        )
        for figure in figures
        for number in [shown[figure.answer]]
    ]


class EqualityReportView(HarmlessSpreadsheet, ReportView):
    page_title = gettext_lazy("Equality figures")
    header_icon = "group"
    index_url_name = "complaints_equality_report"
    index_results_url_name = "complaints_equality_report_results"
    results_template_name = "wagtail_complaints/admin/equality_results.html"
    default_ordering = None
    columns = [
        Column("procedure", label=gettext_lazy("Procedure")),
        Column("quarter", label=gettext_lazy("Quarter from")),
        Column("question", label=gettext_lazy("Question")),
        Column("answer", label=gettext_lazy("Answer")),
        Column("number", label=gettext_lazy("People")),
    ]
    list_export = ["procedure", "quarter", "question", "answer", "number"]
    export_headings = {column.name: column.label for column in columns}

    def dispatch(self, request, *args, **kwargs):
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return rows()

    def get_filename(self):
        return "equality-figures"


def menu_item():
    return ShownTo(
        may_read,
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
