"""Every door says the same of a date: a sentence, the rule, its source, and the days by the week."""

from dataclasses import replace

from wagtail_complaints.procedure.as_far_as_known import as_far_as_known
from wagtail_complaints.procedure.explanation import explained
from wagtail_complaints.procedure.ledger import Count, lines
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.terms import Closures, RollEnd
from wagtail_complaints.procedure.weeks import weeks
from wagtail_complaints.procedure_files import regimes

from .making import ENGLAND, case, deadline, on, procedure, stage

REPLY = {"event": "responded", "within": "10 working days", "of": "received"}


def by_the_week(start, within, due=None, **more):
    count = Count(on(start), Length.parse(within), **more)
    return [str(week) for week in weeks(lines(count, ENGLAND), on(due) or count.end(ENGLAND))]


def test_a_date_has_a_sentence_a_rule_and_a_source():
    facts = case(procedure(stage(REPLY, name="Stage 1"), title="Complaints"), "2026-11-23")
    told = explained(deadline(facts, seen="2026-11-23"), facts.procedure, ENGLAND)
    assert told.sentence == "10 working days from receipt of the complaint on 23 November."
    assert told.rule == (
        "We will reply within 10 working days of getting your complaint. Weekends and bank holidays are not "
        "counted. The day it is counted from is not counted itself."
    )
    assert told.source == "“Stage 1” in “Complaints”."
    assert told.due == on("2026-12-07")


def test_a_clock_that_waits_for_its_start_is_told_from_one_without_a_published_time():
    talk = {"event": "discussed", "of": "received"}
    waits, open_ended = {**REPLY, "of": "discussed"}, {"event": "responded", "of": "received"}
    told = [
        explained(deadline(facts, seen="2026-11-23"), facts.procedure, ENGLAND)
        for facts in (case(procedure(stage(talk, step)), "2026-11-23") for step in (REPLY, waits, open_ended))
    ]
    assert [each.is_to_begin for each in told] == [False, True, False]
    assert told[1].rule == "We will reply within 10 working days of talking to you about it."


def test_the_law_on_the_same_step_is_named_only_where_its_source_was_read():
    facts = case(procedure(stage(REPLY)))
    code = regimes()["corporate-lgsco-2024"]
    found = explained(deadline(facts), facts.procedure, ENGLAND, code).source
    assert (
        found == "“stage-1” in “A”. The law or code on this step: LGSCO Complaint Handling Code 2024, 6.3 to 6.5."
    )
    unread = {key: each for key, each in regimes().items() if not _read(each)}
    assert unread
    assert {explained(deadline(facts), facts.procedure, ENGLAND, each).source for each in unread.values()} == {
        "“stage-1” in “A”."
    }


def _read(regime):
    limits = regime.stages[0].limits if regime.stages else ()
    return any(limit.ground.read for limit in limits if limit.event == "responded")


def test_the_days_are_read_by_the_week_and_those_left_out_are_named():
    assert by_the_week("2026-12-22", "5 working days") == [
        "22 to 27 December. Tuesday: the start, not counted. Wednesday and Thursday: days 1 and 2. "
        "Friday: Christmas Day. Saturday and Sunday: weekend.",
        "28 to 31 December. Monday: Boxing Day (substitute day). Tuesday and Wednesday: days 3 and 4. "
        "Thursday: day 5: the last day in time.",
    ]


def test_sixty_five_working_days_are_fourteen_lines():
    # Christmas Day, the day given for Boxing Day, and New Year's Day are left out.
    found = by_the_week("2026-11-23", "65 working days")
    assert len(found) == 14
    assert found[5] == (
        "28 December 2026 to 3 January 2027. Monday: Boxing Day (substitute day). "
        "Tuesday to Thursday: days 24 to 26. Friday: New Year's Day. Saturday and Sunday: weekend."
    )
    assert (
        found[-1]
        == "22 to 25 February. Monday to Wednesday: days 62 to 64. Thursday: day 65: the last day in time."
    )


def test_a_day_on_which_the_council_is_closed_is_named_and_said_to_be_so():
    closed = replace(ENGLAND, closures={on("2026-12-29"): "Christmas closure"})
    count = Count(on("2026-12-28"), Length.parse("2 working days"), closures=Closures.EXCLUDED)
    (week,) = weeks(lines(count, closed), count.end(closed))
    assert str(week) == (
        "28 to 31 December. Monday: the start, not counted. Tuesday: Christmas closure, the council is closed. "
        "Wednesday: day 1. Thursday: day 2: the last day in time."
    )


def test_calendar_days_that_end_on_a_weekend_say_where_they_roll_to():
    # 20 calendar days from Monday 2 November end on Sunday 22 November.
    rolled = {"event": "responded", "within": "20 days", "of": "received", "roll_end": "forward"}
    facts = case(procedure(stage(rolled)), "2026-11-02")
    told = explained(deadline(facts, seen="2026-11-02"), facts.procedure, ENGLAND)
    assert (told.due, told.rule) == (
        on("2026-11-23"),
        "We will reply within 20 calendar days of getting your complaint. The day it is counted from is not "
        "counted itself. Where the last day is not a working day, it is the next one that is.",
    )


def test_weeks_of_which_every_day_counts_are_one_line():
    assert by_the_week("2026-11-22", "4 weeks") == [
        "22 November. Sunday: the start, not counted.",
        "23 November to 13 December. Every day: days 1 to 21.",
        "14 to 20 December. Monday to Saturday: days 22 to 27. Sunday: day 28: the last day in time.",
    ]


def test_days_after_a_last_day_that_moved_back_are_shown():
    # Twelve weeks end on Easter Monday; the working day before is Thursday 2 April.
    assert by_the_week("2026-01-12", "12 weeks", roll_end=RollEnd.BACK)[-2:] == [
        "30 March to 5 April. Monday to Wednesday: days 77 to 79. Thursday: day 80: the last day in time. "
        "Friday to Sunday: days 81 to 83.",
        "6 April. Monday: day 84.",
    ]


def test_past_the_calendar_it_says_in_words_why_there_is_no_date():
    facts = case(procedure(stage(REPLY)), "2028-12-21")
    (found,) = as_far_as_known(facts, ENGLAND, on("2028-12-22"))
    told = explained(found, facts.procedure, ENGLAND)
    assert told.is_past_the_calendar
    assert told.sentence == (
        "No date can be given yet. The bank holidays of England are known from 1 January 2000 until "
        "31 December 2028, and the count goes past that."
    )
    assert told.rule == "We will reply within 10 working days of getting your complaint."
    assert told.weeks == ()
