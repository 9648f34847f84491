"""What does a reader say of a page? A yes or a no, and once, if they like, why."""

from datetime import date

from ..models import PageVerdict
from ..models.page_verdict import LONGEST_COMMENT


def give(page, *, was_helpful: bool, is_suspect: bool, on: date) -> PageVerdict:
    return PageVerdict.objects.create(page_id=page.pk, was_helpful=was_helpful, is_suspect=is_suspect, given_on=on)


def explain(pk: int, *, comment: str, is_suspect: bool = False) -> bool:
    """Put words to a verdict that has none yet. Returns: whether they were kept."""
    words = comment.replace("\x00", "").strip()[:LONGEST_COMMENT]
    waiting = PageVerdict.objects.filter(pk=pk, comment="")
    kept = {"comment": words} | ({"is_suspect": True} if is_suspect else {})
    return bool(words) and bool(waiting.update(**kept))
