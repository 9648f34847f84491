"""Which letters does a stage owe, and how does each stand? What the document asks for, ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...models import Case, CaseStage, StageLetterSent
from ...procedure.journey import State, Verb, move
from ...procedure.letters_owed import LetterOwed, LetterState, letters_owed


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter of a stage; `url` is where it is written, while it can be."""

    name: str
    words: str
    is_missing: bool
    url: str


def owed_by(row: CaseStage, state: State) -> tuple[Owed, ...]:
    """Return the letters of a stage of a fetched case."""
    sent = _sent(row)
    may = bool(row.terms.letters) and move(state, Verb.SEND_LETTER, row.key).is_offered
    return tuple(
        Owed(
            each.letter.name,
            words(each.state, sent.get(each.letter.name)),
            each.state == LetterState.MISSING,
            reverse("complaints_cases:stage-letter", args=[row.case_id, row.key, each.number]) if may else "",
        )
        for each in letters_owed(state.facts, row.facts(), sent)
    )


def still_owed(case: Case) -> Iterator[tuple[CaseStage, LetterOwed]]:
    """Yield the letters of a case that went out in no way, once they are owed, each with its stage."""
    facts = case.facts()
    for row in case.stages.all():
        for each in letters_owed(facts, row.facts(), _sent(row)):
            if each.state in (LetterState.OWED, LetterState.MISSING):
                yield row, each


def _sent(row: CaseStage) -> dict[str, StageLetterSent]:
    return {each.name: each for each in row.letters_sent.all()}


def words(state: LetterState, sent: StageLetterSent | None = None) -> str:
    if sent:
        day = {"day": date_format(sent.sent_on), "how": sent.note}
        return (_("Sent on %(day)s: %(how)s") if sent.note else _("Sent on %(day)s")) % day
    return {
        LetterState.TO_COME: _("Not owed yet"),
        LetterState.OWED: _("Owed"),
        LetterState.MISSING: _("Missing: it should have gone out"),
    }[state]
