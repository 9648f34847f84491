"""Did a letter that the stage owes go out? It is written here, or recorded as sent in another way."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from ..letters.writing import write
from ..models import CaseStage, LetterKind, StageLetterSent
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import StageLetter
from .moves import making


def send(case_stage: CaseStage, *, name: str, text: str, says: Collection[str], on: date, by):
    """Write the letter of this name. `says` is what its author confirms that it says, of what it must.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.SEND_LETTER, case_stage.case, by=by, on=on, stage=case_stage) as made:
        owed = _owed(case_stage, name)
        if lacking := [each for each in owed.says if each not in says]:
            raise MoveRefused(_("The letter must say this too: %s.") % "; ".join(lacking))
        if not text.strip():
            raise MoveRefused(_("Write the letter."))
        if case_stage.letters_sent.filter(letter__body__contains=text.strip(), name=name).exists():
            raise MoveRefused(_("This letter has gone out already, word for word."))
        once = f"stage-letter:{case_stage.pk}:{owed.name}:{case_stage.letters_sent.count()}"
        made.then(_write, case_stage, owed.name, text=text.strip(), once=once, on=on, by=by)


def record(case_stage: CaseStage, *, name: str, note: str, on: date, by) -> StageLetterSent:
    """Record that the letter of this name was sent in another way. Raises: PermissionDenied, MoveRefused."""
    with making(Verb.SEND_LETTER, case_stage.case, by=by, on=on, stage=case_stage, reason=note):
        _owed(case_stage, name)
        if not note.strip():
            raise MoveRefused(_("Say how it was sent, and to whom."))
        if case_stage.letters_sent.filter(name=name, sent_on=on, note=note).exists():
            raise MoveRefused(_("That is recorded already."))
        return StageLetterSent.objects.create(case_stage=case_stage, name=name, sent_on=on, note=note, sent_by=by)


def _owed(case_stage: CaseStage, name: str) -> StageLetter:
    owed = next((letter for letter in case_stage.terms.letters if letter.name == name), None)
    if owed is None:
        raise MoveRefused(_("The procedure asks for no such letter at this stage."))
    return owed


def _write(case_stage: CaseStage, name: str, *, text: str, once: str, on: date, by):
    letter = write(LetterKind.STAGE_LETTER, on=on, once=once, by=by, case_stage=case_stage, title=name, text=text)
    StageLetterSent.objects.create(case_stage=case_stage, name=name, sent_on=on, letter=letter, sent_by=by)
