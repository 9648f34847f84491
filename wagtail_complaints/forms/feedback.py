"""The public's form: in which order it asks, on one page or step by step, and the answers as they are kept."""

from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from . import questions
from .definition import FormDefinition
from .fields import Date

WAYS_TO_REACH = ("email", "telephone", "address")
_NEEDED_FOR = {
    "email": ("email", _("Enter your e-mail address, or choose another way for us to reach you")),
    "telephone": ("telephone", _("Enter your telephone number, or choose another way for us to reach you")),
    "text": ("telephone", _("Enter your mobile number, or choose another way for us to reach you")),
    "post": ("address", _("Enter your address, or choose another way for us to reach you")),
}
TRAP = "leave_empty"
"""The box that people do not see; who fills it in is looked at before anything else is done."""

_CARRIED = (TRAP, "uploads", "passed")
"""What pages hand on beside the answers."""


class Step(NamedTuple):
    """What is asked together where a form asks one thing at a time."""

    key: str
    heading: str
    names: list[str]


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
        self.steps: list[Step] = []
        self._sections: list[tuple[str, str, list[str]]] = []
        kind, whom = ("kind", "", questions.kind(definition)), ("whom", "", questions.for_whom())
        self._ask("", kind, whom, *questions.young(definition))
        self._ask(
            "",
            *questions.story(definition),
            *map(questions.alone, definition.questions),
            *questions.files(definition),
        )
        self._ask(
            _("How we can reach you"),
            ("reach", _("How we can reach you"), questions.contact()),
            ("safe", _("Contacting you safely"), questions.safety()),
            ("help", _("Help you may need"), questions.help()),
            introduction=_(
                "You do not have to say who you are, and we will read what you send either way. But without a way "
                "to reach you we cannot reply, ask you questions or tell you what we decided."
            ),
        )
        self.at = self.steps[0].key if definition.one_at_a_time else ""

    def _ask(self, heading, *steps: tuple[str, str, dict[str, forms.Field]], introduction=""):
        asked = [step for step in steps if step[2]]
        for key, step_heading, fields in asked:
            self.fields.update(fields)
            self.steps.append(Step(key, step_heading, list(fields)))
        names = [name for _key, _heading, fields in asked for name in fields]
        self._sections.append((heading, introduction, names))

    def clean(self):
        cleaned = super().clean()
        box, message = _NEEDED_FOR.get(cleaned.get("contact_by"), ("", ""))
        if box and box not in self.errors and not cleaned.get(box):
            self.add_error(box, message)
        return cleaned

    @property
    def sections(self) -> list[Section]:
        """Return what this page asks: everything, or the step that it is at."""
        if self.at:
            first = self.step.names[:1]
            introduction = next((said for _heading, said, names in self._sections if names[:1] == first), "")
            return [Section("", [self[name] for name in self.step.names], introduction)]
        return [
            Section(heading, [self[name] for name in names], introduction)
            for heading, introduction, names in self._sections
        ]

    @property
    def step(self) -> Step:
        return next(step for step in self.steps if step.key == self.at)

    @property
    def step_heading(self) -> str:
        """Return what a page of one step is called: its heading, or the question."""
        return self.step.heading or self.fields[self.step.names[0]].label

    def step_of(self, name: str) -> Step:
        """Return the step that asks a question; the first for one that is not asked."""
        return next((step for step in self.steps if name in step.names), self.steps[0])

    def arising(self) -> list[Step]:
        """Return the steps with anything to ask, given the answers so far."""
        return [step for step in self.steps if any(self._arises(self.fields[name]) for name in step.names)]

    def keep_errors_of(self, names: Iterable[str]):
        """Forget what is wrong with questions that this page does not ask."""
        for name in set(self.errors) - set(names):
            del self._errors[name]

    @property
    def error_summary(self) -> list[SummaryLine]:
        return [
            SummaryLine(self.box(name), message)
            for name in self.fields
            if name in self.errors
            for message in self.errors[name]
        ]

    def box(self, name: str) -> str:
        """Return the id of the box of a question to begin with."""
        suffix = f"-{self[name].first}" if isinstance(self.fields[name], Date) else ""
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
            if self.cleaned_data.get(name)
        ]

    @property
    def checked_answers(self) -> list[CheckedAnswer]:
        """Return every question with its answer in words; those that do not arise only where answered."""
        return [
            CheckedAnswer(name, str(field.label), str(field.shown(self.cleaned_data.get(name))))
            for name, field in self.fields.items()
            if self.cleaned_data.get(name) or self._arises(field)
        ]

    def _arises(self, field) -> bool:
        if not field.when:
            return True
        name, values = field.when
        return self.data.get(name, "") in values.split()

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Return what the browser sent for this form's questions, to be carried on by hidden boxes."""
        return list(_of_questions(self.data, self.fields))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return what this page must hand on: the answers that it does not ask for, and what comes with them."""
        asked = self.step.names if self.at else list(self.fields)
        answers = [] if not self.at else _of_questions(self.data, set(self.fields) - set(asked))
        return [*answers, *self.marks]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """Return what pages hand on beside the answers."""
        return [(name, self.data[name]) for name in _CARRIED if self.data.get(name)]


def _of_questions(data, names: Iterable[str]):
    for name, values in data.lists():
        if name in names or name.rpartition("-")[0] in names:
            yield from ((name, value) for value in values)
