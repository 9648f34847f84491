"""Was a stage asked for in time after all? Judged again where the day of the request, or what its window counts
from, was recorded wrongly.
"""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from ..models import CaseStage
from ..procedure.journey import MoveRefused
from ..procedure.terms import Entry, Event
from ..procedure.turns import judged_again
from .going_ahead import confirm, start
from .moves import Making, last_day

LATE = "late"
"""Refused for coming after its time: a reason of every procedure, never without looking at both questions."""


def look_again(made: Making, *, by, on: date | None = None):
    """Judge the requests again whose window ends on another day than before the move that is being made.

    `on` is the day of the letters, where it is not the day of the move. Raises: MoveRefused.
    """
    if not any(stage.requested_on for stage in made.state.facts.stages):
        return
    after = replace(made.state, facts=made.case.facts())
    for key, is_late in judged_again(made.state, after).items():
        case_stage = made.case.stages.get(key=key)
        if case_stage.is_late != is_late:
            put(made, case_stage, is_late=is_late, on=max(on or made.state.on, last_day(made.case)), by=by)
            case_stage.save()


def put(made: Making, case_stage: CaseStage, *, is_late: bool, on: date, by):
    """Let a request that is late after all wait for a decision, and one that is not go ahead, by letter."""
    if case_stage.refused_for == LATE:
        raise MoveRefused(
            _(
                "“%(stage)s” was refused for being asked for late, and the letter says so. Accept it, and then "
                "correct the day."
            )
            % {"stage": case_stage.terms.name}
        )
    case_stage.is_late = is_late
    case_stage.has_gate = is_late or case_stage.terms.entry == Entry.GATE
    _keep_in_force(case_stage)
    if _is_past(made, case_stage) or case_stage.terms.entry == Entry.GATE:
        return
    if is_late:
        made.then(confirm, case_stage, on=on, by=by)
    else:
        start(made, case_stage, on=on, by=by)


def _is_past(made: Making, case_stage: CaseStage) -> bool:
    """Return whether nobody waits to hear if the stage goes ahead: that was decided, or it is over."""
    facts = made.state.facts.stage(case_stage.key)
    return bool(made.state.is_closed or Event.ACCEPTED in facts.events or case_stage.ended_on or facts.ended_on)


def _keep_in_force(case_stage: CaseStage):
    """Let the last decision about lateness be in force where the request was late, and only there."""
    decision = case_stage.lateness_decisions.filter(superseded_by=None).last()
    if decision and decision.is_current != case_stage.is_late:
        decision.is_current = case_stage.is_late
        decision.save()
