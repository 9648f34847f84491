"""The public's form: what everyone is asked, in which order, and the answers as they are kept.

The keys of the answers are the names that `actions.intake` reads; the values of the choices are those of
`models.Kind`, `models.OnBehalf` and `models.ContactBy`, which this floor may not import.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from .definition import AnswerType, FormDefinition, Question
from .fields import AnyOf, Date, Email, Line, OneOf, Option, Telephone, Text

LINE, PARAGRAPHS = 500, 50_000
"""The longest answers, in characters: 50,000 are some twenty pages."""

KINDS = {
    "complaint": Option(
        "complaint", _("A complaint"), _("Something went wrong, or you are unhappy with what we did.")
    ),
    "compliment": Option("compliment", _("A compliment"), _("Someone did well, or you want to say thank you.")),
    "comment": Option("comment", _("A comment"), _("You have an idea or something to tell us.")),
}
FOR_WHOM = [
    Option("myself", _("Myself")),
    Option("someone-else", _("Someone else")),
    Option("advocate", _("Someone else: I am their advocate")),
]
FOR_ANOTHER = ("on_behalf", "someone-else advocate")
CONTACT_BY = {
    "email": Option("email", _("E-mail")),
    "telephone": Option("telephone", _("Telephone call")),
    "text": Option("text", _("Text message")),
    "post": Option("post", _("Letter")),
}
WAYS_TO_REACH = ("email", "telephone", "address")
_NEEDED_FOR = {
    "email": ("email", _("Enter your e-mail address, or choose another way for us to reach you")),
    "telephone": ("telephone", _("Enter your telephone number, or choose another way for us to reach you")),
    "text": ("telephone", _("Enter your mobile number, or choose another way for us to reach you")),
    "post": ("address", _("Enter your address, or choose another way for us to reach you")),
}
_EXTRA = {
    AnswerType.SHORT: (Line, {"max_length": LINE}),
    AnswerType.LONG: (Text, {"max_length": PARAGRAPHS}),
    AnswerType.CHOICE: (OneOf, {}),
    AnswerType.CHOICES: (AnyOf, {}),
    AnswerType.DATE: (Date, {}),
}


class Section(NamedTuple):
    heading: str
    fields: list[forms.BoundField]
    introduction: str = ""


class SummaryLine(NamedTuple):
    """One line of the error summary: what is wrong, and the id of the box to put it right in."""

    box: str
    message: str


class CheckedAnswer(NamedTuple):
    name: str
    label: str
    shown: str


class FeedbackAnswers(forms.Form):
    """One form as its definition asks it; `place` keeps the ids of several forms on a page apart."""

    def __init__(self, definition: FormDefinition, *, place: str, data=None):
        super().__init__(data=data, auto_id=f"{place}-%s", label_suffix="")
        self.place = place
        self.definition = definition
        self._sections: list[tuple[str, str, list[str]]] = []
        self._ask("", {**self._kind(definition), **self._for_whom(definition)})
        self._ask("", self._story(definition))
        self._ask(
            _("How we can reach you"),
            self._contact(),
            _(
                "You do not have to say who you are, and we will read what you send either way. But without a way "
                "to reach you we cannot reply, ask you questions or tell you what we decided."
            ),
        )

    def _ask(self, heading, fields: dict[str, forms.Field], introduction=""):
        self.fields.update(fields)
        self._sections.append((heading, introduction, list(fields)))

    @staticmethod
    def _kind(definition):
        if len(definition.kinds) == 1:
            return {}
        return {
            "kind": OneOf(
                [KINDS[kind] for kind in definition.kinds],
                label=_("What would you like to send us?"),
                missing=_("Choose what you would like to send us"),
            )
        }

    @staticmethod
    def _for_whom(definition):
        fields = {
            "on_behalf": OneOf(
                FOR_WHOM,
                label=_("Who are you doing this for?"),
                missing=_("Choose who you are doing this for"),
            ),
            "affected_name": Line(
                label=_("Name of the person it is about"),
                required=False,
                max_length=200,
                when=FOR_ANOTHER,
                autocomplete="off",
            ),
            "relationship": Line(
                label=_("How do you know them?"),
                hint=_("For example, I am their mother, neighbour or social worker."),
                required=False,
                max_length=120,
                when=FOR_ANOTHER,
            ),
        }
        if definition.asks_if_under_18:
            fields["is_young_person"] = OneOf(
                [Option("yes", _("Yes")), Option("no", _("No"))],
                label=_("Is the person it is about under 18?"),
                hint=_(
                    "If you are doing this for yourself, that is you. Anyone under 18 can have an advocate: "
                    "someone who is on their side and helps them to say what they want to say."
                ),
                required=False,
            )
        return fields

    @staticmethod
    def _story(definition):
        only_complaints = definition.kinds == ("complaint",)
        fields = {
            "what_happened": Text(
                label=_("What happened?") if only_complaints else _("What would you like to tell us?"),
                hint=_(
                    "Say what happened, when and where, and who was there, as far as you want to. "
                    "Your own words are fine."
                ),
                rows=8,
                max_length=PARAGRAPHS,
                missing=_("Tell us what happened")
                if only_complaints
                else _("Write what you would like to tell us"),
            )
        }
        if "complaint" in definition.kinds:
            fields["put_right"] = Text(
                label=_("What would put it right?"),
                required=False,
                rows=4,
                max_length=PARAGRAPHS,
                when=None if only_complaints else ("kind", "complaint"),
            )
        return fields | {question.key: _extra(question) for question in definition.questions}

    @staticmethod
    def _contact():
        return {
            "name": Line(label=_("Your name"), required=False, max_length=200, autocomplete="name"),
            "email": Email(label=_("Your e-mail address"), required=False, max_length=254, autocomplete="email"),
            "telephone": Telephone(
                label=_("Your telephone number"), required=False, max_length=40, autocomplete="tel"
            ),
            "address": Text(
                label=_("Your address"),
                required=False,
                rows=4,
                max_length=1000,
                autocomplete="street-address",
            ),
            "contact_by": OneOf(
                list(CONTACT_BY.values()), label=_("How would you like us to reach you?"), required=False
            ),
            "safe_contact": Text(
                label=_("Is there anything we should do so that it is safe to contact you?"),
                hint=_("For example, times when we should not ring, or that someone else can see your letters."),
                required=False,
                rows=3,
                max_length=2000,
            ),
        }

    def clean(self):
        cleaned = super().clean()
        box, message = _NEEDED_FOR.get(cleaned.get("contact_by"), ("", ""))
        if box and box not in self.errors and not cleaned.get(box):
            self.add_error(box, message)
        return cleaned

    @property
    def sections(self) -> list[Section]:
        return [
            Section(heading, [self[name] for name in names], introduction)
            for heading, introduction, names in self._sections
        ]

    @property
    def error_summary(self) -> list[SummaryLine]:
        return [SummaryLine(self.box(name), self.errors[name][0]) for name in self.fields if name in self.errors]

    def box(self, name: str) -> str:
        """Return the id of the first box of a question."""
        suffix = "-day" if isinstance(self.fields[name], Date) else ""
        return f"{self.auto_id % name}{suffix}"

    @property
    def kind(self) -> str:
        return self.cleaned_data["kind"] if "kind" in self.fields else self.definition.kinds[0]

    @property
    def answers(self) -> list[dict[str, str]]:
        """Return what was answered, under the questions as they were asked, in their order."""
        return [
            {"key": name, "label": str(field.label), "value": field.stored(self.cleaned_data[name])}
            for name, field in self.fields.items()
            if self.cleaned_data[name]
        ]

    @property
    def checked_answers(self) -> list[CheckedAnswer]:
        """Return every question with its answer in words; those that do not arise only where answered."""
        return [
            CheckedAnswer(name, str(field.label), str(field.shown(self.cleaned_data[name])))
            for name, field in self.fields.items()
            if self.cleaned_data[name] or self._arises(field)
        ]

    def _arises(self, field) -> bool:
        if not field.when:
            return True
        name, values = field.when
        return self.cleaned_data[name] in values.split()

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Return what the browser sent for this form's questions, to be carried on by hidden boxes."""
        return list(_of_questions(self.data, self.fields))


def _extra(question: Question) -> forms.Field:
    field, options = _EXTRA[question.type]
    arguments = ([Option(choice, choice) for choice in question.choices],) if question.choices else ()
    return field(
        *arguments,
        label=question.label,
        hint=question.help_text,
        required=question.is_required,
        missing=_("Answer the question “%(question)s”") % {"question": question.label},
        **options,
    )


def _of_questions(data, names: Iterable[str]):
    for name, values in data.lists():
        if name in names or name.rpartition("-")[0] in names:
            yield from ((name, value) for value in values)
