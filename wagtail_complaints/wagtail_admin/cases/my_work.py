"""What is for me to do? Lists of the register, each with its number, on the home page and on a page of its own.

A list is an address of the register and nothing else: its number is that of the rows which stand there.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...conf import today
from ...models.calendars import Calendars
from .columns import columns
from .filters import (
    ACTIONS_OVERDUE,
    DECISION,
    LETTERS,
    MESSAGES,
    MY_SIGNATURE,
    NOBODY,
    OPEN,
    OUTSTANDING,
    OVERDUE,
    THIS_WEEK,
    WITH_ME,
)
from .matching import matching
from .pages import described
from .sorting import ordered
from .table import CaseTable
from .to_do import what_is_left

SHOWN, COLUMNS = 10, 6
"""Rows of each list on the page, and the columns up to the owner; the register has them all."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """A list for those with a permission. `is_late`: what stands in it should have been done."""

    key: str
    label: str
    asked: tuple[tuple[str, str], ...]
    permission: str = "view_case"
    is_late: bool = False

    @property
    def query(self) -> str:
        return urlencode(self.asked)

    @property
    def url(self) -> str:
        return f"{reverse('complaints_cases:index')}?{self.query}"

    def cases(self, request):
        """Return the cases of the list, as the user of `request` sees them in the register."""
        return matching(request, QueryDict(self.query))


MINE = (
    WorkList("overdue", _("Mine, overdue"), (("whose", WITH_ME), ("due", OVERDUE)), is_late=True),
    WorkList("this-week", _("Mine, due this week"), (("whose", WITH_ME), ("due", THIS_WEEK))),
    WorkList("to-sign", _("Awaiting my signature"), (("open", OPEN), ("waiting", MY_SIGNATURE))),
    WorkList("messages", _("Messages to me, not read yet"), (("whose", WITH_ME), ("waiting", MESSAGES))),
    WorkList("mine", _("Mine, all that are open"), (("whose", WITH_ME), ("open", OPEN))),
)
EVERYBODYS = (
    WorkList("all-overdue", _("Everybody’s, overdue"), (("due", OVERDUE),), "view_every_case", is_late=True),
    WorkList(
        "all-messages", _("Messages in nobody’s case"), (("whose", NOBODY), ("waiting", MESSAGES)), "assign_case"
    ),
    WorkList("unassigned", _("Nobody’s yet"), (("whose", NOBODY), ("open", OPEN)), "assign_case"),
    WorkList(
        "actions-overdue",
        _("Actions overdue, of open and closed cases"),
        (("actions", ACTIONS_OVERDUE),),
        "close_case",
        is_late=True,
    ),
    WorkList("actions", _("Actions outstanding"), (("actions", OUTSTANDING),), "close_case"),
    WorkList("letters-owed", _("Letters owed, and not sent"), (("waiting", LETTERS),), "close_case"),
    WorkList("to-decide", _("Needing a decision"), (("waiting", DECISION),), "triage_case"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A list with its number, and the first of its rows where they are asked for."""

    of: WorkList
    number: int
    table: CaseTable | None = None

    @property
    def is_late(self) -> bool:
        return self.of.is_late and self.number > 0


def counted(request) -> list[Counted]:
    """Return the lists that the user of `request` has, each with its number."""
    may = request.user.has_perm
    offered = [each for each in (*MINE, *EVERYBODYS) if may(f"wagtail_complaints.{each.permission}")]
    return [Counted(each, each.cases(request).count()) for each in offered]


def may_log(user) -> bool:
    return user.has_perm("wagtail_complaints.add_case")


class MyWorkPanel(Component):
    name = "complaints_my_work"
    template_name = "wagtail_complaints/admin/cases/my_work_panel.html"
    order = 60

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        return {"lists": counted(self.request), "may_log": may_log(self.request.user)}


def construct(request, panels):
    """Answer Wagtail's hook for the home page."""
    if request.user.has_perm("wagtail_complaints.view_case"):
        panels.append(MyWorkPanel(request))


class MyWorkMenuItem(MenuItem):
    def __init__(self):
        super().__init__(
            _("My work"), reverse("complaints_my_work"), name="complaints-my-work", icon_name="list-ul"
        )

    def is_shown(self, request):
        return request.user.has_perm("wagtail_complaints.view_case")


class MyWorkView(WagtailAdminTemplateMixin, TemplateView):
    """The lists with the first rows of each, as the register has them."""

    page_title = _("My work")
    header_icon = "list-ul"
    template_name = "wagtail_complaints/admin/cases/my_work.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("wagtail_complaints.view_case"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def columns(self):
        shown = columns(on=today(), calendars=Calendars())[:COLUMNS]
        for column in shown:
            column.sort_key = None
        return shown

    def get_context_data(self, **kwargs):
        lists = [self._with_rows(each) for each in counted(self.request)]
        waits = any(each.number for each in lists)
        may = may_log(self.request.user)
        return super().get_context_data(lists=lists, waits=waits, shown=SHOWN, may_log=may, **kwargs)

    def _with_rows(self, counted: Counted) -> Counted:
        if not counted.number:
            return counted
        rows, shown = described(ordered(counted.of.cases(self.request))), self.columns
        rows, left = what_is_left(rows, dict(counted.of.asked), on=today())
        if left:
            reference, about, *_others = shown
            shown = [reference, left, about]
        return Counted(counted.of, counted.number, CaseTable(shown, list(rows[:SHOWN])))
