"""Past the published holidays, what can be counted is, and the rest has no date."""

from dataclasses import replace
from datetime import date

from wagtail_complaints import bank_holidays
from wagtail_complaints.procedure.as_far_as_known import as_far_as_known
from wagtail_complaints.procedure.clock import Status, deadlines
from wagtail_complaints.procedure.facts import CaseFacts, StageFacts
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.terms import Entry, Nation, Procedure, RollEnd, Stage, Timescale

ENGLAND = bank_holidays.calendar("england")
"""Published until 31 December 2028."""
STAGE = Stage(
    key="stage-1",
    name="Stage 1",
    decided_by="Manager",
    entry=Entry.FIRST,
    timescales=(
        Timescale("acknowledged", "received", within=Length.parse("3 working days")),
        Timescale("responded", "received", within=Length.parse("10 working days")),
    ),
)
PROCEDURE = Procedure("plain", "Plain", Nation.ENGLAND, stages=(STAGE,))


def reckoned(received, **events):
    facts = CaseFacts(PROCEDURE, received, stages=(StageFacts(STAGE, None, events=events),), opened_in="stage-1")
    found = as_far_as_known(facts, ENGLAND, date(2028, 12, 27))
    return [(each.key, each.start, each.due, each.status) for each in found]


def test_where_every_day_is_known_nothing_changes():
    facts = CaseFacts(PROCEDURE, date(2027, 11, 1), stages=(StageFacts(STAGE, None),), opened_in="stage-1")
    on = date(2027, 11, 2)
    assert as_far_as_known(facts, ENGLAND, on) == deadlines(facts, ENGLAND, on)


def test_what_can_be_counted_is_and_the_rest_runs_without_a_date():
    received = date(2028, 12, 22)
    # The 27th, 28th and 29th, after the weekend, Christmas Day and Boxing Day.
    assert reckoned(received) == [
        ("acknowledged", received, date(2028, 12, 29), Status.RUNNING),
        ("responded", received, None, Status.RUNNING),
    ]


def test_a_date_that_is_known_stands_though_its_ceiling_is_not():
    reply = replace(
        STAGE.timescales[1], within=Length.parse("3 working days"), extendable_to=Length.parse("1 month")
    )
    reply = replace(reply, roll_end=RollEnd.FORWARD)
    stage = replace(STAGE, timescales=(reply, STAGE.timescales[1]))
    facts = CaseFacts(
        replace(PROCEDURE, stages=(stage,)),
        date(2028, 12, 21),
        stages=(StageFacts(stage, None),),
        opened_in="stage-1",
    )
    first, second = as_far_as_known(facts, ENGLAND, date(2028, 12, 22))
    assert (first.due, first.latest, first.timescale) == (date(2028, 12, 28), None, reply)
    assert (second.due, second.unknown) == (
        None,
        "The bank holidays of England are known from 1 January 2000 until 31 December 2028, "
        "and the count goes past that.",
    )


def test_what_was_done_is_met_and_what_the_end_of_the_stage_left_lapses():
    received, day = date(2028, 12, 27), date(2028, 12, 28)
    assert reckoned(received, responded=day) == [
        ("acknowledged", received, None, Status.LAPSED),
        ("responded", received, None, Status.MET),
    ]
