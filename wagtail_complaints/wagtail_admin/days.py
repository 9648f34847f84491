"""How is a day typed on the desk? As people here write it, 19/11/2026, and what cannot be read is said to be so.

Wagtail's field knows one way to write a day, and puts today in the place of every other as soon as it is left:
a letter of Thursday would count from Sunday, and nobody would be told.
"""

from django.conf import settings
from django.utils.formats import get_format
from wagtail.admin.datetimepicker import to_datetimepicker_format
from wagtail.admin.widgets import AdminDateInput


class DayInput(AdminDateInput):
    """Shows a day as the language writes it, or as `WAGTAIL_DATE_FORMAT` says; the form reads every usual way."""

    def __init__(self, attrs=None, format=None):
        super().__init__(attrs, format)
        self.format = format or getattr(settings, "WAGTAIL_DATE_FORMAT", None)

    def get_config(self):
        written = self.format or get_format(self.format_key)[0]
        return super().get_config() | {"format": to_datetimepicker_format(written), "validateOnBlur": False}
