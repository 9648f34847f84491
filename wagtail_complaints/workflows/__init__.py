"""Wagtail's workflows, made to hold: what is issued is the text that every step signed."""

from .runs import SignOffRun
from .steps import SignOff
from .tasks import SignOffTask

__all__ = ["SignOff", "SignOffRun", "SignOffTask"]
