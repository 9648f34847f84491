"""What may be done with a case now, and if not, why not? One table of every move and what may stand in its way.

The case page draws its buttons from `moves`; each action asks `check` again under the lock.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .obstacles import (
    a_correction_waits,
    a_draft_waits,
    ends_no_stage_in_sign_off,
    fits_the_reason,
    is_held,
    is_not_held,
    is_recorded_as_such,
    it_waits_or_was_refused,
    may_be_extended,
    may_be_held,
    no_correction_is_under_way,
    no_response_is_in_sign_off,
    no_response_is_issued,
    no_response_yet,
    not_acknowledged,
    not_recorded,
    only_receipt_is_recorded,
    publishes_no_length,
    somebody_waits_at_the_gate,
    takes_a_date,
    the_case_is_closed,
    the_case_is_open,
    the_case_is_triaged,
    the_stage_goes_on,
    the_stage_goes_on_or_it_follows,
    the_stage_has_come,
    the_stage_is_taken_on,
    there_is_a_letter_to_correct,
)
from .panel import (
    a_meeting_is_arranged,
    a_panel_sits,
    the_panel_has_met,
    the_panel_has_not_met,
    the_panel_is_complete,
    there_is_a_recommendation,
)
from .standing import Asked, PanelState, ResponseState, State, Verb
from .terms import Entry, Event, Points, Stage
from .time_limit import the_matter_is_late
from .turns import its_turn_has_come, late, not_asked_for
from .validation import STARTS, possible_events

__all__ = [
    "TABLE",
    "Move",
    "MoveRefused",
    "PanelState",
    "ResponseState",
    "State",
    "Verb",
    "carries",
    "check",
    "move",
    "moves",
]

SETTLED = ("upheld", "resolved")
"""The findings that leave nothing of a point to look at again. One upheld in part goes on."""


class MoveRefused(Exception):
    """It cannot be done now; `reason` says why, to a person."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Move:
    """Something that may be asked for: of a case, or of a stage of it, and of what in the stage.

    `stage` is a key; `what` an event (record, extend) or a timescale's name (set a date). `needs_note` is
    what somebody has to decide, in a note, before the move is made.
    """

    verb: Verb
    stage: str = ""
    what: str = ""
    refusal: str = ""
    needs_note: str = ""

    @property
    def is_offered(self) -> bool:
        return not self.refusal


Obstacle = Callable[[Asked], str]


def moves(state: State) -> tuple[Move, ...]:
    """Return every move of the case, each offered or with the reason why not."""
    return tuple(move(state, *asked) for asked in _askable(state))


def move(state: State, verb: Verb, stage: str = "", what: str = "") -> Move:
    """Return one move, offered or with the reason why not. Raises: KeyError, where there is no such stage."""
    asked = Asked(state, verb, stage, what)
    refusal = next((reason for obstacle in TABLE[verb] if (reason := obstacle(asked))), "")
    needs_note = late(asked) if verb == Verb.REQUEST_STAGE and not refusal else ""
    return Move(verb, stage, what, refusal, needs_note)


def check(state: State, verb: Verb, stage: str = "", what: str = "") -> Move:
    """Return a move that may be made. Raises: MoveRefused."""
    found = move(state, verb, stage, what)
    if found.refusal:
        raise MoveRefused(found.refusal)
    return found


def carries(points: Points, finding: str) -> bool:
    """Return whether a point goes on to a stage that takes these points, after this finding (or none)."""
    return points == Points.ALL or finding not in SETTLED


def _askable(state: State) -> Iterator[tuple[Verb, str, str]]:
    for verb in _OF_CASE:
        yield verb, "", ""
    for stage in state.facts.procedure.stages:
        if state.opened(stage.key):
            yield from _askable_in(state, stage)
        else:
            yield Verb.REQUEST_STAGE, stage.key, ""


def _askable_in(state: State, stage: Stage) -> Iterator[tuple[Verb, str, str]]:
    timescales = tuple(state.facts.timescales(stage))
    named = {
        Verb.RECORD_EVENT: _recordable(stage),
        Verb.EXTEND: _once(each.event for each in timescales if each.extendable_to) or (Event.RESPONDED,),
        Verb.SET_DATE: _once(each.name for each in timescales if takes_a_date(each)),
    }
    for verb in _OF_STAGE:
        if _belongs(verb, stage):
            yield from ((verb, stage.key, what) for what in named.get(verb, ("",)))


def _belongs(verb: Verb, stage: Stage) -> bool:
    """Return whether the stage has such a move: not every one has a gate to be answered at, or a panel."""
    if verb in _OF_PANEL:
        return stage.has_panel
    return verb not in (Verb.ACCEPT, Verb.REFUSE) or stage.entry == Entry.GATE


def _recordable(stage: Stage) -> tuple[str, ...]:
    """Return the events of a stage that are recorded as such, in the order of its clocks."""
    possible = possible_events(stage)
    told_otherwise = {*STARTS, *_HAS_ITS_OWN_VERB}
    in_order = [event for each in stage.timescales for event in (each.of, each.event)]
    return _once(e for e in (*in_order, *Event) if e in {*possible, Event.UPDATED} - told_otherwise)


