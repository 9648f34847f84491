"""What does the template of a stage ask of it? Its terms, where what was typed can be read; a draft may not be."""

from functools import cached_property

from wagtail.blocks import StructValue

from ..procedure import terms
from ..procedure.document import from_document
from ..procedure.problem import DocumentError
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
