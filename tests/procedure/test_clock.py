"""The rulings of the procedure document, one by one, and what else a case's clocks must get right."""

import pytest

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.procedure.clock import (
    CalendarExhausted,
    Extension,
    Hold,
    Refused,
    Status,
    check_event,
    check_extension,
    check_hold,
    check_order,
    deadlines,
    next_stage,
    next_stage_opens,
    overall,
    windows,
)
from wagtail_complaints.procedure.terms import ExtensionRule
from wagtail_complaints.procedure_files import regimes

from .making import ENGLAND, case, dates, deadline, on, procedure, stage

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


def test_ruling_4_the_earlier_of_clock_and_backstop_is_due():
    # V3: received Friday 19 December, acknowledged on the last day, 30 December.
    facts = case(CODE, "2025-12-19", stage_1={"acknowledged": "2025-12-30"})
    found = deadline(facts, seen="2025-12-31")
    assert (*dates(found), found.by_backstop) == ("2026-01-14", "2026-01-28", False)
    # A day late: the clock alone would reach 15 January. The backstop does not move.
    facts = case(CODE, "2025-12-19", stage_1={"acknowledged": "2025-12-31"})
    found = deadline(facts, seen="2025-12-31")
    assert (*dates(found), found.by_backstop) == ("2026-01-14", "2026-01-28", True)


def test_ruling_4_an_acknowledgement_never_sent_buys_no_time():
    found = deadline(case(CODE, "2025-12-19"), seen="2026-01-15")
    assert (found.start, *dates(found), found.status) == (None, "2026-01-14", "2026-01-28", Status.OVERDUE)


def test_ruling_4_a_backstop_counts_holds_and_moves_with_an_extension_under_its_own_ceiling():
    given = {"holds": (held("2025-12-22", "2025-12-23", "clarification"),)}
    assert dates(deadline(case(CODE, "2025-12-19", stage_1=given))) == ("2026-01-16", "2026-01-30")
    given = {"extensions": (extended("2026-02-27", "2026-01-14"),)}
    assert dates(deadline(case(CODE, "2025-12-19", stage_1=given))) == ("2026-01-28", "2026-01-28")


def test_ruling_4_a_backstop_without_a_ceiling_is_never_passed():
    adults = {
        "event": "responded",
        "of": "received",
        "firmness": "agreed",
        "counting": "day-one",
        "extendable_to": "any",
        "backstop": {"within": "6 months", "of": "received"},
    }
    given = {"set_dates": {"responded": on("2026-03-02")}, "extensions": (extended("2027-01-04", "2026-03-02"),)}
    assert dates(deadline(case(procedure(stage(adults))))) == ("2026-07-04", "2026-07-04")
    assert dates(deadline(case(procedure(stage(adults)), stage_1=given))) == ("2026-07-04", "2026-07-04")
    adults["backstop"]["extendable_to"] = "any"
    assert dates(deadline(case(procedure(stage(adults))))) == ("2026-07-04", None)
    assert dates(deadline(case(procedure(stage(adults)), stage_1=given))) == ("2027-01-04", None)


def test_ruling_5_a_repeat_is_due_one_interval_after_its_start_or_its_last_time():
    row = {"event": "updated", "every": "4 weeks", "of": "received", "until": "responded", "roll_end": "back"}
    updates = procedure(stage(row, ("responded", "20 working days", "received")))

    def due(*given, **events):
        facts = case(updates, "2026-01-12", stage_1={"updates": tuple(on(day) for day in given)} | events)
        found = deadline(facts, "updated", seen="2026-03-10")
        return dates(found)[0], found.status

    # V11: every fourth Monday; 6 April is Easter Monday and 3 April Good Friday.
    assert due() == ("2026-02-09", Status.OVERDUE)
    assert due("2026-02-09") == ("2026-03-09", Status.OVERDUE)
    assert due("2026-02-09", "2026-03-09") == ("2026-04-02", Status.RUNNING)
    # Sent early, the next is counted from then: 28 days from Friday 6 February.
    assert due("2026-02-06") == ("2026-03-06", Status.OVERDUE)
    assert due("2026-02-09", responded="2026-02-20") == ("2026-03-09", Status.LAPSED)
    assert due(responded="2026-02-20") == ("2026-02-09", Status.OVERDUE)


