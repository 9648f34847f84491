"""What is read for the page of a case? Only what there is: one query asks which kinds of facts the case has at all.

A case has two or three dozen kinds of facts that it may have, and mostly has eight.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connections
from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.fields.related import ForeignObjectRel

from ...models import Case, CaseStage


class Kind(NamedTuple):
    """How facts of a kind are read: what is joined to each, what is read after them, in which order."""

    joined: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


OF_THE_CASE = {
    "parties": Kind(then=("ways_in__visits",)),
    "points": Kind(),
    "notes": Kind(joined=("written_by",)),
    "messages": Kind(joined=("written_by", "party"), then=("uploads",)),
    "letters": Kind(order=("dated", "pk")),
    "lateness_decisions": Kind(),
    "enquiries": Kind(then=("remedies",)),
    "actions": Kind(joined=("owner", "point")),
    "learning": Kind(),
    "earlier_parts": Kind(joined=("user", "person")),
}
OF_A_STAGE = {
    "events": Kind(),
    "holds": Kind(),
    "extensions": Kind(joined=("authorised_by",)),
    "set_dates": Kind(),
    "deadlines": Kind(),
    "statements": Kind(joined=("party",)),
    "early_referrals": Kind(),
    "letters_sent": Kind(),
    "proposals": Kind(),
    "appointments": Kind(joined=("user", "person"), then=("person__declarations", "fees")),
    "overrides": Kind(joined=("user", "person")),
    "panel_meeting": Kind(then=("papers", "attendances")),
    "recommendations": Kind(joined=("point",)),
    "responses": Kind(joined=("author",), order=("pk",)),
}
ASKED_FOR = (
    *("restrictions", "staff_complained_about", "broken_glass", "restricted_reads"),
    *("links_from", "links_to"),
)
"""Kinds that are read elsewhere, where there are any."""


def fetch(case: Case) -> set[str]:
    """Read onto the case and its stages what the page shows, and return the kinds of facts that there are."""
    prefetch_related_objects([case], "stages__decider")
    there = kinds_of(case)
    found = [
        *(lookup for name, kind in OF_THE_CASE.items() if name in there for lookup in _lookups(Case, name, kind)),
        *(
            lookup
            for name, kind in OF_A_STAGE.items()
            if name in there
            for lookup in _lookups(CaseStage, name, kind, "stages__")
        ),
    ]
    prefetch_related_objects([case], *found)
    _leave_empty(Case, [case], (name for name in (*OF_THE_CASE, *ASKED_FOR) if name not in there))
    _leave_empty(CaseStage, list(case.stages.all()), (name for name in OF_A_STAGE if name not in there))
    return there


def kinds_of(case: Case) -> set[str]:
    """Return the kinds of facts of which the case, or a stage of it, has any."""
    connection = connections[case._state.db]
    quote = connection.ops.quote_name
    stages = f"SELECT id FROM {quote(CaseStage._meta.db_table)} WHERE case_id = %s"  # noqa: S608
    of_the_case, of_a_stage = [*OF_THE_CASE, *ASKED_FOR], list(OF_A_STAGE)
    asked = [_is_any(Case, name, "= %s", quote) for name in of_the_case]
    asked += [_is_any(CaseStage, name, f"IN ({stages})", quote) for name in of_a_stage]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", [case.pk] * len(asked))
        said = cursor.fetchone()
    return {name for name, is_any in zip((*of_the_case, *of_a_stage), said, strict=True) if is_any}


def _is_any(model, name: str, is_of: str, quote) -> str:
    facts = _relation(model, name)
    table, column = quote(facts.related_model._meta.db_table), quote(facts.field.column)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {column} {is_of})"  # noqa: S608


def _lookups(model, name: str, kind: Kind, where: str = "") -> Iterable[Prefetch | str]:
    rows = _relation(model, name).related_model._default_manager.all()
    rows = rows.select_related(*kind.joined) if kind.joined else rows
    yield Prefetch(where + name, queryset=rows.order_by(*kind.order) if kind.order else rows)
    yield from (f"{where}{name}__{then}" for then in kind.then)


def _leave_empty(model, owners: list, names: Iterable[str]):
    """Note on each of these that it has none of the kinds: whoever asks for them asks the database nothing."""
    for name in names:
        facts = _relation(model, name)
        none = facts.related_model._default_manager.none()
        none._result_cache = []
        for owner in owners:
            if facts.one_to_one:
                owner._state.fields_cache[facts.cache_name] = None
            else:
                owner._prefetched_objects_cache[name] = none


def _relation(model, name: str) -> ForeignObjectRel:
    return model._meta.get_field(name)
