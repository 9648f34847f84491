"""A panel is as large as its procedure says, has one chair, and gets its papers so many working days ahead."""

from datetime import date

import pytest

from tests.procedure.making import ENGLAND, document, on, stage
from tests.procedure.states_at_hand import RECEIVED
from wagtail_complaints.procedure.document import load
from wagtail_complaints.procedure.facts import CaseFacts, StageFacts
from wagtail_complaints.procedure.journey import PanelState, ResponseState, State, Verb, move, moves
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.panel import no_seat, papers_by, people, seats
from wagtail_complaints.procedure.problem import DocumentError

THREE = {"does": "sits", "who": "Panel", "number": 3}
PANEL = load(document(stage(person=[THREE]), stage(key="next", entry="request"))).stages[0]
NO_PANEL = load(document(stage(person=[{"does": "chairs"}]))).stages[0]


def of(*rows, **more):
    return load(document(stage(person=list(rows), **more))).stages[0]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ((THREE,), 3),
        ((THREE, {"does": "sits", "who": "Outsider", "number": 1}), 4),
        (({"does": "sits"},), None),
        ((), None),
    ],
)
def test_a_panel_has_as_many_seats_as_the_procedure_says(rows, number):
    assert seats(of(*rows)) == number


@pytest.mark.parametrize(
    ("terms", "does", "who", "taken", "why"),
    [
        (PANEL, "sits", "Ada", [], ""),
        (PANEL, "sits", "Ada", [("sits", "Bea"), ("chairs", "Cleo")], ""),
        (PANEL, "sits", "Ada", [("sits", "Bea"), ("sits", "Cleo"), ("chairs", "Dora")], "three people"),
        (PANEL, "sits", "Ada", [("sits", "Bea"), ("sits", "Cleo"), ("advises", "Dora")], ""),
        (PANEL, "chairs", "Ada", [("sits", "Ada"), ("sits", "Cleo"), ("sits", "Dora")], ""),
        (PANEL, "chairs", "Eve", [("sits", "Ada"), ("sits", "Cleo"), ("sits", "Dora")], "three people"),
        (PANEL, "chairs", "Ada", [("chairs", "Bea")], "has a chair"),
        (PANEL, "advises", "Ada", [("chairs", "Bea")], ""),
        (NO_PANEL, "chairs", "Ada", [("chairs", "Bea")], ""),
        (of({"does": "sits"}), "sits", "Ada", [("sits", each) for each in "BCDEF"], ""),
    ],
)
def test_who_still_finds_a_seat(terms, does, who, taken, why):
    reason = no_seat(terms, does, who, taken)
    assert bool(reason) == bool(why)
    assert why in reason


def test_people_are_counted_in_words():
    assert [people(number) for number in (0, 1, 3, 12)] == ["nobody", "one person", "three people", "12 people"]


@pytest.mark.parametrize(
    ("meets", "ahead", "by"),
    [
        # Friday 20 November is day ten; 19, 18, 17, 16, 13, 12, 11, 10; Monday 9 is day one: sent on the 6th.
        ("2026-11-20", "10 working days", "2026-11-06"),
        # Good Friday is 3 April and Easter Monday 6 April 2026: 10, 9, 8, 7, 2 April; sent on 1 April.
        ("2026-04-10", "5 working days", "2026-04-01"),
        ("2026-11-20", "10 days", "2026-11-10"),
        ("2026-11-22", "1 week", "2026-11-13"),  # Sunday 15 November is no working day, nor is Saturday
    ],
)
def test_papers_go_out_so_long_before_the_meeting(meets, ahead, by):
    assert papers_by(on(meets), Length.parse(ahead), ENGLAND) == on(by)


@pytest.mark.parametrize(
    ("ahead", "rows", "why"),
    [("10 working days", [], "Nobody sits on a panel"), ("2 months", [THREE], "counted back from the meeting")],
)
def test_papers_are_asked_for_where_a_panel_sits_in_days_or_weeks(ahead, rows, why):
    with pytest.raises(DocumentError, match=why):
        of(*rows, papers_ahead=ahead)
    assert of(THREE, papers_ahead="10 working days").papers_ahead == Length.parse("10 working days")