def test_ruling_5_updates_that_wait_for_an_extension_start_with_it():
    row = {"event": "updated", "every": "4 weeks", "of": "received", "until": "responded", "when": "extended"}
    late = procedure(stage(REPLY, row))
    waiting = deadline(case(late), "updated")
    assert (waiting.start, waiting.due, waiting.status) == (None, None, Status.NOT_STARTED)
    facts = case(late, stage_1={"extensions": (extended("2026-02-02", "2026-01-19"),)})
    assert dates(deadline(facts, "updated")) == ("2026-02-02", "2026-02-02")


def test_ruling_5_updates_without_an_interval_run_until_their_end():
    row = {"event": "updated", "of": "received", "until": "responded"}
    informed = procedure(stage(REPLY, row))
    assert deadline(case(informed), "updated").status == Status.RUNNING
    assert deadline(case(informed, stage_1={"responded": "2026-01-08"}), "updated").status == Status.LAPSED


def test_ruling_6_windows_count_from_the_response_else_the_resolution():
    def until(**given):
        window = {"within": "2 months", "of": "responded", "or": "time_limit"}
        second = stage(REPLY | {"of": "requested"}, key="stage-2", entry="request")
        both = procedure(stage(REPLY, escalation_window=window), second, time_limit="6 months")
        happened = given.pop("happened", None)
        found = windows(case(both, happened=happened, stage_1=given), ENGLAND, on("2026-01-20"))
        return [each.until.isoformat() for each in found]

    assert until() == []
    assert until(responded="2026-01-12") == ["2026-03-12"]
    assert until(resolved="2026-01-09") == ["2026-03-09"]
    assert until(responded="2026-01-12", resolved="2026-01-09") == ["2026-03-12"]
    # The later counts: six months from the matter.
    assert until(responded="2026-01-12", happened="2025-12-01") == ["2026-06-01"]
    assert until(responded="2026-01-12", happened="2025-08-01") == ["2026-03-12"]


def test_ruling_7_when_a_stage_ends_its_clocks_lapse_or_stay_late_and_those_started_by_the_end_run():
    rows = [
        ACK | {"within": "1 working day"},
        REPLY,
        {"event": "discussed", "within": "30 working days", "of": "received"},
        {"event": "x-terms-sent", "within": "5 working days", "of": "resolved"},
        {"event": "x-survey-sent", "within": "5 working days", "of": "acknowledged"},
    ]
    ended = case(procedure(stage(*rows)), stage_1={"resolved": "2026-01-08"})
    assert [(each.key, each.status) for each in deadlines(ended, ENGLAND, on("2026-01-09"))] == [
        ("acknowledged", Status.OVERDUE),
        ("responded", Status.LAPSED),
        ("discussed", Status.LAPSED),
        ("x-terms-sent", Status.RUNNING),
        ("x-survey-sent", Status.LAPSED),
    ]
    # 9, 12, 13, 14, 15 January.
    assert dates(deadline(ended, "x-terms-sent"))[0] == "2026-01-15"
    assert deadline(ended, "x-terms-sent", seen="2026-01-16").status == Status.OVERDUE


def test_ruling_8_the_next_stage_opens_with_the_answer_or_once_its_latest_date_has_passed():
    offer = stage(key="talk", entry="offer")
    second = stage(("responded", "25 working days", "requested"), key="stage-2", entry="request")
    three = procedure(stage(REPLY, escalation_window="20 working days"), offer, second)

    def opens(**given):
        return next_stage_opens(case(three, stage_1=given), "stage-1", ENGLAND, on("2026-01-06"))

    assert opens(responded="2026-01-08") == opens(resolved="2026-01-08") == on("2026-01-08")
    assert opens() == on("2026-02-03")
    assert next_stage_opens(case(three), "stage-2", ENGLAND, on("2026-01-06")) is None
    endless = procedure(stage(REPLY | {"extendable_to": "any"}), second)
    assert next_stage_opens(case(endless), "stage-1", ENGLAND, on("2026-01-06")) == on("2026-01-20")


