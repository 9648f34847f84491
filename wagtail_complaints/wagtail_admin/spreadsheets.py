"""How does a listing leave as a spreadsheet without bringing commands into one?

Wagtail's CSV export writes a cell such as `=HYPERLINK(…)` as it stands, and a spreadsheet runs it.
"""

import re
from tempfile import TemporaryFile

from django.db.models import QuerySet
from django.http import FileResponse

CHUNK = 500
"""Rows held in memory at a time."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA = re.compile(r"[\s\ufeff\"']*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9 .,]*\Z")


def harmless(value):
    """Return the value of a cell, with an apostrophe before any text that a spreadsheet would run.

    Numbers and telephone numbers, `+44 1632 960000` for one, stay as they are.
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return f"'{value}"
    return value


class _InChunks:
    """The rows of a listing, read some at a time and kept nowhere."""

    def __init__(self, rows):
        self.rows = rows
        self.model = getattr(rows, "model", None)

    def __iter__(self):
        return self.rows.iterator(chunk_size=CHUNK) if isinstance(self.rows, QuerySet) else iter(self.rows)


class HarmlessSpreadsheet:
    """Mixed in before a listing view of Wagtail's, it neutralises every cell of its exports, and streams them."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Write the rows as they are read, some at a time, whatever their number."""
        return super().as_spreadsheet(_InChunks(queryset), spreadsheet_format)

    def write_xlsx_response(self, queryset):
        output = TemporaryFile()  # noqa: SIM115 the response closes it
        self.write_xlsx(queryset, output)
        output.seek(0)
        return FileResponse(output, as_attachment=True, content_type=XLSX, filename=f"{self.get_filename()}.xlsx")

    def preprocess_field_value(self, field, value, export_format):
        return harmless(super().preprocess_field_value(field, value, export_format))
