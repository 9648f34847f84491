"""Rulings 1 to 3 of the procedure document: how days are counted, what a hold does, and an extension."""

import pytest

from wagtail_complaints.procedure.clock import (
    Status,
    check_extension,
    deadlines,
    windows,
)
from wagtail_complaints.procedure_files import regimes

from .clocks_at_hand import ACK, CODE, REPLY, SIMPLE, extended, held, reason
from .making import ENGLAND, case, dates, deadline, on, procedure, stage


def test_ruling_1_months_under_day_one_end_a_day_earlier():
    adults = procedure(stage({"event": "responded", "within": "6 months", "of": "received", "counting": "day-one"}))
    assert dates(deadline(case(adults, "2025-08-31"))) == ("2026-02-27", "2026-02-27")


def test_ruling_1_a_stages_counting_rule_is_its_timescales_default():
    rows = [("responded", "2 weeks", "received"), ACK | {"counting": "day-after"}]
    both = procedure(stage(*rows, counting="day-one"))
    assert dates(deadline(case(both)))[0] == "2026-01-18"
    # 5 January is a Monday and day zero: 6, 7, 8, 9, 12.
    assert dates(deadline(case(both), "acknowledged"))[0] == "2026-01-12"


def test_ruling_2_a_hold_covers_both_its_days():
    # From 5 January: 6 (day 1), 7 and 8 held, 9 (2), 12 to 16 (7), 19, 20, 21.
    found = deadline(case(SIMPLE, stage_1={"holds": (held("2026-01-07", "2026-01-08"),)}))
    assert dates(found) == ("2026-01-21", "2026-02-04")
    assert not found.provisional


def test_ruling_2_an_open_hold_counts_up_to_the_day_asked_about_and_the_dates_are_provisional():
    open_hold = case(SIMPLE, stage_1={"holds": (held("2026-01-07"),)})
    assert [
        (*dates(found), found.status, found.provisional)
        for found in (deadline(open_hold, seen=f"2026-01-{day:02}") for day in (6, 7, 8))
    ] == [
        ("2026-01-19", "2026-02-02", Status.RUNNING, False),
        ("2026-01-20", "2026-02-03", Status.HELD, True),
        ("2026-01-21", "2026-02-04", Status.HELD, True),
    ]


def test_ruling_2_overlapping_holds_are_one():
    twice = (held("2026-01-07", "2026-01-08"), held("2026-01-08", "2026-01-09", "clarification"))
    assert dates(deadline(case(SIMPLE, stage_1={"holds": twice})))[0] == "2026-01-22"


def test_ruling_2_holds_stop_neither_acknowledgements_nor_updates_nor_windows_nor_other_stages():
    rows = [
        ACK,
        REPLY,
        {"event": "updated", "every": "1 week", "of": "received", "until": "responded"},
    ]
    second = stage(REPLY | {"of": "requested"}, key="stage-2", entry="request")
    both = procedure(stage(*rows, hold_reasons=["clarification"], escalation_window="20 working days"), second)
    hold = held("2026-01-06", "2026-01-09", "clarification")
    facts = case(both, stage_1={"holds": (hold,), "responded": "2026-01-07"}, stage_2={"requested": "2026-01-07"})
    assert [dates(each)[0] for each in deadlines(facts, ENGLAND, on("2026-01-08"))] == [
        "2026-01-12",
        "2026-01-23",  # 19 January and four held days
        "2026-01-12",
        "2026-01-21",
    ]
    # 8 January is day 1 of the window: 2 days, then 12 to 30 January (17), 2, 3, 4 February.
    (window,) = windows(facts, ENGLAND, on("2026-01-08"))
    assert (window.stage, window.until) == ("stage-1", on("2026-02-04"))


def test_ruling_2_a_hold_that_was_never_closed_stops_at_the_response():
    done = case(SIMPLE, stage_1={"holds": (held("2026-01-07"),), "responded": "2026-01-08"})
    found = deadline(done, seen="2026-06-01")
    assert (*dates(found), found.status, found.provisional) == ("2026-01-21", "2026-02-04", Status.MET, False)


def test_ruling_2_what_was_overdue_before_the_hold_stays_overdue():
    late = case(SIMPLE, stage_1={"holds": (held("2026-01-21"),)})
    assert deadline(late, seen="2026-01-22").status == Status.OVERDUE


def test_ruling_3_an_extension_moves_the_date_up_to_the_ceiling():
    assert dates(deadline(case(SIMPLE, stage_1={"extensions": (extended("2026-01-26", "2026-01-19"),)}))) == (
        "2026-01-26",
        "2026-02-02",
    )
    beyond = case(SIMPLE, stage_1={"extensions": (extended("2026-03-26", "2026-01-19"),)})
    assert dates(deadline(beyond)) == ("2026-02-02", "2026-02-02")


