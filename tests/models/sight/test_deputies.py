"""Who stands in for somebody sees what they could, on the days arranged, and nothing that is closed to either."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories, signing
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import (
    cases,
    complained_about,
    deputies,
)
from wagtail_complaints.models import (
    Deputy,
    Response,
)

from .at_hand import NOON, TODAY, restricted, sees

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def stand_in(person, deputy, *, first=TODAY, last=TODAY, by=None):
    return deputies.arrange(person=person, deputy=deputy, from_on=first, to_on=last, reason="Leave.", by=by)


def test_a_deputy_sees_and_does_what_the_person_could_on_the_days_arranged(manager, investigator, monkeypatch):
    case, other = factories.case(), factories.case()
    cases.assign(case, by=manager, owner=investigator)
    deputy = factories.user(roles.SIGNER)
    stand_in(investigator, deputy, first=TODAY, last=TODAY + timedelta(days=1))
    assert sees(deputy, case)
    cases.acknowledge(case.stages.get(), on=TODAY, by=deputy)
    with pytest.raises(PermissionDenied):
        cases.acknowledge(other.stages.get(), on=TODAY, by=deputy)
    with pytest.raises(PermissionDenied):
        cases.assign(case, by=deputy, owner=deputy)
    for days, seen in ((-1, ()), (1, (case,)), (2, ())):
        monkeypatch.setattr(conf, "now", lambda days=days: NOON + timedelta(days=days))
        assert sees(deputy, *seen)


def test_called_off_a_deputy_sees_nothing_more(manager, investigator):
    case, deputy = factories.case(), factories.user(roles.SIGNER)
    cases.assign(case, by=manager, owner=investigator)
    standing_in = stand_in(investigator, deputy)
    deputies.call_off(standing_in, reason="Back early.", by=investigator, on=TODAY)
    assert sees(deputy)


def test_nobody_sees_through_a_deputy_what_is_closed_to_the_person_or_to_them(manager, investigator):
    about_person, about_deputy, restricted_case = (factories.case() for _ in range(3))
    deputy = factories.user(roles.INVESTIGATOR)
    for case in (about_person, about_deputy, restricted_case):
        cases.assign(case, by=manager, owner=investigator)
    complained_about.record(about_person, user=investigator, by=manager, on=TODAY)
    complained_about.record(about_deputy, user=deputy, by=manager, on=TODAY)
    restricted(restricted_case, manager, investigator)
    stand_in(investigator, deputy)
    assert sees(deputy)


def test_a_deputy_of_a_manager_sees_the_managers_own_work_and_not_every_case(manager):
    own, _other = factories.case(), factories.case()
    cases.assign(own, by=manager, owner=manager)
    deputy = factories.user(roles.INVESTIGATOR)
    stand_in(manager, deputy)
    assert sees(deputy, own)


def test_a_deputy_signs_in_the_place_of_the_signer_and_it_binds_both():
    signer, deputy = signing.signer(first_name="Ann"), factories.user(roles.SIGNER, first_name="Ben")
    letter = signing.submitted(signed_by=signing.workflow())
    stand_in(signer, deputy)
    signed = signing.sign(letter, deputy)
    step = signed.sign_off_runs.get().decisions().get()
    assert (step.finished_by, step.signed_for) == (deputy, signer)
    assert step.signer_name == f"{deputy.get_full_name()}, for {signer.get_full_name()}"
    following = signing.next_stage(signed.case_stage)
    later = Response.objects.create(case_stage=following, author=factories.user())
    assert {deputy.pk, signer.pk} <= later.hands().signed_before


def test_a_deputy_does_not_sign_where_the_person_could_not():
    author = signing.author()
    author.groups.add(*signing.signer().groups.all())
    letter = signing.submitted(by=author, signed_by=signing.workflow())
    deputy = factories.user(roles.SIGNER)
    stand_in(author, deputy)
    with pytest.raises(PermissionDenied):
        signing.sign(letter, deputy)


def test_one_arranges_ones_own_deputy_and_others_with_the_permission(manager, investigator):
    other = factories.user(roles.INVESTIGATOR)
    stand_in(investigator, other, by=investigator)
    stand_in(other, manager, by=manager)
    with pytest.raises(PermissionDenied):
        stand_in(manager, investigator, by=investigator)
    assert Deputy.objects.count() == 2


def test_who_is_dismissed_sees_nothing_not_even_as_a_deputy(manager, investigator):
    case = factories.case()
    cases.assign(case, by=manager, owner=investigator)
    deputy = factories.user(roles.INVESTIGATOR)
    stand_in(investigator, deputy)
    assert sees(deputy, case)
    deputy.is_active = False
    deputy.save()
    assert sees(deputy)


def test_the_work_of_somebody_who_left_is_open_to_their_deputy(manager, investigator):
    case, deputy = factories.case(), factories.user(roles.SIGNER)
    cases.assign(case, by=manager, owner=investigator)
    stand_in(investigator, deputy)
    investigator.is_active = False
    investigator.save()
    assert sees(deputy, case)
    assert cases.acknowledge(case.stages.get(), on=TODAY, by=deputy)
