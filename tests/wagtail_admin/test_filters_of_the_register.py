"""Cases are filtered by what is known of them, and nobody learns from a filter of a case that is not theirs."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import ADVOCATE, day, procedure, triaged
from tests.wagtail_admin.pages_at_hand import REGISTER, references, rows
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, clocks, restrictions
from wagtail_complaints.models import Case, Team

pytestmark = pytest.mark.django_db


def test_cases_are_filtered_by_what_is_known_of_them(desk, manager):
    plain, area = procedure(), factories.service_area()
    mine = triaged(procedure=plain, service_area=area, received_on=day("2026-11-05"), on=day("2026-11-05"))
    cases.assign(mine, by=manager, owner=manager)
    new = factories.case(procedure=plain, received_on=day("2026-11-04"), channel="letter")
    held = triaged(procedure=plain, received_on=day("2026-11-06"), on=day("2026-11-06"))
    cases.acknowledge(held.stages.get(), on=day("2026-11-06"), by=manager)
    clocks.hold(held.stages.get(), from_on=day("2026-11-09"), reason=ADVOCATE, by=manager)
    found = {
        "standing=new": [new],
        "standing=on-hold": [held],
        "standing=new&standing=in-hand": [new, mine],
        "whose=mine": [mine],
        "whose=nobody": [new, held],
        f"owner={manager.pk}": [mine],
        f"service_area={area.pk}": [mine],
        "channel=letter": [new],
        f"procedure={plain.pk}": [new, mine, held],
        "stage=Stage+1": [new, mine, held],
        "due=today": [new],  # 3 working days from Wednesday 4 November: Monday 9 November
        "due=overdue": [],
        "due=later": [mine],
        "due=this-week": [new, mine],  # mine on Tuesday 10 November, 3 working days from Thursday 5
        "due=next-week": [],
        "open=open": [new, mine, held],
        "open=closed": [],
        "whose=with-me": [mine],
        "waiting=decision": [new],
        "waiting=signature": [],
        "kind=complaint": [new, mine, held],
        "kind=comment": [],
        "due=nothing": [held],
        "next_due_on_from=2026-11-10&next_due_on_to=2026-11-30": [mine],
        "received_on_from=2026-11-06": [held],
        "closed_on_to=2026-12-01": [],
    }
    assert {query: references(desk.get(f"{REGISTER}?{query}")) for query in found} == {
        query: [case.reference for case in wanted] for query, wanted in found.items()
    }


def test_cases_are_filtered_by_the_team_they_were_given_to(desk):
    north, south = (Team.objects.create(name=name) for name in ("North", "South"))
    plain = procedure()
    theirs, _others = (triaged(procedure=plain) for _each in range(2))
    Case.objects.filter(pk=theirs.pk).update(team=north)
    page = desk.get(REGISTER, {"team": north.pk})
    assert references(page) == [theirs.reference]
    assert [(str(pill.field_label), str(pill.value)) for pill in page.context["view"].active_filters] == [
        ("Team", "North")
    ]
    assert page.context["filters"].form.fields["team"].choices == [(str(north.pk), "North")]
    assert references(desk.get(REGISTER, {"team": south.pk})) == []


def test_cases_are_filtered_by_the_provider_they_are_about(desk):
    agency, home = (factories.provider(name=name) for name in ("Agency", "Home"))
    unnamed = factories.provider(name="In no case")
    plain = procedure()
    about, other, _nobodys = (triaged(procedure=plain, provider=each) for each in (agency, home, None))
    page = desk.get(REGISTER, {"provider": agency.pk})
    assert references(page) == [about.reference]
    assert [(str(pill.field_label), str(pill.value)) for pill in page.context["view"].active_filters] == [
        ("Provider", "Agency")
    ]
    named = [(str(agency.pk), "Agency"), (str(home.pk), "Home")]
    assert page.context["filters"].form.fields["provider"].choices == named
    both = desk.get(REGISTER, {"provider": [agency.pk, home.pk]})
    assert references(both) == [about.reference, other.reference]
    assert references(desk.get(REGISTER, {"provider": unnamed.pk})) == []
    exported = rows(desk.get(REGISTER, {"export": "csv"}))
    assert sorted(row["Provider"] for row in exported) == ["", "Agency", "Home"]


def test_who_sees_restricted_cases_filters_by_them_and_nobody_else_finds_any(desk, client, manager, monday):
    plain, named, other = procedure(), factories.user(roles.INVESTIGATOR), factories.user(roles.INVESTIGATOR)
    closed, plainly = (triaged(procedure=plain) for _each in range(2))
    for case in (closed, plainly):
        cases.assign(case, by=None, owner=other)
    restrictions.restrict(
        closed, to=[named], reason="Her former husband works here.", by=manager, on=factories.MONDAY
    )
    expected = {
        manager: ([closed.reference], [plainly.reference]),
        named: ([closed.reference], []),
        other: ([], [plainly.reference]),
    }
    found = {}
    for user in expected:
        client.force_login(user)
        found[user] = tuple(references(client.get(REGISTER, {"restricted": value})) for value in ("yes", "no"))
    assert found == expected


def test_the_filters_tell_nothing_of_cases_that_one_may_not_see(client, monday):
    investigator, other = factories.user(roles.INVESTIGATOR), factories.user(roles.INVESTIGATOR)
    area, secret = factories.service_area(name="Waste"), factories.service_area(name="Fostering")
    agency, secret_home = factories.provider(name="Agency"), factories.provider(name="Home")
    hidden = triaged(procedure=procedure(), service_area=secret, provider=secret_home)
    Case.objects.filter(pk=hidden.pk).update(team=Team.objects.create(name="Fostering"))
    cases.assign(hidden, by=None, owner=other)
    trust = factories.example("002-childrens-trust").procedure
    theirs = triaged(procedure=trust, service_area=area, provider=agency)
    cases.assign(theirs, by=None, owner=investigator)
    client.force_login(investigator)
    fields = client.get(REGISTER).context["filters"].form.fields
    choices = {
        name: [value for value, _label in fields[name].choices]
        for name in fields
        if hasattr(fields[name], "choices")
    }
    assert choices["stage"] == sorted(stage.name for stage in theirs.terms.stages)
    assert choices["service_area"] == [str(area.pk)]
    assert choices["provider"] == [str(agency.pk)]
    assert choices["team"] == []
    assert choices["owner"] == [str(investigator.pk)]
    assert choices["procedure"] == [str(trust.pk)]
    assert references(client.get(REGISTER, {"stage": "Stage 1: local investigation"})) == [theirs.reference]


def test_a_stage_is_found_by_its_name_whatever_its_procedure(desk):
    plain = triaged(procedure=procedure())
    other = triaged(procedure=procedure(slug="other"))
    trust = triaged(procedure=factories.example("002-childrens-trust").procedure)
    found = references(desk.get(REGISTER, {"stage": "Stage 1"}))
    assert set(found) == {plain.reference, other.reference}
    page = desk.get(REGISTER, {"stage": trust.terms.first_stage.name})
    assert references(page) == [trust.reference]
    assert "Stage 1: local investigation" in page.content.decode()


def test_an_unknown_value_in_a_filter_is_no_error(desk):
    triaged()
    assert desk.get(f"{REGISTER}?stage=nowhere&due=tomorrow&owner=x").status_code == 200


def test_every_filter_can_be_taken_out_again(desk, manager):
    area = factories.service_area(name="Waste")
    cases.assign(triaged(service_area=area, channel="letter"), by=None, owner=manager)
    words = "channel=letter&open=open&stage=Stage+1&due=overdue&kind=complaint"
    page = desk.get(f"{REGISTER}?service_area={area.pk}&owner={manager.pk}&{words}")
    assert len(references(page)) == 1
    pills = {str(pill.field_label): str(pill.value) for pill in page.context["view"].active_filters}
    assert pills == {
        "Service area": "Waste",
        "Owner": "Priya Nair",
        "How it came": "Letter",
        "Open or closed": "Open",
        "Stage": "Stage 1",
        "When it is due": "Overdue",
        "Kind": "Complaint",
    }
