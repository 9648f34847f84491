"""Rulings 4 to 10 of the procedure document: backstops, repeats, windows, ends, next stages, what cannot be."""

import pytest

from wagtail_complaints.procedure.clock import (
    Status,
    check_event,
    check_extension,
    check_order,
    deadlines,
    next_stage,
    next_stage_opens,
    windows,
)

from .clocks_at_hand import ACK, CODE, REPLY, extended, held, reason
from .making import ENGLAND, case, dates, deadline, on, procedure, stage


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
