"""Which rows does a page of the register show, and how many are there? One query, which counts as far as it need.

The rows are chosen by their keys first, and what is shown of them (standing, owner, stage …) is asked of those
alone: a database that works it out for every row that might be shown takes a hundred times as long.
"""

from django.core.paginator import Page
from django.db.models import Case as SqlCase
from django.db.models import IntegerField, Subquery, When
from django.db.models.lookups import GreaterThan
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

from ...models import Case

COUNTED, COUNTED_WITH_WORDS = 10_000, 1_000
"""How far rows are counted at a time. To count all in which a common word stands is to read them all."""


class NumberOf(Subquery):
    """How many rows a query finds."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def described(cases):
    """Return the cases with all that a row of the register says."""
    return cases.with_lateness().with_terms().select_related("current_stage", "owner", "service_area", "provider")


def _number_of(cases, reach: int) -> NumberOf:
    return NumberOf(cases.order_by().values("pk")[: reach + 1])


class PagesOfCases(WagtailPaginator):
    """Pages that know their total, or that there are more: then the last page is the last that was counted.

    `step` is how far is counted at a time; `some` of the rows are counted first, where that is quick.
    """

    is_more = False
    step = COUNTED
    some = None

    @cached_property
    def count(self) -> int:
        return super().count

    @property
    def items_count_label(self) -> str:
        if not self.is_more:
            return super().items_count_label
        said = {"number": f"{self.count:,}", "cases": self.verbose_name_plural}
        return _("more than %(number)s %(cases)s") % said

    def get_page(self, number) -> Page:
        page = max(1, int(number)) if str(number).isdecimal() and len(str(number)) < 10 else 1
        rows = self._rows(page)
        if rows:
            self.is_more = rows[0].total > self._reach(page)
            self.count = min(rows[0].total, self._reach(page))
        elif page > 1:
            return self.get_page(self.num_pages)
        else:
            self.count = 0
        return self._get_page(rows, page, self)

    def _reach(self, page: int) -> int:
        return self.step * (1 + page * self.per_page // self.step)

    def _rows(self, page: int) -> list[Case]:
        shown = self.object_list.values("pk")[(page - 1) * self.per_page : page * self.per_page]
        rows = described(Case.objects.filter(pk__in=shown)).annotate(total=self._total(self._reach(page)))
        return list(rows.order_by(*self.object_list.query.order_by))

    def _total(self, reach: int):
        """Return the expression that counts the rows; all of them only where `some` do not reach so far."""
        every = _number_of(self.object_list, reach)
        if self.some is None:
            return every
        return SqlCase(When(GreaterThan(_number_of(self.some, reach), reach), then=reach + 1), default=every)
