"""When may the next stage be asked for, is a request late, and what do offers stand in the way of?"""

from dataclasses import replace
from datetime import date

import pytest

from wagtail_complaints.procedure.facts import StageFacts
from wagtail_complaints.procedure.journey import (
    Move,
    Verb,
    move,
)
from wagtail_complaints.procedure.terms import Entry
from wagtail_complaints.procedure.turns import judged_again, was_late
from wagtail_complaints.procedure_files import read

from .states_at_hand import (
    ANSWERED,
    FEEDBACK,
    ISSUED,
    PROCEDURES,
    RECEIVED,
    YOUNG,
    stage,
    state,
    trust,
)


def test_the_next_stage_is_a_right_once_the_latest_date_has_passed_without_a_response():
    # 2 November and 20 working days: 3 November is day 1, Monday 30 November day 20.
    late = stage(FEEDBACK, "stage-1")
    on_the_last_day = state(late, procedure=FEEDBACK, on=date(2026, 11, 30))
    the_day_after = replace(on_the_last_day, on=date(2026, 12, 1))
    assert not move(on_the_last_day, Verb.REQUEST_STAGE, "stage-2").is_offered
    assert move(the_day_after, Verb.REQUEST_STAGE, "stage-2") == Move(Verb.REQUEST_STAGE, "stage-2")


def test_a_request_in_a_window_is_not_late_and_a_late_one_is_never_refused_by_itself_but_decided():
    # Answered on 16 November; 17 November is day 1, Monday 14 December day 20.
    in_time = state(ANSWERED, responses=ISSUED, on=date(2026, 12, 14))
    late = replace(in_time, on=date(2026, 12, 15))
    assert move(in_time, Verb.REQUEST_STAGE, "stage-2").late == ""
    assert move(late, Verb.REQUEST_STAGE, "stage-2") == Move(
        Verb.REQUEST_STAGE,
        "stage-2",
        late="The time to ask for this stage ended on 14 December 2026. "
        "Somebody decides whether it is taken on all the same.",
    )


def test_whether_a_request_was_late_depends_on_its_day_and_not_on_today():
    """The window of 20 working days from Monday 16 November closes on Monday 14 December."""
    today = state(ANSWERED, responses=ISSUED, on=date(2026, 12, 21))
    assert not was_late(today, "stage-2", date(2026, 12, 14))
    assert was_late(today, "stage-2", date(2026, 12, 15))


@pytest.mark.parametrize(
    ("answered", "judged"),
    [
        (date(2026, 11, 16), {}),  # as before: nothing moved
        (date(2026, 11, 13), {"stage-2": True}),  # 20 working days: Friday 11 December
        (date(2026, 11, 17), {"stage-2": False}),  # Tuesday 15 December
        (None, {}),  # struck out: the right one is still to be recorded
    ],
)
def test_a_corrected_answer_judges_again_whether_the_next_stage_was_asked_for_late(answered, judged):
    """Asked for on Monday 14 December, the last day from Monday 16 November."""
    asked = trust("stage-2", date(2026, 12, 14))
    first = trust("stage-1", events={"responded": answered} if answered else {})
    before, after = (state(each, asked, on=date(2026, 12, 17)) for each in (ANSWERED, first))
    assert judged_again(before, after) == judged


def test_an_offer_comes_beside_the_stage_before_it_and_is_no_step_of_its_own():
    answered = stage(FEEDBACK, "stage-1", events={"responded": date(2026, 11, 16)})
    offered = stage(FEEDBACK, "conciliation", date(2026, 11, 18))
    running = state(stage(FEEDBACK, "stage-1"), procedure=FEEDBACK)
    assert move(running, Verb.REQUEST_STAGE, "conciliation").is_offered
    beside = state(answered, offered, procedure=FEEDBACK)
    assert move(beside, Verb.REQUEST_STAGE, "stage-2") == Move(Verb.REQUEST_STAGE, "stage-2")


def test_an_offer_is_over_once_the_stage_after_it_has_ended():
    ended = [
        stage(FEEDBACK, "stage-1", events={"responded": date(2026, 11, 16)}),
        stage(FEEDBACK, "stage-2", date(2026, 11, 18), events={"responded": date(2026, 11, 20)}),
    ]
    asked = move(state(*ended, procedure=FEEDBACK), Verb.REQUEST_STAGE, "conciliation")
    assert asked.refusal == f"“{FEEDBACK.stage('stage-2').name}” has ended, so this is no longer offered."


