"""Who walks? People invented for the walk: those who work on the case, and one for each role of the site."""

from collections.abc import Iterator
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Workflow, WorkflowTask

from ...roles import SIGNER, Role
from ...workflows import SignOffTask

_number = count(1)


def somebody(name: str = "", **fields):
    """Make somebody with an account and nothing else."""
    users = get_user_model()
    known = {field.name for field in users._meta.get_fields()}
    name = name or f"outsider-walk-{next(_number)}"
    given = {users.USERNAME_FIELD: name, "email": f"{name}@walk.example", "first_name": "Walk", "last_name": name}
    user = users(**{key: value for key, value in given.items() if key in known}, **fields)
    if users.USERNAME_FIELD == "email":
        user.email = f"{name}@walk.example"
    user.set_unusable_password()
    user.save()
    return user


def in_role(role: Role, **fields):
    """Make somebody with exactly the permissions that the app gives to a role."""
    user = somebody(**fields)
    user.user_permissions.add(
        _access(),
        *Permission.objects.filter(codename__in=role.permissions, content_type__app_label="wagtail_complaints"),
    )
    return user


def in_group(group: Group):
    user = somebody()
    user.groups.add(group)
    return user


def sign_off() -> tuple[Workflow, object]:
    """Make a workflow of one step, and somebody who signs it."""
    group = Group.objects.create(name=f"outsider-walk-{next(_number)}")
    workflow = Workflow.objects.create(name="Invented for the walk")
    task = SignOffTask.objects.create(name="Invented for the walk")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    signer = in_role(SIGNER)
    signer.groups.add(group)
    return workflow, signer


def walkers() -> Iterator[tuple[str, object]]:
    """Yield who walks, by name: a visitor, staff without a role, one for each group of the site, a superuser."""
    yield "a visitor", None
    nobody = somebody()
    nobody.user_permissions.add(_access())
    yield "staff without a role", nobody
    for group in Group.objects.order_by("name"):
        yield f"somebody in “{group.name}”", in_group(group)
    yield "a superuser", somebody(is_superuser=True, is_staff=True)


def _access() -> Permission:
    return Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
