"""Every state × every move, and the sentence that refuses it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wagtail_complaints import bank_holidays
from wagtail_complaints.procedure.facts import CaseFacts, Extension, Hold, StageFacts
from wagtail_complaints.procedure.journey import (
    Move,
    MoveRefused,
    ResponseState,
    State,
    Verb,
    carries,
    check,
    move,
    moves,
)
from wagtail_complaints.procedure.standing import StatementState
from wagtail_complaints.procedure.terms import Entry, Event, Points, Stage
from wagtail_complaints.procedure.turns import judged_again, was_late
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

# r received, t triaged, k acknowledged, d drafted, s in sign-off,
# a answered, ? stage 2 asked for, x refused, o accepted, c closed
TABLE = {
    #                                              r t k d s a ? x o c
    (Verb.TRIAGE, ""):                            "+ + + + + + + + + -",
    (Verb.CHANGE_PROCEDURE, ""):                  "+ + - - - - - - - -",
    (Verb.REDIRECT, ""):                          "+ + + + - - - - - -",
    (Verb.SERVICE_REQUEST, ""):                   "+ + + + - - - - - -",
    (Verb.SPLIT, ""):                             "+ + + + - + + + + -",
    (Verb.MERGE, ""):                             "+ + + + - + + + + -",
    (Verb.LINK, ""):                              "+ + + + + + + + + +",
    (Verb.PASS_ON, ""):                           "+ + + + + + + + + +",
    (Verb.ASSIGN, ""):                            "+ + + + + + + + + -",
    (Verb.END_APPOINTMENT, ""):                   "+ + + + + + + + + +",
    (Verb.CHANGE_POINTS, ""):                     "+ + + + - + + + + -",
    (Verb.WITHDRAW, ""):                          "+ + + + - + + + + -",
    (Verb.CLOSE, ""):                             "+ + + + - + + + + -",
    (Verb.CLOSE, "", "duplicate"):                "+ + + + - + + + + -",
    (Verb.CLOSE, "", "answered"):                 "- - - - - + - + - -",
    (Verb.CLOSE, "", "withdrawn"):                "- - - - - - - - - -",
    (Verb.CLOSE, "", "service-request"):          "- - - - - - - - - -",
    (Verb.REOPEN, ""):                            "- - - - - - - - - +",
    (Verb.DECIDE_LATENESS, ""):                   "- - - - - - - - - -",
    (Verb.CORRECT_RECEIVED, ""):                  "+ + + + + + + + + +",
    (Verb.CORRECT_HAPPENED, ""):                  "+ + + + + + + + + +",
    (Verb.SUPERSEDE, ""):                         "+ + + + + + + + + +",
    (Verb.ACKNOWLEDGE, "stage-1"):                "+ + - - - - - - - -",
    (Verb.ACKNOWLEDGE, "stage-2"):                "- - - - - - - - + -",
    (Verb.APPOINT, "stage-1"):                    "+ + + + + - - - - -",
    (Verb.APPOINT, "stage-2"):                    "- - - - - - + - + -",
    (Verb.RECORD_EVENT, "stage-1", "discussed"):  "+ + + + + - - - - -",
    (Verb.RECORD_EVENT, "stage-1", "updated"):    "+ + + + + - - - - -",
    (Verb.RECORD_EVENT, "stage-1", "resolved"):   "+ + + + - - - - - -",
    (Verb.RECORD_EVENT, "stage-1", "responded"):  "- - - - - - - - - -",
    (Verb.RECORD_EVENT, "stage-1", "acknowledged"): "- - - - - - - - - -",
    (Verb.RECORD_EVENT, "stage-2", "accepted"):   "- - - - - - - - - -",
    (Verb.RECORD_EVENT, "stage-2", "updated"):    "- - - - - - + - + -",
    (Verb.DRAFT_RESPONSE, "stage-1"):             "- + + - - - - - - -",
    (Verb.DRAFT_RESPONSE, "stage-2"):             "- - - - - - - - + -",
    (Verb.SUBMIT_RESPONSE, "stage-1"):            "- - - + - - - - - -",
    (Verb.CORRECT_RESPONSE, "stage-1"):           "- - - - - + + + + +",
    (Verb.SUBMIT_CORRECTION, "stage-1"):          "- - - - - - - - - -",
    (Verb.EXTEND, "stage-1", "responded"):        "+ + + + + - - - - -",
    (Verb.EXTEND, "stage-2", "responded"):        "- - - - - - - - - -",
    (Verb.HOLD, "stage-1"):                       "- - - - - - - - - -",
    (Verb.END_HOLD, "stage-1"):                   "- - - - - - - - - -",
    (Verb.SET_DATE, "stage-1", "responded"):      "+ + + + + - - - - -",
    (Verb.SET_DATE, "stage-1", "acknowledged"):   "- - - - - - - - - -",
    (Verb.SET_DATE, "stage-2", "responded"):      "- - - - - - - - - -",
    (Verb.REQUEST_STAGE, "stage-1"):              "- - - - - - - - - -",
    (Verb.REQUEST_STAGE, "stage-2"):              "- - - - - + - - - -",
    (Verb.REQUEST_STAGE, "stage-3"):              "- - - - - - - - - -",
    (Verb.ACCEPT, "stage-1"):                     "- - - - - - - - - -",
    (Verb.ACCEPT, "stage-2"):                     "- - - - - - + + - -",
    (Verb.REFUSE, "stage-2"):                     "- - - - - - + - - -",
    (Verb.SEND_STATEMENT, "stage-2"):             "- - - - - - - - + -",
    (Verb.ANSWER_STATEMENT, "stage-2"):           "- - - - - - - - - -",
    (Verb.END_OFFER, "stage-1"):                  "- - - - - - - - - -",
    (Verb.REFER_EARLY, "stage-1"):                "- - - - - - - - - -",
    (Verb.RETURN_REFERRAL, "stage-1"):            "- - - - - - - - - -",
    (Verb.SEND_LETTER, "stage-1"):                "- - - - - - - - - -",
    # how a panel goes on once its stage has come: test_panel.py
    (Verb.ARRANGE_PANEL, "stage-3"):              "- - - - - - - - - -",
    (Verb.SEND_PAPERS, "stage-3"):                "- - - - - - - - - -",
    (Verb.RECORD_MEETING, "stage-3"):             "- - - - - - - - - -",
    (Verb.ADD_TO_MEETING, "stage-3"):             "- - - - - - - - - -",
    (Verb.RECOMMEND, "stage-3"):                  "- - - - - - - - - -",
    (Verb.ANSWER_RECOMMENDATION, "stage-3"):      "- - - - - - - - - -",
}  # fmt: skip


@pytest.mark.parametrize("asked", TABLE, ids=" ".join)
def test_a_move_is_offered_in_exactly_these_states(asked):
    offered = {name: "+" if move(where, *asked).is_offered else "-" for name, where in STATES.items()}
    assert offered == dict(zip(STATES, TABLE[asked].split(), strict=True))


NOT_IN_EVERY_STAGE = {
    *(Verb.ACCEPT, Verb.REFUSE),
    *(Verb.SEND_STATEMENT, Verb.ANSWER_STATEMENT, Verb.SEND_LETTER),
    *(Verb.END_OFFER, Verb.REFER_EARLY, Verb.RETURN_REFERRAL),
    *(Verb.ARRANGE_PANEL, Verb.SEND_PAPERS, Verb.RECORD_MEETING, Verb.ADD_TO_MEETING),
    *(Verb.RECOMMEND, Verb.ANSWER_RECOMMENDATION),
}
"""The answers at a gate, statements and letters, offers and referrals, and what a panel does."""


def test_the_table_of_this_test_knows_every_verb():
    assert {asked[0] for asked in TABLE} == set(Verb)


@pytest.mark.parametrize("where", STATES.values(), ids=STATES)
def test_every_move_is_offered_or_says_why_not_in_a_sentence(where):
    listed = moves(where)
    assert len(listed) == len(set(listed))
    assert {m.verb for m in listed} >= set(Verb) - NOT_IN_EVERY_STAGE
    for each in listed:
        assert each.is_offered or (each.refusal[0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ" and each.refusal[-1] == ".")


@pytest.mark.parametrize("where", STATES.values(), ids=STATES)
def test_check_refuses_what_is_not_offered_and_lets_the_rest_pass(where):
    for each in moves(where):
        if each.is_offered:
            assert check(where, each.verb, each.stage, each.what) == each
        else:
            with pytest.raises(MoveRefused) as refused:
                check(where, each.verb, each.stage, each.what)
            assert refused.value.reason == each.refusal


def test_a_correction_is_drafted_once_and_waits_for_its_own_sign_off():
    answered = STATES["answered"]
    drafted = replace(answered, corrections={"stage-1": ResponseState.DRAFT})
    signing = replace(answered, corrections={"stage-1": ResponseState.IN_SIGN_OFF})
    issued = replace(answered, corrections={"stage-1": ResponseState.ISSUED})
    assert move(drafted, Verb.SUBMIT_CORRECTION, "stage-1").is_offered
    assert move(drafted, Verb.CORRECT_RESPONSE, "stage-1").refusal == "A correction is being drafted."
    assert move(signing, Verb.SUBMIT_CORRECTION, "stage-1").refusal == "A correction is in sign-off."
    assert move(signing, Verb.CLOSE).refusal == (
        "A correction of the response of “Stage 1: local investigation” is in sign-off. Take it back first."
    )
    assert move(issued, Verb.CORRECT_RESPONSE, "stage-1").is_offered


def test_a_complaint_is_referred_early_after_an_answer_until_the_next_stage_has_ended():
    first = replace(TRUST.stage("stage-1"), early_referral=("All of it was upheld",))
    early = replace(TRUST, stages=(first, *TRUST.stages[1:]))
    answered = stage(early, "stage-1", events=ANSWERED.events)
    goes_on = stage(early, "stage-1")
    decided = stage(early, "stage-2", date(2026, 11, 20), events=DECIDED.events)
    refused = frozenset({"stage-2"})
    asked = (Verb.REFER_EARLY, "stage-1")
    assert move(state(goes_on, procedure=early), *asked).refusal.endswith("has not been answered yet.")
    assert move(state(answered, procedure=early), *asked).is_offered
    assert move(state(answered, decided, procedure=early), *asked).is_offered
    assert move(state(answered, decided, procedure=early, refused=refused), *asked).refusal.endswith(
        "has ended already."
    )
    assert not move(state(answered, procedure=early, referred=frozenset({"stage-1"})), *asked).is_offered


def asked_for_a_statement(found, **events):
    stage_2 = replace(DECIDED, events={**DECIDED.events, **events})
    statements = {"stage-2": found} if found else {}
    where = state(ANSWERED, stage_2, responses=ISSUED, statements=statements)
    return move(where, Verb.ANSWER_STATEMENT, "stage-2").refusal


def test_a_statement_is_answered_while_it_waits_and_where_something_was_missing():
    assert asked_for_a_statement(None) == "No statement of the complaint has been sent yet."
    assert asked_for_a_statement(StatementState.SENT) == ""
    assert asked_for_a_statement(StatementState.MISSING) == ""


def test_an_agreed_statement_is_answered_again_only_where_the_agreement_was_struck_out():
    agreed = {Event.STATEMENT_AGREED: date(2026, 11, 23)}
    assert asked_for_a_statement(StatementState.AGREED, **agreed) == "The statement of the complaint is agreed."
    assert asked_for_a_statement(StatementState.AGREED) == ""


REASONS = [
    ("received", (Verb.DRAFT_RESPONSE, "stage-1"), "The case has not been triaged yet."),
    ("triaged", (Verb.REOPEN,), "The case is open."),
    ("triaged", (Verb.SUBMIT_RESPONSE, "stage-1"), "No response has been drafted yet."),
    ("triaged", (Verb.END_HOLD, "stage-1"), "The stage is not on hold."),
    ("triaged", (Verb.HOLD, "stage-1"), "“Stage 1: local investigation” cannot be put on hold."),
    (
        "triaged",
        (Verb.SET_DATE, "stage-1", "acknowledged"),
        "The procedure publishes how long this takes. Extend it instead.",
    ),
    (
        "triaged",
        (Verb.REQUEST_STAGE, "stage-2"),
        "The response of “Stage 1: local investigation” has not been issued yet.",
    ),
    ("triaged", (Verb.REQUEST_STAGE, "stage-3"), "“Stage 2: investigation” comes first."),
    ("triaged", (Verb.REQUEST_STAGE, "stage-1"), "The case opened in “Stage 1: local investigation”."),
    ("triaged", (Verb.ACKNOWLEDGE, "stage-2"), "The case has not come to “Stage 2: investigation”."),
    (
        "triaged",
        (Verb.CLOSE, "", "answered"),
        "“Stage 1: local investigation” has not been answered or resolved yet.",
    ),
    (
        "triaged",
        (Verb.CLOSE, "", "service-request"),
        "A case is not closed as a service request: hand it over, so that the right letter goes out.",
    ),
    (
        "acknowledged",
        (Verb.CHANGE_PROCEDURE,),
        "More than its receipt is recorded, so the case stays under its procedure. "
        "Redirect it, and open another under the right one.",
    ),
    ("acknowledged", (Verb.ACKNOWLEDGE, "stage-1"), "The acknowledgement went out on 4 November 2026."),
    ("drafted", (Verb.DRAFT_RESPONSE, "stage-1"), "A response is being drafted."),
    ("in sign-off", (Verb.SUBMIT_RESPONSE, "stage-1"), "The response is in sign-off."),
    (
        "in sign-off",
        (Verb.WITHDRAW,),
        "The response of “Stage 1: local investigation” is in sign-off. Take it back first.",
    ),
    ("answered", (Verb.APPOINT, "stage-1"), "“Stage 1: local investigation” ended on 16 November 2026."),
    ("answered", (Verb.REDIRECT,), "The response of “Stage 1: local investigation” has been issued."),
    ("asked", (Verb.REQUEST_STAGE, "stage-2"), "“Stage 2: investigation” was asked for on 20 November 2026."),
    ("asked", (Verb.ACKNOWLEDGE, "stage-2"), "Nobody has decided yet whether “Stage 2: investigation” goes ahead."),
    ("refused", (Verb.REFUSE, "stage-2"), "That was decided on 23 November 2026."),
    (
        "refused",
        (Verb.REQUEST_STAGE, "stage-3"),
        "“Stage 2: investigation” was refused, and only an appeal against that leads further.",
    ),
    (
        "accepted",
        (Verb.REQUEST_STAGE, "stage-3"),
        # 20 November and 65 working days: 23 November is day 1, 24 December day 24; the 25th and 28th and
        # 1 January do not count, so 31 December is day 27 and Wednesday 24 February 2027 day 65.
        "The response of “Stage 2: investigation” has not been issued yet. "
        "Without it, “Stage 3: review panel” can be asked for from 25 February 2027.",
    ),
    ("closed", (Verb.REQUEST_STAGE, "stage-2"), "The case is closed. Reopen it first."),
]


@pytest.mark.parametrize(("where", "asked", "reason"), REASONS)
def test_a_refusal_says_why_in_plain_words(where, asked, reason):
    assert move(STATES[where], *asked).refusal == reason


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


def test_only_what_the_procedure_promises_and_lets_move_is_extended():
    triaged = STATES["triaged"]
    assert move(triaged, Verb.EXTEND, "stage-1", "panel-met").refusal == (
        "This stage promises no date for the panel’s meeting, so there is none to extend."
    )
    assert move(triaged, Verb.EXTEND, "stage-1", "acknowledged").refusal == (
        "The procedure does not allow more time for the acknowledgement."
    )
    assert move(STATES["acknowledged"], Verb.EXTEND, "stage-1", "acknowledged").refusal == (
        "The acknowledgement is recorded already, on 4 November 2026."
    )


def test_a_date_is_set_for_a_timescale_of_the_stage():
    assert move(STATES["triaged"], Verb.SET_DATE, "stage-1", "tea").refusal == (
        "“Stage 1: local investigation” has no timescale “tea” in this case."
    )


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


def holdable(**fields) -> State:
    first = replace(FEEDBACK.stage("stage-1"), hold_reasons=("awaiting-advocate",))
    procedure = replace(FEEDBACK, stages=(first, *FEEDBACK.stages[1:]))
    return state(StageFacts(first, None, **fields), procedure=procedure)


def test_a_stage_is_put_on_hold_once_and_taken_off_once():
    open_hold = holdable(holds=(Hold(date(2026, 11, 9), None, "awaiting-advocate"),))
    ended = holdable(holds=(Hold(date(2026, 11, 9), date(2026, 11, 11), "awaiting-advocate"),))
    assert move(holdable(), Verb.HOLD, "stage-1").is_offered
    assert move(open_hold, Verb.HOLD, "stage-1").refusal == "The stage has been on hold since 9 November 2026."
    assert move(open_hold, Verb.END_HOLD, "stage-1").is_offered
    assert move(ended, Verb.HOLD, "stage-1").is_offered
    assert move(ended, Verb.END_HOLD, "stage-1").refusal == "The stage is not on hold."


def test_what_the_end_of_a_stage_starts_can_still_be_recorded():
    with_follow_up = _with_follow_up(FEEDBACK.stage("stage-1"))
    procedure = replace(FEEDBACK, stages=(with_follow_up, *FEEDBACK.stages[1:]))
    answered = StageFacts(with_follow_up, None, events={"responded": date(2026, 11, 16)})
    where = state(answered, procedure=procedure)
    assert move(where, Verb.RECORD_EVENT, "stage-1", "x-remedy-done").is_offered
    assert not move(where, Verb.RECORD_EVENT, "stage-1", Event.DISCUSSED).is_offered


def _with_follow_up(first: Stage) -> Stage:
    follow_up = replace(first.timescales[0], event="x-remedy-done", of="responded", key="", requires=())
    return replace(first, timescales=(*first.timescales, follow_up))


def test_an_extension_given_leaves_the_procedure_fixed():
    extended = trust("stage-1", extensions=(Extension("responded", date(2026, 12, 4), date(2026, 11, 10)),))
    assert not move(state(extended), Verb.CHANGE_PROCEDURE).is_offered


@pytest.mark.parametrize(
    ("finding", "goes_on"),
    [
        ("upheld", False),
        ("resolved", False),
        ("partly-upheld", True),
        ("not-upheld", True),
        ("no-finding", True),
        ("", True),
    ],
)
def test_to_a_panel_go_the_points_that_were_not_wholly_upheld(finding, goes_on):
    assert carries(Points.NOT_UPHELD, finding) == goes_on
    assert carries(Points.ALL, finding)


def test_an_offer_that_came_to_nothing_keeps_no_case_open_but_alone_it_does():
    stage_1 = stage(FEEDBACK, "stage-1", events={"responded": date(2026, 11, 16)})
    offered = stage(FEEDBACK, "conciliation", date(2026, 11, 18))
    beside = state(stage_1, offered, procedure=FEEDBACK, responses=ISSUED)
    assert move(beside, Verb.CLOSE, "", "completed").refusal == ""
    alone = state(stage(YOUNG, "before"), procedure=YOUNG)
    assert move(alone, Verb.CLOSE, "", "resolved").refusal == (
        "“Before stage 1: sorting it out together” has not been answered or resolved yet."
    )
