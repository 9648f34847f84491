"""How are the rows of the register drawn? All at once, where Wagtail draws a template for each row and cell."""

from django.utils.html import format_html_join
from wagtail.admin.ui.tables import Table


class CaseTable(Table):
    """A table of columns that need nothing of the page around them."""

    template_name = "wagtail_complaints/admin/cases/table.html"
    classname = "listing wc-register"

    def body(self):
        return format_html_join("\n", "<tr>{}</tr>", ((self._cells(case),) for case in self.data))

    def _cells(self, case):
        return format_html_join("", "{}", ((each.render_cell_html(case, {}),) for each in self.columns.values()))
