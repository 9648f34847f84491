"""How do blocks stand for the terms of a procedure? A block's child is named as the document's key is.

A key that Python keeps for itself ends in an underscore (`for_`, `not_`, `or_`). A part that may be absent as a
whole, such as a backstop, is absent while its one necessary field is empty.
"""

import json

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StructBlock, StructBlockValidationError

PREVIEW = "wagtail_complaints/blocks/preview.html"


class PreviewedBlock(StructBlock):
    """A block whose preview says what it must; the rest of it is as an editor begins."""

    def get_preview_value(self):
        value = getattr(self.meta, "preview_value", None)
        return self.to_python(json.loads(json.dumps(value, cls=DjangoJSONEncoder))) if value else self.get_default()


class TermsBlock(PreviewedBlock):
    """A table of the procedure document."""

    necessary = ""
    """The child without which the whole part is absent; empty: the part is always there."""

    beside = ()
    """The children that are no keys of the document: what a council notes beside its terms."""

    def is_absent(self, value) -> bool:
        return bool(self.necessary) and not value.get(self.necessary)

    def clean(self, value):
        value = super().clean(value)
        if self.is_absent(value) and not self.is_deferred_validation and self._is_begun(value):
            message = _("Fill this in, or empty the fields beside it.")
            raise StructBlockValidationError({self.necessary: ValidationError(message)})
        return value

    def _is_begun(self, value) -> bool:
        return any(
            value[name] and value[name] != block.get_default()
            for name, block in self.child_blocks.items()
            if not isinstance(block, BooleanBlock)
        )


def words(each, **kwargs) -> ListBlock:
    """Return a block for a list of short texts, such as grounds; none to begin with."""
    return ListBlock(CharBlock(max_length=255, label=each), **({"default": []} | kwargs))


def choices(values, labels: dict) -> list:
    """Return choices in the order of `values`. Raises: KeyError, for a value that has no label yet."""
    return [(str(value), labels[value]) for value in values]