FULL = PanelState(members=3, has_chair=True)
MET = date(2026, 11, 18)


def state(panel=None, *, met=False, terms=PANEL, **fields) -> State:
    procedure = load(document(stage(person=[THREE])))
    here = StageFacts(procedure.stages[0], None, events={"panel-met": MET} if met else {})
    facts = CaseFacts(procedure, RECEIVED, stages=(here,), opened_in="stage-1")
    panels = {"stage-1": panel} if panel else {}
    return State(facts, ENGLAND, date(2026, 11, 23), is_triaged=True, panels=panels, **fields)


def on_day(panel: PanelState, **more) -> PanelState:
    fields = {name: getattr(panel, name) for name in PanelState.__slots__}
    return PanelState(**{**fields, "meets_on": date(2026, 11, 20), **more})


IN_SIGN_OFF = {"responses": {"stage-1": ResponseState.IN_SIGN_OFF}}


@pytest.mark.parametrize(
    ("verb", "at", "why"),
    [
        (Verb.ARRANGE_PANEL, state(), ""),
        (Verb.ARRANGE_PANEL, state(met=True), "The panel met on 18 November 2026."),
        (Verb.SEND_PAPERS, state(FULL), "No meeting of the panel is arranged yet."),
        (Verb.SEND_PAPERS, state(FULL, met=True), "The panel met on 18 November 2026."),
        (Verb.SEND_PAPERS, state(on_day(FULL)), ""),
        (Verb.RECORD_MEETING, state(FULL), "No meeting of the panel is arranged yet."),
        (
            Verb.RECORD_MEETING,
            state(on_day(PanelState(members=1))),
            "The procedure wants three people on the panel, and one person is appointed.",
        ),
        (
            Verb.RECORD_MEETING,
            state(on_day(PanelState(members=2, has_chair=True))),
            "The procedure wants three people on the panel, and two people are appointed.",
        ),
        (
            Verb.RECORD_MEETING,
            state(on_day(PanelState(members=3))),
            "Nobody is appointed yet to chair the panel.",
        ),
        (Verb.RECORD_MEETING, state(on_day(FULL)), ""),
        (Verb.ADD_TO_MEETING, state(on_day(FULL)), "The panel has not met yet."),
        (Verb.ADD_TO_MEETING, state(on_day(FULL), met=True), ""),
        (Verb.ADD_TO_MEETING, state(on_day(FULL), met=True, is_closed=True), ""),
        (Verb.RECOMMEND, state(on_day(FULL)), "The panel has not met yet."),
        (Verb.RECOMMEND, state(on_day(FULL), met=True), ""),
        (Verb.RECOMMEND, state(on_day(FULL), met=True, **IN_SIGN_OFF), "is in sign-off"),
        (Verb.ANSWER_RECOMMENDATION, state(FULL, met=True), "The panel has recommended nothing yet."),
        (Verb.ANSWER_RECOMMENDATION, state(on_day(FULL, recommended=1), met=True), ""),
        (Verb.ANSWER_RECOMMENDATION, state(on_day(FULL, recommended=1), met=True, **IN_SIGN_OFF), "is in sign-off"),
    ],
)
def test_what_may_be_done_with_a_panel_now_and_what_not_yet(verb, at, why):
    refusal = move(at, verb, "stage-1").refusal
    assert bool(refusal) == bool(why)
    assert why in refusal


def test_a_stage_without_a_panel_has_no_such_moves():
    procedure = load(document(stage()))
    here = StageFacts(procedure.stages[0], None)
    plain = State(CaseFacts(procedure, RECEIVED, stages=(here,), opened_in="stage-1"), ENGLAND, MET)
    assert {each.verb for each in moves(plain)} & {Verb.ARRANGE_PANEL, Verb.RECOMMEND} == set()
    assert move(plain, Verb.ARRANGE_PANEL, "stage-1").refusal == "No panel sits in “stage-1”."
