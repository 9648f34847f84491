"""Every date explains itself, day by day and in a sentence, and is promised in words that are true."""

import pytest

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.procedure.clock import Extension, Hold
from wagtail_complaints.procedure.ledger import (
    Count,
    Mark,
    dated_promises,
    explain,
    in_a_sentence,
    ledger,
    lines,
    promise,
)
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.terms import Closures, Counting, RollEnd

from .making import ENGLAND, case, deadline, on, procedure, stage

REPLY = {"event": "responded", "within": "10 working days", "of": "received"}
RELAXED = REPLY | {"extendable_to": "20 working days"}


def count(start, within, *rest, **more):
    return Count(on(start), Length.parse(within), *rest, **more)


def days(counted, calendar=ENGLAND):
    return [str(line) for line in lines(counted, calendar)]


def test_every_day_says_what_became_of_it():
    assert days(count("2025-12-30", "2 working days")) == [
        "2025-12-30 start",
        "2025-12-31 day 1",
        "2026-01-01 New Year's Day",
        "2026-01-02 day 2",
    ]


def test_held_days_closures_and_holidays_are_told_apart():
    closing = calendar("england", closures={on("2026-12-29"): "Closed for Christmas"})
    held = ((on("2026-12-24"), on("2026-12-26")),)
    counted = count("2026-12-23", "2 working days", closures=Closures.EXCLUDED, held=held)
    assert [(line.day.day, line.mark, line.name) for line in lines(counted, closing)] == [
        (23, Mark.START, ""),
        (24, Mark.HELD, ""),
        (25, Mark.HOLIDAY, "Christmas Day"),
        (26, Mark.WEEKEND, ""),
        (27, Mark.WEEKEND, ""),
        (28, Mark.HOLIDAY, "Boxing Day (substitute day)"),
        (29, Mark.CLOSURE, "Closed for Christmas"),
        (30, Mark.COUNTED, ""),
        (31, Mark.COUNTED, ""),
    ]
    assert in_a_sentence(counted, closing) == (
        "2 working days from 23 December, not counting Christmas Day, Boxing Day (substitute day), "
        "Closed for Christmas and 1 day on hold."
    )


def test_days_out_of_term_are_named():
    school = calendar("england", terms=[(on("2026-09-02"), on("2026-10-23")), (on("2026-11-02"), on("2026-12-18"))])
    counted = count("2026-10-22", "2 school days")
    assert [line.mark for line in lines(counted, school)] == [
        *(Mark.START, Mark.COUNTED, Mark.WEEKEND, Mark.WEEKEND),
        *(Mark.OUT_OF_TERM,) * 5,
        *(Mark.WEEKEND, Mark.WEEKEND, Mark.COUNTED),
    ]
    assert in_a_sentence(counted, school) == "2 school days from 22 October, not counting days out of term."


def test_a_start_that_rolls_is_shown():
    counted = count("2026-11-21", "1 working day", Counting.ROLL_START)
    assert days(counted) == ["2026-11-21 weekend", "2026-11-22 weekend", "2026-11-23 start", "2026-11-24 day 1"]
    assert in_a_sentence(counted, ENGLAND) == (
        "1 working day from 21 November, taken as 23 November, the first day after it that counts."
    )


def test_day_one_has_no_day_zero():
    counted = count("2026-11-23", "2 calendar days", Counting.DAY_ONE)
    assert days(counted) == ["2026-11-23 day 1", "2026-11-24 day 2"]
    assert in_a_sentence(counted, ENGLAND) == "2 calendar days from 23 November, that day included."


@pytest.mark.parametrize("counting", list(Counting))
def test_a_few_hours_end_on_the_day_they_start(counting):
    assert days(count("2026-11-23", "3 hours", counting)) == ["2026-11-23 start"]


