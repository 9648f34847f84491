"""People are appointed from a register; a conflict is named with its source, and with the way round it."""

from datetime import date

import pytest

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, independence
from wagtail_complaints.models import Declaration, OutsidePerson

pytestmark = pytest.mark.django_db

REGISTER = "/admin/complaints/outside-people/"
ON = date(2026, 11, 9)


@pytest.fixture
def una():
    return OutsidePerson.objects.create(name="Una Crosbie", takes_part_as="Panel member", day_fee="300.00")


@pytest.fixture
def case():
    return factories.case(procedure=factories.example("001-information-requests").procedure)


def address(case, place="") -> str:
    return f"/admin/complaints/cases/{case.pk}/{place}"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_declaration_and_an_absence_are_recorded_on_the_page_of_the_person(desk, una):
    assert "Record a declaration" in text(desk.get(f"{REGISTER}inspect/{una.pk}/"))
    assert "No days are on record" in desk.get(f"{REGISTER}not-away/{una.pk}/").context["refusal"]
    desk.post(f"{REGISTER}declare/{una.pk}/", {"kind": "member", "declared_on": "2026-11-09"})
    desk.post(f"{REGISTER}away/{una.pk}/", {"from_on": "2026-12-01", "to_on": "2026-12-04"})
    shown = text(desk.get(f"{REGISTER}inspect/{una.pk}/"))
    assert "Is a member of the council, 9 Nov 2026" in shown
    assert "1 Dec 2026 to 4 Dec 2026" in shown
    declared, absence = una.declarations.get(), una.absences.get()
    given = {"declaration": declared.pk, "ended_on": "2026-11-09", "reason": "Lost her seat."}
    desk.post(f"{REGISTER}end-declaration/{una.pk}/", given)
    desk.post(f"{REGISTER}not-away/{una.pk}/", {"absence": absence.pk})
    declared.refresh_from_db(), absence.refresh_from_db()
    assert (declared.ended_on, absence.is_called_off) == (ON, True)
    history = text(desk.get(f"{REGISTER}history/{una.pk}/"))
    assert "Lost her seat." in history
    assert "1 Dec 2026 to 4 Dec 2026" in history


def test_every_page_about_somebody_bears_their_name(desk, una):
    assert "More options for “Una Crosbie”" in text(desk.get(REGISTER))
    for page in ("inspect", "edit", "declare", "away", "history"):
        shown = text(desk.get(f"{REGISTER}{page}/{una.pk}/"))
        assert "Una Crosbie" in shown
        assert str(una) not in shown


def test_a_declaration_that_cannot_be_is_refused_with_the_reason(desk, una):
    page = desk.post(f"{REGISTER}declare/{una.pk}/", {"kind": "involved", "declared_on": "2026-11-09"})
    assert "Say which service they had to do with." in text(page)


def test_the_declaration_of_one_person_is_not_ended_on_the_page_of_another(desk, una):
    other = OutsidePerson.objects.create(name="Rafiq Islam")
    foreign = Declaration.objects.create(person=other, kind="member", declared_on=ON)
    given = {"declaration": foreign.pk, "ended_on": "2026-11-09", "reason": "Not hers."}
    assert desk.post(f"{REGISTER}end-declaration/{una.pk}/", given).context["form"].errors["declaration"]


def test_who_may_not_change_the_register_records_nothing_in_it(client, una):
    client.force_login(factories.user(roles.AUDITOR))
    assert client.get(f"{REGISTER}inspect/{una.pk}/").status_code == 200
    client.post(f"{REGISTER}declare/{una.pk}/", {"kind": "member", "declared_on": "2026-11-09"})
    assert not una.declarations.exists()


