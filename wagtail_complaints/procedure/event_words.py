"""What are events called in a sentence? As a thing (“from the acknowledgement”), as what the council does
(“we will reply”), and as the start of a promise (“within 10 working days of getting your complaint”).
"""

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

_DEEDS = {
    Event.ACKNOWLEDGED: "acknowledge your complaint",
    Event.ACCEPTED: "tell you whether we will take it on",
    Event.DISCUSSED: "talk to you about it",
    Event.STATEMENT_AGREED: "agree with you, in writing, what your complaint is",
    Event.INVESTIGATOR_APPOINTED: "appoint an investigator",
    Event.INVESTIGATED: "finish the investigation",
    Event.PANEL_MET: "hold the panel’s meeting",
    Event.PANEL_REPORTED: "send you the panel’s report",
    Event.RESPONDED: "reply",
    Event.RESOLVED: "settle it with you",
    Event.UPDATED: "tell you how it is going",
    Event.PROVIDER_NOTIFIED: "tell the provider",
}
_SINCE = {
    Event.HAPPENED: "what you complain about",
    Event.RECEIVED: "getting your complaint",
    Event.REQUESTED: "your request",
    Event.ACKNOWLEDGED: "acknowledging it",
    Event.ACCEPTED: "taking it on",
    Event.DISCUSSED: "talking to you about it",
    Event.STATEMENT_AGREED: "agreeing with you what your complaint is",
    Event.INVESTIGATOR_APPOINTED: "appointing an investigator",
    Event.PROVIDER_NOTIFIED: "telling the provider",
    Event.RESPONDED: "our reply",
    Event.RESOLVED: "settling it with you",
}
_DONE = {
    Event.RESPONDED: "we have replied",
    Event.RESOLVED: "it is settled",
}


def deed(event: str, of: str = Event.RECEIVED) -> str:
    """Return what the council does, after “we will”: “reply”. An event of the stage's own has none: “”."""
    if (event, of) == (Event.ACKNOWLEDGED, Event.REQUESTED):
        return "acknowledge your request"
    return _DEEDS.get(event, "")


def since(of: str, event: str = "") -> str:
    """Return the start of a promise to do `event`, after “of”: “getting your complaint”."""
    if event == Event.ACKNOWLEDGED and of in (Event.RECEIVED, Event.REQUESTED):
        return "getting it"
    return _SINCE.get(of) or noun(of)


def done(event: str) -> str:
    """Return the end of a repeat, after “until”: “we have replied”."""
    return _DONE.get(event) or noun(event)


def noun(event: str) -> str:
    """Return “the acknowledgement” for `acknowledged`, and “terms sent”, quoted, for `x-terms-sent`."""
    return _NOUNS.get(event) or f"“{own(event)}”"


def own(event: str) -> str:
    """Return the words in the name of an event of the stage's own: “terms sent” for `x-terms-sent`."""
    return event.removeprefix("x-").replace("-", " ")
