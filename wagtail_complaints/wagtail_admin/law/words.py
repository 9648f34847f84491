"""How is it said on a screen what the law expects of a procedure, and what the council answers?"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models.reading import place_in_words
from ...models.typed import Typed
from ...procedure.reasons import NoSuchLaw, Standing, Weighed, standing
from ...procedure_files import regimes


@dataclass(frozen=True)
class Line:
    """One finding, ready to be shown."""

    place: str
    why: str
    source: str
    read: bool
    key: str
    reason: str
    stage: int | None

    @classmethod
    def of(cls, weighed: Weighed, page) -> "Line":
        found = weighed.finding
        place = place_in_words(page, found.where)
        place = place if found.stage is None else place.partition(", ")[2]
        return cls(place, found.why, found.source, found.read, found.key, weighed.reason, found.stage)


def shown(found: Typed, on: date) -> dict:
    """Return what the panel shows of a page as it is typed, with its promises in days from `on`."""
    if not found.procedure:
        return {"problems": found.problems}
    context = {"stages": _promises(found, on)}
    try:
        held = standing(found.procedure, regimes(), found.page.reasons())
    except NoSuchLaw:
        return context | {"unknown": found.procedure.regime}
    return context | {
        "regime": held.regime,
        "lines": [Line.of(each, found.page) for each in held.weighed],
        "open": len(held.open),
        "said": summary(held),
        "unused": [key for _, key in held.unused],
    }


def summary(held: Standing) -> str:
    """Return “3 findings, 1 answered”."""
    number = len(held.weighed)
    if not number:
        return _("Nothing to tell.")
    said = ngettext("%(number)s finding", "%(number)s findings", number) % {"number": number}
    answered = number - len(held.open)
    if answered:
        said = _("%(findings)s, %(answered)s answered") % {"findings": said, "answered": answered}
    return said


def _promises(found: Typed, on: date) -> list[tuple]:
    """Return each stage's name with its promises: as days where they can be reckoned, else in words."""
    dated = found.page.dated_promises(on=on)
    stages = ((stage, dated.get(stage.key, ())) for stage in found.procedure.stages)
    return [(stage.name, promises) for stage, promises in stages if promises]
