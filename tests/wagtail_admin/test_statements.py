"""At the desk the statement of complaint is sent from the points, and its answer recorded, beside the case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.actions.test_statements import sent, stage  # noqa: F401
from wagtail_complaints.actions import points, statements
from wagtail_complaints.models import Case, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(stage):  # noqa: F811
    factories.settings()
    Case.objects.filter(pk=stage.case_id).update(triaged_on=factories.MONDAY)
    return stage.case


def page(case, move="") -> str:
    return f"/admin/complaints/cases/{case.pk}/" + (f"stages/stage-1/{move}/" if move else "")


def test_the_points_are_shown_and_what_they_hoped_for_is_filled_in(desk, case):
    shown = desk.get(page(case, "send-statement"))
    assert "The bin was not emptied. Would put it right: Empty it." in shown.content.decode()
    assert shown.context["form"].initial["outcomes"] == "Empty it."
    assert desk.post(page(case, "send-statement"), {"outcomes": "A clean street."}).status_code == 302
    assert Statement.objects.get().outcomes == "A clean street."


def test_an_answer_says_what_is_missing_or_that_they_agree(desk, case):
    sent(case.stages.get())
    given = {"on": "2026-11-09", "how": "telephone"}
    form = desk.post(page(case, "answer-statement"), {**given, "answer": "missing"}).context["form"]
    assert form.errors == {"missing": ["Say what is missing or wrong."]}
    desk.post(page(case, "answer-statement"), {**given, "answer": "missing", "missing": "The lid too."})
    assert "The lid too." in desk.get(page(case)).content.decode()
    desk.post(page(case, "answer-statement"), {**given, "answer": "agreed"})
    assert "Agreed, 9 Nov 2026 (Telephone)" in desk.get(page(case)).content.decode()


def test_staff_cannot_say_that_it_was_answered_on_the_tracking_page(desk, case):
    sent(case.stages.get())
    given = {"on": "2026-11-09", "how": "tracking", "answer": "agreed"}
    assert "how" in desk.post(page(case, "answer-statement"), given).context["form"].errors


def test_the_history_tells_of_each_version_and_its_answer(desk, case):
    statements.agree(sent(case.stages.get()), how="letter", on=factories.MONDAY, by=None)
    told = desk.get(f"{page(case)}history/").content.decode()
    assert "Statement of complaint, version 1, sent on 2 Nov 2026" in told
    assert "Agreed" in told


def test_the_case_page_asks_no_more_queries_for_four_versions_than_for_one(
    desk, case, django_assert_max_num_queries
):
    sent(case.stages.get())
    desk.get(page(case))
    with CaptureQueriesContext(connection) as one:
        desk.get(page(case))
    for number in range(3):
        points.add(case, text=f"Point {number}.", by=None)
        sent(case.stages.get())
    with django_assert_max_num_queries(len(one)):
        desk.get(page(case))
