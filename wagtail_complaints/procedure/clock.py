"""What is due when, and what cannot be done now? The door to the facts, the reckoning and the refusals."""

from .facts import CaseFacts, Extension, Hold, StageFacts
from .reckoning import (
    Deadline,
    Status,
    Window,
    deadlines,
    next_stage,
    next_stage_opens,
    overall,
    window_end,
    windows,
)
from .refusals import Refused, check_event, check_extension, check_hold, check_order
from .working_days import CalendarExhausted

__all__ = [
    "CalendarExhausted",
    "CaseFacts",
    "Deadline",
    "Extension",
    "Hold",
    "Refused",
    "StageFacts",
    "Status",
    "Window",
    "check_event",
    "check_extension",
    "check_hold",
    "check_order",
    "deadlines",
    "next_stage",
    "next_stage_opens",
    "overall",
    "window_end",
    "windows",
]