def test_ruling_8_an_offer_is_not_in_the_way_and_neither_uses_nor_stops_a_window():
    offer = stage(("resolved", "2 weeks", "requested"), key="talk", entry="offer")
    second = stage(("responded", "25 working days", "requested"), key="stage-2", entry="request")
    three = procedure(stage(REPLY, escalation_window="20 working days"), offer, second)
    assert next_stage(case(three), "stage-1").key == next_stage(case(three), "talk").key == "stage-2"
    assert next_stage(case(three), "stage-2") is None
    early = procedure(offer, stage(REPLY), second)
    assert next_stage(case(early), "talk").key == "stage-1"
    before = case(three, stage_1={"responded": "2026-01-08"})
    offered = case(three, stage_1={"responded": "2026-01-08"}, talk={"requested": "2026-01-09"})
    assert windows(before, ENGLAND, on("2026-01-12")) == windows(offered, ENGLAND, on("2026-01-12"))


def test_ruling_9_an_event_before_the_one_its_clock_counts_from_is_refused():
    facts = case(CODE, stage_1={"acknowledged": "2026-01-07"})
    check_event(facts, "stage-1", "responded", on("2026-01-07"))
    assert reason(check_event, facts, "stage-1", "responded", on("2026-01-06")) == (
        "The response (6 January 2026) cannot come before the acknowledgement (7 January 2026), "
        "from which its time is counted."
    )
    # Nor can the start be put after what it started.
    answered = case(CODE, stage_1={"responded": "2026-01-07"})
    check_order(answered)
    assert "cannot come before" in reason(check_event, answered, "stage-1", "acknowledged", on("2026-01-08"))


def test_ruling_9_an_update_cannot_come_before_its_start_either():
    row = {"event": "updated", "every": "1 week", "of": "received", "until": "responded"}
    facts = case(procedure(stage(REPLY, row)))
    check_event(facts, "stage-1", "updated", on("2026-01-05"))
    check_event(facts, "stage-1", "updated", on("2026-01-06"))
    assert "The update (4 January 2026)" in reason(check_event, facts, "stage-1", "updated", on("2026-01-04"))
    wrong = case(procedure(stage(REPLY, row)), stage_1={"updates": (on("2026-01-04"),)})
    assert "The update (4 January 2026)" in reason(check_order, wrong)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("received", "Receipt of the complaint is a fact of the case"),
        ("x-lunch-eaten", "This stage knows no event called “lunch eaten”."),
        ("accepted", "Only a stage that someone decides about"),
        ("acknowledged", "The acknowledgement is recorded already, on 7 January 2026."),
    ],
)
def test_ruling_9_what_cannot_happen_is_refused(event, why):
    facts = case(CODE, stage_1={"acknowledged": "2026-01-07"})
    assert reason(check_event, facts, "stage-1", event, on("2026-01-08")).startswith(why)


def test_ruling_9_a_gate_answers_once():
    gate = stage({"event": "accepted", "of": "requested"}, key="stage-2", entry="gate")
    facts = case(procedure(stage(REPLY), gate), stage_2={"requested": "2026-02-02"})
    check_event(facts, "stage-2", "accepted", on("2026-02-02"))


def test_ruling_10_an_extension_applies_to_every_clock_that_ends_in_its_event_under_its_own_ceiling():
    rows = [
        REPLY,
        {"key": "outer", "event": "responded", "within": "3 weeks", "of": "received", "extendable_to": "any"},
        {"key": "fixed", "event": "responded", "within": "30 working days", "of": "received"},
    ]
    three = procedure(stage(*rows))
    facts = case(three, stage_1={"extensions": (extended("2026-02-20", "2026-01-19"),)})
    assert [dates(each) for each in deadlines(facts, ENGLAND, on("2026-01-20"))] == [
        ("2026-02-02", "2026-02-02"),
        ("2026-02-20", None),
        ("2026-02-16", "2026-02-16"),
    ]
    # One clock may still move, so it is not refused.
    check_extension(case(three), "stage-1", "responded", on("2026-02-20"), on("2026-01-19"), ENGLAND)


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
