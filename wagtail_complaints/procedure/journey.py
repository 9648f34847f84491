"""What may be done with a case now, and if not, why not? One table of every move and the rules in its way.

The case page draws its buttons from `moves`; each action asks `check` again under the lock. A rule looks at
what is asked and returns the reason against it, or nothing. The rulings are those of
docs/procedure-document.md, by number.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .event_words import noun
from .facts import CaseFacts, StageFacts
from .reckoning import next_stage_opens, windows
from .terms import ENDING, Entry, Event, Points, Stage, Timescale
from .validation import STARTS, possible_events
from .wording import capitalised, in_words
from .working_days import Calendar, CalendarExhausted


class Verb(StrEnum):
    TRIAGE = "triage"
    CHANGE_PROCEDURE = "change-procedure"
    REDIRECT = "redirect"
    ASSIGN = "assign"
    CHANGE_POINTS = "change-points"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"
    CORRECT_RECEIVED = "correct-received"
    SUPERSEDE = "supersede"
    REQUEST_STAGE = "request-stage"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ACKNOWLEDGE = "acknowledge"
    APPOINT = "appoint"
    RECORD_EVENT = "record-event"
    DRAFT_RESPONSE = "draft-response"
    SUBMIT_RESPONSE = "submit-response"
    EXTEND = "extend"
    HOLD = "hold"
    END_HOLD = "end-hold"
    SET_DATE = "set-date"


class ResponseState(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    IN_SIGN_OFF = "in-sign-off"
    ISSUED = "issued"


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


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands: its facts, and what of it is no event of the procedure.

    `facts.stages` are the stages that the case has come to, and no others. `refused` are the keys of those
    that a gate refused.
    """

    facts: CaseFacts
    calendar: Calendar
    on: date
    is_triaged: bool = False
    is_closed: bool = False
    responses: Mapping[str, ResponseState] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def opened(self, key: str) -> StageFacts | None:
        return next((stage for stage in self.facts.stages if stage.stage.key == key), None)

    def has_ended(self, stage: StageFacts) -> bool:
        return bool(stage.ended_on) or stage.stage.key in self.refused

    def is_waiting_at_gate(self, stage: StageFacts) -> bool:
        is_asked_for = stage.stage.entry == Entry.GATE and stage.requested_on is not None
        return is_asked_for and Event.ACCEPTED not in stage.events and stage.stage.key not in self.refused


@dataclass(frozen=True, slots=True)
class _Asked:
    """A move that is asked for, in a state. `stage` is None where the case has not come to it."""

    state: State
    verb: Verb
    key: str
    what: str

    @property
    def stage(self) -> StageFacts | None:
        return self.state.opened(self.key)

    @property
    def terms(self) -> Stage:
        return self.state.facts.procedure.stage(self.key)

    @property
    def response(self) -> ResponseState:
        return self.state.responses.get(self.key, ResponseState.NONE)

    @property
    def timescales(self) -> tuple[Timescale, ...]:
        return tuple(self.state.facts.timescales(self.terms))


_Rule = Callable[[_Asked], str]


def moves(state: State) -> tuple[Move, ...]:
    """Return every move of the case, each offered or with the reason why not."""
    return tuple(move(state, *asked) for asked in _askable(state))


def move(state: State, verb: Verb, stage: str = "", what: str = "") -> Move:
    """Return one move, offered or with the reason why not. Raises: KeyError, where there is no such stage."""
    asked = _Asked(state, verb, stage, what)
    refusal = next((reason for rule in RULES[verb] if (reason := rule(asked))), "")
    needs_note = _late(asked) if verb == Verb.REQUEST_STAGE and not refusal else ""
    return Move(verb, stage, what, refusal, needs_note)


def check(state: State, verb: Verb, stage: str = "", what: str = "") -> Move:
    """Return a move that may be made. Raises: MoveRefused."""
    found = move(state, verb, stage, what)
    if found.refusal:
        raise MoveRefused(found.refusal)
    return found


def carries(points: Points, finding: str) -> bool:
    """Return whether a point goes on to a stage that takes these points, after this finding (or none)."""
    return points == Points.ALL or finding not in ("upheld", "resolved")


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
        Verb.SET_DATE: _once(each.name for each in timescales if _takes_a_date(each)),
    }
    for verb in _OF_STAGE:
        if verb not in (Verb.ACCEPT, Verb.REFUSE) or stage.entry == Entry.GATE:
            yield from ((verb, stage.key, what) for what in named.get(verb, ("",)))


