"""How is one question of a public form asked, checked and shown again? Each kind of answer has a template.

What was typed is kept to the letter, but for characters that no one can see and that break letters and
databases: control characters become spaces.
"""

import re
from datetime import date
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .file_types import ACCEPTED

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")

_MESSAGES = {
    "max_length": _("This answer must be %(limit_value)d characters or fewer, and has %(show_value)d"),
    "invalid_choice": _("Choose one of the answers"),
}


def clean_text(typed: str) -> str:
    """Return the text with its words, tabs and line ends, and without control characters and lone surrogates."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _INVISIBLE.sub(" ", lines))


class Option(NamedTuple):
    value: str
    label: str
    hint: str = ""


class _Asked:
    """What every field of a public form knows beside its value: its template and when it matters.

    `when` names a radio question and the answers that reveal this one: `("on_behalf", "someone-else advocate")`.
    """

    template = ""

    def __init__(self, *, when: tuple[str, str] | None = None, autocomplete="", hint="", missing="", **options):
        messages = {**_MESSAGES, **({"required": missing} if missing else {})}
        super().__init__(help_text=hint, error_messages=messages, **options)
        self.when = when
        self.autocomplete = autocomplete

    def stored(self, value) -> str:
        """Return a cleaned value as it is kept among the answers."""
        return value or ""

    def shown(self, value) -> str:
        """Return a cleaned value in words, for the person who gave it."""
        return self.stored(value)


class Line(_Asked, forms.CharField):
    """A line of text."""

    template = "wagtail_complaints/feedback/fields/line.html"
    input_type = "text"

    def to_python(self, value):
        return super().to_python(" ".join(clean_text(value or "").splitlines()))


class Text(_Asked, forms.CharField):
    """Several lines of text."""

    template = "wagtail_complaints/feedback/fields/text.html"

    def __init__(self, *, rows=5, **options):
        super().__init__(**options)
        self.rows = rows

    def to_python(self, value):
        return super().to_python(clean_text(value or ""))


class Email(Line):
    input_type = "email"
    default_validators = [EmailValidator(_("Enter an e-mail address in the right form, like name@example.com"))]


class Telephone(Line):
    """A telephone number, in whatever form people write theirs."""

    input_type = "tel"


class OneOf(_Asked, forms.ChoiceField):
    template = "wagtail_complaints/feedback/fields/one_of.html"

    def __init__(self, options: list[Option], **rest):
        super().__init__(choices=[(option.value, option.label) for option in options], **rest)
        self.options = options

    def shown(self, value):
        return next((option.label for option in self.options if option.value == value), "")


class AnyOf(_Asked, forms.MultipleChoiceField):
    template = "wagtail_complaints/feedback/fields/any_of.html"

    def __init__(self, options: list[Option], **rest):
        super().__init__(choices=[(option.value, option.label) for option in options], **rest)
        self.options = options

    def stored(self, value):
        return "\n".join(value or ())


_PARTS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
_WITHOUT = {
    "day": _("The date must include a day"),
    "month": _("The date must include a month"),
    "year": _("The date must include a year"),
}


class _DateBoxes(forms.Widget):
    def value_from_datadict(self, data, files, name):
        return tuple(data.get(f"{name}-{part}", "").strip() for part in _PARTS)

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-day" not in data


class DateBox(NamedTuple):
    part: str
    label: str
    typed: str
    is_wrong: bool


class _BoundDate(forms.BoundField):
    """A date as it was typed: wrong are the boxes left empty; all three, where it is no date at all."""

    @property
    def boxes(self) -> list[DateBox]:
        typed = self.value() or ("",) * len(_PARTS)
        return [
            DateBox(part, label, each, bool(self.errors) and (not each or all(typed)))
            for (part, label), each in zip(_PARTS.items(), typed, strict=True)
        ]

    @property
    def first(self) -> str:
        """Return the part to begin with: the first that is wrong, or the day."""
        return next((box.part for box in self.boxes if box.is_wrong), "day")


class Date(_Asked, forms.Field):
    """A date in three boxes, as people write it."""

    template = "wagtail_complaints/feedback/fields/date.html"
    widget = _DateBoxes
    empty_values = [None, "", ("", "", "")]

    def get_bound_field(self, form, field_name):
        return _BoundDate(form, self, field_name)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if missing := [part for part, typed in zip(_PARTS, value, strict=True) if not typed]:
            several = _("The date must include a day, a month and a year")
            raise ValidationError(_WITHOUT[missing[0]] if len(missing) == 1 else several, code="incomplete")
        try:
            day, month, year = (int(part) for part in value)
            if len(value[2]) != 4:
                raise ValueError(value[2])
            return date(year, month, day)
        except ValueError:
            raise ValidationError(
                _("The date must be a real date, with a year of four digits, like 27 3 2026"), code="invalid"
            ) from None

    def stored(self, value):
        return value.isoformat() if value else ""

    def shown(self, value):
        return date_format(value, "j F Y") if value else ""


class _NoValue(forms.Widget):
    needs_multipart_form = True

    def value_from_datadict(self, data, files, name):
        return None


class Files(_Asked, forms.Field):
    """Files to go with the answers. `kept` are those added before."""

    template = "wagtail_complaints/feedback/fields/files.html"
    widget = _NoValue
    accepted = ACCEPTED

    def __init__(self, *, most: int, megabytes: int, **options):
        super().__init__(required=False, **options)
        self.most, self.megabytes = most, megabytes
        self.kept: list = []

    def clean(self, value):
        return None

    def shown(self, value):
        return "\n".join(upload.name for upload in self.kept)
