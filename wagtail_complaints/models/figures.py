"""How many cases are there, by procedure, stage, outcome and service area? Counts alone, never a case.

Every case counts, restricted ones too: a figure that left them out would be wrong, and one that is too small to be
safe is kept back by `procedure.small_numbers`.
"""

from collections import Counter
from datetime import date

from django.db.models import Count, Q

from .case import Case
from .procedure import ProcedureVersion
from .response import Outcome, Response


def received_between(first: date, last: date):
    return Case.objects.filter(received_on__gte=first, received_on__lte=last).order_by()


def by_procedure(cases) -> Counter:
    counts = cases.values_list("procedure_version__procedure__title").annotate(Count("pk"))
    return Counter(dict(counts))


def by_stage(cases) -> Counter:
    """Return how many cases are at each stage, under the name that their procedure gives it."""
    found = list(cases.values_list("procedure_version", "current_stage__key").annotate(Count("pk")))
    versions = ProcedureVersion.objects.in_bulk({version for version, _key, _count in found})
    counts: Counter = Counter()
    for version, key, count in found:
        counts[versions[version].terms.stage(key).name if key else ""] += count
    return counts


def by_outcome(cases) -> Counter:
    """Return how many responses were issued with each outcome; a correction takes the place of what it corrects."""
    issued = Response.objects.filter(
        Q(corrections__isnull=True) | Q(corrections__issued_on=None),
        issued_on__isnull=False,
        case_stage__case__in=cases.values("pk"),
    ).order_by()
    counts = issued.values_list("outcome").annotate(Count("pk", distinct=True))
    return Counter({str(dict(Outcome.choices).get(outcome, "")): count for outcome, count in counts})


def by_service_area(cases) -> Counter:
    counts = cases.values_list("service_area__name").annotate(Count("pk"))
    return Counter({name or "": count for name, count in counts})
