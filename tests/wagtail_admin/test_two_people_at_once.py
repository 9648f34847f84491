"""Two officers open the same form: the second to save is told what the first changed, and loses nothing typed."""

import pytest
from django.test import Client

from tests import factories
from tests.wagtail_admin.cases_at_hand import CONSENT, day, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import clocks, notes
from wagtail_complaints.models import CaseNote, Letter, LetterKind
from wagtail_complaints.wagtail_admin.cases.meanwhile import mark
from wagtail_complaints.wagtail_admin.cases.moves.urls import OF_A_STAGE, OF_THE_CASE

pytestmark = pytest.mark.django_db

HOLD = {"reason": CONSENT, "from_on": "2026-11-09", "note": "The form is with the mother."}


@pytest.fixture
def case(db):
    return triaged()


@pytest.fixture
def colleague(db, monday):
    browser = Client()
    browser.force_login(factories.user(roles.MANAGER, first_name="Sam", last_name="Lee"))
    return browser


def address(case, place) -> str:
    return f"/admin/complaints/cases/{case.pk}/{place}/"


def opened(browser, case, place) -> str:
    """Open a form, and return what it remembers of the case."""
    return browser.get(address(case, place)).context["form"]["as_opened"].value()


def told(response) -> list[tuple[str, str]]:
    return [(line.who, line.what) for line in response.context["meanwhile"]]


def test_the_second_to_save_is_told_what_the_first_changed_and_loses_nothing_typed(desk, colleague, case):
    hold, note = "stages/stage-1/hold", "notes/add"
    seen = opened(desk, case, hold)
    colleague.post(
        address(case, note), {"text": "They rang: consent came.", "as_opened": opened(colleague, case, note)}
    )
    second = desk.post(address(case, hold), HOLD | {"as_opened": seen})
    assert (second.status_code, told(second)) == (409, [("Sam Lee", "Note: They rang: consent came.")])
    assert {name: second.context["form"][name].value() for name in HOLD} == HOLD
    assert "Nothing is saved yet." in second.content.decode()
    assert case.stages.get().holds.count() == 0


def test_whoever_has_read_it_saves_again_and_it_is_done(desk, colleague, case):
    hold = "stages/stage-1/hold"
    seen = opened(desk, case, hold)
    notes.add(case, text="They rang.", by=None)
    again = desk.post(address(case, hold), HOLD | {"as_opened": seen}).context["form"]["as_opened"].value()
    assert desk.post(address(case, hold), HOLD | {"as_opened": again}).status_code == 302
    assert case.stages.get().holds.get().reason == CONSENT


def test_where_nothing_changed_the_form_is_saved_at_once(desk, case):
    seen = opened(desk, case, "notes/add")
    assert desk.post(address(case, "notes/add"), {"text": "Rang them.", "as_opened": seen}).status_code == 302


def test_a_double_click_keeps_one_note(desk, case):
    given = {"text": "Rang them.", "as_opened": opened(desk, case, "notes/add")}
    assert [desk.post(address(case, "notes/add"), given).status_code for _click in range(2)] == [302, 409]
    assert CaseNote.objects.filter(case=case).count() == 1


def test_a_double_click_writes_one_letter(desk, case):
    place = "stages/stage-1/acknowledge"
    given = {"on": "2026-11-09", "text": "", "as_opened": opened(desk, case, place)}
    assert [desk.post(address(case, place), given).status_code for _click in range(2)] == [302, 409]
    assert Letter.objects.filter(case=case, kind=LetterKind.ACKNOWLEDGEMENT).count() == 1


def test_what_the_first_made_impossible_says_so_at_once(desk, case):
    place = "stages/stage-1/hold"
    seen = opened(desk, case, place)
    clocks.hold(case.stages.get(), from_on=day("2026-11-06"), reason=CONSENT, by=None)
    second = desk.post(address(case, place), HOLD | {"as_opened": seen})
    assert second.context["not_any_more"] == "The stage has been on hold since 6 November 2026."
    assert [what for _who, what in told(second)] == [
        "Stage 1: On hold from 6 Nov 2026. Waiting for consent",
        "Stage 1: Response due: 16 Nov 2026 → 17 Nov 2026",
    ]


def test_a_concern_about_somebodys_safety_waits_for_nobody(desk, case):
    seen = opened(desk, case, "pass-on")
    notes.add(case, text="They rang.", by=None)
    given = {"matter": "0", "to": "", "text": "The child is in danger.", "as_opened": seen}
    assert desk.post(address(case, "pass-on"), given).status_code == 302


def test_what_another_case_records_disturbs_nobody(desk, case):
    seen = opened(desk, case, "notes/add")
    notes.add(triaged(procedure=case.procedure_version.procedure), text="They rang.", by=None)
    assert seen == mark(case)


def test_every_form_of_a_move_remembers_what_was_seen_of_the_case(desk, case):
    """Only forms are asked: a move that cannot be made now shows none."""
    places = [str(verb) for verb in OF_THE_CASE] + [f"stages/stage-1/{verb}" for verb in OF_A_STAGE]
    pages = {place: desk.get(address(case, place)) for place in [*places, "notes/add", "people/add", "points/add"]}
    forms = {place: page.context["form"] for place, page in pages.items() if page.context.get("form")}
    assert len(forms) > 15
    assert {place: form["as_opened"].value() for place, form in forms.items()} == dict.fromkeys(forms, mark(case))


def test_the_mark_takes_one_query(case, django_assert_num_queries):
    with django_assert_num_queries(1):
        mark(case)
