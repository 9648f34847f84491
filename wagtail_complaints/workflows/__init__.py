"""Wagtail's workflows, made to hold: what is issued is the text that every step signed."""

from .runs import SignOffRun
from .tasks import SignOff, SignOffTask

__all__ = ["SignOff", "SignOffRun", "SignOffTask"]
