"""Who stands outside a case? Each makes the person from the canary, and none has a part in its case."""

from django.contrib.auth.models import Group, Permission

from tests import factories, signing
from wagtail_complaints import roles


def anonymous(canary):
    return None


def staff_without_a_role(canary):
    return _with("access_admin")


def stock_editor(canary):
    return _in_group("Editors")


def stock_moderator(canary):
    return _in_group("Moderators")


def site_administrator(canary):
    """Somebody who runs the whole website, its users and its workflows, and has no part in complaints."""
    person = factories.user(username="runs-the-site")
    person.user_permissions.add(*Permission.objects.exclude(content_type__app_label="wagtail_complaints"))
    person.groups.add(*Group.objects.filter(name__in=("Editors", "Moderators")))
    return person


def complaints_editor(canary):
    return factories.user(roles.EDITOR)


def contact_centre(canary):
    return factories.user(roles.CONTACT_CENTRE)


def investigator(canary):
    return factories.user(roles.INVESTIGATOR)


def signer_of_others(canary):
    signing.workflow("Somebody else’s", name="Others")
    return signing.signer("Somebody else’s")


def dismissed_manager(canary):
    return factories.user(roles.MANAGER, is_active=False)


OUTSIDERS = (
    anonymous,
    staff_without_a_role,
    stock_editor,
    stock_moderator,
    site_administrator,
    complaints_editor,
    contact_centre,
    investigator,
    signer_of_others,
    dismissed_manager,
)


def _with(*codenames):
    person = factories.user()
    person.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return person


def _in_group(name):
    person = factories.user()
    person.groups.add(Group.objects.get(name=name))
    return person
