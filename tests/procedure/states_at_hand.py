"""The states in which a case of the trust can be, and what they are made of."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from wagtail_complaints import bank_holidays
from wagtail_complaints.procedure.facts import CaseFacts, StageFacts
from wagtail_complaints.procedure.journey import (
    ResponseState,
    State,
)
from wagtail_complaints.procedure_files import read

PROCEDURES = Path(__file__).parents[2] / "example_site" / "procedures"
ENGLAND = bank_holidays.calendar("england")

TRUST = read((PROCEDURES / "002-childrens-trust.toml").read_text())
"""Stage 1 without a length, stage 2 behind a gate, stage 3 a panel; windows of 20 working days."""
FEEDBACK = read((PROCEDURES / "003-childrens-feedback.toml").read_text())
"""Stage 1 in 10 to 20 working days, conciliation on offer, stages 2 and 3."""
YOUNG = read((PROCEDURES / "004-young-people.toml").read_text())
"""An offer before stage 1, with its own 2 days."""

RECEIVED = date(2026, 11, 2)


def stage(procedure, key, requested_on=None, **fields) -> StageFacts:
    return StageFacts(procedure.stage(key), requested_on, **fields)


def state(*stages, procedure=TRUST, on=date(2026, 11, 23), is_triaged=True, **fields) -> State:
    opened_in = next((each.stage.key for each in stages if not each.requested_on), "")
    facts = CaseFacts(procedure, RECEIVED, stages=stages, opened_in=opened_in)
    return State(facts, ENGLAND, on, is_triaged=is_triaged, **fields)


def trust(key, requested_on=None, **fields):
    return stage(TRUST, key, requested_on, **fields)


ANSWERED = trust("stage-1", events={"acknowledged": date(2026, 11, 4), "responded": date(2026, 11, 16)})
ASKED = trust("stage-2", date(2026, 11, 20))
DECIDED = replace(ASKED, events={"accepted": date(2026, 11, 23)})
ACKNOWLEDGED = trust("stage-1", events={"acknowledged": date(2026, 11, 4)})
ISSUED = {"stage-1": ResponseState.ISSUED}

STATES = {
    "received": state(trust("stage-1"), is_triaged=False),
    "triaged": state(trust("stage-1")),
    "acknowledged": state(ACKNOWLEDGED),
    "drafted": state(ACKNOWLEDGED, responses={"stage-1": ResponseState.DRAFT}),
    "in sign-off": state(ACKNOWLEDGED, responses={"stage-1": ResponseState.IN_SIGN_OFF}),
    "answered": state(ANSWERED, responses=ISSUED),
    "asked": state(ANSWERED, ASKED, responses=ISSUED),
    "refused": state(ANSWERED, DECIDED, responses=ISSUED, refused=frozenset({"stage-2"})),
    "accepted": state(ANSWERED, DECIDED, responses=ISSUED),
    "closed": state(ANSWERED, responses=ISSUED, is_closed=True),
}
