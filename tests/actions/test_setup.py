"""A new site gets its groups and its sign-off with one command, however often it is run."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Site, Workflow

from wagtail_complaints import roles
from wagtail_complaints.models import ComplaintsSettings
from wagtail_complaints.workflows import SignOffTask

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def set_up() -> str:
    said = StringIO()
    call_command("complaints_setup", stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.name)
def test_each_role_has_a_group_with_its_permissions_and_the_admin(role):
    set_up()
    permissions = Group.objects.get(name=role.name).permissions.values_list("codename", flat=True)
    assert sorted(permissions) == sorted(["access_admin", *role.permissions])


def test_the_site_has_a_sign_off_of_one_step_for_the_signers():
    set_up()
    workflow = ComplaintsSettings.for_site(Site.objects.get()).sign_off_workflow
    (task,) = workflow.tasks.specific()
    assert isinstance(task, SignOffTask)
    assert [group.name for group in task.groups.all()] == [roles.SIGNER.name]


def test_run_again_it_makes_nothing_and_takes_nothing_away():
    set_up()
    managers = Group.objects.get(name=roles.MANAGER.name)
    managers.permissions.add(Permission.objects.get(codename="add_user"))
    own = Workflow.objects.create(name="Our own")
    ComplaintsSettings.objects.update(sign_off_workflow=own)
    assert set_up() == "Nothing was missing.\n"
    assert managers.permissions.filter(codename="add_user").exists()
    assert ComplaintsSettings.objects.get().sign_off_workflow == own
    assert (
        Group.objects.filter(name__in=[role.name for role in roles.ROLES]).count(),
        SignOffTask.objects.count(),
    ) == (
        len(roles.ROLES),
        1,
    )
