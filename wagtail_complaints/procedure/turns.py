"""Is it another stage's turn? What stands in the way of asking for a stage, by how it is entered.

Ruling 8 of docs/procedure-document.md: the next stage is a right once the answer is there, or its latest date has
passed without one; an offer neither uses nor stops a window. A request after its window is never refused by itself.
"""

from dataclasses import replace
from datetime import date

from .reckoning import next_stage_opens, window_end
from .standing import Asked, State, Verb
from .terms import Entry, Stage
from .wording import in_words
from .working_days import CalendarExhausted

_ASKED_FOR = (Entry.REQUEST, Entry.GATE)


def not_asked_for(asked: Asked) -> str:
    if not asked.stage:
        return ""
    day = asked.stage.requested_on
    if day:
        return f"“{asked.terms.name}” was asked for on {in_words(day)}."
    return f"The case opened in “{asked.terms.name}”."


def its_turn_has_come(asked: Asked) -> str:
    if asked.terms.entry == Entry.OFFER:
        return _may_be_offered(asked)
    return _has_gone_beyond(asked) or _comes_after_another(asked) or _may_be_asked_for(asked)


def _may_be_offered(asked: Asked) -> str:
    """Offers come beside the stage before them, and until the stage after them ends. Ruling 8."""
    _before, after = _neighbours(asked)
    beyond = after and asked.state.opened(after.key)
    if beyond and asked.state.has_ended(beyond):
        return f"“{after.name}” has ended, so this is no longer offered."
    return _comes_after_another(asked)


def _has_gone_beyond(asked: Asked) -> str:
    stages = asked.state.facts.procedure.stages
    later = stages[stages.index(asked.terms) + 1 :]
    beyond = [stage.name for stage in later if stage.entry != Entry.OFFER and asked.state.opened(stage.key)]
    return f"The case has gone beyond it, to “{beyond[0]}”." if beyond else ""


def _comes_after_another(asked: Asked) -> str:
    before, _after = _neighbours(asked)
    return f"“{before.name}” comes first." if before and not asked.state.opened(before.key) else ""


def _may_be_asked_for(asked: Asked) -> str:
    """The next stage is a right once the answer is there, or its latest date passed without. Ruling 8.

    The council itself may refer the complaint on before.
    """
    before, _after = _neighbours(asked)
    if before is None or asked.terms.entry not in _ASKED_FOR:
        return ""
    if before.key in asked.state.refused:
        return f"“{before.name}” was refused, and only an appeal against that leads further."
    return _answered_or_overdue(asked, before)


def _answered_or_overdue(asked: Asked, before: Stage) -> str:
    state = asked.state
    not_yet = f"The response of “{before.name}” has not been issued yet."
    try:
        opens = next_stage_opens(state.facts, before.key, state.calendar, state.on)
    except CalendarExhausted:
        return not_yet
    if opens is None:
        return not_yet
    if opens <= state.on:
        return ""
    if state.facts.stage(before.key).answered_on:
        return f"“{before.name}” was answered on {in_words(opens)}: nobody can have asked before."
    return f"{not_yet} Without it, “{asked.terms.name}” can be asked for from {in_words(opens)}."


def late(asked: Asked) -> str:
    """Return what has to be decided about a request after its window. It is never refused. Ruling 8."""
    until = _may_be_asked_until(asked)
    if not until or until >= asked.state.on:
        return ""
    ended = f"The time to ask for this stage ended on {in_words(until)}."
    return f"{ended} Somebody decides whether it is taken on all the same."


def _may_be_asked_until(asked: Asked) -> date | None:
    """Return the last day in time to ask for a stage, where there is one and the calendar reaches it."""
    before, _after = _neighbours(asked)
    if before is None or asked.terms.entry not in _ASKED_FOR:
        return None
    try:
        return window_end(asked.state.facts, before.key, asked.state.calendar)
    except CalendarExhausted:
        return None


def was_late(state: State, key: str, on: date) -> bool:
    """Return whether a stage that was asked for on this day was asked for after its window."""
    return bool(late(_requested(replace(state, on=on), key)))


def judged_again(before: State, after: State) -> dict[str, bool]:
    """Return which stages were asked for late, of those whose window ends on another day after a correction.

    Where it has no end any more nothing is judged: who strikes an answer out has the right one still to record.
    """
    found = {}
    for stage in after.facts.stages:
        key = stage.stage.key
        until = _may_be_asked_until(_requested(after, key))
        if stage.requested_on and until and until != _may_be_asked_until(_requested(before, key)):
            found[key] = was_late(after, key, stage.requested_on)
    return found


def _requested(state: State, key: str) -> Asked:
    return Asked(state, Verb.REQUEST_STAGE, key, "")


def the_next_has_not_ended(asked: Asked) -> str:
    """A complaint is referred early instead of the next stage, not after it."""
    _before, after = _neighbours(asked)
    next_one = after and asked.state.opened(after.key)
    return f"“{after.name}” has ended already." if next_one and asked.state.has_ended(next_one) else ""


def _neighbours(asked: Asked) -> tuple[Stage | None, Stage | None]:
    """Return the stages before and after this one, offers apart: those never stand in the way."""
    stages = asked.state.facts.procedure.stages
    here = stages.index(asked.terms)
    before = [stage for stage in stages[:here] if stage.entry != Entry.OFFER]
    after = [stage for stage in stages[here + 1 :] if stage.entry != Entry.OFFER]
    return (before[-1] if before else None), (after[0] if after else None)
