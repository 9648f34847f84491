"""Which published procedures has nobody looked at again by the day that their page names?"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn

from ...conf import today
from ...models.procedure_page import pages_of
from ...models.review import ReviewState
from ..report import Report
from .seen import DayColumn, place_of, seen_by

NEEDED = "view_feedbackform"
_ORDER = list(ReviewState)


@dataclass(frozen=True)
class Row:
    """A published page, and how its review stands."""

    title: str
    url: str
    state: ReviewState
    review_on: date | None
    last_published_at: object

    @property
    def label(self) -> str:
        return str(self.state.label)


def rows(user, on: date) -> list[Row]:
    """Return a row for each live procedure page that the user may see, what is overdue first."""
    found = [
        Row(page.title, place_of(page, user), page.review_state(on), page.review_on, page.last_published_at)
        for page in seen_by(user, pages_of(lambda pages: pages.live()))
    ]
    return sorted(found, key=lambda row: (_ORDER.index(row.state), row.review_on or date.max, row.title))


class ReviewsView(Report):
    slug, menu_order = "reviews-of-procedures", 951
    needed = NEEDED
    page_title = gettext_lazy("Reviews of procedures")
    header_icon = "calendar-check"
    index_url_name = "complaints_reviews"
    index_results_url_name = "complaints_reviews_results"
    one_row, many_rows = gettext_lazy("procedure"), gettext_lazy("procedures")
    columns = [
        TitleColumn("title", label=gettext_lazy("Procedure"), get_url=lambda row: row.url, width="46%"),
        Column("label", label=gettext_lazy("Review")),
        DayColumn("review_on", label=gettext_lazy("Review by")),
        DayColumn("last_published_at", label=gettext_lazy("Last published")),
    ]
    list_export = ["title", "label", "review_on", "last_published_at"]
    export_headings = {
        "title": gettext_lazy("Procedure"),
        "label": gettext_lazy("Review"),
        "review_on": gettext_lazy("Review by"),
        "last_published_at": gettext_lazy("Last published"),
    }

    def get_queryset(self):
        return rows(self.request.user, today())


class OverdueReviews(Component):
    """Tells editors on their first screen."""

    name = "complaints_reviews"
    template_name = "wagtail_complaints/admin/overdue_reviews.html"
    order = 60

    def __init__(self, overdue: list[Row]):
        self.overdue = overdue

    def get_context_data(self, parent_context):
        pages = [(row.title, row.url, date_format(row.review_on, "j F Y")) for row in self.overdue]
        return {"pages": pages}


def construct(request, panels):
    """Answer Wagtail's hook for the home page, for those who edit one of the pages."""
    if not request.user.has_perm("wagtail_complaints.change_feedbackform"):
        return
    if overdue := [row for row in rows(request.user, today()) if row.state == ReviewState.OVERDUE]:
        panels.append(OverdueReviews(overdue))
