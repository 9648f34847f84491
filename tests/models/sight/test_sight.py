"""Who sees which case? The role, the team, the part, the deputy; and what closes a case to all of them."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories, signing
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import (
    appointments,
    cases,
    complained_about,
    opening,
    responses,
    restrictions,
)
from wagtail_complaints.models import (
    Case,
    CaseStage,
    Letter,
    NamedPerson,
    Response,
    RestrictedRead,
    Submission,
    Team,
)
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.workflows import SignOffRun

from .at_hand import NOON, TODAY, restricted, sees

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def team(*members, areas=(), **fields) -> Team:
    made = Team.objects.create(name=f"Team {Team.objects.count()}", **fields)
    made.members.add(*members)
    made.service_areas.add(*areas)
    return made


def test_the_contact_centre_sees_what_it_logged_and_nothing_else():
    officer, colleague = factories.user(roles.CONTACT_CENTRE), factories.user(roles.CONTACT_CENTRE)
    logged = factories.case(logged_by=officer, channel="telephone")
    factories.case(logged_by=colleague, channel="telephone")
    factories.case()
    assert sees(officer, logged)


def test_sight_goes_with_the_end_of_an_appointment(manager, investigator):
    case = factories.case()
    appointed = appointments.appoint(
        case.stages.get(), does="investigates", role="Investigator", user=investigator, by=manager, on=TODAY
    )
    assert sees(investigator, case)
    appointments.end_appointment(appointed, on=TODAY, by=manager, reason="Moved to another service.")
    assert sees(investigator)


def test_a_member_sees_the_cases_of_their_team_and_of_its_service_areas():
    bins = factories.service_area()
    member = factories.user(roles.SERVICE_MANAGER)
    ours = team(member, areas=[bins])
    given, of_area, other = factories.case(), factories.case(), factories.case()
    Case.objects.filter(pk=given.pk).update(team=ours)
    Case.objects.filter(pk=of_area.pk).update(service_area=bins)
    Case.objects.filter(pk=other.pk).update(team=team(), service_area=factories.service_area())
    assert sees(member, given, of_area)


def test_a_team_shows_nothing_to_a_role_that_sees_its_own_cases_only(investigator):
    case = factories.case()
    Case.objects.filter(pk=case.pk).update(team=team(investigator))
    assert sees(investigator)


def test_a_team_out_of_use_shows_nothing():
    member = factories.user(roles.SERVICE_MANAGER)
    case = factories.case()
    Case.objects.filter(pk=case.pk).update(team=team(member, is_active=False))
    assert sees(member)


def test_the_member_responsible_sees_no_case():
    factories.case()
    assert sees(factories.user(roles.ELECTED_MEMBER))


def test_a_restricted_case_is_open_to_the_named_and_to_who_may_restrict(manager, investigator):
    plain, case = factories.case(), factories.case()
    owner = factories.user(roles.INVESTIGATOR)
    cases.assign(case, by=manager, owner=owner)
    restricted(case, manager, investigator)
    assert sees(investigator, case)
    assert sees(manager, plain, case)
    assert sees(owner)
    assert sees(factories.user(roles.AUDITOR), plain)
    assert sees(factories.user(roles.SENIOR_LEAD), plain)
    assert sees(factories.superuser(), plain)


def test_a_superuser_whose_role_is_to_restrict_sees_restricted_cases(manager):
    case = restricted(factories.case(), manager)
    both = factories.superuser()
    both.groups.add(factories.group(roles.MANAGER))
    assert sees(both, case)


def test_who_logged_a_case_that_was_restricted_sees_it_no_more(manager):
    officer = factories.user(roles.CONTACT_CENTRE)
    case = factories.case(logged_by=officer, channel="telephone")
    restricted(case, manager)
    assert sees(officer)


def test_lifted_the_case_is_open_again(manager):
    case, auditor = factories.case(), factories.user(roles.AUDITOR)
    restricted(case, manager)
    restrictions.lift(case, reason="He left.", by=manager, on=TODAY)
    assert sees(auditor, case)


def test_who_is_named_no_longer_sees_it_no_longer(manager, investigator):
    case = restricted(factories.case(), manager, investigator)
    named = NamedPerson.objects.get()
    restrictions.no_longer_name(named, reason="Not needed.", by=manager, on=TODAY)
    assert sees(investigator)
    restrictions.name(case, user=investigator, reason="Needed again.", by=manager, on=TODAY)
    assert sees(investigator, case)


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.INVESTIGATOR, roles.SENIOR_LEAD], ids=lambda role: role.name)
def test_only_who_may_restrict_restricts(role):
    case = factories.case()
    with pytest.raises(PermissionDenied):
        restrictions.restrict(case, to=[], reason="No.", by=factories.user(role), on=TODAY)


def test_a_superuser_restricts_nothing_without_the_role():
    with pytest.raises(PermissionDenied):
        restrictions.restrict(factories.case(), to=[], reason="No.", by=factories.superuser(), on=TODAY)


def test_a_restriction_needs_a_reason_and_there_is_one_at_a_time(manager):
    case = factories.case()
    with pytest.raises(MoveRefused, match="why the case is restricted"):
        restrictions.restrict(case, to=[], reason=" ", by=manager, on=TODAY)
    restricted(case, manager)
    with pytest.raises(MoveRefused, match="already"):
        restricted(case, manager)


def test_a_restricted_case_is_given_to_nobody_who_is_not_named(manager, investigator):
    case = restricted(factories.case(), manager)
    with pytest.raises(MoveRefused, match="may not see this case"):
        cases.assign(case, by=manager, owner=investigator)
    restrictions.name(case, user=investigator, reason="She investigates.", by=manager, on=TODAY)
    assert cases.assign(case, by=manager, owner=investigator).owner == investigator


@pytest.mark.parametrize("make", [factories.superuser, lambda: factories.user(roles.SENIOR_LEAD)])
def test_the_glass_is_broken_with_a_reason_for_some_hours_and_the_manager_is_told(manager, make, monkeypatch):
    factories.settings(glass_hours=8)
    case, who = restricted(factories.case(), manager), make()
    with pytest.raises(MoveRefused, match="why you have to see"):
        restrictions.break_glass(case, reason="", by=who, at=NOON)
    restrictions.break_glass(case, reason="The child rang the out-of-hours line.", by=who, at=NOON)
    assert sees(who, case)
    told = Letter.objects.get(kind="glass-broken")
    assert (told.to_email, told.subject) == (manager.email, f"A restricted case was opened: {case.reference}")
    assert "child" not in told.body
    monkeypatch.setattr(conf, "now", lambda: NOON + timedelta(hours=8))
    assert sees(who)


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.INVESTIGATOR, roles.SIGNER], ids=lambda role: role.name)
def test_no_other_role_breaks_the_glass(manager, role):
    case = restricted(factories.case(), manager)
    with pytest.raises(PermissionDenied):
        restrictions.break_glass(case, reason="Curious.", by=factories.user(role), at=NOON)


def test_reading_a_restricted_case_is_kept_and_reading_another_is_not(manager):
    plain, case = factories.case(), restricted(factories.case(), manager)
    for read in (plain, case):
        restrictions.note_read(read, by=manager, screen="Case", at=NOON)
    kept = RestrictedRead.objects.get()
    assert (kept.case, kept.user, kept.screen, kept.read_at) == (case, manager, "Case", NOON)


@pytest.mark.parametrize("make", [factories.superuser, lambda: factories.user(roles.MANAGER)])
def test_staff_complained_about_are_shut_out_whatever_they_may_see(manager, make):
    case, about = factories.case(), make()
    assert sees(about, case)
    recorded = complained_about.record(case, user=about, by=manager, on=TODAY)
    assert sees(about)
    assert list(Submission.objects.visible_to(about)) == []
    assert list(Letter.objects.visible_to(about)) == []
    with pytest.raises(MoveRefused, match="may not see this case"):
        cases.assign(case, by=manager, owner=about)
    complained_about.strike_out(recorded, because="It was her namesake.", by=manager)
    assert sees(about, case)


def test_staff_complained_about_break_no_glass_and_are_not_named(manager):
    case, about = restricted(factories.case(), manager), factories.superuser()
    complained_about.record(case, user=about, by=manager, on=TODAY)
    with pytest.raises(PermissionDenied):
        restrictions.break_glass(case, reason="I want to know.", by=about, at=NOON)
    with pytest.raises(MoveRefused, match="The complaint is about"):
        restrictions.name(case, user=about, reason="No.", by=manager, on=TODAY)


def test_glass_broken_before_is_shut_to_staff_complained_about(manager):
    case, about = restricted(factories.case(), manager), factories.superuser()
    restrictions.break_glass(case, reason="Urgent.", by=about, at=NOON)
    complained_about.record(case, user=about, by=manager, on=TODAY)
    assert sees(about)


def test_staff_complained_about_sign_nothing_and_hear_of_nothing(manager):
    letter = signing.letter(signed_by=signing.workflow())
    about, other = signing.signer(), signing.signer()
    complained_about.record(letter.case, user=about, by=manager, on=TODAY)
    responses.submit(letter, by=letter.author)
    letter = Response.objects.get(pk=letter.pk)
    told = Letter.objects.filter(kind="sign-off-notice").values_list("to_email", flat=True)
    assert list(told) == [other.email]
    with pytest.raises(PermissionDenied):
        signing.sign(letter, about)


def test_everything_that_belongs_to_a_case_is_seen_with_it():
    """A new model with a way to a case fails here until it says who sees its rows."""
    stranger = factories.user(roles.INVESTIGATOR)
    factories.case()
    without, leaking = [], []
    for model in filter(belongs_to_a_case, apps.get_app_config("wagtail_complaints").get_models()):
        if not hasattr(model._default_manager, "visible_to"):
            without.append(model.__name__)
        elif model._default_manager.visible_to(stranger).exists():
            leaking.append(model.__name__)
    assert (without, leaking) == ([], [])


def belongs_to_a_case(model) -> bool:
    """History rows are read through their fact alone, and sign-off runs through their response."""
    if hasattr(model, "history_object") or model is SignOffRun:
        return False
    leads_to = (Case, CaseStage, Submission, Response)
    return model is Case or any(field.related_model in leads_to for field in model._meta.concrete_fields)


@pytest.mark.parametrize("role", [roles.INVESTIGATOR, roles.AUDITOR], ids=lambda role: role.name)
def test_seeing_costs_at_most_two_queries_however_many_cases_there_are(role):
    """The second asks whom somebody stands in for, where their role alone does not show them every case."""
    user = factories.user(role)
    user.has_perm("wagtail_complaints.view_case")
    list(Case.objects.visible_to(user))
    for _ in range(3):
        factories.case()
    with CaptureQueriesContext(connection) as asked:
        list(Case.objects.visible_to(user))
    assert len(asked) == (2 if role is roles.INVESTIGATOR else 1)


def test_a_permission_given_to_a_person_counts_as_one_of_a_group(manager):
    case = restricted(factories.case(), manager)
    person = factories.user(roles.AUDITOR)
    person.user_permissions.add(Permission.objects.get(codename="restrict_case"))
    assert sees(person, case)


def test_the_inbox_shows_no_submission_of_a_case_that_one_may_not_see(manager):
    waiting = factories.submission()
    case = restricted(factories.case(), manager)
    auditor = factories.user(roles.AUDITOR)
    assert list(Submission.objects.visible_to(auditor)) == [waiting]
    assert set(Submission.objects.visible_to(manager)) == {waiting, case.submission}
    assert list(Submission.objects.visible_to(factories.user(roles.CONTACT_CENTRE))) == []
    assert opening.open_case(waiting, by=manager, on=TODAY)
