"""Complaints procedures that run the case, for the Wagtail sites of British councils."""

__version__ = "0.1.0"
