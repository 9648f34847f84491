"""How does a listing leave as a spreadsheet without bringing commands into one?

Wagtail's CSV export writes a cell such as `=HYPERLINK(…)` as it stands, and a spreadsheet runs it.
"""

import re

_FORMULA = re.compile(r"[\s\ufeff\"']*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9 .,]*\Z")


def harmless(value):
    """Return the value of a cell, with an apostrophe before any text that a spreadsheet would run.

    Numbers and telephone numbers, `+44 1632 960000` for one, stay as they are.
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return f"'{value}"
    return value


class HarmlessSpreadsheet:
    """Mixed in before a listing view of Wagtail's, it neutralises every cell of its exports."""

    def preprocess_field_value(self, field, value, export_format):
        return harmless(super().preprocess_field_value(field, value, export_format))
