"""What was changed, by whom and why, in words? The rows that simple-history keeps, made readable."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name

from ..models.audit import actor_name

LONGEST = 200
"""Of a longer text, the history shows the beginning: its whole is on the record."""


class Line(NamedTuple):
    """One line of a history: `when` is an instant, the rest is text."""

    when: datetime
    who: str
    what: str
    why: str = ""

    @property
    def at(self) -> str:
        return date_format(localtime(self.when), "DATETIME_FORMAT")


class Names:
    """The names of the rows that some history rows point to, read with one query for each model."""

    def __init__(self, rows: Iterable):
        rows = list(rows)
        wanted = defaultdict(set)
        for row in rows:
            for field in row.tracked_fields:
                if field.is_relation and getattr(row, field.attname) is not None:
                    wanted[field.related_model].add(getattr(row, field.attname))
        self._joined = _joined(rows)
        for (_row, field), pks in self._joined.items():
            wanted[field.related_model] |= pks
        self._named = {model: model._base_manager.in_bulk(pks) for model, pks in wanted.items()}

    def of_all(self, row, field) -> str:
        """Return the names of what a history row had in a field of many, in their order."""
        return ", ".join(sorted(self.of(field.related_model, pk) for pk in self._joined[row.pk, field]))

    def of(self, model, pk) -> str:
        named = self._named.get(model, {}).get(pk)
        if named is None:
            return _("somebody or something since removed")
        if hasattr(named, "get_username"):
            return actor_name(named)
        return getattr(named, "called", None) or str(named)


def _joined(rows: list) -> dict[tuple, set]:
    """Return the keys of what each history row had in each of its fields of many, with one query for each field."""
    found = defaultdict(set)
    fields = {field: type(row) for row in rows for field in row._history_m2m_fields}
    for field, kept_with in fields.items():
        kept = getattr(kept_with, field.name).model._base_manager
        of_these = [row.pk for row in rows if type(row) is kept_with]
        target = f"{get_m2m_reverse_field_name(field)}_id"
        for row, pk in kept.filter(history__in=of_these).values_list("history_id", target):
            found[row, field].add(pk)
    return found


def line(row, what: str, why: str = "") -> Line:
    """Return the line that a history row is told by. A reason that it says already is not said again."""
    why = why or row.history_change_reason or ""
    said = re.search(rf"(?<!\w){re.escape(why)}(?!\w)", what, re.IGNORECASE)
    return Line(row.history_date, row.actor_name or actor_name(None), what, "" if said else why)


def record_lines(instance) -> list[Line]:
    """Return the history of one record, newest first. A row is kept of every save; those that changed nothing, and
    give no reason, are not told.
    """
    rows = list(instance.history.order_by("-history_date", "-history_id"))
    names = Names(rows)
    differing = ((new, "; ".join(changes(old, new, names))) for new, old in pairwise(rows))
    told = [
        line(row, what or _("Saved without a change"))
        for row, what in differing
        if what or row.history_change_reason
    ]
    return [*told, *(line(first, _("Added")) for first in rows[-1:])]


def changes(old, new, names: Names, *, silent: Iterable[str] = ()) -> Iterator[str]:
    """Yield “Owner: nobody → Sam Lee” for each field in which two history rows differ."""
    if new.history_type == "-":
        yield _("Deleted")
        return
    for field in new.tracked_fields:
        before, after = getattr(old, field.attname), getattr(new, field.attname)
        if before != after and field.name not in silent:
            yield changed(field.verbose_name, *map(partial(shown, field, names=names), (before, after)))
    for field in new._history_m2m_fields:
        before, after = names.of_all(old, field), names.of_all(new, field)
        if before != after:
            yield changed(field.verbose_name, *map(partial(shown_of_many, field), (before, after)))


def changed(label, before: str, after: str) -> str:
    return _("%(label)s: %(before)s → %(after)s") % {"label": capfirst(label), "before": before, "after": after}


def shown(field: models.Field, value, *, names: Names) -> str:
    """Return a stored value as a person would write it."""
    if value is None or value == "" or value == []:
        return _("nobody") if field.related_model is get_user_model() else _("nothing")
    if field.is_relation:
        return names.of(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    return short(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def shown_of_many(field: models.Field, named: str) -> str:
    return short(named) or (_("nobody") if field.related_model is get_user_model() else _("nothing"))


def short(text: str) -> str:
    return Truncator(strip_tags(text)).chars(LONGEST)
