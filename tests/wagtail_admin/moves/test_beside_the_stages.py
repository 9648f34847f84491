"""Points, people and notes, and who may open which form."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, triaged
from tests.wagtail_admin.moves.at_hand import address, errors, made, stage_of
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, points
from wagtail_complaints.models import Case
from wagtail_complaints.wagtail_admin.cases.moves.urls import OF_A_STAGE, OF_THE_CASE

pytestmark = pytest.mark.django_db


def test_points_are_added_reworded_and_withdrawn(move, case):
    assert made(move(case, "points/add", text="The bin was missed.", outcome_sought="Empty it."), case)
    given = {"text": "The bin was missed twice.", "outcome_sought": "Empty it.", "reason": "She said so"}
    assert made(move(case, "points/1", **given), case)
    assert made(move(case, "points/1/withdraw", reason="Settled"), case)
    point = case.points.get()
    assert (point.text, point.is_withdrawn) == ("The bin was missed twice.", True)
    assert move(case, "points/1/withdraw", reason="Again").status_code == 409


def test_people_are_added_and_changed(move, case, desk):
    given = {"role": "advocate", "name": "Dele", "consent": "asked", "email": "dele@example.org"}
    assert made(move(case, "people/add", **given), case)
    advocate = case.parties.get(role="advocate")
    page = desk.get(f"{address(case)}people/{advocate.pk}/").content.decode()
    assert 'value="dele@example.org"' in page
    given |= {
        "consent": "given",
        "consent_on": "2026-11-09",
        "contact_safety": "Not at home.",
        "reason": "Form came",
    }
    assert made(move(case, f"people/{advocate.pk}", **given), case)
    advocate.refresh_from_db()
    assert (advocate.consent, advocate.contact_safety) == ("given", "Not at home.")
    assert advocate.history.first().history_change_reason == "Form came"
    assert errors(move(case, f"people/{advocate.pk}", **{**given, "email": "dele"})) == {
        "email": ["Enter a valid email address."]
    }


def test_a_note_is_kept_on_a_closed_case_too(move, case, desk):
    cases.withdraw(case, on=day("2026-11-09"), by=None, reason="Settled")
    assert made(move(case, "notes/add", text="Rang her.\nShe is content."), case)
    page = desk.get(address(case)).content.decode()
    assert "<p>Rang her.<br>She is content.</p>" in page
    assert "Rang her." in desk.get(f"/admin/complaints/cases/{case.pk}/history/").content.decode()
    assert list(errors(move(case, "notes/add", text="  "))) == ["text"]


def test_a_message_about_a_move_names_nobody(move, desk):
    case = triaged(given={"name": "Robin Example"})
    response = move(case, "people/add", role="advocate", name="Dele Adeyemi", consent="not-needed")
    said = [str(message).strip() for message in desk.get(response.url).context["messages"]]
    assert said == ["Added."]


PLACES = [
    *(f"{verb}" for verb in OF_THE_CASE),
    *(f"stages/stage-1/{verb}" for verb in OF_A_STAGE if verb != "request-stage"),
    *("stages/stage-2/request-stage", "points/add", "points/1", "points/1/withdraw", "people/add", "notes/add"),
]


def test_who_may_only_read_is_refused_at_every_form(client, monday, case):
    points.add(case, text="The bin.", by=None)
    client.force_login(factories.user(roles.AUDITOR))
    before = Case.objects.filter(pk=case.pk).values().get()
    answers = {}
    for place in PLACES:
        form = f"{address(case)}{place}/"
        answers[place] = client.get(form).status_code, client.post(form, {"reason": "x"}).status_code
    assert answers == dict.fromkeys(PLACES, (403, 403))
    assert Case.objects.filter(pk=case.pk).values().get() == before


def test_an_investigator_works_on_a_case_and_does_not_run_it(client, monday, case):
    investigator = factories.user(roles.INVESTIGATOR)
    cases.assign(case, by=None, decider=investigator)
    client.force_login(investigator)
    for place in ("triage", "assign", "withdraw", "close", "correct-received", "redirect"):
        assert client.get(f"{address(case)}{place}/").status_code == 403, place
    assert client.get(f"{address(case)}stages/stage-1/extend/").status_code == 200


def test_every_form_can_be_opened_or_says_why_not_and_opening_it_makes_no_move(desk, case):
    points.add(case, text="The bin.", by=None)
    before = Case.objects.values().get()
    for place in PLACES:
        page = desk.get(f"{address(case)}{place}/")
        assert page.status_code == 200, place
        assert "<form" in page.content.decode() or page.context["refusal"], place
    assert Case.objects.values().get() == before
    assert not stage_of(case).events.exists()
