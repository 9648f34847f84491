"""Which letters does a stage owe, and how does each stand? What the document asks for, ready to be shown."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...models import CaseStage, StageLetterSent
from ...procedure.journey import State, Verb, move
from ...procedure.letters_owed import LetterState, letters_owed


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter of a stage; `url` is where it is written, while it can be."""

    name: str
    words: str
    is_missing: bool
    url: str


def owed_by(row: CaseStage, state: State) -> tuple[Owed, ...]:
    """Return the letters of a stage of a fetched case."""
    sent = {each.name: each for each in row.letters_sent.all()}
    may = bool(row.terms.letters) and move(state, Verb.SEND_LETTER, row.key).is_offered
    return tuple(
        Owed(
            each.letter.name,
            _words(each.state, sent.get(each.letter.name)),
            each.state == LetterState.MISSING,
            reverse("complaints_cases:stage-letter", args=[row.case_id, row.key, each.number]) if may else "",
        )
        for each in letters_owed(state.facts, row.facts(), sent)
    )


def _words(state: LetterState, sent: StageLetterSent | None) -> str:
    if sent:
        day = {"day": date_format(sent.sent_on), "how": sent.note}
        return (_("Sent on %(day)s: %(how)s") if sent.note else _("Sent on %(day)s")) % day
    return {
        LetterState.TO_COME: _("Not owed yet"),
        LetterState.OWED: _("Owed"),
        LetterState.MISSING: _("Missing: it should have gone out"),
    }[state]
