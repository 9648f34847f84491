"""What exactly does one feedback form ask? A form as a value, which its version reads back equal."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class AnswerType(StrEnum):
    SHORT = "short"
    LONG = "long"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that an editor added. `key` outlives every rewording."""

    key: str
    label: str
    type: AnswerType = AnswerType.SHORT
    help_text: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class FormDefinition:
    kinds: tuple[str, ...]
    privacy_notice: str = ""
    asks_if_under_18: bool = False
    questions: tuple[Question, ...] = ()
    one_at_a_time: bool = False
    takes_files: bool = False
    asks_equality: bool = False

    def as_document(self) -> dict:
        """Return the definition as plain JSON."""
        return json.loads(json.dumps(asdict(self)))

    @classmethod
    def from_document(cls, document: dict) -> "FormDefinition":
        questions = (
            Question(**{**asked, "type": AnswerType(asked["type"]), "choices": tuple(asked["choices"])})
            for asked in document["questions"]
        )
        return cls(**{**document, "kinds": tuple(document["kinds"]), "questions": tuple(questions)})


def digest(form_pk: int, number: int, definition: FormDefinition) -> str:
    """Return the name of one version of one form in public addresses."""
    named = json.dumps([form_pk, number, definition.as_document()], sort_keys=True)
    return hashlib.sha256(named.encode()).hexdigest()
