"""What a case’s clocks must get right beside the rulings: set dates, tracks, statuses, the end of the calendar."""

import pytest

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.procedure.clock import (
    CalendarExhausted,
    Status,
    check_hold,
    deadlines,
    overall,
)
from wagtail_complaints.procedure.terms import ExtensionRule

from .clocks_at_hand import ACK, CODE, REPLY, SIMPLE, extended, held, reason
from .making import ENGLAND, case, dates, deadline, on, procedure, stage


def test_a_hold_needs_one_of_the_stages_own_reasons_and_its_time():
    facts = case(SIMPLE, stage_1={"responded": "2026-01-20"})
    check_hold(facts, "stage-1", held("2026-01-05", "2026-01-08"))
    check_hold(facts, "stage-1", held("2026-01-05"))

    def why(hold, of=facts, stage_key="stage-1"):
        return reason(check_hold, of, stage_key, hold)

    assert why(held("2026-01-07", reason="busy")) == (
        "“busy” is not a reason to put this stage on hold. It may be: awaiting-advocate or clarification."
    )
    assert why(held("2026-01-07", "2026-01-06")) == "A hold cannot end before it starts."
    assert why(held("2026-01-02")) == "This stage began on 5 January 2026: it cannot have been on hold before."
    assert why(held("2026-01-21")).startswith("This stage ended on 20 January 2026")
    assert why(held("2026-01-21"), case(SIMPLE, None)).startswith("This stage has not begun")
    assert why(held("2026-01-07"), case(procedure(stage(REPLY)))).startswith("stage-1 cannot be put on hold")


def test_a_timescale_without_a_length_is_due_on_the_date_that_staff_set():
    open_ended = procedure(stage({"event": "responded", "of": "received", "extendable_to": "any"}))
    assert dates(deadline(case(open_ended))) == (None, None)
    assert deadline(case(open_ended), seen="2027-01-01").status == Status.RUNNING
    given = {"set_dates": {"responded": on("2026-02-02")}}
    found = deadline(case(open_ended, stage_1=given), seen="2026-02-03")
    assert (*dates(found), found.status) == ("2026-02-02", None, Status.OVERDUE)
    fixed = procedure(stage({"event": "responded", "of": "received"}))
    assert dates(deadline(case(fixed, stage_1=given))) == ("2026-02-02", "2026-02-02")


def test_a_ceiling_without_a_length_limits_the_date_that_staff_set():
    limited = procedure(stage({"event": "responded", "of": "received", "extendable_to": "20 working days"}))
    given = {"set_dates": {"responded": on("2026-03-02")}}
    assert dates(deadline(case(limited))) == (None, "2026-02-02")
    assert dates(deadline(case(limited, stage_1=given))) == ("2026-02-02", "2026-02-02")


def test_an_extension_of_a_set_date_grows_by_the_working_days_held():
    open_ended = procedure(
        stage({"event": "responded", "of": "received", "extendable_to": "any"}, hold_reasons=["x"])
    )
    given = {"extensions": (extended("2026-02-02", "2026-01-19"),), "holds": (held("2026-01-22", "2026-01-24"),)}
    # 22 and 23 January; the 24th is a Saturday.
    assert dates(deadline(case(open_ended, stage_1=given)))[0] == "2026-02-04"


def test_met_and_met_late():
    assert deadline(case(SIMPLE, stage_1={"responded": "2026-01-19"})).status == Status.MET
    assert deadline(case(SIMPLE, stage_1={"responded": "2026-01-20"})).status == Status.MET_LATE


def test_the_last_day_is_in_time_and_the_next_is_overdue():
    assert deadline(case(SIMPLE), seen="2026-01-19").status == Status.RUNNING
    assert deadline(case(SIMPLE), seen="2026-01-20").status == Status.OVERDUE


def test_what_happened_though_its_clock_never_started_is_met():
    chained = procedure(stage(ACK, ("responded", "10 working days", "acknowledged")))
    found = deadline(case(chained, stage_1={"responded": "2026-03-02"}))
    assert (found.start, found.due, found.status) == (None, None, Status.MET)


