"""Which letters does a stage owe, by its document? Beside those that a move writes by itself.

A letter is owed once its event has happened. It is missing once the event has come before which it should have gone
out, or the stage has ended.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .facts import CaseFacts, StageFacts
from .terms import ENDING, Event, StageLetter


class LetterState(StrEnum):
    TO_COME = "to-come"
    OWED = "owed"
    MISSING = "missing"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class LetterOwed:
    """One letter of a stage. `number` is its place in the document, counted from 1."""

    number: int
    letter: StageLetter
    state: LetterState


def letters_owed(facts: CaseFacts, stage: StageFacts, sent: Collection[str]) -> tuple[LetterOwed, ...]:
    """Return every letter of a stage, with how it stands; `sent` are the names of those that went out."""
    return tuple(
        LetterOwed(number, letter, LetterState.SENT if letter.name in sent else _state(facts, stage, letter))
        for number, letter in enumerate(stage.stage.letters, start=1)
    )


def _state(facts: CaseFacts, stage: StageFacts, letter: StageLetter) -> LetterState:
    if letter.before and facts.date_of(letter.before, stage):
        return LetterState.MISSING
    if not facts.date_of(letter.of, stage):
        return LetterState.TO_COME
    is_of_the_end = _follows_the_end(stage, letter)
    return LetterState.MISSING if stage.ended_on and not is_of_the_end else LetterState.OWED


def _follows_the_end(stage: StageFacts, letter: StageLetter) -> bool:
    """Return whether the letter is owed by the end of the stage, or by what comes after it."""
    if letter.of in ENDING:
        return True
    owed_by = stage.events.get(letter.of)
    return bool(owed_by and stage.ended_on and letter.of != Event.REQUESTED and owed_by > stage.ended_on)
