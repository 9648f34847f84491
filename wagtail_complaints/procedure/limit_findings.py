"""Does a stage promise a step in the time that the law gives it? One limit, held against the stage's timescales."""

from collections.abc import Iterator
from dataclasses import replace

from .event_words import noun
from .finding import Finding, What
from .lengths import Length, is_surely_longer
from .limits import Limit
from .problem import Path
from .terms import ANY, Closures, Entry, Event, Stage, Timescale
from .wording import listed


def findings_of_limit(stage: Stage, limit: Limit, path: Path) -> Iterator[Finding]:
    rows = [(number, each) for number, each in enumerate(stage.timescales) if each.event == limit.event]
    if not rows:
        why = f"Nothing is said of {noun(limit.event)}{_law(limit)}."
        yield Finding.by(What.STEP_MISSING, (*path, "timescale"), limit.ground, why, limit.event)
    for number, timescale in rows:
        where = (*path, "timescale", number)
        if timescale.closures == Closures.EXCLUDED:
            why = "A council's closing days do not stop a clock of the law."
            yield Finding.by(What.CLOSURES, (*where, "closures"), limit.ground, why, _named(timescale))
        if limit.within:
            yield from _of_length(stage, timescale, limit, where)


def _of_length(stage: Stage, timescale: Timescale, limit: Limit, where: Path) -> Iterator[Finding]:
    promised = list(_promised(timescale))
    if not promised:
        why = f"No length is published{_law(limit)}."
        yield Finding.by(What.NO_LENGTH, (*where, "within"), limit.ground, why, _named(timescale))
        return
    comparable = [
        (of, within, ceiling, *allowed)
        for of, within, ceiling in promised
        if (allowed := _allowed(limit, _start(stage, of)))
    ]
    if not comparable and not _starts_earlier(stage, promised, limit):
        starts = listed(sorted({noun(of) for of, _, _ in promised}))
        why = f"The clock runs from {starts}{_law(limit)}."
        yield Finding.by(What.LATER_START, (*where, "of"), limit.ground, why, _named(timescale))
    for _, within, ceiling, most, extended in comparable[:1]:
        for found in _of_ceiling(within, ceiling, most, extended, limit, where):
            yield replace(found, about=_named(timescale))


def _of_ceiling(
    within: Length,
    ceiling: Length | str | None,
    most: Length,
    extended: Length | str | None,
    limit: Limit,
    where: Path,
) -> Iterator[Finding]:
    if is_surely_longer(within, most):
        is_norm = extended == ANY or (extended and not is_surely_longer(within, extended))
        what = What.NORM_LEFT_OUT if is_norm else What.TOO_LONG
        yield Finding.by(what, (*where, "within"), limit.ground, f"The procedure says {within}{_law(limit)}.")
    if extended == ANY or not ceiling:
        return
    if ceiling == ANY:
        why = f"It can be extended without end{_law(limit)}."
        yield Finding.by(What.NO_CEILING, (*where, "extendable_to"), limit.ground, why)
    elif is_surely_longer(ceiling, extended or most):
        why = f"It can be extended to {ceiling}{_law(limit)}."
        yield Finding.by(What.CEILING_TOO_HIGH, (*where, "extendable_to"), limit.ground, why)


def _named(timescale: Timescale) -> str:
    return timescale.key or timescale.event


def _promised(timescale: Timescale) -> Iterator[tuple[str, Length, Length | str | None]]:
    """Yield the start, the length and the ceiling of a clock and of its backstop."""
    backstop = timescale.backstop
    if timescale.within:
        yield timescale.of, timescale.within, timescale.extendable_to
    if backstop:
        yield backstop.of, backstop.within, backstop.extendable_to


def _allowed(limit: Limit, start: str) -> tuple[Length, Length | str | None] | None:
    """Return what the limit allows from this start, and with every extension; nothing where it is silent."""
    if start in limit.of:
        return limit.within, limit.at_most
    if limit.backstop and start == limit.backstop.of:
        return limit.backstop.within, limit.backstop.extendable_to
    return None


def _start(stage: Stage, of: str) -> str:
    """Return the start as the law has it: in the first stage the request is the receipt."""
    return Event.RECEIVED if stage.entry == Entry.FIRST and of == Event.REQUESTED else of


def _starts_earlier(stage: Stage, promised, limit: Limit) -> bool:
    early = {Event.HAPPENED, Event.RECEIVED}
    return any(_start(stage, of) in early for of, _, _ in promised) and not early & set(limit.of)


def _law(limit: Limit) -> str:
    """Return the law's own words on it: “; the law: 10 working days from the acknowledgement, 20 at most”."""
    if not limit.within:
        return ""
    start = listed(map(noun, limit.of), "or")
    extended = f", at most {limit.at_most}" if isinstance(limit.at_most, Length) else ""
    return f"; the rule is {limit.within} from {start}{extended}"
