"""The facts: what the app keeps, and who may see it."""

from .calendar_change import CalendarChange, DateNotice
from .calendars import CalendarRecord, Calendars
from .case import Case, CloseReason
from .case_stage import CaseStage, Deadline, Extension, Hold, SetDate, StageEvent
from .deputy import Deputy
from .feedback_form import FeedbackForm, FeedbackFormVersion, FormQuestion, QuestionType
from .letter import Letter, LetterKind, LetterText
from .note import CaseNote
from .people import Appointment, Consent, ContactBy, Party, PartyRole, PointOfComplaint
from .procedure import Procedure, ProcedureVersion, StageSignOff
from .registers import AdvocacyProvider, ClosureDay, ExtraHoliday, SchoolTerm, ServiceArea
from .response import Outcome, Response, ResponseFinding, ResponseWriter
from .response_log import ResponseLogEntry
from .restriction import BrokenGlass, ComplainedAbout, NamedPerson, RestrictedRead, Restriction
from .site_settings import ComplaintsSettings
from .standing import Standing
from .submission import Channel, Handling, Kind, OnBehalf, Submission, SubmissionHandling
from .team import Team

__all__ = [
    "AdvocacyProvider",
    "Appointment",
    "BrokenGlass",
    "CalendarChange",
    "CalendarRecord",
    "Calendars",
    "Case",
    "CaseNote",
    "CaseStage",
    "Channel",
    "CloseReason",
    "ClosureDay",
    "ComplainedAbout",
    "ComplaintsSettings",
    "Consent",
    "ContactBy",
    "DateNotice",
    "Deadline",
    "Deputy",
    "Extension",
    "ExtraHoliday",
    "FeedbackForm",
    "FeedbackFormVersion",
    "FormQuestion",
    "Handling",
    "Hold",
    "Kind",
    "Letter",
    "LetterKind",
    "LetterText",
    "NamedPerson",
    "OnBehalf",
    "Outcome",
    "Party",
    "PartyRole",
    "PointOfComplaint",
    "Procedure",
    "ProcedureVersion",
    "QuestionType",
    "Response",
    "ResponseFinding",
    "ResponseLogEntry",
    "ResponseWriter",
    "RestrictedRead",
    "Restriction",
    "SchoolTerm",
    "ServiceArea",
    "SetDate",
    "StageEvent",
    "StageSignOff",
    "Standing",
    "Submission",
    "SubmissionHandling",
    "Team",
]
