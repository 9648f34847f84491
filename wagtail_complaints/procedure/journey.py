"""What may be done with a case now, and if not, why not? One table of every move and what may stand in its way.

The case page draws its buttons from `moves`; each action asks `check` again under the lock.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .obstacles import (
    a_correction_waits,
    a_draft_waits,
    a_statement_is_agreed_here,
    a_statement_waits,
    ends_no_stage_in_sign_off,
    fits_the_reason,
    is_held,
    is_not_held,
    is_recorded_as_such,
    it_has_conditions,
    it_is_an_offer,
    it_is_answered,
    it_waits_or_was_refused,
    it_was_referred,
    may_be_extended,
    may_be_held,
    no_correction_is_under_way,
    no_response_is_in_sign_off,
    no_response_is_issued,
    no_response_yet,
    not_acknowledged,
    not_recorded,
    not_referred,
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
    the_stage_owes_letters,
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
from .possible_events import agrees_a_statement, possible_events
from .standing import Asked, PanelState, ResponseState, State, Verb
from .terms import Entry, Event, Points, Stage
from .time_limit import the_matter_is_late
from .turns import its_turn_has_come, late, not_asked_for, the_next_has_not_ended
from .validation import STARTS

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

    `stage` is a key; `what` an event (record, extend) or a timescale's name (set a date). `late` says
    that a stage is asked for after its time: the request is recorded, and somebody decides about it.
    """

    verb: Verb
    stage: str = ""
    what: str = ""
    refusal: str = ""
    late: str = ""

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
    is_late = late(asked) if verb == Verb.REQUEST_STAGE and not refusal else ""
    return Move(verb, stage, what, refusal, is_late)


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
        if _has(state, stage, verb):
            yield from ((verb, stage.key, what) for what in named.get(verb, ("",)))


def _has(state: State, stage: Stage, verb: Verb) -> bool:
    """Return whether a stage such as this one knows the move at all."""
    if verb in (Verb.ACCEPT, Verb.REFUSE):
        return state.opened(stage.key).has_gate
    if verb in (Verb.SEND_STATEMENT, Verb.ANSWER_STATEMENT):
        return agrees_a_statement(stage)
    if verb in (Verb.REFER_EARLY, Verb.RETURN_REFERRAL):
        return bool(stage.early_referral)
    if verb == Verb.SEND_LETTER:
        return bool(stage.letters)
    if verb in _OF_PANEL:
        return stage.has_panel
    return verb != Verb.END_OFFER or stage.entry == Entry.OFFER


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
        the_stage_goes_on_or_it_follows,
        is_recorded_as_such,
        not_recorded,
        ends_no_stage_in_sign_off,
    ),
    Verb.DRAFT_RESPONSE: (*_WORKED_ON, the_case_is_triaged, no_response_yet),
    Verb.SUBMIT_RESPONSE: (*_WORKED_ON, a_draft_waits),
    Verb.CORRECT_RESPONSE: (the_stage_has_come, there_is_a_letter_to_correct, no_correction_is_under_way),
    Verb.SUBMIT_CORRECTION: (the_stage_has_come, a_correction_waits),
    Verb.EXTEND: (*_WORKED_ON, may_be_extended),
    Verb.HOLD: (*_WORKED_ON, may_be_held, is_not_held),
    Verb.END_HOLD: (*_IN_STAGE, is_held),
    Verb.SET_DATE: (*_WORKED_ON, publishes_no_length),
    Verb.SEND_STATEMENT: (*_WORKED_ON, a_statement_is_agreed_here),
    Verb.ANSWER_STATEMENT: (*_WORKED_ON, a_statement_is_agreed_here, a_statement_waits),
    Verb.END_OFFER: (*_IN_STAGE, it_is_an_offer, the_stage_goes_on),
    Verb.REFER_EARLY: (*_IN_STAGE, it_has_conditions, it_is_answered, not_referred, the_next_has_not_ended),
    Verb.RETURN_REFERRAL: (*_IN_STAGE, it_was_referred),
    Verb.SEND_LETTER: (*_IN_STAGE, the_stage_is_taken_on, the_stage_owes_letters),
    Verb.ARRANGE_PANEL: (*_WITH_PANEL, the_panel_has_not_met),
    Verb.SEND_PAPERS: (*_WITH_PANEL, a_meeting_is_arranged),
    Verb.RECORD_MEETING: (*_WITH_PANEL, the_panel_has_not_met, a_meeting_is_arranged, the_panel_is_complete),
    Verb.ADD_TO_MEETING: (the_stage_has_come, a_panel_sits, the_panel_has_met),
    Verb.RECOMMEND: (*_WITH_PANEL, the_panel_has_met, no_response_is_in_sign_off),
    Verb.ANSWER_RECOMMENDATION: (*_WITH_PANEL, there_is_a_recommendation, no_response_is_in_sign_off),
}
"""Every move of a case, and what may stand in its way, in the order in which it is asked."""

_OF_PANEL = (
    Verb.ARRANGE_PANEL,
    Verb.SEND_PAPERS,
    Verb.RECORD_MEETING,
    Verb.ADD_TO_MEETING,
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
    Verb.SEND_STATEMENT,
    Verb.ANSWER_STATEMENT,
    Verb.END_OFFER,
    Verb.REFER_EARLY,
    Verb.RETURN_REFERRAL,
    Verb.SEND_LETTER,
    *_OF_PANEL,
)
_OF_CASE = tuple(verb for verb in Verb if verb not in (*_OF_STAGE, Verb.REQUEST_STAGE))
