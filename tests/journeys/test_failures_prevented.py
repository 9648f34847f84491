"""What ombudsmen and auditors found wrong elsewhere, and what stands in its way here. One test for each failure.

Others are shown where their rule is tested.
"""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests import signing
from tests.wagtail_admin.cases_at_hand import day, procedure, triaged
from tests.wagtail_admin.conftest import desk, manager, monday, today_is  # noqa: F401
from wagtail_complaints.actions import clocks

pytestmark = pytest.mark.django_db

REGISTER = "/admin/complaints/cases/"


def references(desk, **asked) -> list[str]:  # noqa: F811
    return [case.reference for case in desk.get(REGISTER, asked).context["object_list"]]


def test_a_stage_2_does_not_run_past_its_date_unseen(desk, manager, today_is):  # noqa: F811
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-09"), by=manager)
    place = f"{REGISTER}{case.pk}/stages/stage-2/request-stage/"
    assert desk.post(place, {"on": "2026-11-09"}).status_code == 302
    # 25 working days from Monday 9 November: Monday 14 December
    case.refresh_from_db()
    assert (case.current_stage.key, case.next_due_on) == ("stage-2", date(2026, 12, 14))
    today_is(2026, 12, 14)
    assert references(desk, due="overdue") == []
    today_is(2026, 12, 15)
    assert references(desk, due="overdue") == [case.reference]
    assert "overdue by 1 working day" in desk.get(REGISTER).content.decode()


def test_a_backlog_is_counted_before_anybody_asks(desk):  # noqa: F811
    plain = procedure()
    for _each in range(3):
        triaged(procedure=plain)  # nobody's cases, to be acknowledged by Thursday 5 November
    home = BeautifulSoup(desk.get("/admin/").content, "html.parser")
    shown = [" ".join(each.get_text(" ").split()) for each in home.select(".wc-work__list--late")]
    assert shown == ["3 Everybody’s, overdue"]


def test_what_was_answered_does_not_look_open_for_want_of_an_entry(desk):  # noqa: F811
    signer, letter = signing.signer(), signing.submitted()
    case = letter.case_stage.case
    assert references(desk, standing="sign-off") == [case.reference]
    signing.sign(letter, signer)
    assert references(desk, standing="answered") == [case.reference]
    assert references(desk, due="overdue") == []
