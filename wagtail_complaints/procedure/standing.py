"""Where does a case stand, and what is asked for? The words in which the journey and its obstacles speak."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .facts import CaseFacts, StageFacts
from .terms import Event, Stage, Timescale
from .working_days import Calendar


class Verb(StrEnum):
    TRIAGE = "triage"
    CHANGE_PROCEDURE = "change-procedure"
    REDIRECT = "redirect"
    SERVICE_REQUEST = "service-request"
    SPLIT = "split"
    MERGE = "merge"
    LINK = "link"
    PASS_ON = "pass-on"  # noqa: S105
    ASSIGN = "assign"
    END_APPOINTMENT = "end-appointment"
    CHANGE_POINTS = "change-points"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"
    DECIDE_LATENESS = "decide-lateness"
    CORRECT_RECEIVED = "correct-received"
    CORRECT_HAPPENED = "correct-happened"
    SUPERSEDE = "supersede"
    REQUEST_STAGE = "request-stage"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ACKNOWLEDGE = "acknowledge"
    APPOINT = "appoint"
    RECORD_EVENT = "record-event"
    DRAFT_RESPONSE = "draft-response"
    SUBMIT_RESPONSE = "submit-response"
    CORRECT_RESPONSE = "correct-response"
    SUBMIT_CORRECTION = "submit-correction"
    EXTEND = "extend"
    HOLD = "hold"
    END_HOLD = "end-hold"
    SET_DATE = "set-date"
    SEND_STATEMENT = "send-statement"
    ANSWER_STATEMENT = "answer-statement"
    END_OFFER = "end-offer"
    REFER_EARLY = "refer-early"
    RETURN_REFERRAL = "return-referral"
    SEND_LETTER = "send-letter"
    ARRANGE_PANEL = "arrange-panel"
    SEND_PAPERS = "send-papers"
    RECORD_MEETING = "record-meeting"
    ADD_TO_MEETING = "add-to-meeting"
    RECOMMEND = "recommend"
    ANSWER_RECOMMENDATION = "answer-recommendation"


@dataclass(frozen=True, slots=True)
class PanelState:
    """How far the panel of a stage is: how many are on it, when it meets, and how much it has recommended."""

    members: int = 0
    has_chair: bool = False
    meets_on: date | None = None
    recommended: int = 0


class ResponseState(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    IN_SIGN_OFF = "in-sign-off"
    ISSUED = "issued"


class StatementState(StrEnum):
    """How far the latest version of a stage's statement of complaint is."""

    SENT = "sent"
    MISSING = "missing"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands: its facts, and what of it is no event of the procedure.

    `facts.stages` are the stages that the case has come to, and no others. `corrections` are the letters that
    correct an issued response. `refused` are the keys of the stages that a gate refused or that came to nothing,
    `referred` of those after which it was referred early to a body outside; `panels` tell of the stages in which
    one sits.
    """

    facts: CaseFacts
    calendar: Calendar
    on: date
    is_triaged: bool = False
    is_closed: bool = False
    responses: Mapping[str, ResponseState] = field(default_factory=dict)
    corrections: Mapping[str, ResponseState] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    statements: Mapping[str, StatementState] = field(default_factory=dict)
    referred: frozenset[str] = frozenset()
    panels: Mapping[str, PanelState] = field(default_factory=dict)

    def opened(self, key: str) -> StageFacts | None:
        return next((stage for stage in self.facts.stages if stage.stage.key == key), None)

    def has_ended(self, stage: StageFacts) -> bool:
        return bool(stage.ended_on) or stage.stage.key in self.refused

    def is_waiting_at_gate(self, stage: StageFacts) -> bool:
        is_asked_for = stage.has_gate and stage.requested_on is not None and not stage.ended_on
        return is_asked_for and Event.ACCEPTED not in stage.events and stage.stage.key not in self.refused


@dataclass(frozen=True, slots=True)
class Asked:
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
    def correction(self) -> ResponseState:
        return self.state.corrections.get(self.key, ResponseState.NONE)

    @property
    def panel(self) -> PanelState:
        return self.state.panels.get(self.key, PanelState())

    @property
    def timescales(self) -> tuple[Timescale, ...]:
        return tuple(self.state.facts.timescales(self.terms))
