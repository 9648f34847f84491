"""What do people say of the council's pages and of how it handled them, and how does the team look at its cases?"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice

from django.contrib.auth.models import Group

from wagtail_complaints import roles
from wagtail_complaints.actions import page_verdicts, saved_views
from wagtail_complaints.models import EqualityFigure, Procedure, SurveyFigure
from wagtail_complaints.models.procedure_page import pages_of

from . import staff

LAST_QUARTER = timedelta(days=92)
VERDICTS = (True, True, False, True, True, True, False)
UNHELPFUL = (
    "I could not see whom to ring.",
    "It says ten days and nobody has answered me for a month.",
    "Too many words. My son is eleven.",
)
ANSWERS = {
    "age": ("25-44", "45-64", "25-44", "65-over", "45-64", "16-24"),
    "sex": ("female", "male", "female"),
    "ethnic-group": ("white", "asian", "white", "white", "black", "rather-not"),
    "disability": ("no", "yes", "no", "rather-not"),
}
HANDLED = {
    "spoke-up": ("yes", "partly", "yes"),
    "simple": ("partly", "yes", "no", "yes"),
    "listened": ("yes", "no", "partly", "yes"),
    "difference": ("partly", "no", "yes"),
    "again": ("yes", "yes", "partly"),
}
VIEWS = (
    ("Overdue, the longest first", "due=overdue&ordering=next_due_on"),
    ("Came by telephone", "channel=telephone"),
)


def load(today: date):
    """Load them once, with the stories."""
    _load_verdicts(today)
    for procedure in Procedure.objects.order_by("pk")[:3]:
        for answers in _people(24, ANSWERS):
            EqualityFigure.add(procedure, today - LAST_QUARTER, answers)
        for answers in _people(18, HANDLED):
            SurveyFigure.add(procedure, today - LAST_QUARTER, answers)
    team = Group.objects.get(name=roles.MANAGER.name)
    for name, query in VIEWS:
        saved_views.keep(name=name, query=query, by=staff.named("manager"), group=team)


def _load_verdicts(today: date):
    why = cycle(UNHELPFUL)
    for number, page in enumerate(pages_of()):
        for days, was_helpful in enumerate(islice(cycle(VERDICTS), 5 + number)):
            given = page_verdicts.give(
                page, was_helpful=was_helpful, is_suspect=False, on=today - timedelta(days=3 * days)
            )
            if not was_helpful:
                page_verdicts.explain(given.pk, comment=next(why))


def _people(number: int, asked: dict[str, tuple[str, ...]]) -> Iterator[list[tuple[str, str]]]:
    """Yield what each of some people answered to what they were asked."""
    answers = [cycle(given) for given in asked.values()]
    for person in islice(zip(*answers, strict=True), number):
        yield list(zip(asked, person, strict=True))
