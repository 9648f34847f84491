"""At the desk: a request for the next stage after its window, which a manager decides, and an offer left behind."""

from datetime import date

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import triaged
from wagtail_complaints.actions import case_stages, clocks, triage
from wagtail_complaints.models import CaseStage, LetterKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(desk, today_is):
    factories.settings()
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=date(2026, 11, 9), by=None)
    today_is(2026, 12, 15)  # 20 working days from 9 November ended on 7 December
    return case


def page(case, move="") -> str:
    return f"/admin/complaints/cases/{case.pk}/" + (f"stages/stage-2/{move}/" if move else "")


def asked(desk, case) -> CaseStage:
    desk.post(page(case, "request-stage"), {"on": "2026-12-15", "note": "I was ill."})
    return case.stages.get(key="stage-2")


def test_the_form_says_that_it_is_late_and_asks_for_no_decision(desk, case):
    shown = desk.get(page(case, "request-stage"))
    assert "Somebody decides whether it is taken on all the same." in shown.content.decode()
    assert "Record the request" in shown.content.decode()
    assert asked(desk, case).is_late
    told = desk.get(page(case)).content.decode()
    assert "After its time." in told
    assert "Accept the request" in told


def test_it_is_accepted_with_the_reason_alone(desk, case):
    asked(desk, case)
    assert "reason" in desk.post(page(case, "accept"), {"on": "2026-12-15"}).context["form"].errors
    desk.post(page(case, "accept"), {"on": "2026-12-15", "reason": "She was in hospital."})
    assert "After its time. Taken on all the same: She was in hospital." in desk.get(page(case)).content.decode()
    assert "She was in hospital." in desk.get(f"{page(case)}history/").content.decode()


def test_its_refusal_answers_both_questions_and_is_a_letter(desk, case):
    asked(desk, case)
    given = {"on": "2026-12-15", "refused_for": "late", "reason": "The file is destroyed."}
    form = desk.post(page(case, "refuse"), given).context["form"]
    assert list(form.errors) == ["why_not_sooner", "can_be_fair"]
    desk.post(page(case, "refuse"), {**given, "why_not_sooner": "Not known.", "can_be_fair": "No."})
    assert case.letters.filter(kind=LetterKind.STAGE_REFUSED).exists()


def test_a_case_whose_request_was_late_is_not_called_a_late_complaint(desk, case):
    asked(desk, case)
    desk.post(page(case, "accept"), {"on": "2026-12-15", "reason": "She was in hospital."})
    assert desk.get(page(case)).context["lateness"] is None


def test_correcting_the_answer_says_that_a_request_may_be_late_after_all_and_judges_it_again(desk, case, today_is):
    today_is(2026, 12, 7)
    case_stages.request(case, key="stage-2", on=date(2026, 12, 7), by=None)
    address = f"{page(case)}facts/event/{case.stages.get(key='stage-1').events.get(event='resolved').pk}/"
    assert "late after all waits for a decision" in desk.get(address).context["lead"]
    desk.post(address, {"on": "2026-11-06", "note": "", "why": "The letter bears that day."})
    assert case.stages.get(key="stage-2").is_late
    assert "Accept the request" in desk.get(page(case)).content.decode()


def test_an_offer_that_the_case_went_on_from_is_said_to_be_so(desk):
    case = factories.case(procedure=factories.example("004-young-people").procedure)
    plain = case.procedure_version.procedure
    triage.triage(case, procedure=plain, stage_key="before", by=None, on=factories.MONDAY)
    case_stages.request(case, key="stage-1", on=date(2026, 11, 9), by=None)
    stories = desk.get(f"/admin/complaints/cases/{case.pk}/").context["stages"]
    assert [story.state for story in stories[:2]] == ["Offered, and the case went on", "Going on"]
