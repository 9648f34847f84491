"""What was recorded of a case since somebody opened a form of it? The second to save is told, and nothing is kept.

The mark that a form carries is how many rows of history the case had, and the instant of the last one: a row is
only ever added, so two marks are alike where nothing was recorded between them.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import models, transaction

from ...models import Case
from ..changes import Line
from . import history_words
from .history import lines


class Meanwhile(Exception):
    """Somebody recorded something first; `told` are the lines of history that say what."""

    def __init__(self, told: list[Line]):
        self.told = told
        super().__init__("; ".join(line.what for line in told))


def mark(case: Case) -> str:
    """Return what a form of this case carries, in one query: “41 2026-11-09T10:00:00+00:00”."""
    one = {"every": models.Value(1, output_field=models.IntegerField())}
    kept = [
        telling.rows_of(case)
        .order_by()
        .values(**one)
        .annotate(rows=models.Count("history_id"), last=models.Max("history_date"))
        .values_list("rows", "last")
        for telling in history_words.TELLINGS
    ]
    found = list(kept[0].union(*kept[1:], all=True).order_by())
    last = max((last for _rows, last in found if last), default=None)
    return f"{sum(rows for rows, _last in found)} {last.isoformat() if last else ''}".strip()


@contextmanager
def as_seen(case: Case, seen: str, *, beside: Collection[int] = ()) -> Iterator[None]:
    """Do something with a case only as it was `seen` (a mark; empty: whatever it is now), all or nothing.

    `beside` are the keys of other cases that the same move locks: they are locked here, in the order of the keys.
    Raises: Meanwhile.
    """
    with transaction.atomic():
        list(Case.objects.select_for_update(of=("self",)).filter(pk__in={case.pk, *beside}).order_by("pk"))
        if seen and seen != mark(case) and (told := _since(case, seen)):
            raise Meanwhile(told)
        yield


def _since(case: Case, seen: str) -> list[Line]:
    """Return the lines after the mark; all of them, where it is none of ours."""
    told = lines(case)
    try:
        last = datetime.fromisoformat(seen.split()[1])
        return [line for line in told if line.when > last]
    except (IndexError, ValueError, TypeError):
        return told
