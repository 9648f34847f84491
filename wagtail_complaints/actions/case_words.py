"""By what is a case found? Its words are gathered here, and put right whenever something they are made of is saved.

What a person told of themselves (name, address, telephone …) is taken from the people of the case, where it is
corrected, and not from the answers, where it stands as it was sent: a corrected name does not stay behind.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..models import Case, CaseWords, Party, PointOfComplaint
from ..models.case_search import folded
from .parties import TAKEN_UP

BATCH = 500
"""Cases held in memory at a time."""


_gathered: ContextVar[set[int] | None] = ContextVar("wagtail_complaints_gathered_words", default=None)


@contextmanager
def gathered() -> Iterator[set[int]]:
    """Write the words of a case once, at the end, however many of its rows are saved inside.

    What is taken out of the set that this gives has been written already.
    """
    cases: set[int] = set()
    token = _gathered.set(cases)
    try:
        yield cases
    finally:
        _gathered.reset(token)
    if cases:
        keep(cases)


def changed(case: int):
    """Write what a case is found by, now or with the others that are gathered."""
    cases = _gathered.get()
    if cases is None:
        keep([case])
    else:
        cases.add(case)


def keep_of_new(case: Case, parties: Iterable[Party]):
    """Write what a case is found by that has just been opened with these people, and has no points yet."""
    CaseWords.objects.create(case=case, text=_text(case, parties, ()))


def keep(cases: Collection[int]):
    """Write what these cases are found by, in as many queries for many as for one."""
    wanted = Case.objects.filter(pk__in=cases).select_related("submission").prefetch_related("parties", "points")
    CaseWords.objects.bulk_create(
        (CaseWords(case=case, text=_text(case, case.parties.all(), case.points.all())) for case in wanted),
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["text"],
    )


def rebuild() -> Iterator[int]:
    """Write the words of every case, batch by batch, and yield how many each batch had."""
    last = 0
    while batch := list(Case.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        keep(batch)
        last = batch[-1]
        yield len(batch)


def _text(case: Case, parties: Iterable[Party], points: Iterable[PointOfComplaint]) -> str:
    said = [case.reference, case.reference.replace("-", ""), case.subject]
    said += [point.text for point in points]
    for party in parties:
        said += _particulars(party)
    said += _answers(case.submission.answers)
    return "".join(f" {word}" for word in folded(" ".join(said)).split())


def _particulars(party: Party) -> list[str]:
    joined = ["".join(each.split()) for each in (party.telephone,)]
    return [party.name, party.email, party.telephone, party.address, *joined]


def _answers(answers: Iterable[dict]) -> Iterator[str]:
    for given in answers:
        if given["key"] in TAKEN_UP:
            continue
        value = given["value"]
        yield from (str(each) for each in (value if isinstance(value, list) else [value]) if each)
