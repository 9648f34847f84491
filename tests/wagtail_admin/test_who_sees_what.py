"""The screens on who sees a case: restrict it, open it in need, teams, deputies, work handed over, figures."""

from datetime import date

import pytest

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import triaged
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import appointments, cases, restrictions
from wagtail_complaints.models import (
    Appointment,
    BrokenGlass,
    Case,
    ComplainedAbout,
    Deputy,
    NamedPerson,
    RestrictedRead,
    Team,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 9)


def address(case, *parts) -> str:
    return "/".join(["/admin/complaints/cases", str(case.pk), *map(str, parts), ""])


def restricted(case, manager, *named):
    restrictions.restrict(case, to=named, reason="Her ex-husband works here.", by=manager, on=TODAY)
    return case


def test_a_manager_restricts_a_case_names_somebody_and_lifts_it_again(desk, manager):
    case, named = triaged(), factories.user(roles.INVESTIGATOR)
    sent = desk.post(address(case, "restrict"), {"to": [named.pk], "reason": "Her ex-husband works here."})
    assert sent.url == address(case)
    assert "Her ex-husband works here." in desk.get(address(case)).content.decode()
    person = NamedPerson.objects.get()
    assert person.user == named
    desk.post(address(case, "restrict", "named", person.pk), {"reason": "Not needed."})
    assert not NamedPerson.objects.current().exists()
    desk.post(address(case, "restrict", "name"), {"user": named.pk, "reason": "Needed."})
    assert NamedPerson.objects.current().get().user == named
    desk.post(address(case, "restrict", "lift"), {"reason": "He left."})
    assert not Case.objects.restricted().exists()


def test_the_page_offers_nothing_of_this_to_who_may_only_read(client, monday):
    case = triaged()
    client.force_login(factories.user(roles.AUDITOR))
    page = client.get(address(case)).content.decode()
    assert "Who may see this case" in page
    assert "Restrict it" not in page
    assert client.post(address(case, "restrict"), {"reason": "No."}).status_code == 403
    assert not Case.objects.restricted().exists()


def test_each_reading_of_a_restricted_case_is_kept_with_its_screen(desk, manager):
    case = restricted(triaged(), manager)
    for screen in ("", "history/", "restrict/name/"):
        assert desk.get(address(case) + screen).status_code == 200
    desk.get(f"/admin/complaints/inbox/inspect/{case.submission_id}/")
    read = list(RestrictedRead.objects.order_by("pk").values_list("screen", flat=True))
    assert read == ["Case", "History", "Open it to somebody else", "Inbox"]
    assert set(RestrictedRead.objects.values_list("user", flat=True)) == {manager.pk}
    assert "read on the page “Open it to somebody else”" in desk.get(address(case)).content.decode()


def test_a_senior_lead_opens_a_restricted_case_by_its_reference(client, manager, monday, mailoutbox):
    case, lead = restricted(triaged(), manager), factories.user(roles.SENIOR_LEAD)
    client.force_login(lead)
    assert client.get(address(case)).status_code == 404
    form = "/admin/complaints/restricted/"
    sent = client.post(form, {"reference": case.reference.lower(), "reason": "The police rang."})
    assert sent.url == address(case)
    assert client.get(address(case)).status_code == 200
    assert BrokenGlass.objects.get().reason == "The police rang."
    assert RestrictedRead.objects.get().user == lead
    client.force_login(manager)
    assert "The police rang." in client.get(address(case)).content.decode()


def test_a_reference_tells_nothing_by_its_answer(client, manager, monday):
    about, lead = restricted(triaged(), manager), factories.user(roles.SENIOR_LEAD)
    ComplainedAbout.objects.create(case=about, user=lead, recorded_on=TODAY)
    plain = factories.case()
    client.force_login(lead)
    said = "No restricted case that you could open has this reference."
    for reference in (about.reference, plain.reference, "nonsense"):
        answer = client.post("/admin/complaints/restricted/", {"reference": reference, "reason": "Urgent."})
        assert (answer.status_code, said in answer.content.decode()) == (409, True)


