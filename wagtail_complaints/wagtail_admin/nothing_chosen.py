"""What does a list of choices say where nothing is chosen yet?"""

from django import forms
from django.db.models import fields
from django.utils.translation import gettext_lazy as _

DJANGOS_OWN = (fields.BLANK_CHOICE_DASH[0][1], getattr(fields, "BLANK_CHOICE_LABEL", ""))
"""Dashes, and from Django 6.1 on words of its own."""


def say_what_nothing_is(field: forms.Field):
    """Put words of ours in the place of those by which Django offers nothing."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field.widget, forms.RadioSelect):
        return
    nothing = _("Choose…") if field.required else _("Not said")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label in DJANGOS_OWN:
            field.empty_label = nothing
    elif any(value == "" and label in DJANGOS_OWN for value, label in field.choices):
        field.choices = [("", nothing), *((value, label) for value, label in field.choices if value != "")]