def test_only_the_timescales_of_the_cases_track_are_listed():
    rows = [
        {"event": "responded", "within": "30 working days", "of": "received", "when": "low"},
        {"event": "responded", "within": "6 months", "of": "received", "when": "high", "counting": "day-one"},
    ]
    tiers = procedure(stage(*rows), track=[{"key": "low", "name": "Low"}, {"key": "high", "name": "High"}])
    # 6 to 30 January are 19 days, 2 to 16 February 11.
    assert dates(deadline(case(tiers)))[0] == "2026-02-16"
    assert dates(deadline(case(tiers, track="high")))[0] == "2026-07-04"


def test_requested_is_received_where_the_case_opened_and_stages_it_passed_over_have_no_clocks():
    second = stage(
        ("acknowledged", "3 working days", "requested"), REPLY, key="stage-2", entry="request", direct=True
    )
    both = procedure(stage(REPLY, ("acknowledged", "5 working days", "requested")), second)
    assert deadline(case(both), "acknowledged").start == on("2026-01-05")
    assert deadline(case(both), "acknowledged", "stage-2").start is None
    direct = case(both, opened_in="stage-2")
    assert [(each.stage, each.start) for each in deadlines(direct, ENGLAND, on("2026-01-06"))] == [
        ("stage-1", None),
        ("stage-1", None),
        ("stage-2", on("2026-01-05")),
        ("stage-2", on("2026-01-05")),
    ]
    came_back = case(both, opened_in="stage-2", stage_1={"acknowledged": "2026-01-06"})
    assert deadline(came_back).start == on("2026-01-05")


def test_a_guide_without_a_first_stage_still_reckons():
    guide = procedure(stage(("responded", "1 week", "requested"), entry="offer"), kinds=[])
    assert deadline(case(guide)).start is None


def test_a_clock_may_count_from_the_matter():
    old = procedure(stage(("responded", "1 month", "happened")))
    assert dates(deadline(case(old, happened="2026-01-02")))[0] == "2026-02-02"


def test_the_most_pressing_status_sums_up_the_rest():
    def sums_up(seen, of=CODE, **given):
        return overall(deadlines(case(of, stage_1=given), ENGLAND, on(seen)))

    assert sums_up("2026-01-06") == Status.RUNNING
    assert sums_up("2026-01-13") == Status.OVERDUE
    assert sums_up("2026-01-13", SIMPLE, holds=(held("2026-01-12"),)) == Status.HELD
    assert sums_up("2026-01-13", acknowledged="2026-01-07", responded="2026-01-08") == Status.MET
    assert sums_up("2026-01-30", acknowledged="2026-01-14", responded="2026-01-15") == Status.MET_LATE
    # The missed acknowledgement of a stage that has ended presses no more.
    assert sums_up("2026-01-30", responded="2026-01-15") == Status.MET_LATE
    assert sums_up("2026-01-30", SIMPLE, resolved="2026-01-15") == Status.LAPSED
    assert overall(()) == Status.NOT_STARTED


def test_past_the_calendar_no_date_is_guessed():
    with pytest.raises(CalendarExhausted):
        deadline(case(SIMPLE, "2028-12-20"))


def test_another_nations_holiday_moves_only_that_nations_clocks():
    # 15 June 2026 was a holiday in Scotland alone: from Friday 12 June, one working day.
    one = procedure(stage(("responded", "1 working day", "received")))
    assert dates(deadline(case(one, "2026-06-12")))[0] == "2026-06-15"
    assert dates(deadline(case(one, "2026-06-12"), calendar=calendar("scotland")))[0] == "2026-06-16"


def test_a_stage_that_is_not_there_is_not_found():
    with pytest.raises(KeyError):
        case(SIMPLE).stage("stage-9")


def test_how_a_later_date_may_be_given_is_what_its_timescales_say():
    facts = case(procedure(stage(REPLY | {"extension": "agreed"}, ("acknowledged", "3 working days", "received"))))
    (only,) = facts.procedure.stages
    assert facts.extension_rules(only, "responded") == {ExtensionRule.AGREED}
    assert facts.extension_rules(only, "acknowledged") == set()
