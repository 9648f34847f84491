"""Does a procedure contradict itself? What each value on its own cannot show: keys that clash, clocks that
can never start, ceilings below their length.
"""

from collections.abc import Iterator
from itertools import combinations

from .lengths import Length, Unit
from .problem import Path, Problem
from .terms import (
    CASE_WIDE,
    ENDING,
    EXTENDED,
    Does,
    Entry,
    Event,
    ExtensionRule,
    Firmness,
    Procedure,
    Stage,
    Timescale,
)

Found = Iterator[Problem]

STARTS = (*CASE_WIDE, Event.REQUESTED)
"""Facts of the case or of the stage's beginning: clocks start at them, none ends at them."""
_ALWAYS = {*STARTS, *ENDING, Event.PROVIDER_NOTIFIED}
_MADE_BY = {
    Does.INVESTIGATES: {Event.INVESTIGATOR_APPOINTED, Event.INVESTIGATED},
    Does.SITS: {Event.PANEL_MET, Event.PANEL_REPORTED},
    Does.CHAIRS: {Event.PANEL_MET, Event.PANEL_REPORTED},
}
_CALENDAR_UNITS = {Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS}
_ASKED_FOR = (Entry.REQUEST, Entry.GATE)


def problems(procedure: Procedure) -> tuple[Problem, ...]:
    """Return everything in which the procedure contradicts itself, in the order of the document."""
    return tuple(_of_procedure(procedure))


def possible_events(stage: Stage) -> set[str]:
    """Return the events that can happen in a stage: every stage's, and what its clocks and people bring."""
    events = _ALWAYS | {timescale.event for timescale in stage.timescales}
    for person in stage.people:
        events |= _MADE_BY.get(person.does, set())
    if stage.entry == Entry.GATE:
        events.add(Event.ACCEPTED)
    return events


def _of_procedure(procedure: Procedure) -> Found:
    yield from _unique("track", "key", procedure.tracks)
    for number, track in enumerate(procedure.tracks):
        if track.key == EXTENDED:
            yield Problem(("track", number, "key"), "“extended” is a word of `when`. Give the track another key.")
    for number, redirect in enumerate(procedure.redirects):
        yield from _of_redirect(procedure, redirect, ("redirect", number))
    yield from _unique("stage", "key", procedure.stages)
    yield from _one_way_in(procedure)
    for number, stage in enumerate(procedure.stages):
        yield from _of_stage(procedure, stage, ("stage", number))


def _unique(table: str, key: str, rows) -> Found:
    seen = set()
    for number, row in enumerate(rows):
        name = getattr(row, key)
        if name in seen:
            yield Problem((table, number, key), f"Two {table}s have the key “{name}”. Give each its own.")
        seen.add(name)


def _of_redirect(procedure: Procedure, redirect, path: Path) -> Found:
    if redirect.urgent and not (redirect.to or redirect.procedure):
        yield Problem((*path, "urgent"), "What is passed on at once needs a place to go: add `to` or `procedure`.")
    if redirect.procedure == procedure.slug:
        yield Problem((*path, "procedure"), "A matter cannot be sent on to the procedure it is in.")


def _one_way_in(procedure: Procedure) -> Found:
    if not procedure.stages:
        if procedure.opens_cases:
            yield Problem(("stage",), "A procedure that opens cases needs a stage. (A guide says `kinds = []`.)")
        return
    first = [number for number, stage in enumerate(procedure.stages) if stage.entry == Entry.FIRST]
    for number in first[1:]:
        yield Problem(("stage", number, "entry"), "Only one stage can be “first”. Which one opens the case?")
    if not first and procedure.opens_cases:
        yield Problem(("stage", 0, "entry"), "One stage must be “first”: the one in which a case opens.")


def _of_stage(procedure: Procedure, stage: Stage, path: Path) -> Found:
    if stage.direct and stage.entry == Entry.FIRST:
        yield Problem((*path, "direct"), "A case opens in the first stage anyway: `direct` is for later stages.")
    for key in ("hold_reasons", "grounds", "asks_for"):
        yield from _repeated(getattr(stage, key), (*path, key))
    yield from _of_window(procedure, stage, (*path, "escalation_window"))
    for number, person in enumerate(stage.people):
        yield from _of_person(stage, person, (*path, "person", number))
    for number, timescale in enumerate(stage.timescales):
        yield from _of_timescale(procedure, stage, timescale, (*path, "timescale", number))
    yield from _namesakes(stage, path)
    yield from _circles(stage, path)


def _repeated(words: tuple[str, ...], path: Path) -> Found:
    for number, word in enumerate(words):
        if word in words[:number]:
            yield Problem((*path, number), f"“{word}” stands here twice. Once is enough.")


def _of_window(procedure: Procedure, stage: Stage, path: Path) -> Found:
    window = stage.escalation_window
    if not window:
        return
    if window.of not in ENDING:
        yield Problem((*path, "of"), "A window counts from the end of the stage: “responded” or “resolved”.")
    if window.or_ == "time_limit" and not procedure.time_limit:
        yield Problem((*path, "or"), "The procedure has no `time_limit`. Add one, or leave `or` out.")
    later = procedure.stages[procedure.stages.index(stage) + 1 :]
    if not any(after.entry in _ASKED_FOR for after in later):
        yield Problem(path, "No later stage can be asked for, so there is nothing to ask for within this window.")


def _of_person(stage: Stage, person, path: Path) -> Found:
    if person.number is not None and person.number < 1:
        yield Problem((*path, "number"), "At least 1 person; or leave `number` out, or say `required = false`.")
    if person.does in (Does.GATES, Does.HEARS_APPEAL) and stage.entry != Entry.GATE:
        yield Problem((*path, "does"), f'“{person.does}” belongs to a stage with `entry = "gate"`.')


def _of_timescale(procedure: Procedure, stage: Stage, timescale: Timescale, path: Path) -> Found:
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


def days_at_least(length: Length) -> float:
    """Return the fewest calendar days the length can take, so that lengths in different units compare."""
    match length.unit:
        case Unit.HOURS:
            return length.count / 24
        case Unit.WORKING_DAYS | Unit.SCHOOL_DAYS:
            return length.count + 2 * ((length.count - 1) // 5)
        case Unit.CALENDAR_DAYS:
            return length.count
        case Unit.WEEKS:
            return 7 * length.count
        case _:
            return 28 + 30.4 * (length.count - 1)


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


def _namesakes(stage: Stage, path: Path) -> Found:
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


def _circles(stage: Stage, path: Path) -> Found:
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
