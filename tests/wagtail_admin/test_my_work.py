"""What is mine to do is counted on the home page, and every number is that of the rows it leads to."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import day, procedure, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, clocks, responses
from wagtail_complaints.models import Case
from wagtail_complaints.wagtail_admin.cases.my_work import EVERYBODYS, MINE
from wagtail_complaints.wagtail_admin.cases.story import response_url

pytestmark = pytest.mark.django_db

PAGE, HOME = "/admin/complaints/my-work/", "/admin/"


@pytest.fixture
def office(manager, monday):
    """Monday 9 November. Acknowledgements are due after 3 working days: of 2 November on Thursday 5, overdue; of 5
    November on Tuesday 10, this week; of 9 November on Thursday 12, this week too; of 12 November on Tuesday 17.
    """
    plain = procedure()
    decider = factories.user(roles.INVESTIGATOR)
    received = {"late": "2026-11-02", "tuesday": "2026-11-05", "later": "2026-11-12"}
    made = {
        name: triaged(procedure=plain, received_on=day(on), on=day(on), subject=name)
        for name, on in received.items()
    }
    for case in made.values():
        cases.assign(case, by=None, owner=manager)
    made["decided"] = triaged(
        procedure=plain, received_on=day("2026-11-05"), on=day("2026-11-05"), subject="decided"
    )
    cases.assign(made["decided"], by=None, decider=manager)
    made["others"] = triaged(procedure=plain, subject="others")
    cases.assign(made["others"], by=None, owner=decider)
    made["new"] = factories.case(procedure=plain, received_on=day("2026-11-09"))
    made["closed"] = triaged(procedure=plain, subject="closed")
    cases.assign(made["closed"], by=None, owner=manager)
    cases.withdraw(made["closed"], on=day("2026-11-06"), by=None, reason="Settled")
    return made


def numbers(response) -> dict[str, int]:
    return {each.of.key: each.number for each in response.context["lists"]}


def test_the_lists_of_a_manager_say_what_is_theirs_and_what_is_everybodys(desk, office):
    assert numbers(desk.get(PAGE)) == {
        "overdue": 1,
        "this-week": 2,
        "to-sign": 0,
        "messages": 0,
        "mine": 4,
        "all-overdue": 2,
        "all-messages": 0,
        "unassigned": 2,
        "actions-overdue": 0,
        "actions": 0,
        "letters-owed": 0,
        "to-decide": 1,
    }


@pytest.mark.parametrize("role", [roles.MANAGER, roles.INVESTIGATOR], ids=lambda role: role.name)
def test_each_number_is_that_of_the_rows_it_leads_to(client, manager, office, role):
    person = manager if role is roles.MANAGER else office["others"].owner
    client.force_login(person)
    request = RequestFactory().get("/")
    request.user = person
    told = numbers(client.get(PAGE))
    for each in (*MINE, *EVERYBODYS):
        register = client.get(each.url)
        rows = [case.pk for case in register.context["object_list"]]
        assert (each.key, sorted(rows)) == (each.key, sorted(each.cases(request).values_list("pk", flat=True)))
        assert told.get(each.key, len(rows)) == len(rows) == register.context["items_count"]


def test_the_numbers_stand_on_the_home_page_and_lead_to_the_register(desk, office):
    page = desk.get(HOME).content.decode()
    for each in (*MINE, *EVERYBODYS):
        assert f'href="{each.url.replace("&", "&amp;")}" data-work-list="{each.key}"' in page
    assert f'href="{PAGE}"' in page


def test_an_investigator_is_not_offered_the_lists_of_those_who_see_assign_or_triage(client, office):
    client.force_login(office["others"].owner)
    assert numbers(client.get(PAGE)) == {"overdue": 1, "this-week": 0, "to-sign": 0, "messages": 0, "mine": 1}


def test_who_sees_no_cases_has_no_panel_and_no_page(client, monday):
    client.force_login(factories.user(roles.EDITOR))
    assert "data-work-list" not in client.get(HOME).content.decode()
    assert client.get(PAGE).status_code == 302


def test_a_letter_waits_for_the_signature_of_the_group_asked_until_one_of_them_has_given_it(client, monday):
    signing.workflow("Head of service")
    signer = signing.signer()
    letter = signing.letter()
    signing.write(letter, letter.author, body="<p>We are sorry.</p>")
    stranger = factories.user(roles.SIGNER)
    client.force_login(signer)
    assert numbers(client.get(PAGE))["to-sign"] == 0
    responses.submit(letter, by=letter.author)
    assert numbers(client.get(PAGE))["to-sign"] == 1
    assert [case.pk for case in client.get(MINE[2].url).context["object_list"]] == [letter.case_stage.case_id]
    case_page = f"/admin/complaints/cases/{letter.case_stage.case_id}/"
    sign = f'wc-moves__first" href="{response_url(letter)}">Read and sign the letter'
    assert sign in client.get(case_page).content.decode()
    client.force_login(letter.author)
    assert sign not in client.get(case_page).content.decode()
    for other in (stranger, letter.author):
        client.force_login(other)
        assert numbers(client.get(PAGE))["to-sign"] == 0


def test_the_page_shows_the_first_rows_of_each_list_at_a_number_of_queries_that_does_not_grow(
    desk, manager, office, django_assert_max_num_queries
):
    desk.get(PAGE)
    with django_assert_max_num_queries(40) as few:
        desk.get(PAGE)
    plain = office["late"].procedure_version.procedure
    for _each in range(15):
        made = factories.case(procedure=plain)
        Case.objects.filter(pk=made.pk).update(owner=manager, triaged_on=factories.MONDAY)
    with django_assert_max_num_queries(40) as many:
        page = desk.get(PAGE)
    assert len(many) == len(few)
    assert numbers(page)["mine"] == 19
    shown = next(each.table for each in page.context["lists"] if each.of.key == "mine")
    assert len(list(shown.rows)) == 10
    assert "All 19 in the register" in page.content.decode()


def test_a_case_in_which_nothing_is_due_stands_in_its_list(desk, manager, monday):
    case = triaged(subject="Answered")
    cases.assign(case, by=None, owner=manager)
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-06"), by=manager)
    assert "Answered" in desk.get(PAGE).content.decode()


def test_this_week_ends_on_sunday(desk, manager, office, today_is):
    """The acknowledgement of 12 November is due on Tuesday 17."""
    today_is(2026, 11, 15)
    assert date(2026, 11, 15).strftime("%A") == "Sunday"
    assert numbers(desk.get(PAGE))["this-week"] == 0
    today_is(2026, 11, 16)
    assert numbers(desk.get(PAGE))["this-week"] == 1


def test_a_case_that_stands_in_two_lists_gives_no_id_twice(desk, office):
    page = BeautifulSoup(desk.get(PAGE).content, "html.parser")
    rows = page.select(f'.listing a[href$="/cases/{office["late"].pk}/"]')
    ids = [each["id"] for each in page.select(".listing [id]")]
    assert len(rows) > 1
    assert len(ids) == len(set(ids))


def test_the_form_of_a_move_says_where_it_goes(desk, office):
    address = f"/admin/complaints/cases/{office['late'].pk}/assign/"
    form = BeautifulSoup(desk.get(address).content, "html.parser").select_one("#w-editor-form")
    assert form["action"] == address


def test_who_has_nothing_waiting_is_told_so_and_who_logs_finds_the_form_here_and_on_the_home_page(client):
    client.force_login(factories.user(roles.CONTACT_CENTRE))
    page = client.get(PAGE).content.decode()
    assert ("Nothing waits for you." in page, "Log a representation" in page) == (True, True)
    assert "Log a representation" in client.get(HOME).content.decode()
