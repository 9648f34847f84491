"""A tour of all that the public meets: each stop is one answer of the real site, in one state.

Asked of it: which templates a site can replace, whether each page is valid, and how it reads to who hears it.
"""

from contextlib import contextmanager

import time_machine
from django.core.cache import cache
from django.db import transaction

from . import forms, letters, pages, tracking
from .town import NOON, Town

STOPS = {
    f"{part.__name__.rpartition('.')[2]}: {name}": stop
    for part in (letters, tracking, forms, pages)
    for name, stop in part.STOPS.items()
}


@contextmanager
def standing():
    """The town, as long as the context lasts; the database forgets it afterwards."""
    with time_machine.travel(NOON, tick=False), transaction.atomic():
        yield Town()
        transaction.set_rollback(True)


def visit(town: Town, name: str):
    """Return the answer at a stop. What is done there is undone, so that it can be visited again."""
    cache.clear()
    with transaction.atomic():
        answer = STOPS[name](town)
        transaction.set_rollback(True)
    return answer


def words(answer) -> str:
    """Return what came: of a page or a file its content, of a letter itself."""
    return answer if isinstance(answer, str) else answer.content.decode()
