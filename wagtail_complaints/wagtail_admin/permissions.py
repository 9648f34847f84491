"""Which permissions can an administrator give to a group in Wagtail? Those that the app asks for, and no others."""

from django.contrib.auth.models import Permission

from .. import roles

ASKED_FOR = frozenset(
    {permission for role in roles.ROLES for permission in role.permissions}
    | {f"delete_{register}" for register in (*roles.REGISTERS, "team")}
)


def registered():
    """Return the permissions for Wagtail's form for groups."""
    return Permission.objects.filter(content_type__app_label="wagtail_complaints", codename__in=ASKED_FOR)
