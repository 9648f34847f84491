"""What does a list of choices say where nothing is chosen yet?"""

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

DASHES = BLANK_CHOICE_DASH[0][1]


def say_what_nothing_is(field: forms.Field):
    """Put words in the place of the dashes by which Django offers nothing."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field.widget, forms.RadioSelect):
        return
    nothing = _("Choose…") if field.required else _("Not said")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = nothing
    elif any(value == "" and label == DASHES for value, label in field.choices):
        field.choices = [("", nothing), *((value, label) for value, label in field.choices if value != "")]
