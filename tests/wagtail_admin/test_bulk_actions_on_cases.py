"""Several cases at once: each by the action of its own; what cannot be done is named, and the rest is done."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, procedure, triaged
from tests.wagtail_admin.pages_at_hand import REGISTER, rows
from wagtail_complaints import roles
from wagtail_complaints.actions import cases
from wagtail_complaints.models import Case
from wagtail_complaints.wagtail_admin.cases import bulk

pytestmark = pytest.mark.django_db

ASSIGN = "/admin/bulk/wagtail_complaints/case/assign/"
CSV = "/admin/bulk/wagtail_complaints/case/csv/"


def ticked(*chosen) -> str:
    return "&".join(f"id={case.pk}" for case in chosen)


def downloaded(client, address) -> list[str]:
    response = client.get(address, follow=True)
    return [row["Reference"] for row in rows(response)]


@pytest.fixture
def three(db):
    plain = procedure()
    return [triaged(procedure=plain, channel=channel) for channel in ("letter", "letter", "email")]


@pytest.fixture
def investigator(db):
    return factories.user(roles.INVESTIGATOR, first_name="Ola", last_name="Adeyemi")


def owners() -> list:
    return list(Case.objects.order_by("pk").values_list("owner", flat=True))


def test_every_row_has_a_box_that_says_which_case_it_ticks(desk, three):
    page = desk.get(REGISTER).content.decode()
    for case in three:
        assert f'data-object-id="{case.pk}"' in page
        assert f'aria-describedby="case_{case.pk}_title"' in page
        assert f'id="case_{case.pk}_title">{case.reference}<' in page


def test_ticked_cases_get_an_owner_each_with_a_history_of_its_own(desk, three, investigator):
    first, second, third = three
    response = desk.post(f"{ASSIGN}?{ticked(first, second)}&next={REGISTER}", {"owner": investigator.pk})
    assert (response.status_code, response.url) == (302, REGISTER)
    assert owners() == [investigator.pk, investigator.pk, None]
    latest = [case.history.latest() for case in (first, second)]
    assert [(row.owner_id, row.actor_name) for row in latest] == [(investigator.pk, "Priya Nair")] * 2
    assert "2 cases assigned to Ola Adeyemi." in desk.get(REGISTER).content.decode()
    assert third.history.filter(owner=investigator).count() == 0


def test_what_cannot_be_assigned_is_named_with_the_reason_and_the_rest_is_done(desk, three, investigator):
    _first, closed, theirs = three
    cases.withdraw(closed, on=day("2026-11-09"), by=None, reason="Settled")
    cases.assign(theirs, by=None, owner=investigator)
    page = desk.post(f"{ASSIGN}?{ticked(*three)}", {"owner": investigator.pk})
    said = page.content.decode()
    assert owners() == [investigator.pk, None, investigator.pk]
    assert "1 case assigned to Ola Adeyemi." in said
    assert "2 cases were left as they were" in said
    assert [case.reference for case, _reason in page.context["refused"]] == [closed.reference, theirs.reference]
    assert "That is who works on it now." in said


def test_all_that_match_are_those_of_the_address_and_no_others(desk, three, investigator):
    desk.post(f"{ASSIGN}?channel=letter&id=all", {"owner": investigator.pk})
    assert owners() == [investigator.pk, investigator.pk, None]


def test_of_more_than_a_page_can_do_the_first_are_done_and_the_rest_are_counted(
    desk, three, investigator, monkeypatch
):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    asked = f"{ASSIGN}?whose=nobody&id=all"
    assert (
        "3 cases match. The first 2 are assigned now; come back for the other 1."
        in desk.get(asked).content.decode()
    )
    desk.post(asked, {"owner": investigator.pk})
    assert owners() == [investigator.pk, investigator.pk, None]
    desk.post(asked, {"owner": investigator.pk})
    assert owners() == [investigator.pk] * 3


def test_the_page_before_asks_as_much_of_the_database_for_one_case_as_for_fifty(
    desk, three, django_assert_num_queries, django_assert_max_num_queries
):
    desk.get(f"{ASSIGN}?{ticked(three[0])}")
    with django_assert_max_num_queries(20) as one:
        desk.get(f"{ASSIGN}?{ticked(three[0])}")
    with django_assert_num_queries(len(one)):
        desk.get(f"{ASSIGN}?id=all")


def test_a_case_that_one_does_not_see_is_not_there_to_be_ticked(client, three, investigator, monday):
    mine, hidden, _third = three
    cases.assign(mine, by=None, owner=investigator)
    client.force_login(investigator)
    assert downloaded(client, f"{CSV}?{ticked(mine, hidden)}") == [mine.reference]
    assert downloaded(client, f"{CSV}?id=all") == [mine.reference]
    assert client.get(f"{CSV}?{ticked(hidden)}").status_code == 404


def test_who_may_not_assign_is_offered_no_button_and_changes_nothing(client, three, investigator, monday):
    cases.assign(three[0], by=None, owner=investigator)
    client.force_login(investigator)
    page = client.get(REGISTER).content.decode()
    assert (ASSIGN in page, CSV in page) == (False, True)
    before = owners()
    client.post(f"{ASSIGN}?{ticked(three[0])}", {"owner": factories.user(roles.INVESTIGATOR).pk})
    assert owners() == before


def test_ticked_cases_are_taken_away_as_a_file_in_the_order_of_the_register(desk, three):
    first, second, third = three
    assert set(downloaded(desk, f"{CSV}?{ticked(first, third)}")) == {first.reference, third.reference}
    assert set(downloaded(desk, f"{CSV}?channel=letter&id=all")) == {first.reference, second.reference}


def test_a_file_of_ticked_cases_runs_no_formula(desk):
    case = triaged(subject="=1+1")
    response = desk.get(f"{CSV}?{ticked(case)}", follow=True)
    [row] = rows(response)
    assert row["What it is about"] == "'=1+1"


def test_an_xlsx_of_ticked_cases_is_one(desk, three):
    address = f"/admin/bulk/wagtail_complaints/case/xlsx/?{ticked(three[0])}"
    assert desk.get(address, follow=True).getvalue().startswith(b"PK")
