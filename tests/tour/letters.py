"""Which letters go out? Every kind, as the council writes it; and the formatted form of one."""

from wagtail_complaints.letters.addressee import Addressee
from wagtail_complaints.letters.writing import compose
from wagtail_complaints.models import LetterKind

from .town import ON, Town

KNOWN = {
    "reason": "A witness is away.",
    "text": "The crew did not come.",
    "title": "Start of the stage",
    "new_date": ON,
    "reply_by": ON,
    "corrects": ON,
    "passed_to": "Waste crew 4",
    "link": "https://wenbury.example/tell-us/track/",
    "points": "1. The bin was not emptied.",
}


def written(kind: LetterKind, html=""):
    """Return a stop at a letter of this kind: its subject, its text and its formatted text."""

    def made(town: Town) -> str:
        stage = town.waiting.stages.get()
        to = Addressee.of_case(town.waiting)
        letter = compose(kind, on=ON, to=to, case=town.waiting, case_stage=stage, html=html, **KNOWN)
        return "\n".join(letter)

    return made


STOPS = {kind.label: written(kind) for kind in LetterKind} | {
    "a formatted response": written(LetterKind.RESPONSE, html="<p>The crew did not come.</p>")
}
