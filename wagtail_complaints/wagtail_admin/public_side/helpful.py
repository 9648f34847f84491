"""Which pages helped their readers, and which did not? By page, and each comment of one page."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from ...compat import page_model
from ...models import PageVerdict
from ..report import Report
from .seen import DayColumn, seen_by

NEEDED = "view_pageverdict"


@dataclass(frozen=True)
class Row:
    """One page, and how many said what of it."""

    title: str
    url: str
    yes: int
    no: int
    comments: int
    suspect: int
    last_on: date

    @property
    def helped(self) -> str:
        number = self.yes + self.no
        if not number:
            return ""
        return _("%(percent)s%% of %(number)s") % {"percent": round(100 * self.yes / number), "number": number}


def rows(user) -> list[Row]:
    """Return a row for each page that somebody answered about and that the user may see."""
    counts = list(PageVerdict.objects.by_page())
    pages = page_model().objects.filter(pk__in=[each["page"] for each in counts])
    named = {page.pk: page for page in seen_by(user, pages)}
    return [
        Row(title=named[count.pop("page")].title, url=reverse("complaints_helpful_page", args=[pk]), **count)
        for count in counts
        if (pk := count["page"]) in named
    ]


class HelpfulView(Report):
    slug, menu_order = "did-pages-help", 952
    needed = NEEDED
    page_title = gettext_lazy("Did pages help?")
    header_icon = "pick"
    index_url_name = "complaints_helpful"
    index_results_url_name = "complaints_helpful_results"
    one_row, many_rows = gettext_lazy("page"), gettext_lazy("pages")
    columns = [
        TitleColumn("title", label=gettext_lazy("Page"), get_url=lambda row: row.url, width="40%"),
        Column("helped", label=gettext_lazy("Said yes")),
        Column("no", label=gettext_lazy("Said no")),
        Column("comments", label=gettext_lazy("Comments")),
        Column("suspect", label=gettext_lazy("Not counted")),
        DayColumn("last_on", label=gettext_lazy("Last answer")),
    ]
    list_export = ["title", "yes", "no", "comments", "suspect", "last_on"]
    export_headings = {
        "title": gettext_lazy("Page"),
        "yes": gettext_lazy("Yes"),
        "no": gettext_lazy("No"),
        "comments": gettext_lazy("Comments"),
        "suspect": gettext_lazy("Not counted"),
        "last_on": gettext_lazy("Last answer"),
    }

    def get_queryset(self):
        return rows(self.request.user)


class HelpfulPageView(Report):
    """What was said of one page, the latest first."""

    needed = NEEDED
    header_icon = "pick"
    columns = [
        DayColumn("given_on", label=gettext_lazy("On"), width="16%"),
        Column("answer", label=gettext_lazy("Helpful?"), accessor=lambda row: answer(row), width="16%"),
        Column("comment", label=gettext_lazy("Comment")),
    ]
    list_export = ["given_on", "was_helpful", "is_suspect", "comment"]
    export_headings = {
        "given_on": gettext_lazy("On"),
        "was_helpful": gettext_lazy("Helpful?"),
        "is_suspect": gettext_lazy("Not counted"),
        "comment": gettext_lazy("Comment"),
    }

    @cached_property
    def page(self):
        page = get_object_or_404(page_model(), pk=self.kwargs["page_id"])
        if not seen_by(self.request.user, [page]):
            raise PermissionDenied
        return page

    def get_page_title(self):
        return _("Did “%(title)s” help?") % {"title": self.page.title}

    def get_index_url(self):
        return reverse("complaints_helpful_page", args=[self.kwargs["page_id"]])

    def get_index_results_url(self):
        return reverse("complaints_helpful_page_results", args=[self.kwargs["page_id"]])

    def get_queryset(self):
        return PageVerdict.objects.filter(page_id=self.page.pk)

    def get_filename(self):
        return f"did-it-help-{self.page.pk}"


def answer(verdict: PageVerdict) -> str:
    said = _("Yes") if verdict.was_helpful else _("No")
    return _("%(said)s (not counted: it looks like a machine)") % {"said": said} if verdict.is_suspect else said