def test_ruling_3_an_extension_never_makes_a_date_earlier():
    sooner = case(SIMPLE, stage_1={"extensions": (extended("2026-01-12", "2026-01-07"),)})
    assert dates(deadline(sooner))[0] == "2026-01-19"


def test_ruling_3_held_days_after_it_was_given_lengthen_an_extension_and_the_ceiling():
    given = extended("2026-01-26", "2026-01-14")
    # One working day held before it was given, two after: 27 and 28 January. All three move the ceiling.
    holds = (held("2026-01-13", "2026-01-13"), held("2026-01-15", "2026-01-16"))
    assert dates(deadline(case(SIMPLE, stage_1={"extensions": (given,), "holds": holds}))) == (
        "2026-01-28",
        "2026-02-05",
    )


def test_ruling_3_an_extension_is_given_on_or_before_the_date_in_force():
    facts = case(SIMPLE)
    check_extension(facts, "stage-1", "responded", on("2026-02-02"), on("2026-01-19"), ENGLAND)
    late = reason(check_extension, facts, "stage-1", "responded", on("2026-02-02"), on("2026-01-20"), ENGLAND)
    assert "on or before the date in force, and that was 19 January 2026" in late


def test_ruling_3_an_extension_goes_later_and_not_past_the_ceiling():
    def refused(to):
        return reason(check_extension, case(SIMPLE), "stage-1", "responded", on(to), on("2026-01-12"), ENGLAND)

    assert refused("2026-01-19") == "The date in force is 19 January 2026: an extension goes to a later date."
    assert refused("2026-02-03") == (
        "The response cannot be later than 2 February 2026. "
        "The most that the procedure allows is 20 working days from receipt of the complaint. "
        "Source: “stage-1” in “A”."
    )


def test_ruling_3_beyond_the_ceiling_the_law_or_code_is_named_where_its_source_was_read():
    given = (case(SIMPLE), "stage-1", "responded", on("2026-02-03"), on("2026-01-12"), ENGLAND)
    assert reason(check_extension, *given, regimes()["corporate-lgsco-2024"]).endswith(
        "Source: “stage-1” in “A”. The law or code on this step: LGSCO Complaint Handling Code 2024, 6.3 to 6.5."
    )


def test_ruling_3_the_ceiling_of_a_chained_clock_is_named_with_its_backstop():
    facts = case(CODE, stage_1={"acknowledged": "2026-01-07"})
    refused = reason(check_extension, facts, "stage-1", "responded", on("2026-03-02"), on("2026-01-12"), ENGLAND)
    assert refused.endswith(
        "20 working days from the acknowledgement or 25 working days from receipt of the complaint, "
        "whichever is earlier. Source: “stage-1” in “A”."
    )


def test_ruling_3_a_ceiling_of_the_backstop_alone_is_named():
    backstop = {"within": "15 working days", "of": "received"}
    chained = {
        "event": "responded",
        "within": "1 week",
        "of": "received",
        "extendable_to": "any",
        "backstop": backstop,
    }
    facts = case(procedure(stage(chained)))
    refused = reason(check_extension, facts, "stage-1", "responded", on("2026-03-02"), on("2026-01-12"), ENGLAND)
    assert refused == (
        "The response cannot be later than 26 January 2026. The most that the procedure allows is "
        "15 working days from receipt of the complaint. Source: “stage-1” in “A”."
    )


@pytest.mark.parametrize(
    ("given", "event", "why"),
    [
        ({"responded": "2026-01-08"}, "responded", "The response was on 8 January 2026: there is nothing left"),
        ({"resolved": "2026-01-08"}, "responded", "The stage ended on 8 January 2026: there is nothing left"),
        ({}, "acknowledged", "The procedure does not allow more time for the acknowledgement."),
        ({}, "panel-met", "This stage promises no date for the panel’s meeting, so there is none to extend."),
        ({}, "discussed", "No date is in force for the discussion yet, so there is none to extend."),
    ],
)
def test_ruling_3_nothing_is_extended_that_cannot_be(given, event, why):
    talk = {"event": "discussed", "of": "received", "extendable_to": "any"}
    facts = case(procedure(stage(ACK, REPLY, talk)), stage_1=given)
    args = (facts, "stage-1", event, on("2026-01-30"), on("2026-01-08"), ENGLAND)
    assert reason(check_extension, *args).startswith(why)
