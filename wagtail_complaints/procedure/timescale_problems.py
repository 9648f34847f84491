"""Can these clocks ever start, end, and be extended as they say? The contradictions inside a stage's timescales."""

from collections.abc import Iterator
from itertools import combinations

from .lengths import Length, Unit, days_at_least
from .possible_events import STARTS, possible_events
from .problem import Path, Problem
from .terms import (
    EXTENDED,
    Entry,
    Event,
    ExtensionRule,
    Firmness,
    Procedure,
    Stage,
    Timescale,
)

Found = Iterator[Problem]

_CALENDAR_UNITS = {Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS}


def problems_of_timescale(procedure: Procedure, stage: Stage, timescale: Timescale, path: Path) -> Found:
    yield from _of_its_event(stage, timescale, path)
    yield from _of_its_start(stage, timescale.of, (*path, "of"))
    if timescale.backstop:
        yield from _of_its_start(stage, timescale.backstop.of, (*path, "backstop", "of"))
    yield from _of_its_repeat(stage, timescale, path)
    yield from _of_its_lengths(timescale, path)
    yield from _of_its_extension(timescale, path)
    yield from _of_its_when(procedure, stage, timescale, path)


def _of_its_event(stage: Stage, timescale: Timescale, path: Path) -> Found:
    if timescale.event in STARTS:
        yield Problem((*path, "event"), f"“{timescale.event}” starts clocks; a clock cannot end with it.")
    if timescale.event == Event.ACCEPTED and stage.entry != Entry.GATE:
        yield Problem((*path, "event"), '“accepted” is the answer of a gate: the stage needs `entry = "gate"`.')


def _of_its_start(stage: Stage, event: str, path: Path) -> Found:
    if event == Event.UPDATED:
        yield Problem(path, "“updated” happens again and again, so no clock can count from it.")
    elif event not in possible_events(stage):
        right = (
            'its stage needs `entry = "gate"`'
            if event == Event.ACCEPTED
            else f'give the stage a timescale with `event = "{event}"` (it needs no length)'
        )
        yield Problem(path, f"Nothing in this stage brings “{event}” about, so this clock never starts: {right}.")


def _of_its_repeat(stage: Stage, timescale: Timescale, path: Path) -> Found:
    if timescale.event != Event.UPDATED:
        for key in ("every", "until"):
            if getattr(timescale, key):
                yield Problem((*path, key), f'`{key}` is for what repeats: a timescale with `event = "updated"`.')
        return
    if timescale.within:
        yield Problem((*path, "within"), "Updates repeat: write `every` in place of `within`.")
    for key in ("extendable_to", "backstop"):
        if getattr(timescale, key):
            yield Problem((*path, key), f"What repeats cannot have `{key}`; shorten or lengthen `every`.")
    if timescale.every and not timescale.until:
        yield Problem((*path, "every"), 'What repeats must end: add `until`, such as `until = "responded"`.')
    if timescale.until in STARTS or (timescale.until and timescale.until not in possible_events(stage)):
        yield Problem((*path, "until"), f"“{timescale.until}” does not end anything here: “responded” would.")


def _of_its_lengths(timescale: Timescale, path: Path) -> Found:
    backstop = timescale.backstop
    if timescale.firmness == Firmness.AGREED and timescale.within:
        yield Problem((*path, "within"), "Where the date is agreed no length is published: leave `within` out.")
    yield from _below(timescale.extendable_to, timescale.within, (*path, "extendable_to"))
    if backstop:
        yield from _below(backstop.extendable_to, backstop.within, (*path, "backstop", "extendable_to"))
    lengths = (timescale.within, timescale.every, timescale.extendable_to, backstop and backstop.within)
    units = {length.unit for length in lengths if isinstance(length, Length)}
    if timescale.roll_end and units and not units & _CALENDAR_UNITS:
        yield Problem(
            (*path, "roll_end"),
            "`roll_end` is for calendar days, weeks and months; these end on a day that counts.",
        )


def _below(ceiling: Length | str | None, length: Length | None, path: Path) -> Found:
    if isinstance(ceiling, Length) and length and days_at_least(ceiling) < days_at_least(length):
        yield Problem(
            path, f"The ceiling of {ceiling} is below the length of {length}; it counts from the same start."
        )


def _of_its_extension(timescale: Timescale, path: Path) -> Found:
    rule, ceiling, backstop = timescale.extension, timescale.extendable_to, timescale.backstop
    if rule != ExtensionRule.TOLD and not ceiling:
        yield Problem((*path, "extension"), f"“{rule}” says how to extend, but there is no `extendable_to`.")
    elif rule == ExtensionRule.RANGE and not (timescale.within and isinstance(ceiling, Length)):
        yield Problem(
            (*path, "extension"), "A range needs both its ends: `within` and a length in `extendable_to`."
        )
    if backstop and backstop.extendable_to and not ceiling:
        yield Problem(
            (*path, "backstop", "extendable_to"),
            "The backstop moves only with its timescale: give that `extendable_to` too, or “any”.",
        )


def _of_its_when(procedure: Procedure, stage: Stage, timescale: Timescale, path: Path) -> Found:
    if timescale.when == EXTENDED:
        if timescale.event == Event.RESPONDED:
            yield Problem((*path, "when"), "The response cannot wait for its own extension.")
        elif not any(each.event == Event.RESPONDED and each.extendable_to for each in stage.timescales):
            yield Problem((*path, "when"), "No response of this stage can be extended, so this never applies.")
    elif timescale.when and timescale.when not in {track.key for track in procedure.tracks}:
        tracks = ", ".join(track.key for track in procedure.tracks) or "none yet"
        yield Problem(
            (*path, "when"),
            f"“{timescale.when}” is not a track of this procedure ({tracks}), nor “extended”.",
        )


def namesakes(stage: Stage, path: Path) -> Found:
    for (_, earlier), (number, later) in combinations(enumerate(stage.timescales), 2):
        if earlier.name == later.name and _meet(earlier.when, later.when):
            key = "key" if later.key else "event"
            yield Problem(
                (*path, "timescale", number, key),
                f"Two timescales of this stage can run in one case as “{later.name}”. Give each a `key`.",
            )


def _meet(one: str, other: str) -> bool:
    """Return whether timescales with these values of `when` can both apply to one case."""
    return one == other or not (one and other) or EXTENDED in (one, other)


def circles(stage: Stage, path: Path) -> Found:
    """Report a clock that waits, step by step, for its own end."""
    waits = {}
    for timescale in stage.timescales:
        waits.setdefault(timescale.event, set()).add(timescale.of)
    for number, timescale in enumerate(stage.timescales):
        before, queue = set(), [timescale.of]
        while queue:
            event = queue.pop()
            if event not in before:
                before.add(event)
                queue.extend(waits.get(event, ()))
        if timescale.event in before:
            yield Problem(
                (*path, "timescale", number, "of"),
                f"This clock waits for its own end: “{timescale.event}” comes before “{timescale.of}”.",
            )
