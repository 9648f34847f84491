"""What do our reports have in common? Who finds and opens one, harmless spreadsheets, and room for names."""

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.urls import path, reverse
from wagtail.admin.views.reports.base import ReportView

from .counted import InItsOwnWords
from .shown_to import ShownTo
from .spreadsheets import HarmlessSpreadsheet


class Report(InItsOwnWords, HarmlessSpreadsheet, ReportView):
    """A report in an order of its own, closed to everybody without `needed`, a permission of the app.

    `slug` is where it stands below reports/, and what its spreadsheets are called.
    """

    needed = ""
    slug = ""
    menu_order = 0
    table_classname = "listing wc-report"
    default_ordering = None

    @classmethod
    def may_open(cls, user) -> bool:
        return user.has_perm(f"wagtail_complaints.{cls.needed}")

    @classmethod
    def menu_item(cls) -> ShownTo:
        return ShownTo(
            cls.may_open,
            cls.page_title,
            reverse(cls.index_url_name),
            name=cls.slug,
            icon_name=cls.header_icon,
            order=cls.menu_order,
        )

    @classmethod
    def urls(cls) -> list:
        return [
            path(f"reports/{cls.slug}/", cls.as_view(), name=cls.index_url_name),
            path(f"reports/{cls.slug}/results/", cls.as_view(results_only=True), name=cls.index_results_url_name),
        ]

    def dispatch(self, request, *args, **kwargs):
        if not self.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"classname": self.table_classname}

    def get_filename(self):
        return self.slug

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += Media(css={"all": ["wagtail_complaints/admin/reports.css"]})
        return context
