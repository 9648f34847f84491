"""What do we ask to see whether we treat everybody fairly? Harmonised questions, every one of them optional.

Source: Government Statistical Service, harmonised standards for age, sex, ethnic group and disability; GOV.UK
Design System, equality information: asked after the task is done, with the reason, and never needed.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import OneOf, Option

RATHER_NOT = Option("rather-not", _("I would rather not say"))

_ASKED = {
    "age": (
        _("How old are you?"),
        [
            Option("under-16", _("Under 16")),
            Option("16-24", _("16 to 24")),
            Option("25-44", _("25 to 44")),
            Option("45-64", _("45 to 64")),
            Option("65-over", _("65 or over")),
        ],
    ),
    "sex": (_("What is your sex?"), [Option("female", _("Female")), Option("male", _("Male"))]),
    "ethnic-group": (
        _("What is your ethnic group?"),
        [
            Option("white", _("White")),
            Option("mixed", _("Mixed or multiple ethnic groups")),
            Option("asian", _("Asian or Asian British")),
            Option("black", _("Black, African, Caribbean or Black British")),
            Option("other", _("Another ethnic group")),
        ],
    ),
    "disability": (
        _("Do you have a health condition or illness that has lasted, or will last, 12 months or more?"),
        [Option("yes", _("Yes")), Option("no", _("No"))],
    ),
}


class EqualityAnswers(forms.Form):
    def __init__(self, data=None):
        super().__init__(data, auto_id="equality-%s", label_suffix="")
        for key, (label, options) in _ASKED.items():
            self.fields[key] = OneOf([*options, RATHER_NOT], label=label, required=False)

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(key, value) for key, value in self.cleaned_data.items() if value]

    def in_words(self, question: str, answer: str) -> tuple[str, str]:
        """Return a question and an answer as they were asked, for the figures."""
        field = self.fields.get(question)
        return (str(field.label), str(field.shown(answer) or answer)) if field else (question, answer)
