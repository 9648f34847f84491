"""How does an editor type a length of time, the event that a clock waits for, paragraphs, or formatted text?"""

from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.forms import TextInput
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.blocks import CharBlock, FieldBlock, RichTextBlock, TextBlock

from ..forms.rich_text import name_box
from ..procedure.event_words import noun
from ..procedure.lengths import Length, NotALength
from ..procedure.terms import ANY, Event

_CODES = {event.value for event in Event}


class LengthBlock(CharBlock):
    """A length of time, kept as it is written in a document: “10 working days”."""

    def __init__(self, *args, or_any=False, **kwargs):
        super().__init__(*args, max_length=40, **kwargs)
        self.or_any = or_any

    def clean(self, value):
        value = super().clean(value)
        if not value or (self.or_any and value.strip().lower() == ANY):
            return value.strip().lower()
        try:
            return str(Length.parse(value))
        except NotALength as wrong:
            raise ValidationError(str(wrong)) from None


class ParagraphsBlock(TextBlock):
    """Paragraphs, kept to the letter: browsers end lines in a way of their own, and that is no new version."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.field_options["strip"] = False

    def value_from_form(self, value):
        return super().value_from_form((value or "").replace("\r\n", "\n"))


class NamedRichTextBlock(RichTextBlock):
    """Formatted text in a box that has its label for a name; to a council's migrations, Wagtail's block."""

    @cached_property
    def field(self):
        field = super().field
        name_box(field.widget, ariaLabel=self.label)
        return field

    def deconstruct(self):
        _, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs


class EventInput(TextInput):
    """A text input that offers the events of the procedure document, each with what it means."""

    template_name = "wagtail_complaints/widgets/event_input.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        attrs["list"] = f"{attrs.get('id', name)}-events"
        return context | {"events": [(said(event), noun(event)) for event in Event]}


class EventBlock(CharBlock):
    """An event of the procedure, or one of the stage’s own (`x-…`); typed with spaces, kept with hyphens."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=60, **kwargs)
        self.field.widget = EventInput()

    def value_for_form(self, value):
        return said(value) if value in _CODES else value

    def value_from_form(self, value):
        code = slugify(value or "")
        return FieldBlock.value_from_form(self, code)

    def clean(self, value):
        value = super().clean(value)
        if value and value not in _CODES and not value.startswith("x-"):
            raise ValidationError(_unknown(value))
        return value


def said(event: str) -> str:
    """Return an event as an editor types it: “panel reported”."""
    return str(event).replace("-", " ")


def _unknown(value: str) -> str:
    if near := get_close_matches(value, _CODES, n=1):
        return _("“%(value)s” is not an event. Did you mean “%(near)s”?") % {
            "value": said(value),
            "near": said(near[0]),
        }
    return _(
        "“%(value)s” is not an event of the procedure. Choose one from the list, or begin your own with “x-”."
    ) % {"value": said(value)}
