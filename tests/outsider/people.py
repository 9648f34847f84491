"""Who stands outside a case? Each makes the person from the canary, and none has a part in its case."""

from datetime import timedelta

from django.contrib.auth.models import Group, Permission

from tests import factories, signing
from wagtail_complaints import roles
from wagtail_complaints.actions import complained_about
from wagtail_complaints.models import Deputy, Team


def anonymous(canary):
    return None


def staff_without_a_role(canary):
    return _with("access_admin")


def site_administrator(canary):
    """Somebody who runs the whole website: who edits it, its users and workflows, and has no part in complaints."""
    person = factories.user(username="runs-the-site")
    person.user_permissions.add(*Permission.objects.exclude(content_type__app_label="wagtail_complaints"))
    person.groups.add(*Group.objects.filter(name__in=("Editors", "Moderators")))
    return person


def complaints_editor(canary):
    return factories.user(roles.EDITOR)


def contact_centre(canary):
    return factories.user(roles.CONTACT_CENTRE)


def signer_of_others(canary):
    signing.workflow("Somebody else’s", name="Others")
    return signing.signer("Somebody else’s")


def dismissed_manager(canary):
    return factories.user(roles.MANAGER, is_active=False)


def elected_member(canary):
    return factories.user(roles.ELECTED_MEMBER)


def member_of_another_team(canary):
    person = factories.user(roles.SERVICE_MANAGER)
    team = Team.objects.create(name="Another team")
    team.members.add(person)
    team.service_areas.add(factories.service_area())
    return person


def deputy_of_last_week(canary):
    """An investigator with no part in the case, who stood in for its owner."""
    person, last_week = factories.user(roles.INVESTIGATOR), canary.on - timedelta(days=7)
    Deputy.objects.create(person=canary.manager, deputy=person, from_on=last_week, to_on=last_week, reason="Leave.")
    return person


def auditor(canary):
    return factories.user(roles.AUDITOR)


def superuser(canary):
    return factories.superuser()


def author_complained_about(canary):
    """Somebody who wrote the letter that waits, before the case was closed to them."""
    complained_about.record(canary.case, user=canary.author, by=canary.manager, on=canary.on)
    return canary.author


def manager_complained_about(canary):
    complained_about.record(canary.case, user=canary.manager, by=None, on=canary.on)
    return canary.manager


OUTSIDERS = (
    anonymous,
    staff_without_a_role,
    site_administrator,
    complaints_editor,
    contact_centre,
    deputy_of_last_week,
    signer_of_others,
    dismissed_manager,
)
"""Who sees no less walks for those who see no more: for Wagtail’s editors and moderators, and any investigator."""

SHUT_OUT = (
    elected_member,
    member_of_another_team,
    auditor,
    superuser,
    author_complained_about,
    manager_complained_about,
)
"""Those to whom the case is closed although their role, or what they did in it, would show it."""


def _with(*codenames):
    person = factories.user()
    person.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return person
