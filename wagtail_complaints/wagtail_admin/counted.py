"""How many rows does a list hold, in its own words? Wagtail counts “items” where the rows are of no model."""


class InItsOwnWords:
    """A list whose foot says “8 procedures”: `one_row` and `many_rows` are the words."""

    one_row = many_rows = ""

    def get_paginator(self, *args, **kwargs):
        pages = super().get_paginator(*args, **kwargs)
        if self.many_rows:
            pages.verbose_name, pages.verbose_name_plural = self.one_row, self.many_rows
        return pages
