"""Did the complaint come in time? Late is a thing to decide, and never a refusal."""

import pytest

from wagtail_complaints.procedure.journey import Verb, move
from wagtail_complaints.procedure.standing import State
from wagtail_complaints.procedure.time_limit import in_time_until, is_late

from .making import ENGLAND, case, on, procedure, stage

A_YEAR = procedure(stage(), time_limit="12 months")
NO_LIMIT = procedure(stage())

HAPPENED = "2025-11-02"
LAST_DAY = "2026-11-02"


@pytest.mark.parametrize(
    ("limited", "happened", "until"),
    [(A_YEAR, HAPPENED, LAST_DAY), (A_YEAR, None, None), (NO_LIMIT, HAPPENED, None)],
)
def test_a_complaint_is_in_time_until_the_limit_has_run_from_the_matter(limited, happened, until):
    assert in_time_until(limited, on(happened), ENGLAND) == on(until)


def test_the_last_day_is_in_time_and_the_next_is_late():
    assert not is_late(case(A_YEAR, LAST_DAY, happened=HAPPENED), ENGLAND)
    assert is_late(case(A_YEAR, "2026-11-03", happened=HAPPENED), ENGLAND)


def test_a_limit_that_the_calendar_does_not_reach_says_nothing():
    weeks = procedure(stage(), time_limit="260 working days")
    assert in_time_until(weeks, on("2028-06-01"), ENGLAND) is None
    assert not is_late(case(weeks, "2028-06-02", happened="2028-06-01"), ENGLAND)


@pytest.mark.parametrize(
    ("limited", "received", "happened", "said"),
    [
        (NO_LIMIT, LAST_DAY, HAPPENED, "The procedure sets no time limit, so there is nothing to decide."),
        (A_YEAR, LAST_DAY, None, "It is not recorded when the matter happened."),
        (A_YEAR, LAST_DAY, HAPPENED, "The complaint came in time: it could be made until 2 November 2026."),
        (A_YEAR, "2026-11-03", HAPPENED, ""),
        (
            procedure(stage(), time_limit="260 working days"),
            "2028-06-02",
            "2028-06-01",
            "The calendar does not reach far enough to say whether the complaint came in time.",
        ),
    ],
)
def test_a_late_matter_is_decided_and_one_in_time_says_why_there_is_nothing_to_decide(
    limited, received, happened, said
):
    facts = case(limited, received, happened=happened, stage_1={})
    asked = State(facts, ENGLAND, on(received), is_triaged=True)
    assert move(asked, Verb.DECIDE_LATENESS).refusal == said
