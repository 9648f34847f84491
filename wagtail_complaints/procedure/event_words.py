"""What are events called in a sentence? “10 working days from the acknowledgement”."""

from .terms import Event

_NOUNS = {
    Event.HAPPENED: "the matter",
    Event.RECEIVED: "receipt of the complaint",
    Event.REQUESTED: "the request for this stage",
    Event.ACKNOWLEDGED: "the acknowledgement",
    Event.ACCEPTED: "the decision to take it on or not",
    Event.DISCUSSED: "the discussion",
    Event.STATEMENT_AGREED: "the agreed statement of the complaint",
    Event.INVESTIGATOR_APPOINTED: "the appointment of the investigator",
    Event.INVESTIGATED: "the end of the investigation",
    Event.PANEL_MET: "the panel’s meeting",
    Event.PANEL_REPORTED: "the panel’s report",
    Event.RESPONDED: "the response",
    Event.RESOLVED: "the resolution",
    Event.UPDATED: "the update",
    Event.PROVIDER_NOTIFIED: "the notice to the provider",
}


def noun(event: str) -> str:
    """Return “the acknowledgement” for `acknowledged`, and “terms sent”, quoted, for `x-terms-sent`."""
    return _NOUNS.get(event) or f"“{own(event)}”"


def own(event: str) -> str:
    """Return the words in the name of an event of the stage's own: “terms sent” for `x-terms-sent`."""
    return event.removeprefix("x-").replace("-", " ")