def test_somebody_of_the_register_is_appointed_and_their_fee_recorded(desk, case, una):
    given = {"does": "advises", "person": una.pk, "role": "Adviser", "on": "2026-11-09"}
    assert desk.post(address(case, "stages/review/appoint/"), given).status_code == 302
    part = case.stages.get().appointments.get()
    assert (part.person, part.name) == (una, "Una Crosbie")
    for kind, amount in (("agreed", "600"), ("paid", "300")):
        fee = {"kind": kind, "amount": amount, "on": "2026-11-09"}
        assert desk.post(address(case, f"appointments/{part.pk}/fees/add/"), fee).status_code == 302
    shown = text(desk.get(address(case)))
    assert "Fee: £600.00 agreed, £300.00 paid" in shown
    assert "Has not declared anything yet" in shown
    paid = part.fees.get(kind="paid")
    desk.post(address(case, f"appointments/{part.pk}/fees/{paid.pk}/"), {"because": "Paid twice."})
    assert "Fee: £600.00 agreed, £0.00 paid" in text(desk.get(address(case)))


def test_one_person_is_appointed_and_not_two(desk, case, una):
    given = {"does": "advises", "person": una.pk, "name": "Somebody else", "on": "2026-11-09"}
    page = desk.post(address(case, "stages/review/appoint/"), given)
    assert page.context["form"].errors == {"name": ["Say one person only."]}


def test_a_conflict_is_named_with_its_source_and_leads_to_where_it_is_set_aside(desk, case):
    officer = factories.user(roles.INVESTIGATOR)
    given = {"user": officer.pk, "what": "Answered the request."}
    assert desk.post(address(case, "part-before/"), given).status_code == 302
    page = desk.post(
        address(case, "stages/review/appoint/"), {"does": "decides", "user": officer.pk, "on": "2026-11-09"}
    )
    assert page.status_code == 409
    assert "ruled out by Information Commissioner" in text(page)
    way = page.context["way_round_url"]
    assert "They had a part in this matter before" in text(desk.get(way))
    given = {"does": "decides", "user": officer.pk, "reason": "Nobody else knows the records."}
    assert desk.post(way.split("?")[0], given).status_code == 302
    shown = text(desk.get(address(case)))
    assert "Rules of independence set aside" in shown
    assert "Nobody else knows the records." in shown
    row = case.stages.get().overrides.get()
    desk.post(address(case, f"set-aside/{row.pk}/"), {"reason": "A colleague was trained."})
    row.refresh_from_db()
    assert not row.is_current
    history = text(desk.get(address(case, "history/")))
    assert "Rule set aside for" in history
    assert "A colleague was trained." in history


def test_what_was_recorded_of_an_earlier_part_is_struck_out_on_the_case_page(desk, case, una):
    earlier = independence.record_earlier_part(case, person=una, what="Advised on it.", by=None, on=ON)
    assert "Advised on it." in text(desk.get(address(case)))
    desk.post(address(case, f"part-before/{earlier.pk}/"), {"because": "It was her sister."})
    assert "Advised on it." not in text(desk.get(address(case)))


def test_a_clerk_is_told_who_could_set_the_rule_aside(client, case, monday):
    clerk, officer = factories.user(roles.CLERK), factories.user()
    case.owner = clerk
    case.save()
    independence.record_earlier_part(case, user=officer, what="Answered it.", by=None, on=ON)
    officer.groups.add(factories.group(roles.INVESTIGATOR))
    client.force_login(clerk)
    given = {"does": "decides", "user": officer.pk, "on": "2026-11-09"}
    page = client.post(address(case, "stages/review/appoint/"), given)
    assert "Whoever may set rules of independence aside" in text(page)
    assert client.get(address(case, "stages/review/set-aside/")).status_code == 403


def test_the_page_of_a_case_asks_no_more_of_the_database_for_many_appointed_than_for_one(
    desk, case, una, django_assert_max_num_queries
):
    def appoint(person):
        appointments.appoint(
            case.stages.get(), does="advises", person=person, role="Adviser", by=None, on=factories.MONDAY
        )

    appoint(una)
    desk.get(address(case))
    with django_assert_max_num_queries(200) as asked:
        desk.get(address(case))
    for number in range(5):
        appoint(OutsidePerson.objects.create(name=f"Adviser {number}"))
    with django_assert_max_num_queries(len(asked.captured_queries)):
        desk.get(address(case))
