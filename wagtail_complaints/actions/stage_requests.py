"""On which day was a stage asked for, and was that in time? Where the day is corrected, so is the answer."""

from datetime import date

from django.utils.translation import gettext as _

from ..models import CaseStage
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import Entry, Event
from ..procedure.turns import was_late
from . import case_stages
from .corrections import check_consistent, needs
from .moves import Making, making


def correct(case_stage: CaseStage, *, requested_on: date, reason: str, on: date, by) -> CaseStage:
    """Correct the day on which a stage was asked for; what counts from it moves, and so does whether it was late.

    Raises: PermissionDenied, MoveRefused.
    """
    needs(reason)
    with making(Verb.SUPERSEDE, case_stage.case, by=by, on=on, reason=reason) as made:
        case_stage.refresh_from_db()
        if case_stage.is_opening:
            raise MoveRefused(_("The case opened in this stage: correct the day on which it was received."))
        if requested_on == case_stage.requested_on:
            raise MoveRefused(_("That is the day recorded: there is nothing to correct."))
        if requested_on < made.case.received_on:
            raise MoveRefused(_("That is before the complaint was received."))
        case_stage.requested_on = requested_on
        is_late = was_late(made.state, case_stage.key, requested_on)
        if is_late != case_stage.is_late:
            _look_again(made, case_stage, is_late=is_late, on=on, by=by)
        case_stage.save()
        check_consistent(made.case.facts(), case_stage, None)
    return case_stage


def _look_again(made: Making, case_stage: CaseStage, *, is_late: bool, on: date, by):
    """Let a request that is late after all wait for a decision, and one that is not go ahead, by letter."""
    if case_stage.refused_for == case_stages.LATE:
        raise MoveRefused(
            _("It was refused for being late, and the letter says so. Accept it, and then correct the day.")
        )
    facts = made.state.facts.stage(case_stage.key)
    is_decided = Event.ACCEPTED in facts.events or case_stage.ended_on or facts.ended_on
    case_stage.is_late = is_late
    case_stage.has_gate = is_late or case_stage.terms.entry == Entry.GATE
    if not is_late:
        _no_longer_in_force(case_stage)
    if is_decided or case_stage.terms.entry == Entry.GATE:
        return
    if is_late:
        made.then(case_stages.confirm, case_stage, on=on, by=by)
    else:
        case_stages.start(made, case_stage, on=on, by=by)


def _no_longer_in_force(case_stage: CaseStage):
    for decision in case_stage.lateness_decisions.filter(is_current=True):
        decision.is_current = False
        decision.save()
