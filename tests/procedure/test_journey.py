"""Every state × every move, and the sentence that refuses it."""

from dataclasses import replace
from datetime import date

import pytest

from wagtail_complaints.procedure.facts import Extension, Hold, StageFacts
from wagtail_complaints.procedure.journey import (
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
from wagtail_complaints.procedure.terms import Event, Points, Stage

from .states_at_hand import (
    ANSWERED,
    DECIDED,
    FEEDBACK,
    ISSUED,
    STATES,
    TRUST,
    stage,
    state,
    trust,
)

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
    (
        "triaged",
        (Verb.HOLD, "stage-1"),
        "“Stage 1: local investigation” cannot be put on hold: the procedure gives no reason for which it may.",
    ),
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
    (
        "answered",
        (Verb.RECORD_EVENT, "stage-1", "discussed"),
        "“Stage 1: local investigation” ended on 16 November 2026.",
    ),
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