def test_a_last_day_that_rolls_is_shown():
    on_sunday = count("2026-11-20", "2 calendar days", roll_end=RollEnd.FORWARD)
    assert days(on_sunday)[-2:] == ["2026-11-22 day 2", "2026-11-23 moved"]
    assert in_a_sentence(on_sunday, ENGLAND) == (
        "2 calendar days from 20 November, moved on from 22 November (a weekend) to 23 November."
    )
    easter = count("2026-01-12", "12 weeks", roll_end=RollEnd.BACK)
    assert in_a_sentence(easter, ENGLAND) == (
        "12 weeks from 12 January, moved back from 6 April (Easter Monday) to 2 April."
    )
    assert lines(easter, ENGLAND)[-1].number == 84


def test_a_deadline_explains_itself():
    facts = case(procedure(stage(REPLY)), "2025-12-30")
    found = deadline(facts)
    assert explain(found, ENGLAND) == (
        "10 working days from receipt of the complaint on 30 December, not counting New Year's Day."
    )
    assert [line.number for line in ledger(found, ENGLAND) if line.mark == Mark.COUNTED] == list(range(1, 11))
    assert ledger(found, ENGLAND)[-1].day == found.due == on("2026-01-14")


def test_an_extension_is_shown_after_what_was_counted():
    given = {
        "extensions": (Extension("responded", on("2026-01-21"), on("2026-01-19")),),
        "holds": (Hold(on("2026-01-20"), on("2026-01-20"), "x"),),
    }
    found = deadline(case(procedure(stage(RELAXED, hold_reasons=["x"])), stage_1=given))
    assert [str(line) for line in ledger(found, ENGLAND)[-4:]] == [
        "2026-01-19 day 10",
        "2026-01-20 held",
        "2026-01-21 extended",
        "2026-01-22 extended",
    ]
    assert explain(found, ENGLAND) == (
        "10 working days from receipt of the complaint on 5 January, extended to 22 January."
    )


def test_a_backstop_says_that_it_binds():
    backstop = {"within": "15 working days", "of": "received"}
    chained = REPLY | {"of": "acknowledged", "backstop": backstop}
    facts = case(procedure(stage({"event": "acknowledged", "of": "received"}, chained)))
    assert explain(deadline(facts), ENGLAND) == "15 working days from receipt of the complaint on 5 January."


def test_an_update_counts_from_the_last():
    update = {"event": "updated", "every": "1 week", "of": "received", "until": "responded"}
    both = procedure(stage(REPLY, update))
    assert explain(deadline(case(both), "updated"), ENGLAND) == "1 week from receipt of the complaint on 5 January."
    later = case(both, stage_1={"updates": (on("2026-01-12"),)})
    assert explain(deadline(later, "updated"), ENGLAND) == "1 week from the last update on 12 January."


def test_where_no_date_is_due_it_says_so():
    silent = procedure(stage({"event": "responded", "of": "received"}))
    assert explain(deadline(case(silent, None)), ENGLAND) == "No date follows yet: the clock has not started."
    assert explain(deadline(case(silent)), ENGLAND) == "The procedure gives no time limit for this."
    assert ledger(deadline(case(silent)), ENGLAND) == ()
    given = {"set_dates": {"responded": on("2026-02-02")}}
    assert explain(deadline(case(silent, stage_1=given)), ENGLAND) == "The date set for this case: 2 February 2026."


def said(row, **more):
    """Return the promise of a stage's last timescale."""
    rows = row if isinstance(row, list) else [row]
    (found, *_) = procedure(stage(*rows, **more)).stages
    return promise(found.timescales[-1])