def _recordable(stage: Stage) -> tuple[str, ...]:
    """Return the events of a stage that are recorded as such, in the order of its clocks."""
    possible = possible_events(stage)
    told_otherwise = {*STARTS, *_HAS_ITS_OWN_VERB}
    in_order = [event for each in stage.timescales for event in (each.of, each.event)]
    return _once(e for e in (*in_order, *Event) if e in {*possible, Event.UPDATED} - told_otherwise)


def _takes_a_date(timescale: Timescale) -> bool:
    return not (timescale.within or timescale.every)


def _once(words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _the_case_is_open(asked: _Asked) -> str:
    return "The case is closed. Reopen it first." if asked.state.is_closed else ""


def _the_case_is_closed(asked: _Asked) -> str:
    return "" if asked.state.is_closed else "The case is open."


def _the_case_is_triaged(asked: _Asked) -> str:
    return "" if asked.state.is_triaged else "The case has not been triaged yet."


def _only_receipt_is_recorded(asked: _Asked) -> str:
    stages = asked.state.facts.stages
    responses = asked.state.responses.values()
    recorded = any(
        s.events or s.updates or s.holds or s.extensions or s.set_dates or s.requested_on for s in stages
    )
    if recorded or any(response != ResponseState.NONE for response in responses):
        return (
            "More than its receipt is recorded, so the case stays under its procedure. "
            "Redirect it, and open another under the right one."
        )
    return ""


def _no_response_is_issued(asked: _Asked) -> str:
    issued = [s.stage.name for s in asked.state.facts.stages if Event.RESPONDED in s.events]
    return f"The response of “{issued[0]}” has been issued." if issued else ""


def _no_response_is_in_sign_off(asked: _Asked) -> str:
    for stage in asked.state.facts.stages:
        if asked.state.responses.get(stage.stage.key) == ResponseState.IN_SIGN_OFF:
            return f"The response of “{stage.stage.name}” is in sign-off. Take it back first."
    return ""


def _fits_the_reason(asked: _Asked) -> str:
    if asked.what in ("withdrawn", "redirected"):
        return f"A case is not closed as {asked.what}: withdraw or redirect it, so that the right letter goes out."
    if asked.what not in ("resolved", "answered", "completed"):
        return ""
    unanswered = [s.stage.name for s in asked.state.facts.stages if not asked.state.has_ended(s)]
    return f"“{unanswered[0]}” has not been answered or resolved yet." if unanswered else ""


def _the_stage_has_come(asked: _Asked) -> str:
    return "" if asked.stage else f"The case has not come to “{asked.terms.name}”."


def _the_stage_goes_on(asked: _Asked) -> str:
    stage = asked.stage
    if stage.ended_on:
        return f"“{stage.stage.name}” ended on {in_words(stage.ended_on)}."
    return f"“{stage.stage.name}” was refused." if stage.stage.key in asked.state.refused else ""


def _the_stage_is_taken_on(asked: _Asked) -> str:
    if asked.state.is_waiting_at_gate(asked.stage):
        return f"Nobody has decided yet whether “{asked.terms.name}” goes ahead."
    return ""


def _somebody_waits_at_the_gate(asked: _Asked) -> str:
    if asked.terms.entry != Entry.GATE:
        return f"“{asked.terms.name}” is not a stage that somebody decides about."
    if asked.state.is_waiting_at_gate(asked.stage):
        return ""
    answered = asked.stage.events.get(Event.ACCEPTED)
    return f"That was decided on {in_words(answered)}." if answered else "Nobody asked for this stage."


def _it_waits_or_was_refused(asked: _Asked) -> str:
    return "" if asked.key in asked.state.refused else _somebody_waits_at_the_gate(asked)


def _not_acknowledged(asked: _Asked) -> str:
    done = asked.stage.events.get(Event.ACKNOWLEDGED)
    return f"The acknowledgement went out on {in_words(done)}." if done else ""


def _is_recorded_as_such(asked: _Asked) -> str:
    if asked.what == Event.ACKNOWLEDGED:
        return "An acknowledgement is a letter with its content. Acknowledge the complaint, and it is recorded."
    if asked.what == Event.ACCEPTED:
        return "Accept or refuse the request for this stage, and it is recorded."
    if asked.what == Event.RESPONDED and asked.response != ResponseState.ISSUED:
        return f"The response of “{asked.terms.name}” has not been issued yet."
    return ""


def _not_recorded(asked: _Asked) -> str:
    done = asked.stage.events.get(asked.what)
    if done:
        return f"{capitalised(noun(asked.what))} is recorded already, on {in_words(done)}."
    return ""


def _the_stage_goes_on_or_it_follows(asked: _Asked) -> str:
    return "" if _follows_the_end(asked.terms, asked.what) else _the_stage_goes_on(asked)


def _follows_the_end(stage: Stage, event: str) -> bool:
    """Return whether a clock that the end of the stage starts leads to this event. Ruling 7."""
    starts = {each.of for each in stage.timescales if each.event == event}
    return bool(starts & set(ENDING)) or any(_follows_the_end(stage, start) for start in starts)


def _no_response_yet(asked: _Asked) -> str:
    return {
        ResponseState.NONE: "",
        ResponseState.DRAFT: "A response is being drafted.",
        ResponseState.IN_SIGN_OFF: "The response is in sign-off.",
        ResponseState.ISSUED: "The response has been issued.",
    }[asked.response]


def _a_draft_waits(asked: _Asked) -> str:
    if asked.response == ResponseState.NONE:
        return "No response has been drafted yet."
    return "" if asked.response == ResponseState.DRAFT else _no_response_yet(asked)


def _may_be_extended(asked: _Asked) -> str:
    event = asked.what or Event.RESPONDED
    ending = [each for each in asked.timescales if each.event == event]
    if event in asked.stage.events:
        return _not_recorded(_Asked(asked.state, asked.verb, asked.key, event))
    if not ending:
        return f"This stage promises no date for {noun(event)}, so there is none to extend."
    if not any(each.extendable_to for each in ending):
        return f"The procedure does not allow more time for {noun(event)}."
    return ""


def _may_be_held(asked: _Asked) -> str:
    return "" if asked.terms.hold_reasons else f"“{asked.terms.name}” cannot be put on hold."


def _is_not_held(asked: _Asked) -> str:
    held = [hold.start for hold in asked.stage.holds if hold.end is None]
    return f"The stage has been on hold since {in_words(held[0])}." if held else ""


def _is_held(asked: _Asked) -> str:
    return "" if _is_not_held(asked) else "The stage is not on hold."


def _publishes_no_length(asked: _Asked) -> str:
    named = [each for each in asked.timescales if each.name == asked.what]
    if not named:
        return f"“{asked.terms.name}” has no timescale “{asked.what}” in this case."
    if not _takes_a_date(named[0]):
        return "The procedure publishes how long this takes. Extend it instead."
    return _not_recorded(_Asked(asked.state, asked.verb, asked.key, named[0].event))


def _not_asked_for(asked: _Asked) -> str:
    if not asked.stage:
        return ""
    day = asked.stage.requested_on
    if day:
        return f"“{asked.terms.name}” was asked for on {in_words(day)}."
    return f"The case opened in “{asked.terms.name}”."


def _its_turn_has_come(asked: _Asked) -> str:
    return {Entry.OFFER: _may_be_offered, Entry.FIRST: _may_begin, Entry.REFERRAL: _may_be_referred}.get(
        asked.terms.entry, _may_be_asked_for
    )(asked)


def _may_be_offered(asked: _Asked) -> str:
    """Offers come beside the stage before them, and until the stage after them ends. Ruling 8."""
    before, after = _neighbours(asked)
    if before and not asked.state.opened(before.key):
        return f"“{before.name}” comes first."
    beyond = after and asked.state.opened(after.key)
    if beyond and asked.state.has_ended(beyond):
        return f"“{after.name}” has ended, so this is no longer offered."
    return ""


def _may_begin(asked: _Asked) -> str:
    later = [s.stage.name for s in asked.state.facts.stages if s.stage.entry != Entry.OFFER]
    return f"The case opened beyond it, in “{later[0]}”." if later else ""


def _may_be_referred(asked: _Asked) -> str:
    before, _after = _neighbours(asked)
    if before and not asked.state.opened(before.key):
        return f"“{before.name}” comes first."
    return ""


def _may_be_asked_for(asked: _Asked) -> str:
    """The next stage is a right once the answer is there, or its latest date passed without. Ruling 8."""
    before, _after = _neighbours(asked)
    if before is None:
        return ""
    if not asked.state.opened(before.key):
        return f"“{before.name}” comes first."
    if before.key in asked.state.refused:
        return f"“{before.name}” was refused, and only an appeal against that leads further."
    return _answered_or_overdue(asked, before)


def _answered_or_overdue(asked: _Asked, before: Stage) -> str:
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


def _late(asked: _Asked) -> str:
    """Return what has to be decided about a request after its window. It is never refused. Ruling 8."""
    before, _after = _neighbours(asked)
    if asked.terms.entry not in (Entry.REQUEST, Entry.GATE) or before is None:
        return ""
    try:
        found = windows(asked.state.facts, asked.state.calendar, asked.state.on)
    except CalendarExhausted:
        return ""
    closed = [window.until for window in found if window.stage == before.key and window.until < asked.state.on]
    if not closed:
        return ""
    return f"The time to ask for this stage ended on {in_words(closed[0])}. Note why it is taken on all the same."


def _neighbours(asked: _Asked) -> tuple[Stage | None, Stage | None]:
    """Return the stages before and after this one, offers apart: those never stand in the way."""
    stages = asked.state.facts.procedure.stages
    here = stages.index(asked.terms)
    before = [stage for stage in stages[:here] if stage.entry != Entry.OFFER]
    after = [stage for stage in stages[here + 1 :] if stage.entry != Entry.OFFER]
    return (before[-1] if before else None), (after[0] if after else None)


_HAS_ITS_OWN_VERB = (Event.ACKNOWLEDGED, Event.ACCEPTED)

_IN_STAGE = (_the_case_is_open, _the_stage_has_come)
_WORKED_ON = (*_IN_STAGE, _the_stage_goes_on, _the_stage_is_taken_on)

RULES: dict[Verb, tuple[_Rule, ...]] = {
    Verb.TRIAGE: (_the_case_is_open,),
    Verb.CHANGE_PROCEDURE: (_the_case_is_open, _only_receipt_is_recorded),
    Verb.REDIRECT: (_the_case_is_open, _no_response_is_issued, _no_response_is_in_sign_off),
    Verb.ASSIGN: (_the_case_is_open,),
    Verb.CHANGE_POINTS: (_the_case_is_open, _no_response_is_in_sign_off),
    Verb.WITHDRAW: (_the_case_is_open, _no_response_is_in_sign_off),
    Verb.CLOSE: (_the_case_is_open, _no_response_is_in_sign_off, _fits_the_reason),
    Verb.REOPEN: (_the_case_is_closed,),
    Verb.CORRECT_RECEIVED: (),
    Verb.SUPERSEDE: (),
    Verb.REQUEST_STAGE: (_the_case_is_open, _not_asked_for, _its_turn_has_come),
    Verb.ACCEPT: (*_IN_STAGE, _it_waits_or_was_refused),
    Verb.REFUSE: (*_IN_STAGE, _somebody_waits_at_the_gate),
    Verb.ACKNOWLEDGE: (*_IN_STAGE, _not_acknowledged, _the_stage_goes_on, _the_stage_is_taken_on),
    Verb.APPOINT: (*_IN_STAGE, _the_stage_goes_on),
    Verb.RECORD_EVENT: (
        *_IN_STAGE,
        _is_recorded_as_such,
        _not_recorded,
        _the_stage_goes_on_or_it_follows,
    ),
    Verb.DRAFT_RESPONSE: (*_WORKED_ON, _the_case_is_triaged, _no_response_yet),
    Verb.SUBMIT_RESPONSE: (*_WORKED_ON, _a_draft_waits),
    Verb.EXTEND: (*_WORKED_ON, _may_be_extended),
    Verb.HOLD: (*_WORKED_ON, _may_be_held, _is_not_held),
    Verb.END_HOLD: (*_IN_STAGE, _is_held),
    Verb.SET_DATE: (*_WORKED_ON, _publishes_no_length),
}
"""Every move of a case, and the rules that may stand in its way, in the order in which they are asked."""

_OF_STAGE = (
    Verb.ACCEPT,
    Verb.REFUSE,
    Verb.ACKNOWLEDGE,
    Verb.APPOINT,
    Verb.RECORD_EVENT,
    Verb.DRAFT_RESPONSE,
    Verb.SUBMIT_RESPONSE,
    Verb.EXTEND,
    Verb.HOLD,
    Verb.END_HOLD,
    Verb.SET_DATE,
)
_OF_CASE = tuple(verb for verb in Verb if verb not in (*_OF_STAGE, Verb.REQUEST_STAGE))