def test_staff_complained_about_are_recorded_and_struck_out_with_a_reason(desk):
    case, about = triaged(), factories.user(roles.INVESTIGATOR)
    desk.post(address(case, "complained-about"), {"user": about.pk})
    row = ComplainedAbout.objects.get()
    assert row.user == about
    assert "Shut out" in desk.get(address(case)).content.decode()
    desk.post(address(case, "complained-about", row.pk), {"reason": "A namesake."})
    assert not ComplainedAbout.objects.current().exists()


def test_who_records_a_complaint_about_themselves_comes_back_to_the_register(desk, manager):
    case = triaged()
    assert desk.post(address(case, "complained-about"), {"user": manager.pk}).url == "/admin/complaints/cases/"


def test_a_team_is_kept_with_its_members_and_the_case_is_given_to_it(desk):
    member, area = factories.user(roles.SERVICE_MANAGER), factories.service_area()
    given = {"name": "Waste", "members": [member.pk], "service_areas": [area.pk], "is_active": "on"}
    assert desk.post("/admin/complaints/teams/create/", given).status_code == 302
    team = Team.objects.get()
    assert (list(team.members.all()), list(team.service_areas.all())) == ([member], [area])
    case = triaged()
    desk.post(address(case, "assign"), {"team": team.pk})
    assert Case.objects.get(pk=case.pk).team == team
    assert member.get_full_name() in desk.get("/admin/complaints/teams/").content.decode()


def test_somebody_arranges_their_own_deputy_and_nobody_elses(client, monday):
    person, deputy = factories.user(roles.INVESTIGATOR), factories.user(roles.INVESTIGATOR)
    client.force_login(person)
    given = {"deputy": deputy.pk, "from_on": "2026-11-09", "to_on": "2026-11-20", "reason": "Leave."}
    new = "/admin/complaints/deputies/new/"
    assert client.post(new, {**given, "person": person.pk}).status_code == 302
    assert Deputy.objects.get().person == person
    other = {**given, "person": deputy.pk, "deputy": person.pk}
    assert client.post(new, other).status_code == 200
    assert Deputy.objects.count() == 1
    row = Deputy.objects.get()
    end = f"/admin/complaints/deputies/{row.pk}/end/"
    assert "from 9 Nov 2026 to 20 Nov 2026." in client.get(end).content.decode()
    client.post(end, {"reason": "Back early."})
    assert Deputy.objects.get().called_off_on == conf.today()


def test_the_work_of_a_leaver_is_listed_and_handed_over_with_a_reason(desk, manager):
    leaver, heir = factories.user(roles.INVESTIGATOR), factories.user(roles.INVESTIGATOR)
    owned, decided, appointed = triaged(), factories.case(), factories.case()
    cases.assign(owned, by=manager, owner=leaver)
    cases.assign(decided, by=manager, decider=leaver)
    appointments.appoint(
        appointed.stages.get(), does="investigates", role="Investigator", user=leaver, by=manager, on=TODAY
    )
    team = Team.objects.create(name="Waste")
    team.members.add(leaver)
    leaver.is_active = False
    leaver.save()
    counts = {pk: count for pk, *_name, count in desk.get("/admin/complaints/deputies/").context["people"]}
    assert (counts[leaver.pk], counts[heir.pk]) == (3, 0)
    page = f"/admin/complaints/work-of/{leaver.pk}/"
    shown = desk.get(page).content.decode()
    assert all(case.reference in shown for case in (owned, decided, appointed))
    chosen = [owned.pk, decided.pk, appointed.pk]
    desk.post(page, {"cases": chosen, "to": heir.pk, "leaves": "on", "reason": "Left the council."})
    owned.refresh_from_db()
    assert owned.owner == heir
    assert decided.stages.get().decider == heir
    assert [part.user for part in Appointment.objects.order_by("pk")] == [leaver, heir]
    assert list(team.members.all()) == []
    assert owned.history.latest().history_change_reason == "Left the council."


