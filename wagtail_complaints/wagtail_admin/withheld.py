"""How do our figures say that a number is kept back? In one word in the table, explained once beside it."""

from django.utils.translation import gettext as _

from ..procedure.small_numbers import SMALLEST


def shown(number: int | None) -> str:
    return _("withheld") if number is None else str(number)


def explanation() -> str:
    return _(
        "“Withheld” stands for a number below %(smallest)d, and for any that would give such a number away. "
        "A nought is shown."
    ) % {"smallest": SMALLEST}
