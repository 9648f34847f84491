"""What must each kind of letter say before it may go out?

Source: docs/letters.md, from the Complaint Handling Code 2024 (parts 2.4, 5.5, 5.7, 6.5, 6.7) and the published
procedures themselves. A particular that is empty is not said.
"""

from ..models import LetterKind

MUST_SAY = {
    LetterKind.RECEIPT: ("reference",),
    LetterKind.ACKNOWLEDGEMENT: ("reference", "stage"),
    LetterKind.EXTENSION: ("reference", "reason", "new_date"),
    LetterKind.EXTENSION_PROPOSED: ("reference", "reason", "new_date", "reply_by", "link"),
    LetterKind.NEW_DATE: ("reference", "reason", "new_date"),
    LetterKind.UPDATE: ("reference", "text"),
    LetterKind.RESPONSE: ("reference", "stage", "text"),
    LetterKind.CORRECTION: ("reference", "stage", "text", "corrects"),
    LetterKind.STAGE_REQUESTED: ("reference", "stage"),
    LetterKind.STAGE_OPENED: ("reference", "stage"),
    LetterKind.STAGE_REFUSED: ("reference", "stage", "reason", "ombudsman"),
    LetterKind.REDIRECT: ("reference", "passed_to"),
    LetterKind.REFUSAL: ("reference", "reason"),
    LetterKind.WITHDRAWAL: ("reference",),
    LetterKind.CLOSURE: ("reference",),
    LetterKind.THANKS: ("reference",),
    LetterKind.SIGN_OFF_NOTICE: ("reference", "link"),
    LetterKind.SPLIT: ("reference", "procedure"),
    LetterKind.MERGED: ("reference", "passed_to"),
    LetterKind.SERVICE_REQUEST: ("reference", "passed_to", "reason"),
    LetterKind.TAKEN_UP: ("reference",),
    LetterKind.URGENT: ("reference", "text"),
    LetterKind.PASSED_ON: ("reference", "passed_to"),
    LetterKind.GLASS_BROKEN: ("reference", "text", "link"),
    LetterKind.TRACKING_LINK: ("reference", "link"),
    LetterKind.TRACKING_CODE: ("reference", "link", "text"),
    LetterKind.MESSAGE: ("reference", "link"),
    LetterKind.ACTION_DONE: ("reference", "text"),
    LetterKind.STAGE_LETTER: ("reference", "stage", "title", "text"),
    LetterKind.EARLY_REFERRAL: ("reference", "stage", "passed_to"),
    LetterKind.STATEMENT: ("reference", "stage", "text", "link"),
}


MUST_BE_READ = {
    LetterKind.STAGE_REFUSED: ("reason", "ombudsman"),
    LetterKind.STATEMENT: ("text",),
    LetterKind.EARLY_REFERRAL: ("passed_to",),
    LetterKind.STAGE_LETTER: ("text",),
}
"""What stands in the words of a letter, whoever wrote those: a refused stage names who may be asked about it."""


class LetterIncomplete(Exception):
    """The letter lacks something it must say; `missing` names the placeholders."""

    def __init__(self, kind: LetterKind, missing: tuple[str, ...]):
        self.kind, self.missing = kind, missing
        super().__init__(f"{kind.label}: {', '.join(missing)}")


def check(kind: LetterKind, particulars: dict[str, str]):
    """Do nothing where the letter can say all it must. Raises: LetterIncomplete."""
    missing = tuple(name for name in MUST_SAY[kind] if not particulars[name].strip())
    if missing:
        raise LetterIncomplete(kind, missing)


def check_words(kind: LetterKind, particulars: dict[str, str], words: str):
    """Do nothing where the words say what they must, the council's own too. Raises: LetterIncomplete."""
    said = " ".join(words.split())
    must = MUST_BE_READ.get(kind, ())
    if missing := tuple(name for name in must if " ".join(particulars[name].split()) not in said):
        raise LetterIncomplete(kind, missing)