ACK = {"event": "acknowledged", "of": "received"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (REPLY, "We will reply within 10 working days of getting your complaint."),
        (REPLY | {"firmness": "aim"}, "We aim to reply within 10 working days of getting your complaint."),
        (
            REPLY | {"firmness": "normally", "extendable_to": "any"},
            "We will normally reply within 10 working days of getting your complaint. "
            "If we need longer we will tell you why and by when.",
        ),
        (
            RELAXED,
            "We will reply within 10 working days of getting your complaint. "
            "If we need longer we will tell you why and by when, up to 20 working days in all.",
        ),
        (
            RELAXED | {"extension": "agreed"},
            "We will reply within 10 working days of getting your complaint. "
            "We may agree more time with you, up to 20 working days in all.",
        ),
        (
            RELAXED | {"extension": "range"},
            "We will reply within 10 to 20 working days of getting your complaint.",
        ),
        (
            RELAXED | {"extension": "range", "extendable_to": "2 months"},
            "We will reply within 10 working days to 2 months of getting your complaint.",
        ),
        (
            REPLY | {"closures": "excluded"},
            "We will reply within 10 working days of getting your complaint, "
            "not counting days on which the council is closed.",
        ),
        (
            ACK | {"within": "3 working days"},
            "We will acknowledge your complaint within 3 working days of getting it.",
        ),
        (
            ACK | {"within": "3 working days", "of": "requested"},
            "We will acknowledge your request within 3 working days of getting it.",
        ),
        (
            [ACK, REPLY | {"of": "acknowledged", "backstop": {"within": "15 working days", "of": "received"}}],
            "We will reply within 10 working days of acknowledging it, "
            "and in any case within 15 working days of getting your complaint.",
        ),
        (
            {"event": "responded", "of": "received", "backstop": {"within": "6 months", "of": "received"}},
            "We will reply, in any case within 6 months of getting your complaint.",
        ),
        (
            {
                "event": "responded",
                "of": "received",
                "firmness": "agreed",
                "backstop": {"within": "6 months", "of": "received"},
            },
            "We will agree with you by when we reply: in any case within 6 months of getting your complaint.",
        ),
        (
            {"event": "responded", "of": "received", "firmness": "agreed"},
            "We will agree with you by when we reply.",
        ),
        ({"event": "responded", "of": "received"}, "We will reply. The procedure gives no time limit for this."),
        (
            {"event": "updated", "every": "4 weeks", "of": "received", "until": "responded"},
            "We will tell you how it is going every 4 weeks until we have replied.",
        ),
        (
            {"event": "updated", "of": "received", "until": "resolved"},
            "We will tell you how it is going until it is settled. The procedure does not say how often.",
        ),
        (
            {"event": "updated", "of": "received"},
            "We will tell you how it is going. The procedure does not say how often.",
        ),
        (
            [
                {"event": "investigated", "of": "received"},
                {"event": "updated", "every": "1 week", "of": "received", "until": "investigated"},
            ],
            "We will tell you how it is going every week until the end of the investigation.",
        ),
        (
            [
                RELAXED,
                {
                    "event": "updated",
                    "every": "4 weeks",
                    "of": "received",
                    "until": "responded",
                    "when": "extended",
                },
            ],
            "Once we have told you that we need longer, we will tell you how it is going every 4 weeks "
            "until we have replied.",
        ),
        (
            {"event": "x-terms-sent", "within": "5 working days", "of": "resolved"},
            "Terms sent: within 5 working days of settling it with you.",
        ),
        ({"event": "x-terms-sent", "of": "resolved"}, "Terms sent: the procedure gives no time limit for this."),
        (
            [
                {"event": "x-ready", "of": "received"},
                {"event": "responded", "within": "1 week", "of": "x-ready"},
            ],
            "We will reply within 1 week of “ready”.",
        ),
    ],
)
def test_a_timescale_promises_no_more_than_it_says(row, words):
    assert said(row) == words


def dated(*rows, seen="2026-11-23", track="", key="stage-1", **more):
    return dated_promises(procedure(stage(*rows, **more)), key, on(seen), ENGLAND, track)


def test_the_public_reads_what_today_would_mean():
    # 24 to 27 November (4), 30 to 4 December (9), 7.
    assert dated(REPLY) == ("If you complain on Monday 23 November we will reply by Monday 7 December.",)
    assert dated(REPLY | {"firmness": "aim"}) == (
        "If you complain on Monday 23 November we aim to reply by Monday 7 December.",
    )


