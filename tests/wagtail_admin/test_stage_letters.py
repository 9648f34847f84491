"""The case page says which letters a stage owes, and leads to each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.actions.test_stage_letters import START, send, stage  # noqa: F401
from wagtail_complaints.actions import appointments
from wagtail_complaints.models import Case
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(desk, stage):  # noqa: F811
    factories.settings()
    Case.objects.filter(pk=stage.case_id).update(triaged_on=factories.MONDAY)
    return stage.case


def page(case, number=None) -> str:
    return f"/admin/complaints/cases/{case.pk}/" + (f"stages/stage-1/letters/{number}/" if number else "")


def test_what_is_owed_is_said_and_begun_with_what_it_must_say_and_who_has_a_part(desk, case):
    appointments.appoint(
        case.stages.get(), does="investigates", role="Investigator", name="Ann Lee", by=None, on=factories.MONDAY
    )
    assert page(case, 1) in desk.get(page(case)).content.decode()
    draft = desk.get(page(case, 1)).context["form"].initial["text"]
    assert draft == "Who investigates:\n\nThe dates:\n\nPeople with a part in this stage:\nInvestigator: Ann Lee"
    given = {"text": "Ann Lee investigates.", "on": "2026-11-09"}
    assert desk.post(page(case, 1), {**given, "says": START.says[:1]}).status_code == 409
    assert desk.post(page(case, 1), {**given, "says": START.says}).status_code == 302
    assert "Sent on 9 Nov 2026" in desk.get(page(case)).content.decode()
    written = f"Letter written: Start of the investigation: {case.reference}"
    assert written in [line.what for line in lines(case)]


def test_another_way_is_recorded_and_writes_nothing(desk, case):
    desk.post(page(case, 1), {"text": "Left as it was.", "note": "By hand.", "on": "2026-11-09"})
    assert "Sent on 9 Nov 2026: By hand." in desk.get(page(case)).content.decode()
    assert not case.letters.filter(kind="stage-letter").exists()


def test_a_letter_that_the_stage_does_not_owe_has_no_page(desk, case):
    assert [desk.get(page(case, number)).status_code for number in (1, 2)] == [200, 404]


def test_the_case_page_asks_no_more_queries_for_three_letters_than_for_one(
    desk, case, django_assert_max_num_queries
):
    send(case.stages.get())
    desk.get(page(case))
    with CaptureQueriesContext(connection) as one:
        desk.get(page(case))
    for number in range(2):
        send(case.stages.get(), text=f"Letter {number}.")
    with django_assert_max_num_queries(len(one)):
        desk.get(page(case))