def test_who_leaves_without_work_is_asked_for_no_heir_and_taken_out_of_their_teams(desk):
    leaver = factories.user(roles.INVESTIGATOR)
    team = Team.objects.create(name="Waste")
    team.members.add(leaver)
    page = f"/admin/complaints/work-of/{leaver.pk}/"
    assert list(desk.get(page).context["form"].fields) == ["leaves", "reason"]
    unsaid = desk.post(page, {"reason": "Left the council."})
    assert list(unsaid.context["form"].errors) == ["leaves"]
    desk.post(page, {"leaves": "on", "reason": "Left the council."})
    assert list(team.members.all()) == []


def test_what_a_rule_forbids_is_not_handed_over_and_is_named(desk, manager):
    leaver, heir = factories.user(roles.INVESTIGATOR), factories.user(roles.INVESTIGATOR)
    free, about = triaged(), factories.case()
    for case in (free, about):
        cases.assign(case, by=manager, owner=leaver)
    ComplainedAbout.objects.create(case=about, user=heir, recorded_on=TODAY)
    page = f"/admin/complaints/work-of/{leaver.pk}/"
    said = desk.post(page, {"cases": [free.pk, about.pk], "to": heir.pk, "reason": "Moves."}, follow=True)
    assert f"{about.reference}: {heir.get_full_name()} may not see this case" in said.content.decode()
    owners = {case.pk: case.owner for case in Case.objects.all()}
    assert owners == {free.pk: heir, about.pk: leaver}


@pytest.mark.parametrize("role", [roles.INVESTIGATOR, roles.AUDITOR, roles.SENIOR_LEAD], ids=lambda role: role.name)
def test_who_may_not_assign_hands_nothing_over(client, monday, role):
    leaver = factories.user(roles.INVESTIGATOR)
    client.force_login(factories.user(role))
    assert client.get(f"/admin/complaints/work-of/{leaver.pk}/").status_code == 302


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks"])
def test_wagtails_reports_of_workflows_tell_of_letters_to_those_who_see_their_case(client, monday, manager, report):
    signing.signer()
    letter = signing.submitted()
    who = factories.superuser()
    client.force_login(who)
    page = f"/admin/reports/{report}/"
    assert letter.case.reference in client.get(page).content.decode()
    restricted(letter.case, manager)
    assert letter.case.reference not in client.get(page).content.decode()


def test_the_member_responsible_reads_figures_and_comes_to_no_case(client, monday):
    for _ in range(6):
        case = triaged(subject="Missed bins")
    factories.case(procedure=factories.procedure_version(factories.two_stages(slug="rare", title="Rare")).procedure)
    client.force_login(factories.user(roles.ELECTED_MEMBER))
    page = client.get("/admin/reports/complaints-in-figures/")
    said = " ".join(page.content.decode().split())
    assert '<tr><th scope="row">Complaints about our services</th><td>withheld</td></tr>' in said
    assert "“Withheld” stands for a number below 5, and for any that would give such a number away." in said
    assert case.reference not in said
    assert "Missed bins" not in said
    assert client.get(address(case)).status_code == 404
    home = client.get("/admin/").content.decode()
    assert "/admin/complaints/cases/" not in home
    assert "How complaints go in 2026/27, and in the years before" in home


@pytest.mark.parametrize(
    "role", [roles.INVESTIGATOR, roles.CONTACT_CENTRE, roles.EDITOR], ids=lambda role: role.name
)
def test_figures_are_for_those_who_oversee(client, monday, role):
    client.force_login(factories.user(role))
    assert client.get("/admin/reports/complaints-in-figures/").status_code == 302


@pytest.mark.parametrize(
    ("role", "is_shown"), [(roles.SIGNER, True), (roles.CONTACT_CENTRE, False), (roles.ELECTED_MEMBER, False)]
)
def test_responses_stand_in_the_menu_of_those_alone_who_read_them(client, monday, role, is_shown):
    client.force_login(factories.user(role))
    home = client.get("/admin/").content.decode()
    assert ("/admin/snippets/wagtail_complaints/response/" in home) == is_shown
    assert ("/admin/snippets/wagtail_complaints/feedbackform/" in home) is False