def test_a_chain_takes_each_step_on_its_last_day():
    rows = [ACK | {"within": "5 working days"}, REPLY | {"of": "acknowledged"}]
    # The acknowledgement on 30 November; 1 to 4 December (4), 7 to 11 (9), 14.
    assert dated(*rows) == (
        "If you complain on Monday 23 November we will acknowledge your complaint by Monday 30 November.",
        "If you complain on Monday 23 November we will reply by Monday 14 December.",
    )
    assert dated(ACK, REPLY | {"of": "acknowledged"}) == (
        "We will acknowledge your complaint. The procedure gives no time limit for this.",
        "We will reply within 10 working days of acknowledging it.",
    )


def test_of_two_clocks_for_one_step_the_earlier_is_taken():
    rows = [
        ACK | {"within": "5 working days"},
        ACK | {"within": "2 working days", "key": "quick"},
        REPLY | {"within": "1 working day", "of": "acknowledged"},
    ]
    assert dated(*rows)[-1] == "If you complain on Monday 23 November we will reply by Thursday 26 November."


def test_a_range_names_both_its_ends():
    row = RELAXED | {"extension": "range"}
    # Ten from 10 December: 11, 14 to 18, 21 to 24. Ten more: 29, 30, 31, 4 to 8 January, 11, 12.
    assert dated(row) == (
        "If you complain on Monday 23 November we will reply between Monday 7 December and Monday 21 December.",
    )
    assert dated(row, seen="2026-12-10") == (
        "If you complain on Thursday 10 December we will reply "
        "between Thursday 24 December and Tuesday 12 January 2027.",
    )


def test_updates_name_the_first_and_the_interval():
    row = {"event": "updated", "every": "4 weeks", "of": "received", "until": "responded"}
    assert dated(row) == (
        "If you complain on Monday 23 November we will tell you how it is going by Monday 21 December, "
        "and every 4 weeks after that until we have replied.",
    )


def test_an_agreed_date_names_its_backstop():
    row = {"event": "responded", "of": "received", "firmness": "agreed", "counting": "day-one"}
    assert dated(row | {"backstop": {"within": "6 months", "of": "received"}}) == (
        "If you complain on Monday 23 November we will agree with you by when we reply: "
        "in any case by Saturday 22 May 2027.",
    )


def test_a_step_of_the_stages_own_is_named():
    row = {"event": "x-terms-sent", "within": "2 working days", "of": "received"}
    assert dated(row) == (
        "If you complain on Monday 23 November we will see to “terms sent” by Wednesday 25 November.",
    )


@pytest.mark.parametrize(
    ("entry", "opening"),
    [
        ("request", "If you ask for this stage on"),
        ("gate", "If you ask for this stage on"),
        ("referral", "If this stage starts on"),
        ("offer", "If you complain on"),
    ],
)
def test_a_later_stage_starts_otherwise(entry, opening):
    second = stage(REPLY | {"of": "requested"}, key="stage-2", entry=entry)
    two = procedure(stage(REPLY), second)
    assert dated_promises(two, "stage-2", on("2026-11-23"), ENGLAND) == (
        f"{opening} Monday 23 November we will reply by Monday 7 December.",
    )


def test_only_the_tracks_own_promises_are_made():
    tracks = [{"key": "low", "name": "Low"}, {"key": "high", "name": "High"}]
    rows = [REPLY | {"when": "low"}, REPLY | {"when": "high", "within": "1 week"}]
    tiers = procedure(stage(*rows), track=tracks)
    assert [
        dated_promises(tiers, "stage-1", on("2026-11-23"), ENGLAND, track)[0][-21:] for track in ("low", "high")
    ] == ["by Monday 7 December.", "y Monday 30 November."]


def test_one_date_past_the_calendar_leaves_the_others():
    rows = [ACK | {"within": "3 working days"}, REPLY]
    # 22, 27 and 28 December 2028; the tenth working day would be in 2029.
    assert dated(*rows, seen="2028-12-21") == (
        "If you complain on Thursday 21 December we will acknowledge your complaint by Thursday 28 December.",
        "We will reply within 10 working days of getting your complaint.",
    )


def test_past_the_calendar_the_promise_falls_back_to_words():
    assert dated(REPLY, seen="2028-12-22") == ("We will reply within 10 working days of getting your complaint.",)
