"""Where do the published procedures differ from the law they are under, and what does the council say to it?"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...models.procedure_page import pages_of
from ...procedure.document import load
from ...procedure.problem import DocumentError
from ...procedure.reasons import NoSuchLaw, standing
from ...procedure_files import regimes
from ..report import Report
from .words import Line

OPEN, ANSWERED = gettext_lazy("Open"), gettext_lazy("Answered")


@dataclass(frozen=True)
class Row:
    """A finding of a published page; or, in `why`, that there is none."""

    title: str
    edit_url: str
    law: str = ""
    status: str = ""
    place: str = ""
    why: str = ""
    source: str = ""
    read: str = ""
    reason: str = ""
    key: str = ""


class Cell(Column):
    """A cell with a template of its own."""

    @property
    def cell_template_name(self):
        return f"wagtail_complaints/admin/law/{self.name}_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"row": instance}


def rows(user) -> list[Row]:
    """Return a row for each finding of each live page that the user may see."""
    explorable = PagePermissionPolicy().explorable_instances(user)
    seen = set(explorable.values_list("pk", flat=True))
    found = []
    for page in pages_of(lambda pages: pages.live()):
        if page.pk in seen or not page.get_view_restrictions().exists():
            found += _of(page, user)
    return found


def _of(page, user) -> list[Row]:
    may_edit = page.permissions_for_user(user).can_edit()
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else page.url
    about = {"title": page.title, "edit_url": edit_url or ""}
    try:
        held = standing(load(page.document()), regimes(), page.reasons())
    except DocumentError:
        return [Row(**about, why=_("The page cannot be read as a procedure: publish it again."))]
    except NoSuchLaw:
        return [Row(**about, law=page.regime, why=_("This law or code is not known here."))]
    if not held.regime:
        return [Row(**about, why=_("Held against no law or code."))]
    about["law"] = held.regime.title
    return [_row(Line.of(each, page), about) for each in held.weighed] or [Row(**about, why=_("No findings."))]


def _row(line: Line, about: dict) -> Row:
    return Row(
        **about,
        status=str(ANSWERED if line.reason else OPEN),
        place=line.place,
        why=line.why,
        source=line.source,
        read=_("Read") if line.read else _("Believed, not read"),
        reason=line.reason,
        key=line.key,
    )


class LawReportView(Report):
    """For editors of complaints, managers and auditors: who may look at the forms."""

    needed = "view_feedbackform"
    slug, menu_order = "procedures-and-the-law", 950
    page_title = gettext_lazy("Procedures and the law")
    header_icon = "clipboard-list"
    index_url_name = "complaints_law_report"
    index_results_url_name = "complaints_law_report_results"
    template_name = "wagtail_complaints/admin/law/report.html"
    results_template_name = "wagtail_complaints/admin/law/report_results.html"
    table_classname = "listing wc-law-report"
    one_row, many_rows = gettext_lazy("line"), gettext_lazy("lines")
    columns = [
        TitleColumn("title", label=gettext_lazy("Procedure"), get_url=lambda row: row.edit_url, width="26%"),
        Cell("place", label=gettext_lazy("Where"), width="20%"),
        Cell("why", label=gettext_lazy("What the law expects"), width="34%"),
        Cell("status", label=gettext_lazy("The council’s reason"), width="20%"),
    ]
    list_export = ["title", "law", "status", "place", "why", "source", "read", "reason", "key"]
    export_headings = {
        "title": gettext_lazy("Procedure"),
        "law": gettext_lazy("Law or code"),
        "status": gettext_lazy("Status"),
        "place": gettext_lazy("Where"),
        "why": gettext_lazy("What the law expects"),
        "source": gettext_lazy("Source"),
        "read": gettext_lazy("Source read?"),
        "reason": gettext_lazy("The council’s reason"),
        "key": gettext_lazy("Finding"),
    }

    def get_queryset(self):
        return rows(self.request.user)
