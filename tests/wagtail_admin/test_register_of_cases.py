"""The register shows what is due in words, finds by what people wrote, and hides what is not one's own."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import day, procedure, triaged
from tests.wagtail_admin.pages_at_hand import REGISTER, references, rows
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, clocks
from wagtail_complaints.models import Case, Response, case_search
from wagtail_complaints.models.case import CaseQuerySet
from wagtail_complaints.wagtail_admin import spreadsheets
from wagtail_complaints.wagtail_admin.cases.pages import PagesOfCases
from wagtail_complaints.wagtail_admin.cases.register import CaseIndexView

pytestmark = pytest.mark.django_db


def test_a_case_says_what_is_due_and_how_far_off_it_is(desk):
    # Acknowledgement: 3 working days from Monday 2 November, so Thursday 5; two working days ago on Monday 9.
    triaged(subject="Missed bins", service_area=factories.service_area(name="Waste"))
    page = desk.get(REGISTER).content.decode()
    for said in (
        "Missed bins",
        "Waste",
        "Stage 1",
        "In hand",
        "Acknowledgement",
        "overdue by 2 working days",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ((2026, 11, 4), "in 1 working day"),
        ((2026, 11, 5), "due today"),
        ((2026, 11, 6), "overdue by 1 working day"),
    ],
)
def test_the_days_are_counted_in_words(desk, today_is, today, words):
    triaged()
    today_is(*today)
    assert f", {words}<" in desk.get(REGISTER).content.decode()


def test_where_no_working_day_has_passed_since_days_are_counted(desk, today_is):
    triaged(received_on=day("2026-11-03"), on=day("2026-11-03"))  # due Friday 6 November
    today_is(2026, 11, 8)
    assert ", overdue by 2 days<" in desk.get(REGISTER).content.decode()


def test_open_cases_come_first_and_what_is_due_soonest_before_the_rest(desk):
    plain = procedure()
    later = triaged(procedure=plain, received_on=day("2026-11-06"), on=day("2026-11-06"))
    closed = triaged(procedure=plain, received_on=day("2026-10-01"), on=day("2026-10-01"))
    cases.withdraw(closed, on=day("2026-10-02"), by=None, reason="Settled")
    sooner = triaged(procedure=plain, received_on=day("2026-11-02"))
    assert references(desk.get(REGISTER)) == [sooner.reference, later.reference, closed.reference]


@pytest.mark.parametrize(
    "column", ["reference", "subject", "standing", "next_due_on", "owner", "service_area", "received_on"]
)
@pytest.mark.parametrize("way", ["", "-"])
def test_every_column_can_be_sorted(desk, column, way):
    triaged()
    triaged(procedure=Case.objects.get().procedure_version.procedure)
    assert len(references(desk.get(REGISTER, {"ordering": f"{way}{column}"}))) == 2


@pytest.fixture
def bins_and_noise(db):
    plain = procedure()
    bins = triaged(
        procedure=plain,
        subject="Missed bins",
        given={"name": "Zoë Müller", "what_happened": "The lorry drove past our house in Mill Lane."},
    )
    noise = triaged(procedure=plain, subject="Noise at night", given={"name": "Robin Example"})
    return bins, noise


@pytest.mark.parametrize("words", ["bins", "Müller", "zoë", "Mill Lane", "lane lorry", "LORRY bins"])
def test_a_search_finds_subjects_names_and_what_people_wrote(desk, bins_and_noise, words):
    bins, _noise = bins_and_noise
    assert references(desk.get(REGISTER, {"q": words})) == [bins.reference]


def test_a_reference_is_found_as_it_was_said_aloud(desk, bins_and_noise):
    bins, _noise = bins_and_noise
    assert references(desk.get(REGISTER, {"q": bins.reference.lower().replace("-", " ")})) == [bins.reference]
    assert references(desk.get(REGISTER, {"q": bins.reference[:4]})) == [bins.reference]


@pytest.mark.parametrize("words", ["what happened", "bins noise", "100%", "nobody said this"])
def test_the_questions_of_the_form_are_no_answers(desk, bins_and_noise, words):
    assert references(desk.get(REGISTER, {"q": words})) == []


def without_a_date(**fields):
    """Acknowledged, nothing promised: reviewed 20 working days from Monday 2 November, on Monday 30 November."""
    case = triaged(procedure=factories.example("002-childrens-trust").procedure, **fields)
    case.stages.get().events.create(event="acknowledged", on=day("2026-11-04"))
    clocks.recompute(case, on=day("2026-11-04"))
    return case


def test_where_nothing_is_promised_the_register_says_when_to_look_again_and_that_it_is_no_promise(desk, today_is):
    case = without_a_date()
    page = desk.get(REGISTER).content.decode()
    for said in ("Nothing promised: review by", "30 Nov", "in 15 working days", "our own reminder"):
        assert said in page
    assert references(desk.get(REGISTER, {"due": "review"})) == []
    today_is(2026, 12, 2)
    page = desk.get(REGISTER).content.decode()
    assert "2 working days ago" in page
    assert "overdue by" not in page
    assert references(desk.get(REGISTER, {"due": "review"})) == [case.reference]
    assert references(desk.get(REGISTER, {"due": "overdue"})) == []
    [row] = rows(desk.get(REGISTER, {"export": "csv"}))
    assert (row["Next due"], row["Review by (our own reminder)"]) == ("", "2026-11-30")
    page = desk.get(f"{REGISTER}{case.pk}/").content.decode()
    assert "Nothing promised. Review by Monday 30 November" in page
    assert "The council’s own reminder: the complainant was given no date." in page


def test_what_is_to_be_reviewed_stands_among_what_is_due_by_its_day(desk):
    reviewed = without_a_date()  # Monday 30 November
    soon = triaged(received_on=day("2026-11-06"), on=day("2026-11-06"))  # Wednesday 11 November
    late = triaged(procedure=procedure(slug="late"), received_on=day("2026-11-30"), on=day("2026-11-30"))
    # 3 working days from Monday 30 November: Thursday 3 December
    wanted = [case.reference for case in (soon, reviewed, late)]
    assert references(desk.get(REGISTER)) == wanted
    assert references(desk.get(REGISTER, {"ordering": "-next_due_on"})) == wanted[::-1]


def test_a_spreadsheet_names_no_complainant_and_runs_no_formula(desk):
    triaged(subject='=HYPERLINK("http://evil.example","x")', given={"name": "Robin Example"})
    [row] = rows(desk.get(REGISTER, {"export": "csv"}))
    assert "Robin Example" not in row.values()
    assert row["What it is about"] == '\'=HYPERLINK("http://evil.example","x")'
    assert (row["Status"], row["What is due"], row["Next due"]) == ("In hand", "Acknowledgement", "2026-11-05")
    sheet = load_workbook(BytesIO(desk.get(REGISTER, {"export": "xlsx"}).getvalue())).active
    assert [cell.data_type for cell in sheet[2]].count("f") == 0
    assert sheet["E2"].value == '\'=HYPERLINK("http://evil.example","x")'


def test_an_export_holds_what_was_filtered_and_no_more(desk):
    plain = procedure()
    triaged(procedure=plain, subject="Missed bins")
    triaged(procedure=plain, subject="Noise")
    assert [row["What it is about"] for row in rows(desk.get(REGISTER, {"export": "csv", "q": "noise"}))] == [
        "Noise"
    ]


def test_investigators_see_find_and_export_their_own_cases_alone(client, monday):
    investigator = factories.user(roles.INVESTIGATOR)
    plain = procedure()
    theirs, other = triaged(procedure=plain), triaged(procedure=plain)
    cases.assign(theirs, by=None, decider=investigator)
    client.force_login(investigator)
    assert references(client.get(REGISTER)) == [theirs.reference]
    assert references(client.get(REGISTER, {"q": other.reference})) == []
    assert [row["Reference"] for row in rows(client.get(REGISTER, {"export": "csv"}))] == [theirs.reference]


def test_who_has_no_part_in_cases_has_no_register(client, monday):
    client.force_login(factories.user(roles.EDITOR))
    response = client.get(REGISTER)
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_cases_stand_in_the_menu_of_complaints(desk):
    assert REGISTER in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_one_case_and_fifty_cost_the_same_number_of_queries(desk, django_assert_max_num_queries):
    plain, area, agency = procedure(), factories.service_area(), factories.provider()
    owner = factories.user(roles.INVESTIGATOR)
    first = triaged(procedure=plain, service_area=area, provider=agency)
    cases.assign(first, by=None, owner=owner)
    desk.get(REGISTER)
    with django_assert_max_num_queries(11) as one:
        desk.get(REGISTER)
    for _ in range(49):
        case = factories.case(procedure=plain)
        Case.objects.filter(pk=case.pk).update(
            owner=owner, service_area=area, provider=agency, triaged_on=factories.MONDAY
        )
    with django_assert_max_num_queries(11) as fifty:
        assert len(references(desk.get(REGISTER))) == 50
    assert len(fifty) == len(one)
    with django_assert_max_num_queries(12):
        assert len(references(desk.get(REGISTER, {"q": "bin"}))) == 50
    with django_assert_max_num_queries(9):
        desk.get(f"{REGISTER}results/?q=bin")


@pytest.mark.parametrize("few", [0, 100])
def test_words_find_the_same_in_the_same_order_whether_they_stand_in_few_cases_or_in_many(desk, monkeypatch, few):
    monkeypatch.setattr(case_search, "FEW", few)
    plain = procedure()
    late, soon, _other = (
        factories.case(procedure=plain, received_on=day(on), given={"what_happened": told})
        for on, told in (
            ("2026-11-06", "Noise at night, and bins."),
            ("2026-11-03", "The noise of the bins."),
            ("2026-11-02", "Noise, and nothing else."),
        )
    )
    assert references(desk.get(REGISTER, {"q": "bins noise"})) == [soon.reference, late.reference]
    assert desk.get(REGISTER, {"q": "bins noise"}).context["items_count"] == 2


def test_rows_are_counted_as_far_as_they_need_and_the_pages_go_on(desk, monkeypatch):
    monkeypatch.setattr(PagesOfCases, "step", 3)
    monkeypatch.setattr(CaseIndexView, "get_paginate_by", lambda register, rows: 2)
    plain = procedure()
    for _each in range(7):
        factories.case(procedure=plain)
    said = {}
    for page in (1, 2, 3, 4, 9):
        shown = desk.get(REGISTER, {"p": page}).context["page_obj"]
        said[page] = (shown.number, len(shown), shown.has_next(), shown.paginator.items_count_label)
    assert said == {
        1: (1, 2, True, "more than 3 cases"),
        2: (2, 2, True, "more than 6 cases"),
        3: (3, 2, True, "7 cases"),
        4: (4, 1, False, "7 cases"),
        9: (4, 1, False, "7 cases"),
    }
    assert "There are more than 3 matches" in desk.get(REGISTER, {"open": "open"}).content.decode()


def test_the_second_page_goes_on_where_the_first_ends(desk):
    plain = procedure()
    for _ in range(52):
        factories.case(procedure=plain)
    first, second = desk.get(REGISTER), desk.get(REGISTER, {"p": 2})
    assert (first.context["items_count"], second.context["items_count"]) == (52, 52)
    assert len(set(references(first) + references(second))) == 52
    assert len(references(second)) == 2


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_an_export_reads_some_rows_at_a_time_and_keeps_none(desk, monkeypatch, django_assert_num_queries, export):
    plain = procedure()
    for _ in range(7):
        factories.case(procedure=plain)
    desk.get(REGISTER, {"export": export}).getvalue()
    monkeypatch.setattr(spreadsheets, "CHUNK", 2)
    read = []
    iterator = CaseQuerySet.iterator
    monkeypatch.setattr(
        CaseQuerySet, "iterator", lambda rows, chunk_size: read.append(chunk_size) or iterator(rows, chunk_size)
    )
    with django_assert_num_queries(7):  # who asks, in five; the rows; the calendars
        response = desk.get(REGISTER, {"export": export})
        content = response.getvalue()
    assert read == [2]
    assert content.startswith(b"PK") if export == "xlsx" else content.count(b"\r\n") == 8


def test_what_is_asked_about_the_last_answer_finds_that_answer(desk):
    signer = signing.signer()
    letter = signing.submitted()
    signing.sign(Response.objects.get(pk=letter.pk), signer)
    case = letter.case_stage.case
    assert Response.objects.get(pk=letter.pk).issued_on
    found = {value: references(desk.get(REGISTER, {"outcome": value})) for value in ("upheld", "not-upheld")}
    assert found == {"upheld": [case.reference], "not-upheld": []}