def test_the_first_stage_can_be_asked_for_from_an_offer_before_it_at_any_time():
    opened_at_the_offer = state(stage(YOUNG, "before"), procedure=YOUNG, on=RECEIVED)
    assert move(opened_at_the_offer, Verb.REQUEST_STAGE, "stage-1").is_offered
    assert move(opened_at_the_offer, Verb.REQUEST_STAGE, "stage-2").refusal == (
        "“Stage 1: a manager talks to you” comes first."
    )


def test_a_case_that_opened_in_a_later_stage_does_not_go_back():
    direct = state(stage(FEEDBACK, "stage-2"), procedure=FEEDBACK)
    assert move(direct, Verb.REQUEST_STAGE, "stage-1").refusal == (
        f"The case has gone beyond it, to “{FEEDBACK.stage('stage-2').name}”."
    )


def test_an_offer_waits_for_the_stage_before_it():
    (before, first, *others) = YOUNG.stages
    after_the_first = replace(YOUNG, stages=(first, before, *others))
    opened = state(StageFacts(others[0], None), procedure=after_the_first)
    assert move(opened, Verb.REQUEST_STAGE, "before").refusal == f"“{first.name}” comes first."


def test_a_stage_that_nothing_precedes_waits_for_nothing():
    first, offer, second, *others = FEEDBACK.stages
    out_of_order = replace(FEEDBACK, stages=(offer, second, first, *others))
    opened = state(StageFacts(offer, None), procedure=out_of_order)
    assert move(opened, Verb.REQUEST_STAGE, second.key) == Move(Verb.REQUEST_STAGE, second.key)


def test_past_the_published_holidays_a_request_is_not_said_to_be_late():
    answered = replace(ANSWERED, events={"responded": date(2028, 12, 28)})
    far = state(answered, responses=ISSUED, on=date(2029, 6, 1))
    assert move(far, Verb.REQUEST_STAGE, "stage-2") == Move(Verb.REQUEST_STAGE, "stage-2")


def test_a_referral_needs_no_answer_of_the_stage_before():
    conduct = read((PROCEDURES / "001-councillor-conduct.toml").read_text())
    referred = next(each for each in conduct.stages if each.entry == Entry.REFERRAL)
    first = stage(conduct, conduct.first_stage.key)
    assert move(state(first, procedure=conduct), Verb.REQUEST_STAGE, referred.key).is_offered


def test_a_date_without_a_ceiling_lets_the_next_stage_be_asked_for_once_it_has_passed():
    # Stage 1 has no length; the acknowledgement promised 20 November.
    promised = trust("stage-1", set_dates={"responded": date(2026, 11, 20)})
    assert not move(state(promised, on=date(2026, 11, 20)), Verb.REQUEST_STAGE, "stage-2").is_offered
    assert move(state(promised, on=date(2026, 11, 21)), Verb.REQUEST_STAGE, "stage-2").is_offered


def test_a_request_before_the_day_of_the_answer_is_refused():
    backdated = state(ANSWERED, responses=ISSUED, on=date(2026, 11, 13))
    assert move(backdated, Verb.REQUEST_STAGE, "stage-2").refusal == (
        "“Stage 1: local investigation” was answered on 16 November 2026: nobody can have asked before."
    )


def test_past_the_published_holidays_a_stage_that_was_not_answered_is_not_guessed_to_be_over():
    far = replace(state(stage(FEEDBACK, "stage-1"), procedure=FEEDBACK), on=date(2029, 6, 1))
    far = replace(far, facts=replace(far.facts, received=date(2028, 12, 28)))
    assert move(far, Verb.REQUEST_STAGE, "stage-2").refusal == (
        f"The response of “{FEEDBACK.stage('stage-1').name}” has not been issued yet."
    )


def test_an_offer_that_came_to_nothing_keeps_no_case_open_but_alone_it_does():
    stage_1 = stage(FEEDBACK, "stage-1", events={"responded": date(2026, 11, 16)})
    offered = stage(FEEDBACK, "conciliation", date(2026, 11, 18))
    beside = state(stage_1, offered, procedure=FEEDBACK, responses=ISSUED)
    assert move(beside, Verb.CLOSE, "", "completed").refusal == ""
    alone = state(stage(YOUNG, "before"), procedure=YOUNG)
    assert move(alone, Verb.CLOSE, "", "resolved").refusal == (
        "“Before stage 1: sorting it out together” has not been answered or resolved yet."
    )