def _once(words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


_HAS_ITS_OWN_VERB = (Event.ACKNOWLEDGED, Event.ACCEPTED)

_IN_STAGE = (the_case_is_open, the_stage_has_come)
_WORKED_ON = (*_IN_STAGE, the_stage_goes_on, the_stage_is_taken_on)
_WITH_PANEL = (*_WORKED_ON, a_panel_sits)

TABLE: dict[Verb, tuple[Obstacle, ...]] = {
    Verb.TRIAGE: (the_case_is_open,),
    Verb.CHANGE_PROCEDURE: (the_case_is_open, only_receipt_is_recorded),
    Verb.REDIRECT: (the_case_is_open, no_response_is_issued, no_response_is_in_sign_off),
    Verb.SERVICE_REQUEST: (the_case_is_open, no_response_is_issued, no_response_is_in_sign_off),
    Verb.SPLIT: (the_case_is_open, no_response_is_in_sign_off),
    Verb.MERGE: (the_case_is_open, no_response_is_in_sign_off),
    Verb.LINK: (),
    Verb.PASS_ON: (),
    Verb.ASSIGN: (the_case_is_open,),
    Verb.END_APPOINTMENT: (),
    Verb.CHANGE_POINTS: (the_case_is_open, no_response_is_in_sign_off),
    Verb.WITHDRAW: (the_case_is_open, no_response_is_in_sign_off),
    Verb.CLOSE: (the_case_is_open, no_response_is_in_sign_off, fits_the_reason),
    Verb.REOPEN: (the_case_is_closed,),
    Verb.DECIDE_LATENESS: (the_case_is_open, the_matter_is_late),
    Verb.CORRECT_RECEIVED: (),
    Verb.CORRECT_HAPPENED: (),
    Verb.SUPERSEDE: (),
    Verb.REQUEST_STAGE: (the_case_is_open, not_asked_for, its_turn_has_come),
    Verb.ACCEPT: (*_IN_STAGE, it_waits_or_was_refused),
    Verb.REFUSE: (*_IN_STAGE, somebody_waits_at_the_gate),
    Verb.ACKNOWLEDGE: (*_IN_STAGE, not_acknowledged, the_stage_goes_on, the_stage_is_taken_on),
    Verb.APPOINT: (*_IN_STAGE, the_stage_goes_on),
    Verb.RECORD_EVENT: (
        *_IN_STAGE,
        is_recorded_as_such,
        not_recorded,
        ends_no_stage_in_sign_off,
        the_stage_goes_on_or_it_follows,
    ),
    Verb.DRAFT_RESPONSE: (*_WORKED_ON, the_case_is_triaged, no_response_yet),
    Verb.SUBMIT_RESPONSE: (*_WORKED_ON, a_draft_waits),
    Verb.CORRECT_RESPONSE: (the_stage_has_come, there_is_a_letter_to_correct, no_correction_is_under_way),
    Verb.SUBMIT_CORRECTION: (the_stage_has_come, a_correction_waits),
    Verb.EXTEND: (*_WORKED_ON, may_be_extended),
    Verb.HOLD: (*_WORKED_ON, may_be_held, is_not_held),
    Verb.END_HOLD: (*_IN_STAGE, is_held),
    Verb.SET_DATE: (*_WORKED_ON, publishes_no_length),
    Verb.ARRANGE_PANEL: (*_WITH_PANEL, the_panel_has_not_met),
    Verb.SEND_PAPERS: (*_WITH_PANEL, a_meeting_is_arranged),
    Verb.RECORD_MEETING: (*_WITH_PANEL, the_panel_has_not_met, a_meeting_is_arranged, the_panel_is_complete),
    Verb.RECOMMEND: (*_WITH_PANEL, the_panel_has_met, no_response_is_in_sign_off),
    Verb.ANSWER_RECOMMENDATION: (*_WITH_PANEL, there_is_a_recommendation, no_response_is_in_sign_off),
}
"""Every move of a case, and what may stand in its way, in the order in which it is asked."""

_OF_PANEL = (
    Verb.ARRANGE_PANEL,
    Verb.SEND_PAPERS,
    Verb.RECORD_MEETING,
    Verb.RECOMMEND,
    Verb.ANSWER_RECOMMENDATION,
)
_OF_STAGE = (
    Verb.ACCEPT,
    Verb.REFUSE,
    Verb.ACKNOWLEDGE,
    Verb.APPOINT,
    Verb.RECORD_EVENT,
    Verb.DRAFT_RESPONSE,
    Verb.SUBMIT_RESPONSE,
    Verb.CORRECT_RESPONSE,
    Verb.SUBMIT_CORRECTION,
    Verb.EXTEND,
    Verb.HOLD,
    Verb.END_HOLD,
    Verb.SET_DATE,
    *_OF_PANEL,
)
_OF_CASE = tuple(verb for verb in Verb if verb not in (*_OF_STAGE, Verb.REQUEST_STAGE))
