"""What do our reports have in common? Rows in an order of their own, harmless spreadsheets, and room for names."""

from django.forms import Media
from wagtail.admin.views.reports.base import ReportView

from .spreadsheets import HarmlessSpreadsheet


class Report(HarmlessSpreadsheet, ReportView):
    default_ordering = None

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"classname": "listing wc-report"}

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += Media(css={"all": ["wagtail_complaints/admin/reports.css"]})
        return context
