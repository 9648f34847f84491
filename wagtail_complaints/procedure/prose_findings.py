"""What do a procedure's own words give away? A stage that hides, an offer that says too little, pages of paper.

Which words tell of it is the regime's to say; only that the web has no page four holds under any.
"""

import re
from collections.abc import Iterator

from .finding import Finding, What
from .limits import Ground, Regime, Signs
from .problem import Path
from .terms import Entry, Procedure, Stage

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PAPER = re.compile(rf"\bpages? {_NUMBER}\b|\boverleaf\b|\bback of this (?:leaflet|page)\b", re.IGNORECASE)
_ON_THE_WEB = Ground("No law: a leaflet that becomes a web page loses its page numbers", read=True)


def of_early_stage(procedure: Procedure, regime: Regime, steps: int) -> Iterator[Finding]:
    """Report a first stage that begins with a step of its own, such as “talk to the person first”."""
    number, stage = next(
        ((number, each) for number, each in enumerate(procedure.stages) if each.entry == Entry.FIRST), (0, None)
    )
    word = stage and regime.early_stage.first_in(stage.name, stage.summary)
    if word:
        why = f"“{word}” reads like a stage before this one."
        if regime.most_stages and steps + 1 > regime.most_stages:
            why += (
                f" With it there are {steps + 1} steps, and no more than {regime.most_stages} may be gone through."
            )
        yield Finding.by(What.EARLY_STAGE, ("stage", number, "name"), regime.early_stage.ground, why)


def of_evidence(stage: Stage, words: tuple[str, ...], ground: Ground, path: Path) -> Iterator[Finding]:
    if word := Signs(words, ground).first_in(*stage.asks_for):
        why = f"Nobody has to give evidence to have this stage, and it asks for it (“{word}”)."
        yield Finding.by(What.EVIDENCE, (*path, "asks_for"), ground, why)


def of_offers(procedure: Procedure, offers: Signs) -> Iterator[Finding]:
    """Report an offer between stages that does not say that the next stage can be asked for all the same."""
    for number, stage in enumerate(procedure.stages[:-1]):
        if stage.entry != Entry.OFFER or not number:
            continue
        following = procedure.stages[number + 1].name.partition(":")[0]
        is_named = following.lower() in f"{stage.summary} {stage.detail}".lower()
        if not is_named or not offers.first_in(stage.summary, stage.detail):
            why = f"Say that {following} can be asked for all the same, and that no clock stops."
            yield Finding.by(What.OFFER, ("stage", number, "detail"), offers.ground, why)


def of_page_numbers(procedure: Procedure) -> Iterator[Finding]:
    for path, about, text in _prose(procedure):
        if found := _PAPER.search(text):
            why = f"“{found[0]}” means nothing on the web: name the section that is meant, and link to it."
            yield Finding.by(What.PAGE_NUMBER, path, _ON_THE_WEB, why, about)


def _prose(procedure: Procedure) -> Iterator[tuple[Path, str, str]]:
    """Yield every text that the public reads in running words: its path, what it is about, and the text."""
    for number, stage in enumerate(procedure.stages):
        yield ("stage", number, "summary"), "summary", stage.summary
        yield ("stage", number, "detail"), "detail", stage.detail
    for number, redirect in enumerate(procedure.redirects):
        yield ("redirect", number, "to"), redirect.about, redirect.to
    for number, external in enumerate(procedure.externals):
        yield ("external", number, "for"), external.name, external.for_
        yield ("external", number, "note"), f"{external.name}, note", external.note
