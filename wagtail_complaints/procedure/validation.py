"""Does a procedure contradict itself? What each value on its own cannot show: keys that clash, clocks that
can never start, ceilings below their length.
"""

from collections.abc import Iterator

from .panel import PAPERS_UNITS
from .possible_events import STARTS, possible_events
from .problem import Path, Problem
from .terms import ENDING, EXTENDED, Does, Entry, Procedure, Stage, StageLetter
from .timescale_problems import circles, namesakes, problems_of_timescale
from .wording import listed

__all__ = ["STARTS", "possible_events", "problems"]

Found = Iterator[Problem]

_ASKED_FOR = (Entry.REQUEST, Entry.GATE)


def problems(procedure: Procedure) -> tuple[Problem, ...]:
    """Return everything in which the procedure contradicts itself, in the order of the document."""
    return tuple(_of_procedure(procedure))


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
    for key in ("hold_reasons", "grounds", "asks_for", "refusal_reasons", "early_referral"):
        yield from _repeated(getattr(stage, key), (*path, key))
    if stage.refusal_reasons and stage.entry != Entry.GATE:
        said = 'Nobody decides about this stage, so nobody refuses it: leave this out, or say `entry = "gate"`.'
        yield Problem((*path, "refusal_reasons"), said)
    if stage.early_referral and not procedure.externals:
        yield Problem(
            (*path, "early_referral"), "The procedure names nobody outside to refer to: add an `external`."
        )
    yield from _of_papers(stage, (*path, "papers_ahead"))
    yield from _of_window(procedure, stage, (*path, "escalation_window"))
    for number, person in enumerate(stage.people):
        yield from _of_person(stage, person, (*path, "person", number))
    for number, timescale in enumerate(stage.timescales):
        yield from problems_of_timescale(procedure, stage, timescale, (*path, "timescale", number))
    for number, letter in enumerate(stage.letters):
        yield from _of_letter(stage, letter, (*path, "letter", number))
    yield from namesakes(stage, path)
    yield from circles(stage, path)


def _of_letter(stage: Stage, letter: StageLetter, path: Path) -> Found:
    if [each.name for each in stage.letters].index(letter.name) != path[-1]:
        yield Problem((*path, "name"), f"Another letter of this stage is called “{letter.name}”.")
    for key in ("of", "before"):
        event = getattr(letter, key)
        if event and event not in possible_events(stage):
            yield Problem((*path, key), f"Nothing in this stage brings “{event}” about.")


def _of_papers(stage: Stage, path: Path) -> Found:
    if not stage.papers_ahead:
        return
    if not stage.has_panel:
        yield Problem(path, "Nobody sits on a panel in this stage, so there are no papers to send to one.")
    if stage.papers_ahead.unit not in PAPERS_UNITS:
        yield Problem(path, f"Say it in {listed(PAPERS_UNITS, 'or')}: it is counted back from the meeting.")


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
    for number, each in enumerate(person.may_override):
        if each not in person.not_:
            yield Problem((*path, "may_override", number), f"“{each}” is not in `not`, so nothing is set aside.")
    if person.does in (Does.GATES, Does.HEARS_APPEAL) and stage.entry != Entry.GATE:
        yield Problem((*path, "does"), f'“{person.does}” belongs to a stage with `entry = "gate"`.')
