"""What do we ask of how a complaint was handled? Five questions and a box, every one of them optional.

Source: My Expectations for raising concerns and complaints (Parliamentary and Health Service Ombudsman, Local
Government Ombudsman and Healthwatch England, November 2014): the five statements that people who had complained
said a good experience comes to. None of them asks whether they got what they wanted.
"""

from django.utils.translation import gettext_lazy as _

from .fields import OneOf, Option, Text
from .tracking import LONGEST, Named

ANSWERS = (Option("yes", _("Yes")), Option("partly", _("Partly")), Option("no", _("No")))

_ASKED = {
    "spoke-up": _("Did you feel able to speak up?"),
    "simple": _("Was it simple to complain?"),
    "listened": _("Did you feel listened to and understood?"),
    "difference": _("Do you feel that your complaint made a difference?"),
    "again": _("Would you feel able to complain again, if you had to?"),
}


class SurveyForm(Named):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, label in _ASKED.items():
            self.fields[key] = OneOf(list(ANSWERS), label=label, required=False)
        self.fields["text"] = Text(
            label=_("Is there anything you would like to say about it?"),
            hint=_("This is read by those who deal with your complaint, and kept with it."),
            required=False,
            max_length=LONGEST,
            rows=4,
        )

    def clean(self):
        given = super().clean()
        if not self.errors and not any(given.values()):
            self.add_error("spoke-up", _("Answer at least one question, or write something"))
        return given

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(key, self.cleaned_data[key]) for key in _ASKED if self.cleaned_data[key]]

    def in_words(self, question: str, answer: str) -> tuple[str, str]:
        """Return a question and an answer as they were asked, for the figures."""
        field = self.fields.get(question)
        return (str(field.label), str(field.shown(answer) or answer)) if field else (question, answer)
