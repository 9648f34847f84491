"""What does the template of a stage ask of it? Its terms, where what was typed can be read; a draft may not be."""

from functools import cached_property

from wagtail.blocks import StructValue

from ..procedure import terms
from ..procedure.document import from_document
from ..procedure.problem import DocumentError
from . import promises, stage_words
from .document import written


class StageValue(StructValue):
    @cached_property
    def terms(self) -> terms.Stage | None:
        """Return the stage as the rules know it; None while a draft cannot be read."""
        frame = {"format": terms.FORMAT, "slug": "stage", "title": "Stage", "nation": terms.Nation.ENGLAND.value}
        try:
            return from_document(frame | {"stage": [written(self.block, self)]}).stages[0]
        except DocumentError:
            return None

    @property
    def promises(self) -> list[promises.Promise]:
        return promises.in_words(self.terms) if self.terms else []

    @property
    def begins(self) -> str:
        return stage_words.entry_in_words(self.terms) if self.terms else ""

    @property
    def window(self) -> str:
        return promises.window_in_words(self.terms) if self.terms else ""

    @property
    def people(self) -> list[tuple[str, str]]:
        """Return who takes part and what they do; who decides stands beside the stage's summary."""
        if not self.terms:
            return []
        return [stage_words.person_in_words(person, self.terms) for person in self.terms.people]

    @property
    def has_more(self) -> bool:
        return bool(self["detail"] or self.people or self["grounds"] or self["asks_for"] or self["refusal_reasons"])
