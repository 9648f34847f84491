"""A late complaint is flagged where people look, and decided on a page of its own."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, procedure, triaged
from tests.wagtail_admin.pages_at_hand import REGISTER
from wagtail_complaints import roles
from wagtail_complaints.actions import triage
from wagtail_complaints.models import LetterKind
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(db):
    return a_case(happened_on=day("2025-03-14"))


def a_case(**fields):
    found = factories.case(procedure=procedure(time_limit=Length.parse("12 months")))
    own = found.procedure_version.procedure
    return triage.triage(found, procedure=own, by=None, on=factories.MONDAY, subject="Care", **fields)


def address(case, place="") -> str:
    return f"{REGISTER}{case.pk}/{place}"


def test_the_case_page_says_why_and_leads_to_the_decision(desk, late):
    page = desk.get(address(late)).content.decode()
    assert "It happened on 14 Mar 2025 and the procedure gives 12 months, until 14 Mar 2026." in page
    assert f'href="{address(late, "decide-lateness/")}"' in page


def test_the_register_flags_it_and_finds_it(desk, late):
    triaged(procedure=factories.procedure_version(factories.two_stages(slug="other")).procedure)
    assert desk.get(REGISTER).content.decode().count("Late: to be decided") == 1
    found = desk.get(REGISTER, {"late": "undecided"}).context["object_list"]
    assert list(found) == [late]


def test_it_is_taken_on_with_a_reason_and_the_flag_is_gone(desk, late):
    sent = {"decision": "take-on", "reason": "She was nine years old."}
    assert desk.post(address(late, "decide-lateness/"), sent).url == address(late)
    page = desk.get(address(late)).content.decode()
    assert "Late: to be decided" not in page
    assert "Taken on all the same on 9 Nov 2026" in page
    assert "She was nine years old." in desk.get(address(late, "history/")).content.decode()
    assert desk.post(address(late, "decide-lateness/"), sent).status_code == 409


def test_a_refusal_asks_both_questions_and_then_goes_out_as_a_letter(desk, late):
    form = desk.post(address(late, "decide-lateness/"), {"decision": "refuse", "reason": "Too old."}).context[
        "form"
    ]
    assert list(form.errors) == ["why_not_sooner", "can_be_fair"]
    sent = {"decision": "refuse", "reason": "Too old.", "why_not_sooner": "Unknown.", "can_be_fair": "No records."}
    assert desk.post(address(late, "decide-lateness/"), sent).url == address(late)
    late.refresh_from_db()
    assert (late.close_reason, late.letters.filter(kind=LetterKind.REFUSAL).count()) == ("refused", 1)


def test_what_is_not_late_has_nothing_to_decide(desk):
    page = desk.get(address(a_case(happened_on=day("2026-10-01")), "decide-lateness/")).content.decode()
    assert "The complaint came in time: it could be made until 1 October 2027." in page


def test_only_who_triages_decides(client, monday, late):
    client.force_login(factories.user(roles.AUDITOR))
    assert client.get(address(late, "decide-lateness/")).status_code == 403
    assert "decide-lateness" not in client.get(address(late)).content.decode()


def test_the_day_is_corrected_with_a_reason(desk, late):
    sent = {"happened_on": "2026-03-14", "reason": "It was last year’s diary."}
    assert desk.post(address(late, "correct-happened/"), sent).url == address(late)
    assert "Late: to be decided" not in desk.get(address(late)).content.decode()
    assert list(desk.post(address(late, "correct-happened/"), {}).context["form"].errors) == ["reason"]
