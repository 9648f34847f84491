"""The facts: what the app keeps, and who may see it."""

from .agreed_action import ActionKind, AgreedAction, CaseLearning, Purpose
from .bundle import CaseBundle
from .calendar_change import CalendarChange, DateNotice
from .calendars import CalendarRecord, Calendars
from .case import LOOKED_INTO, Case, CloseReason
from .case_search import CaseWords
from .case_stage import CaseStage, Deadline, Extension, Hold, SetDate, StageEvent
from .deputy import Deputy
from .enquiry import Decision, EnquiryRemedy, OmbudsmanEnquiry
from .equality import EqualityFigure
from .fee import AppointmentFee, FeeKind
from .feedback_form import FeedbackForm, FeedbackFormVersion, FormQuestion, QuestionType
from .independence import EarlierPart, IndependenceOverride, RuledOut
from .lateness import LatenessDecision
from .letter import Letter, LetterKind, LetterText
from .link import CaseLink, LinkKind
from .message import About, CaseMessage
from .note import CaseNote
from .outside_person import Absence, Declaration, Declares, OutsidePerson
from .page_verdict import PageVerdict
from .panel import PanelAttendance, PanelMeeting, PanelPaper, Recommendation, RecommendationAnswer
from .people import Appointment, Consent, ContactBy, Party, PartyRole, PointOfComplaint
from .procedure import Procedure, ProcedureVersion, StageSignOff
from .proposal import ExtensionProposal, ProposalAnswer
from .quarantine import Quarantine
from .referral import EarlyReferral
from .registers import AdvocacyProvider, ClosureDay, ExtraHoliday, SchoolTerm, ServiceArea, ServiceProvider
from .response import Outcome, Response, ResponseFinding, ResponseWriter
from .response_log import ResponseLogEntry
from .restriction import BrokenGlass, ComplainedAbout, NamedPerson, RestrictedRead, Restriction
from .saved_view import SavedView
from .site_settings import ComplaintsSettings
from .stage_letter import StageLetterSent
from .standing import Standing
from .statement import AnsweredBy, Statement, StatementAnswer
from .submission import Channel, Handling, Kind, OnBehalf, Submission, SubmissionHandling
from .survey import SurveyFigure, SurveyGiven
from .team import Team
from .tracking import TrackingAccess, TrackingVisit, WayIn
from .upload import ScanState, Upload

__all__ = [
    "LOOKED_INTO",
    "About",
    "Absence",
    "ActionKind",
    "AdvocacyProvider",
    "AgreedAction",
    "AnsweredBy",
    "Appointment",
    "AppointmentFee",
    "BrokenGlass",
    "CalendarChange",
    "CalendarRecord",
    "Calendars",
    "Case",
    "CaseBundle",
    "CaseLearning",
    "CaseLink",
    "CaseMessage",
    "CaseNote",
    "CaseStage",
    "CaseWords",
    "Channel",
    "CloseReason",
    "ClosureDay",
    "ComplainedAbout",
    "ComplaintsSettings",
    "Consent",
    "ContactBy",
    "DateNotice",
    "Deadline",
    "Decision",
    "Declaration",
    "Declares",
    "Deputy",
    "EarlierPart",
    "EarlyReferral",
    "EnquiryRemedy",
    "EqualityFigure",
    "Extension",
    "ExtensionProposal",
    "ExtraHoliday",
    "FeeKind",
    "FeedbackForm",
    "FeedbackFormVersion",
    "FormQuestion",
    "Handling",
    "Hold",
    "IndependenceOverride",
    "Kind",
    "LatenessDecision",
    "Letter",
    "LetterKind",
    "LetterText",
    "LinkKind",
    "NamedPerson",
    "OmbudsmanEnquiry",
    "OnBehalf",
    "Outcome",
    "OutsidePerson",
    "PageVerdict",
    "PanelAttendance",
    "PanelMeeting",
    "PanelPaper",
    "Party",
    "PartyRole",
    "PointOfComplaint",
    "Procedure",
    "ProcedureVersion",
    "ProposalAnswer",
    "Purpose",
    "Quarantine",
    "QuestionType",
    "Recommendation",
    "RecommendationAnswer",
    "Response",
    "ResponseFinding",
    "ResponseLogEntry",
    "ResponseWriter",
    "RestrictedRead",
    "Restriction",
    "RuledOut",
    "SavedView",
    "ScanState",
    "SchoolTerm",
    "ServiceArea",
    "ServiceProvider",
    "SetDate",
    "StageEvent",
    "StageLetterSent",
    "StageSignOff",
    "Standing",
    "Statement",
    "StatementAnswer",
    "Submission",
    "SubmissionHandling",
    "SurveyFigure",
    "SurveyGiven",
    "Team",
    "TrackingAccess",
    "TrackingVisit",
    "Upload",
    "WayIn",
]
