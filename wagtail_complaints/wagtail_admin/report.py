"""What do our reports have in common? Who may open one, harmless spreadsheets, and room for names."""

from django.core.exceptions import PermissionDenied
from django.forms import Media
from wagtail.admin.views.reports.base import ReportView

from .spreadsheets import HarmlessSpreadsheet


class Report(HarmlessSpreadsheet, ReportView):
    """A report in an order of its own, closed to everybody without `needed`, a permission of the app."""

    needed = ""
    default_ordering = None

    @classmethod
    def may_open(cls, user) -> bool:
        return user.has_perm(f"wagtail_complaints.{cls.needed}")

    def dispatch(self, request, *args, **kwargs):
        if not self.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"classname": "listing wc-report"}

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += Media(css={"all": ["wagtail_complaints/admin/reports.css"]})
        return context
