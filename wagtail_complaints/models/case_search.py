"""Which cases speak of this? One text for each case, in which the database looks for every word.

The text is a copy of what is told in confidence, so it is a cache in a table of its own: `actions.case_words`
writes it whenever what it is made of changes, and nothing reads it but the search. It is in no index of Wagtail's.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.backends.ddl_references import Statement
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from ..procedure.references import read_reference
from .seen_with_case import SeenWithCase

SHORTEST = 3
"""Letters from which on a word is found anywhere in another; a shorter one is found where a word begins.

Source: an index of trigrams knows nothing of fewer letters than three, but knows where words begin.
"""

FEW = 2000
"""Cases that are put in order after they were found. Of a hundred thousand, two in a hundred."""


class TrigramIndex(models.Index):
    """On PostgreSQL, finds words within words by the letters they share in threes; elsewhere it is nothing.

    Not the index of `django.contrib.postgres`, which asks every site for PostgreSQL's driver.
    """

    suffix = "trgm"

    def create_sql(self, model, schema_editor, using="", **kwargs):
        return self._statement(
            model,
            schema_editor,
            "CREATE EXTENSION IF NOT EXISTS pg_trgm; "
            "CREATE INDEX %(name)s ON %(table)s USING gin (%(column)s gin_trgm_ops)",
        )

    def remove_sql(self, model, schema_editor, **kwargs):
        return self._statement(model, schema_editor, "DROP INDEX IF EXISTS %(name)s")

    def _statement(self, model, schema_editor, sql: str) -> Statement:
        if schema_editor.connection.vendor != "postgresql":
            return Statement("SELECT 1")
        quoted = schema_editor.quote_name
        column = model._meta.get_field(self.fields[0]).column
        return Statement(sql, name=quoted(self.name), table=quoted(model._meta.db_table), column=quoted(column))


class CaseWords(models.Model):
    """What a case is found by: folded words, each with a space before it. Rebuilt at any time."""

    case = models.OneToOneField("Case", primary_key=True, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(editable=False)

    objects = SeenWithCase.as_manager()

    class Meta:
        indexes = [TrigramIndex(fields=["text"], name="complaints_words")]
        verbose_name = _("words of a case")
        verbose_name_plural = _("words of cases")

    def __str__(self):
        return str(self.case)


def folded(text: str) -> str:
    """Return `text` without capitals and accents, so that “zoe” finds Zoë."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def speaking_of(cases: models.QuerySet, text: str) -> models.QuerySet:
    """Return the cases in which every word of `text` is found, or the one whose reference it is."""
    if reference := _reference(text):
        return cases.filter(reference=reference)
    for word in _looked_for(text):
        cases = cases.filter(words__text__contains=word)
    return cases


class Listed(models.Func):
    """Keys in one parameter. One for each makes PostgreSQL plan for longer than it searches."""

    template = "(SELECT value FROM json_each(%(expressions)s))"

    def __init__(self, keys: Iterable[int]):
        super().__init__(models.Value(f"[{','.join(map(str, keys))}]"))

    def as_postgresql(self, compiler, connection):
        template = "(SELECT value::bigint FROM json_array_elements_text(%(expressions)s::json))"
        return self.as_sql(compiler, connection, template=template)


class Found(NamedTuple):
    """The cases of a search. `some` are as many of them as are soon counted, where there are too many to count."""

    cases: models.QuerySet
    some: models.QuerySet | None = None


def soon_speaking_of(cases: models.QuerySet, text: str) -> Found:
    """Return what `speaking_of` does, in a way in which the first of them, in their order, are found in no time.

    Words in few cases are looked up in the index, words in many in one case after the other, which is long only for
    who wants them all. Which it is takes a query of its own: no database knows beforehand.
    """
    words = _looked_for(text)
    if not words or _reference(text):
        return Found(speaking_of(cases, text))
    spoken = CaseWords.objects.all()
    for word in words:
        spoken = spoken.filter(text__contains=word)
    keys = list(spoken.values_list("pk", flat=True)[: FEW + 1])
    some = cases.filter(pk__in=Listed(keys))
    if len(keys) <= FEW:
        return Found(some)
    every = cases.filter(*(GreaterThan(StrIndex("words__text", models.Value(word)), 0) for word in words))
    return Found(every, some)


def _looked_for(text: str) -> list[str]:
    return [word if len(word) >= SHORTEST else f" {word}" for word in folded(text).split()]


def _reference(text: str) -> str | None:
    try:
        return read_reference(text)
    except ValueError:
        return None
