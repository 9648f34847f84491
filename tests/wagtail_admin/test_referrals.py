"""At the desk an early referral is a tick and a note for each condition of the procedure."""

import pytest

from tests import factories
from tests.actions.test_referrals import MET, OMBUDSMAN, PLAN, UPHELD, refer, stage  # noqa: F401
from wagtail_complaints.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(desk, stage, today_is):  # noqa: F811
    factories.settings()
    today_is(2026, 11, 20)
    Case.objects.filter(pk=stage.case_id).update(triaged_on=factories.MONDAY)
    return stage.case


def page(case, move="") -> str:
    return f"/admin/complaints/cases/{case.pk}/" + (f"stages/stage-1/{move}/" if move else "")


TICKED = {"to": OMBUDSMAN, "agreed_on": "2026-11-18", "met_0": "on", "note_0": MET[UPHELD]}


def test_each_condition_is_ticked_and_its_note_written(desk, case):
    form = desk.post(page(case, "refer-early"), TICKED).context["form"]
    assert form.errors == {"met_1": ["Every condition must be met for an early referral."]}
    form = desk.post(page(case, "refer-early"), {**TICKED, "met_1": "on"}).context["form"]
    assert form.errors == {"note_1": ["Say how it is met."]}
    desk.post(page(case, "refer-early"), {**TICKED, "met_1": "on", "note_1": MET[PLAN]})
    told = desk.get(page(case)).content.decode()
    assert f"Referred early to: {OMBUDSMAN}" in told
    assert "All of it was upheld: Four points of four." in told


def test_it_can_come_back(desk, case):
    refer(case.stages.get())
    desk.post(page(case, "return-referral"), {"on": "2026-11-20", "reason": "They want a panel first."})
    told = desk.get(page(case)).content.decode()
    assert f"Sent back by: {OMBUDSMAN}" in told
    assert "Refer it early" in told
