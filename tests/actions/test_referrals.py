"""An early referral: every condition met and noted, the complainant agrees, and it can come back."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import case_stages, cases, clocks, referrals
from wagtail_complaints.models import CaseStage, LetterKind
from wagtail_complaints.procedure.journey import MoveRefused, Verb, moves

pytestmark = pytest.mark.django_db

ANSWERED, AGREED, REFERRED = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 19)
UPHELD, PLAN = "All of it was upheld", "There is a plan with dates"
MET = {UPHELD: "Four points of four.", PLAN: "Sent on 16 November."}
OMBUDSMAN = "Local Government and Social Care Ombudsman"


@pytest.fixture
def stage() -> CaseStage:
    """A first stage that was answered, and after which its procedure allows an early referral."""
    first, second = factories.two_stages().stages
    early = replace(first, early_referral=(UPHELD, PLAN))
    version = factories.procedure_version(factories.two_stages(stages=(early, second)))
    stage = factories.case(procedure=version.procedure).stages.get()
    clocks.record_event(stage, event="resolved", on=ANSWERED, by=None)
    return stage


def refer(stage, **fields):
    usual = {"to": OMBUDSMAN, "conditions": MET, "agreed_on": AGREED, "on": REFERRED, "by": None}
    return referrals.refer(stage, **usual | fields)


def test_it_is_referred_where_each_condition_is_met_with_a_note(stage):
    referral = refer(stage)
    assert referral.conditions == [
        {"condition": UPHELD, "note": "Four points of four."},
        {"condition": PLAN, "note": "Sent on 16 November."},
    ]
    letter = stage.case.letters.get(kind=LetterKind.EARLY_REFERRAL)
    assert f"We have referred it to:\n\n{OMBUDSMAN}\nhttps://www.lgo.org.uk" in letter.body
    with pytest.raises(MoveRefused, match="referred early already"):
        refer(stage)


def test_one_condition_that_is_not_met_is_enough_to_stop_it(stage):
    for notes in ({UPHELD: "Four of four."}, MET | {PLAN: " "}):
        with pytest.raises(MoveRefused, match=f"not said how: {PLAN}"):
            refer(stage, conditions=notes)
    assert not stage.early_referrals.exists()


def test_the_complainant_agrees_after_the_answer_and_before_the_referral(stage):
    for day in (date(2026, 11, 15), date(2026, 11, 20)):
        with pytest.raises(MoveRefused, match="agrees after the answer"):
            refer(stage, agreed_on=day)
    with pytest.raises(MoveRefused, match="no such body"):
        refer(stage, to="A newspaper")


def test_it_stands_in_the_place_of_a_next_stage_that_was_asked_for_and_gives_it_back(stage):
    second = case_stages.request(stage.case, key="stage-2", on=AGREED, by=None)
    referral = refer(stage)
    second.refresh_from_db()
    assert (second.ended_on, second.end_reason) == (REFERRED, f"Referred early instead, to: {OMBUDSMAN}")
    assert not second.deadlines.filter(is_running=True).exists()
    referrals.take_back(referral, reason="They want a panel first.", on=date(2026, 11, 25), by=None)
    second.refresh_from_db()
    assert (second.ended_on, second.deadlines.get().is_running) == (None, True)
    refer(stage, on=date(2026, 11, 26))


def test_the_right_to_the_next_stage_stays(stage):
    refer(stage)
    assert case_stages.request(stage.case, key="stage-2", on=date(2026, 11, 20), by=None)


def test_a_request_that_waited_at_its_gate_is_taken_on_after_all(stage):
    """20 working days from Monday 16 November: Monday 14 December."""
    late = case_stages.request(stage.case, key="stage-2", on=date(2026, 12, 15), by=None)
    refer(stage, on=date(2026, 12, 16))
    late.refresh_from_db()
    case_stages.accept(late, on=date(2026, 12, 17), by=None, reason="They want it after all.")
    assert late.ended_on is None


def test_before_the_answer_nothing_is_referred_and_without_conditions_there_is_no_such_move(stage):
    first, second = factories.two_stages().stages
    unanswered = replace(first, early_referral=(UPHELD,))
    version = factories.procedure_version(factories.two_stages(stages=(unanswered, second), slug="other"))
    with pytest.raises(MoveRefused, match="has not been answered yet"):
        refer(factories.case(procedure=version.procedure).stages.get())
    plain = factories.case().state(REFERRED)
    assert not [move for move in moves(plain) if move.verb == Verb.REFER_EARLY]


def test_a_manager_refers_early_and_whoever_works_the_case_does_not(stage):
    worker = factories.user(roles.INVESTIGATOR)
    cases.assign(stage.case, by=None, owner=worker)
    with pytest.raises(PermissionDenied):
        refer(stage, by=worker)
    assert refer(stage, by=factories.user(roles.MANAGER))


def test_an_offer_that_came_to_nothing_ends_and_leaves_every_date_and_right_as_it_was():
    case = factories.case(procedure=factories.example("003-childrens-feedback").procedure)
    offered = case_stages.request(case, key="conciliation", on=date(2026, 11, 6), by=None)
    before = case.next_due_on
    with pytest.raises(MoveRefused, match="Say what came of it"):
        case_stages.end_offer(offered, on=AGREED, by=None, reason=" ")
    case_stages.end_offer(offered, on=date(2026, 11, 9), by=None, reason="She wants the investigation.")
    case.refresh_from_db()
    assert (offered.ended_on, case.next_due_on) == (date(2026, 11, 9), before)
    with pytest.raises(MoveRefused, match="“Conciliation” has ended"):
        case_stages.end_offer(offered, on=AGREED, by=None, reason="Again.")
    clocks.record_event(case.stages.get(key="stage-1"), event="resolved", on=ANSWERED, by=None)
    assert case_stages.request(case, key="stage-2", on=AGREED, by=None)


def test_conciliation_that_goes_on_holds_neither_the_clock_nor_the_next_stage():
    case = factories.case(procedure=factories.example("003-childrens-feedback").procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=ANSWERED, by=None)
    case_stages.request(case, key="conciliation", on=date(2026, 11, 17), by=None)
    second = case_stages.request(case, key="stage-2", on=AGREED, by=None)
    assert case.current_stage == second
    # 25 working days from Wednesday 18 November: five whole weeks, to Wednesday 23 December.
    assert case.next_due_on == date(2026, 12, 23)
