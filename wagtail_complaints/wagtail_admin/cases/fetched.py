"""What is read for the page of a case? Only what there is: one query asks which kinds of facts the case has at all.

A case has some forty kinds of facts that it may have, and mostly has eight. A kind is named by the way to it from
the case, as Django spells it: fees are `stages__appointments__fees`.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from django.db import connections
from django.db.models import Model, Prefetch, prefetch_related_objects

from ...models import Case


class Kind(NamedTuple):
    """How facts of a kind are read: what is joined to each, and in which order."""

    joined: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


SHOWN = {
    "parties": Kind(),
    "parties__ways_in": Kind(),
    "parties__ways_in__visits": Kind(),
    "submission__uploads": Kind(),
    "points": Kind(),
    "notes": Kind(joined=("written_by",)),
    "messages": Kind(joined=("written_by", "party")),
    "messages__uploads": Kind(),
    "letters": Kind(order=("dated", "pk")),
    "lateness_decisions": Kind(),
    "enquiries": Kind(),
    "enquiries__remedies": Kind(),
    "actions": Kind(joined=("owner", "point")),
    "learning": Kind(),
    "earlier_parts": Kind(joined=("user", "person")),
    "stages__events": Kind(),
    "stages__holds": Kind(),
    "stages__extensions": Kind(joined=("authorised_by",)),
    "stages__set_dates": Kind(),
    "stages__deadlines": Kind(order=("case_stage_id", "pk")),
    "stages__statements": Kind(joined=("party",)),
    "stages__early_referrals": Kind(),
    "stages__letters_sent": Kind(),
    "stages__proposals": Kind(),
    "stages__appointments": Kind(joined=("user", "person")),
    "stages__appointments__person__declarations": Kind(),
    "stages__appointments__fees": Kind(),
    "stages__overrides": Kind(joined=("user", "person")),
    "stages__panel_meeting": Kind(),
    "stages__panel_meeting__papers": Kind(),
    "stages__panel_meeting__attendances": Kind(),
    "stages__recommendations": Kind(joined=("point",)),
    "stages__responses": Kind(joined=("author",), order=("pk",)),
}
"""What is read here. A kind stands after the one that it belongs to."""
ASKED_FOR = (
    *("restrictions", "staff_complained_about", "broken_glass", "restricted_reads"),
    *("links_from", "links_to"),
)
"""Kinds that are read elsewhere, where there are any."""


def fetch(case: Case) -> set[str]:
    """Read onto the case and its stages what the page shows, and return the kinds of facts that there are."""
    there = kinds_of(case)
    prefetch_related_objects([case], "stages__decider", *(_read(path) for path in SHOWN if path in there))
    for path in (*SHOWN, *ASKED_FOR):
        if path not in there:
            owners, _step, name = path.rpartition("__")
            _leave_empty(_reached(case, owners), name)
    return there


def kinds_of(case: Case) -> set[str]:
    """Return the kinds of facts of which the case, or something that belongs to it, has any."""
    kinds, database = (*SHOWN, *ASKED_FOR), case._state.db
    with connections[database].cursor() as cursor:
        cursor.execute(_question(database), [case.pk] * len(kinds))
        return {path for path, is_any in zip(kinds, cursor.fetchone(), strict=True) if is_any}


@cache
def _question(database: str) -> str:
    quote, asked = connections[database].ops.quote_name, []
    for path in (*SHOWN, *ASKED_FOR):
        facts, rows = _way(path, quote)
        asked.append(f"EXISTS (SELECT 1 FROM {quote(facts._meta.db_table)} WHERE {rows})")  # noqa: S608
    return f"SELECT {', '.join(asked)}"


def _way(path: str, quote: Callable[[str], str]) -> tuple[type[Model], str]:
    """Return what a path leads to, and the condition for its rows; a placeholder stands for the key of the case."""
    if not path:
        return Case, "id = %s"
    owners, _step, name = path.rpartition("__")
    owner, rows = _way(owners, quote)
    step = owner._meta.get_field(name)
    key, column = (step.column, "id") if step.concrete else ("id", step.field.column)
    keys = f"SELECT {quote(key)} FROM {quote(owner._meta.db_table)} WHERE {rows}"  # noqa: S608
    return step.related_model, f"{quote(column)} IN ({keys})"


def _read(path: str) -> Prefetch:
    kind = SHOWN[path]
    rows = _way(path, str)[0]._default_manager.all()
    rows = rows.select_related(*kind.joined) if kind.joined else rows
    return Prefetch(path, queryset=rows.order_by(*kind.order) if kind.order else rows)


def _reached(case: Case, path: str) -> Iterable[Model]:
    """Return what was read along a path from the case, and the case itself where there is no path."""
    reached = [case]
    for name in path.split("__") if path else ():
        reached = [found for owner in reached for found in _of(owner, name)]
    return reached


def _of(owner: Model, name: str) -> Iterable[Model]:
    step = owner._meta.get_field(name)
    if step.one_to_many:
        return getattr(owner, name).all()
    found = getattr(owner, name, None)
    return [] if found is None else [found]


def _leave_empty(owners: Iterable[Model], name: str):
    """Note on each of these that it has none of the kind: whoever asks for it asks the database nothing."""
    for owner in owners:
        facts = owner._meta.get_field(name)
        if facts.one_to_one:
            owner._state.fields_cache[facts.cache_name] = None
        else:
            none = facts.related_model._default_manager.none()
            none._result_cache = []
            vars(owner).setdefault("_prefetched_objects_cache", {})[name] = none
