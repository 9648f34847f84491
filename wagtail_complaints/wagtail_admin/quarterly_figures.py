"""How many people gave each answer? The figures of finished quarters, without any that could point to a person."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from .. import conf
from ..models.quarterly import QuarterlyFigure, quarter_of
from ..procedure.small_numbers import told
from . import withheld
from .report import Report


@dataclass(frozen=True)
class Row:
    procedure: str
    quarter: str
    question: str
    answer: str
    number: str


def rows(figures: type[QuarterlyFigure], words) -> list[Row]:
    """Return the figures, a question at a time, in the words and the order of its form.

    The quarter that goes on is left out: its changes are people.
    """
    place = {(name, value): number for number, (name, value) in enumerate(_askable(words))}
    finished = figures.objects.filter(quarter__lt=quarter_of(conf.today())).select_related("procedure")
    asked = defaultdict(list)
    in_order = sorted(finished, key=lambda figure: place.get((figure.question, figure.answer), len(place)))
    in_order.sort(key=lambda figure: (-figure.quarter.toordinal(), figure.procedure.title))
    for figure in in_order:
        asked[figure.procedure, figure.quarter, figure.question].append(figure)
    return [row for counted in asked.values() for row in _rows(counted, words)]


def _askable(words):
    """Yield every question of the form with each of its answers."""
    for name, field in words.fields.items():
        for option in getattr(field, "options", ()):
            yield name, option.value


def _rows(figures: list[QuarterlyFigure], words) -> list[Row]:
    numbers = told({figure.answer: figure.number for figure in figures})
    return [
        Row(
            figure.procedure.title,
            date_format(figure.quarter, "F Y"),
            *words.in_words(figure.question, figure.answer),
            withheld.shown(numbers[figure.answer]),
        )
        for figure in figures
    ]


class QuarterlyFiguresView(Report):
    """A report of one kind of figures; `words` makes the form that asked the questions."""

    figures: type[QuarterlyFigure]
    words: type
    results_template_name = "wagtail_complaints/admin/quarterly_results.html"
    one_row, many_rows = gettext_lazy("figure"), gettext_lazy("figures")
    columns = [
        Column("procedure", label=gettext_lazy("Procedure")),
        Column("quarter", label=gettext_lazy("Quarter from")),
        Column("question", label=gettext_lazy("Question")),
        Column("answer", label=gettext_lazy("Answer")),
        Column("number", label=gettext_lazy("People")),
    ]
    list_export = ["procedure", "quarter", "question", "answer", "number"]
    export_headings = {column.name: column.label for column in columns}

    def get_queryset(self):
        return rows(self.figures, self.words())

    def get_context_data(self, *args, **kwargs):
        return {**super().get_context_data(*args, **kwargs), "withheld": withheld.explanation()}
