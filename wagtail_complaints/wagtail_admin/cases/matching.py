"""Which cases does an address of the register name? One definition, which rows, counts and bulk actions share."""

from django.http import QueryDict

from ...models import Case
from .filters import CaseFilterSet


def matching(request, asked: QueryDict):
    """Return the cases that the user of `request` sees under the filters and the search of `asked`.

    A filter with a value that means nothing to this user finds nothing: it is not left out.
    """
    filters = CaseFilterSet(data=asked, request=request)
    cases = Case.objects.visible_to(request.user)
    if not filters.is_valid():
        return cases.none()
    return filters.filter_queryset(cases).speaking_of(asked.get("q", ""))


def keys(asked: QueryDict) -> list[int]:
    """Return the keys of the ticked rows that `asked` names; what can be no key of a row is left out."""
    return [int(pk) for pk in asked.getlist("id") if pk.isdecimal() and len(pk) < 19]


def parameters(asked: QueryDict, *also: str) -> QueryDict:
    """Return of `asked` what narrows the register down, and the parameters named besides."""
    fields = CaseFilterSet.base_filters
    known = {*fields, *(f"{name}_{end}" for name in fields for end in ("from", "to")), *also}
    kept = QueryDict(mutable=True)
    for name, values in sorted(asked.lists()):
        if name in known and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept
