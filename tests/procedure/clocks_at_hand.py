"""A reply with a ceiling, an acknowledgement with a backstop behind it, and why something is refused."""

import pytest

from wagtail_complaints.procedure.clock import (
    Extension,
    Hold,
    Refused,
)

from .making import on, procedure, stage

REPLY = {"event": "responded", "within": "10 working days", "of": "received", "extendable_to": "20 working days"}
ACK = {"event": "acknowledged", "within": "5 working days", "of": "received"}
CHAINED = {
    "event": "responded",
    "within": "10 working days",
    "of": "acknowledged",
    "extendable_to": "20 working days",
    "backstop": {"within": "15 working days", "of": "received", "extendable_to": "25 working days"},
}
SIMPLE = procedure(stage(REPLY, hold_reasons=["awaiting-advocate", "clarification"]))
CODE = procedure(stage(ACK, CHAINED, hold_reasons=["clarification"]))


def held(start, end=None, reason="awaiting-advocate"):
    return Hold(on(start), on(end), reason)


def extended(to, given, event="responded"):
    return Extension(event, on(to), on(given))


def reason(check, *args):
    """Return why it is refused."""
    with pytest.raises(Refused) as refused:
        check(*args)
    assert str(refused.value) == refused.value.reason
    return refused.value.reason
