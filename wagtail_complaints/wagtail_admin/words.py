"""What do staff call the events and standings of a case? The words of the register and the case page."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..procedure.event_words import own
from ..procedure.reckoning import Status
from ..procedure.terms import Does, Event, Timescale

_OWED = {
    Event.ACKNOWLEDGED: _("Acknowledgement"),
    Event.ACCEPTED: _("Decision to take it on"),
    Event.DISCUSSED: _("Discussion with the complainant"),
    Event.STATEMENT_AGREED: _("Agreed statement of the complaint"),
    Event.INVESTIGATOR_APPOINTED: _("Investigator’s appointment"),
    Event.INVESTIGATED: _("Investigation"),
    Event.PANEL_MET: _("Panel’s meeting"),
    Event.PANEL_REPORTED: _("Panel’s report"),
    Event.RESPONDED: _("Response"),
    Event.RESOLVED: _("Resolution"),
    Event.UPDATED: _("Progress update"),
    Event.PROVIDER_NOTIFIED: _("Notice to the provider"),
}

_DONE = {
    Event.ACKNOWLEDGED: _("Acknowledged"),
    Event.ACCEPTED: _("Taken on"),
    Event.DISCUSSED: _("Discussed with the complainant"),
    Event.STATEMENT_AGREED: _("Statement of the complaint agreed"),
    Event.INVESTIGATOR_APPOINTED: _("Investigator appointed"),
    Event.INVESTIGATED: _("Investigation finished"),
    Event.PANEL_MET: _("Panel met"),
    Event.PANEL_REPORTED: _("Panel reported"),
    Event.RESPONDED: _("Responded"),
    Event.RESOLVED: _("Resolved"),
    Event.UPDATED: _("Progress update given"),
    Event.PROVIDER_NOTIFIED: _("Provider told"),
}

STATUS = {
    Status.NOT_STARTED: _("Not started"),
    Status.RUNNING: _("Running"),
    Status.HELD: _("On hold"),
    Status.MET: _("Done in time"),
    Status.MET_LATE: _("Done late"),
    Status.OVERDUE: _("Overdue"),
    Status.LAPSED: _("No longer needed"),
}

PART = {
    Does.DECIDES: _("Decides"),
    Does.DECIDES_INSTEAD: _("Decides instead"),
    Does.GATES: _("Decides whether it goes ahead"),
    Does.HEARS_APPEAL: _("Hears an appeal"),
    Does.INVESTIGATES: _("Investigates"),
    Does.OBSERVES: _("Observes"),
    Does.ADVISES: _("Advises"),
    Does.SITS: _("Sits on the panel"),
    Does.CHAIRS: _("Chairs"),
    Does.SIGNS: _("Signs"),
}


def owed(event: str) -> str:
    """Return what is to happen: “Response”."""
    return str(_OWED.get(event) or capfirst(own(event)))


def dated(name: str, timescales: Iterable[Timescale]) -> str:
    """Return what a date set for the timescale of this name is for: “Progress update”."""
    return owed(next((each.event for each in timescales if each.name == name), name))


def done(event: str) -> str:
    """Return what has happened: “Responded”."""
    return str(_DONE.get(event) or capfirst(own(event)))
