"""What does somebody type to come to their tracking page, and to write to us there?"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..conf import setting
from ..procedure.references import read_reference
from .fields import Line, OneOf, Option, Text
from .questions import files_field

LONGEST = 20_000
"""Characters of one message: some eight pages."""


class Named(forms.Form):
    """A form whose errors stand in a summary, as those of the feedback forms do."""

    template_name = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", auto_id="id_%s", **kwargs)

    @property
    def error_summary(self) -> list[dict]:
        return [
            {"box": self[name].auto_id, "message": message}
            for name, messages in self.errors.items()
            if name in self.fields
            for message in messages
        ]


class WayInForm(Named):
    reference = Line(
        label=_("Your reference"),
        hint=_("It is in every letter and message from us, for example 7QM4-XPD9-RTWHK."),
        missing=_("Enter your reference"),
        max_length=60,
        autocomplete="off",
    )
    code = Line(
        label=_("Access code"),
        hint=_("Only if we gave you one on paper. Without a code we send a link by e-mail."),
        required=False,
        max_length=60,
        autocomplete="off",
    )

    def clean_reference(self):
        """A slip is told from the check character alone: of no reference is it said whether it is known."""
        try:
            return read_reference(self.cleaned_data["reference"])
        except ValueError:
            raise ValidationError(_("This is not a reference of ours: check it for a slip")) from None


class MessageForm(Named):
    text = Text(label=_("Your message"), missing=_("Write your message"), max_length=LONGEST, rows=6)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if setting("WAGTAIL_COMPLAINTS_FILES"):
            self.fields["files"] = files_field()

    def forget_errors_but(self, name: str):
        """Keep the errors of one field alone: somebody who adds a file has not finished writing."""
        for other in [each for each in self.errors if each != name]:
            del self.errors[other]


class WordsForm(Named):
    text = Text(label=_("What you would like to say"), required=False, max_length=LONGEST, rows=4)


class StatementForm(Named):
    """`version` is the one that was read: an answer to another is none."""

    agrees = OneOf(
        [Option("yes", _("Yes, this is my complaint")), Option("no", _("No, something is missing or wrong"))],
        label=_("Is this right?"),
        missing=_("Choose yes or no"),
    )
    text = Text(
        label=_("What is missing or wrong"),
        hint=_("Only if you answered no."),
        required=False,
        when=("agrees", "no"),
        max_length=LONGEST,
        rows=5,
    )

    def clean(self):
        given = super().clean()
        if given.get("agrees") == "no" and not given.get("text", "").strip():
            self.add_error("text", _("Tell us what is missing or wrong"))
        return given


class AnswerForm(Named):
    """A yes or a no."""

    agrees = OneOf(
        [Option("yes", _("Yes, I agree")), Option("no", _("No, I do not agree"))],
        label=_("Your answer"),
        missing=_("Choose yes or no"),
    )


class ProposalForm(AnswerForm):
    text = Text(label=_("Anything you would like to say about it"), required=False, max_length=LONGEST, rows=3)
