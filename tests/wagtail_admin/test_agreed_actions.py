"""What the council does because of a complaint, on the case page, in the register and in a list of its own."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.actions.test_agreed_actions import agreed
from tests.wagtail_admin.cases_at_hand import day, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import agreed_actions, clocks
from wagtail_complaints.models import AgreedAction
from wagtail_complaints.wagtail_admin.cases.my_work import EVERYBODYS

pytestmark = pytest.mark.django_db

REGISTER, LIST = "/admin/complaints/cases/", "/admin/complaints/actions/"
MY_WORK = "/admin/complaints/my-work/"


@pytest.fixture
def case(desk):
    factories.settings()
    return triaged()


def page(case, place="") -> str:
    return f"{REGISTER}{case.pk}/{place}"


def test_an_action_is_added_done_and_told_from_the_case_page(desk, case):
    given = {"text": "Say sorry.", "purpose": "remedy", "kind": "apology", "due_on": "2026-11-20"}
    refused = desk.post(page(case, "actions/add/"), given)
    assert refused.context["form"].errors == {"owner": ["Say who does it."]}
    desk.post(page(case, "actions/add/"), {**given, "owner_name": "The crew’s manager"})
    action = AgreedAction.objects.get()
    assert "To be done by 20 Nov 2026" in desk.get(page(case)).content.decode()
    place = f"actions/{action.pk}/"
    desk.post(page(case, f"{place}done/"), {"done_on": "2026-11-09", "evidence": "He rang."})
    assert "The complainant has not been told" in desk.get(page(case)).content.decode()
    letter = desk.get(page(case, f"{place}tell/"))
    assert letter.context["form"]["text"].value() is None
    assert letter.context["known"] == [
        ("Apology", "Say sorry."),
        ("By", "20 Nov 2026"),
        ("Done on", "9 Nov 2026"),
        ("How it is known", "He rang."),
    ]
    unwritten = desk.post(page(case, f"{place}tell/"), {"on": "2026-11-09"})
    assert unwritten.context["form"].non_field_errors() == [
        "Write the letter, or say how they were told in another way."
    ]
    desk.post(page(case, f"{place}tell/"), {"text": "He rang you.", "told_how": "", "on": "2026-11-09"})
    told = desk.get(page(case)).content.decode()
    assert "Done on 9 Nov 2026. The complainant was told on 9 Nov 2026" in told
    assert "Action agreed, by 20 Nov 2026: Say sorry." in desk.get(page(case, "history/")).content.decode()


def test_an_action_is_changed_or_given_up_with_a_reason(desk, case):
    action = agreed(case)
    given = {"text": action.text, "purpose": "remedy", "kind": "apology", "owner_name": "The director"}
    changed = {**given, "due_on": "2026-11-20", "reason": "He left."}
    assert desk.post(page(case, f"actions/{action.pk}/"), changed).status_code == 302
    desk.post(page(case, f"actions/{action.pk}/give-up/"), {"reason": "She left too. We write."})
    action.refresh_from_db()
    assert (action.owner_name, action.drop_reason) == ("The director", "She left too. We write.")


def test_an_action_of_another_case_is_not_found(desk, case):
    assert desk.get(page(case, f"actions/{agreed(factories.case()).pk}/")).status_code == 404


def test_the_register_and_my_work_find_cases_with_actions_outstanding_and_overdue(desk, case):
    agreed(case, due_on=date(2026, 11, 20))
    late = triaged(procedure=factories.procedure_version(factories.two_stages(slug="other")).procedure)
    agreed(late)  # due on Friday 6 November
    found = {
        value: list(desk.get(REGISTER, {"actions": value}).context["object_list"])
        for value in ("outstanding", "overdue")
    }
    assert (set(found["outstanding"]), found["overdue"]) == ({case, late}, [late])
    lists = {each.key: each for each in EVERYBODYS}
    assert list(desk.get(lists["actions-overdue"].url).context["object_list"]) == [late]


def test_my_work_says_what_is_to_be_done_by_whom_and_by_when_and_nothing_of_what_is_done(desk, case):
    done = agreed(case, text="Ring them.")
    agreed_actions.finish(done, done_on=day("2026-11-05"), evidence="He rang.", on=day("2026-11-09"), by=None)
    agreed_actions.tell(done, told_how="By telephone", on=day("2026-11-09"), by=None)
    agreed(case, text="Write to them.", purpose="handling", due_on=date(2026, 11, 20))
    agreed(case, text="Say sorry.")  # due on Friday 6 November
    said = {each.of.key: shown(each.table) for each in desk.get(MY_WORK).context["lists"] if each.table}
    assert "Say sorry. The crew’s manager Overdue since 6 Nov 2026" in said["actions-overdue"]
    assert "Write to them." not in said["actions-overdue"]
    assert "Write to them. The crew’s manager To be done by 20 Nov 2026" in said["actions"]


def test_my_work_asks_no_more_queries_for_six_actions_than_for_two(desk, case, django_assert_num_queries):
    for number in range(2):
        agreed(case, text=f"Ring them, {number}.", owner=factories.user(), owner_name="")
    desk.get(MY_WORK)
    with CaptureQueriesContext(connection) as few:
        desk.get(MY_WORK)
    for number in range(2, 6):
        agreed(case, text=f"Ring them, {number}.", owner=factories.user(), owner_name="")
    with django_assert_num_queries(len(few)):
        desk.get(MY_WORK)


def shown(table) -> str:
    return " ".join(BeautifulSoup(table.body(), "html.parser").get_text(" ").split())


def test_the_list_of_actions_says_what_is_late_and_leads_to_the_case(desk, case):
    action = agreed(case)
    (row,) = desk.get(LIST, {"state": "overdue"}).context["object_list"]
    shown = desk.get(LIST).content.decode()
    assert (row, "Overdue" in shown, "The crew’s manager" in shown) == (action, True, True)
    assert desk.get(f"{LIST}inspect/{action.pk}/").url == f"{page(case)}#actions"
    assert list(desk.get(LIST, {"state": "done"}).context["object_list"]) == []


def test_the_list_shows_the_actions_of_cases_that_one_sees(client, case):
    agreed(case)
    client.force_login(factories.user(roles.SERVICE_MANAGER))
    assert list(client.get(LIST).context["object_list"]) == []


def test_closing_asks_what_was_learnt_or_why_nothing_was(desk, case):
    agreed(case)
    clocks.record_event(case.stages.get(), event="resolved", on=date(2026, 11, 9), by=None)
    shown = desk.get(page(case, "close/")).content.decode()
    assert "1 action is outstanding. The case can be closed all the same, and stays on the list." in shown
    given = {"on": "2026-11-09", "reason": "resolved"}
    assert list(desk.post(page(case, "close/"), given).context["form"].errors) == ["learnt", "learning"]
    desk.post(page(case, "close/"), {**given, "learnt": "nothing", "learning": "It was one slip."})
    told = desk.get(page(case)).content.decode()
    assert "Nothing was learnt, because:" in told
    assert "It was one slip." in told
    assert "Closed on 9 Nov 2026: resolved · 1 action outstanding" in told


def test_the_case_page_asks_no_more_queries_for_five_actions_than_for_one(
    desk, case, django_assert_max_num_queries
):
    owner = factories.user(roles.INVESTIGATOR)
    agreed(case, owner=owner)
    desk.get(page(case))
    with CaptureQueriesContext(connection) as one:
        desk.get(page(case))
    for number in range(4):
        agreed(case, text=f"Action {number}.", owner=owner)
    with django_assert_max_num_queries(len(one)):
        desk.get(page(case))
