"""Which cases speak of this? References, subjects, names, and what people wrote, asked of the database itself.

A case is not in Wagtail's search index: an index is one more copy of what people told us in confidence.
"""

from django.apps import apps
from django.db import models
from django.db.models import Func, OuterRef, Q

from ..procedure.references import read_reference


class AnswersText(Func):
    """The answers of a submission, without the questions, as one text that can be searched."""

    output_field = models.TextField()
    arity = 1

    def as_sqlite(self, compiler, connection, **extra):
        each = "SELECT group_concat(json_extract(value, '$.value'), char(10)) FROM json_each(%(expressions)s)"
        return self.as_sql(compiler, connection, template=f"({each})", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        each = "SELECT string_agg(answer->>'value', chr(10)) FROM jsonb_array_elements(%(expressions)s) answer"
        return self.as_sql(compiler, connection, template=f"({each})", **extra)


def speaking_of(cases: models.QuerySet, text: str) -> models.QuerySet:
    """Return the cases in which every word of `text` is found, or the one whose reference it is."""
    words = Q()
    for word in text.split():
        words &= _word(word)
    return cases.alias(said=AnswersText("submission__answers")).filter(words | Q(reference=_reference(text)))


def _word(word: str) -> Q:
    party = apps.get_model("wagtail_complaints", "Party").objects
    named = party.filter(case=OuterRef("pk"), name__icontains=word)
    return (
        Q(reference__icontains=word)
        | Q(subject__icontains=word)
        | Q(models.Exists(named))
        | Q(said__icontains=word)
    )


def _reference(text: str) -> str | None:
    try:
        return read_reference(text)
    except ValueError:
        return None
