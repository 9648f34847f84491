"""Wherever Wagtail asks what somebody may do with a fact, the answer is to read the rows that they may see."""

import pytest
from wagtail import permissions

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases
from wagtail_complaints.models import Case, Letter, Submission

policy_registry = getattr(permissions, "policy_registry", None)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(policy_registry is None, reason="the registry came with Wagtail 8.0"),
]


def test_an_investigator_reads_their_own_cases():
    manager, investigator = factories.user(roles.MANAGER), factories.user(roles.INVESTIGATOR)
    theirs, other = factories.case(), factories.case()
    cases.assign(theirs, by=manager, owner=investigator)
    policy = policy_registry.get_by_type(Case)
    assert list(policy.instances_user_has_permission_for(investigator, "view")) == [theirs]
    assert [policy.user_has_permission_for_instance(investigator, "view", case) for case in (theirs, other)] == [
        True,
        False,
    ]


@pytest.mark.parametrize("model", [Case, Submission, Letter])
def test_nobody_changes_a_fact_through_wagtail_not_even_a_superuser(model):
    factories.case()
    policy, superuser = policy_registry.get_by_type(model), factories.superuser()
    for action in ("add", "change", "delete", "publish"):
        assert not policy.user_has_permission(superuser, action)
        assert list(policy.instances_user_has_permission_for(superuser, action)) == []
    assert policy.user_has_any_permission(superuser, ["change", "view"])


def test_who_may_not_see_submissions_reads_none():
    factories.case()
    policy = policy_registry.get_by_type(Submission)
    assert list(policy.instances_user_has_permission_for(factories.user(roles.CONTACT_CENTRE), "view")) == []
    assert policy.instances_user_has_permission_for(factories.user(roles.AUDITOR), "view").count() == 1
