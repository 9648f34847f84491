"""Splitting, merging, linking, service requests and who may complain, as an officer does them."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, entitlement, links, opening, points
from wagtail_complaints.models import Case, Kind, OnBehalf, PartyRole
from wagtail_complaints.procedure import terms

pytestmark = pytest.mark.django_db

INBOX = "/admin/complaints/inbox/"


def address(case, place="") -> str:
    return f"/admin/complaints/cases/{case.pk}/{place}"


def errors(response) -> dict:
    return {name: list(said) for name, said in response.context["form"].errors.items()}


@pytest.fixture
def case(db):
    made = triaged()
    for text in ("The bin was missed.", "The social worker did not ring."):
        points.add(made, text=text, by=None)
    return made


@pytest.fixture
def children(db):
    named = factories.two_stages(slug="children", title="Children’s services")
    return factories.procedure_version(named).procedure


def test_a_case_is_split_and_both_pages_and_histories_say_so(desk, case, children):
    form = desk.get(address(case, "split/")).context["form"]
    assert [words for _number, words in form.fields["points"].choices] == [
        "1. The bin was missed.",
        "2. The social worker did not ring.",
    ]
    sent = {"procedure": children.pk, "subject": "Contact", "points": [2], "points_are": "moved", "reason": "Care"}
    response = desk.post(address(case, "split/"), sent)
    new = Case.objects.latest("pk")
    assert response.url == address(new)
    told = {
        case: ("Split off from this case", "A part of it was split off as a case"),
        new: ("This case was split off from", "Split off from another case"),
    }
    for one, (words, line) in told.items():
        page = desk.get(address(one)).content.decode()
        assert words in page
        assert (new if one == case else case).reference in page
        assert line in desk.get(address(one, "history/")).content.decode()
    again = desk.post(address(case, "split/"), {**sent, "points": []})
    assert (again.status_code, errors(again)) == (409, {"__all__": ["This part has been split off already."]})
    assert case.points.get(number=2).is_withdrawn


def test_a_case_without_points_is_split_all_the_same(desk, children):
    case = triaged()
    sent = {"procedure": children.pk, "subject": "Contact", "reason": "Care"}
    assert desk.post(address(case, "split/"), sent).status_code == 302
    assert Case.objects.latest("pk").points.count() == 0


def test_the_inbox_names_the_case_that_was_opened_and_not_what_was_split_off(desk, case, children):
    new = links.split(case, procedure=children, subject="Contact", reason="Care", by=None, on=day("2026-11-09"))
    page = desk.get(f"{INBOX}inspect/{case.submission_id}/").content.decode()
    assert f'href="{address(case)}"' in page
    assert new.reference not in page


def test_a_case_that_is_not_seen_is_not_found_by_its_reference(client, monday, case):
    hidden, investigator = triaged(procedure=case.procedure_version.procedure), factories.user(roles.INVESTIGATOR)
    cases.assign(case, decider=investigator, by=None)
    client.force_login(investigator)
    sent = {"reference": hidden.reference, "reason": "The same"}
    unknown = client.post(address(case, "link/"), {**sent, "reference": "no reference"})
    assert errors(client.post(address(case, "link/"), sent)) == errors(unknown)
    assert errors(unknown) == {"reference": ["You can see no case with this reference."]}
    links.link(case, to=hidden, reason="Neighbours", by=None, on=day("2026-11-09"))
    assert hidden.reference not in client.get(address(case)).content.decode()
    assert hidden.reference not in client.get(address(case, "history/")).content.decode()
    link = case.links_from.get()
    assert client.get(address(case, f"links/{link.pk}/undo/")).status_code == 404


def test_a_link_is_made_and_undone_with_reasons(desk, case):
    other = triaged(procedure=case.procedure_version.procedure)
    sent = {"reference": other.reference, "reason": "The same street"}
    assert desk.post(address(case, "link/"), sent).url == address(case)
    link = case.links_from.get()
    asked = desk.get(address(other, f"links/{link.pk}/undo/")).context["known"]
    assert asked == [("Has to do with", f"{case} · {case.subject}")]
    assert desk.post(address(other, f"links/{link.pk}/undo/"), {"reason": "Another street"}).url == address(other)
    link.refresh_from_db()
    assert not link.is_current
    assert "Another street" in desk.get(address(case, "history/")).content.decode()


def test_a_case_is_handed_over_as_a_service_request_and_taken_up_again(desk, case):
    sent = {"to": "Waste services", "reason": "You ask for a bin."}
    assert desk.post(address(case, "service-request/"), sent).url == address(case)
    assert "Closed: a service request, not a complaint" in desk.get("/admin/complaints/cases/").content.decode()
    assert desk.post(address(case, "service-request/"), sent).status_code == 409
    assert desk.post(address(case, "reopen/"), {"on": "2026-11-09", "reason": "She complains"}).url == address(case)
    page = desk.get(address(case)).content.decode()
    assert "Looked into as a complaint after all" in page


def test_a_submission_is_handed_over_taken_up_again_and_shows_both(desk, children):
    sent = factories.submission(procedure=children, kind=Kind.COMMENT)
    given = {"outcome": "service-request", "passed_to": "Waste services", "reason": "You ask for a bin."}
    assert list(errors(desk.post(f"{INBOX}handle/{sent.pk}/", {**given, "reason": ""}))) == ["reason"]
    assert desk.post(f"{INBOX}handle/{sent.pk}/", given).status_code == 302
    assert [each.pk for each in desk.get(INBOX, {"state": "service-request"}).context["object_list"]] == [sent.pk]
    assert desk.post(f"{INBOX}take-up/{sent.pk}/", {"reason": "She complains"}).status_code == 302
    page = desk.get(f"{INBOX}inspect/{sent.pk}/").content.decode()
    assert all(said in page for said in ("Service request (undone)", "Taken up again", "She complains"))
    assert f"open-case/{sent.pk}" in page
    assert [each.pk for each in desk.get(INBOX, {"state": "waiting"}).context["object_list"]] == [sent.pk]
    case = opening.open_case(sent, by=None, on=day("2026-11-09"))
    assert case.letters.filter(kind="taken-up").count() == 1


@pytest.fixture
def spoken_for(db):
    listed = (terms.Complainant("A parent"), terms.Complainant("A friend", needs="consent"))
    version = factories.procedure_version(factories.two_stages(complainants=listed))
    return factories.case(
        procedure=version.procedure, on_behalf=OnBehalf.SOMEONE_ELSE, given={"affected_name": "Kit"}
    )


def test_triage_asks_why_somebody_may_speak_for_another_and_the_page_says_what_is_waited_for(desk, spoken_for):
    party = spoken_for.parties.get(role=PartyRole.COMPLAINANT)
    place = address(spoken_for, f"people/{party.pk}/may-complain/")
    page = desk.get(address(spoken_for, "triage/")).content.decode()
    assert "It has not been said why they may complain." in page
    assert f'href="{place}"' in page
    form = desk.get(place).context["form"]
    assert [words for _value, words in form.fields["listed"].choices] == [
        "A parent (in their own right)",
        "A friend (with the consent of the person affected)",
        "Somebody else",
    ]
    refused = desk.post(place, {"listed": "A parent", "consent": "asked"})
    assert refused.status_code == 409
    assert "in their own right: nobody’s consent is needed" in refused.content.decode()
    assert errors(desk.post(place, {"consent": "asked"})) == {"entitlement": ["Say why they may complain."]}
    assert desk.post(place, {"listed": "A friend", "consent": "asked"}).url == address(spoken_for)
    page = desk.get(address(spoken_for)).content.decode()
    assert "Waiting for consent." in page
    assert "The dates go on counting meanwhile." in page
    sent = {"listed": "A friend", "consent": "given", "consent_on": "2026-11-06"}
    assert desk.post(place, sent).status_code == 302
    page = desk.get(address(spoken_for)).content.decode()
    assert "Waiting for consent." not in page
    assert "Given, 6 Nov 2026" in page


def test_a_refused_consent_is_said_at_the_top(desk, spoken_for):
    party = spoken_for.parties.get(role=PartyRole.COMPLAINANT)
    known = {"entitlement": "A friend", "consent": "refused", "consent_on": day("2026-11-06")}
    entitlement.decide(party, by=None, on=day("2026-11-09"), **known)
    assert (
        "does not want Robin Example to complain for them (6 Nov 2026)"
        in desk.get(address(spoken_for)).content.decode()
    )


def test_nobody_decides_about_the_person_affected_or_of_another_case(desk, spoken_for, case):
    affected = spoken_for.parties.get(role=PartyRole.AFFECTED)
    theirs = spoken_for.parties.get(role=PartyRole.COMPLAINANT)
    assert desk.get(address(spoken_for, f"people/{affected.pk}/may-complain/")).status_code == 404
    assert desk.get(address(case, f"people/{theirs.pk}/may-complain/")).status_code == 404
