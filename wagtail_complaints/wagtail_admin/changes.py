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
        wanted = defaultdict(set)
        for row in rows:
            for field in row.tracked_fields:
                if field.is_relation and getattr(row, field.attname) is not None:
                    wanted[field.related_model].add(getattr(row, field.attname))
        self._named = {model: model._base_manager.in_bulk(pks) for model, pks in wanted.items()}

    def of(self, model, pk) -> str:
        named = self._named.get(model, {}).get(pk)
        if named is None:
            return _("somebody or something since removed")
        if hasattr(named, "get_username"):
            return actor_name(named)
        return getattr(named, "called", None) or str(named)


def line(row, what: str, why: str = "") -> Line:
    """Return the line that a history row is told by. A reason that it says already is not said again."""
    why = why or row.history_change_reason or ""
    said = re.search(rf"(?<!\w){re.escape(why)}(?!\w)", what, re.IGNORECASE)
    return Line(row.history_date, row.actor_name or actor_name(None), what, "" if said else why)


def record_lines(instance) -> list[Line]:
    """Return the history of one record, newest first."""
    rows = list(instance.history.order_by("-history_date", "-history_id"))
    names = Names(rows)
    told = [
        line(new, "; ".join(changes(old, new, names)) or _("Saved without a change")) for new, old in pairwise(rows)
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


def short(text: str) -> str:
    return Truncator(strip_tags(text)).chars(LONGEST)
