"""What does a site need before the first complaint? A group for each role, and somebody who signs the letters.

Every step can be run again: it adds what is missing, and takes nothing away that a council has added or renamed.
"""

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Site, Workflow, WorkflowTask

from ..compat import page_model
from ..models import ComplaintsSettings
from ..roles import ROLES, SIGNER, Role
from ..workflows import SignOffTask


@transaction.atomic
def set_up() -> list[str]:
    """Make what is missing, and return what was made in words."""
    made = [line for role in ROLES for line in _group(role)]
    return [*made, *_default_sign_off()]


def _group(role: Role):
    group, is_new = Group.objects.get_or_create(name=role.name)
    if is_new:
        yield _("Group “%(name)s”.") % {"name": group}
    group.permissions.add(_access_to_admin(), *_permissions_of(role))
    if role.edits_pages:
        _let_edit_pages(group)


def _access_to_admin() -> Permission:
    return Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")


def _permissions_of(role: Role):
    return Permission.objects.filter(codename__in=role.permissions, content_type__app_label="wagtail_complaints")


def _let_edit_pages(group: Group):
    """Let the group write pages under every site. Publishing stays with whoever publishes the site's pages."""
    page = page_model()
    codenames = [get_permission_codename(action, page._meta) for action in ("add", "change")]
    for permission in Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(page), codename__in=codenames
    ):
        for site in Site.objects.all():
            GroupPagePermission.objects.get_or_create(group=group, page=site.root_page, permission=permission)


def _default_sign_off():
    """Give each site that has no sign-off of its own a workflow of one step, for the signers."""
    without = [
        settings
        for settings in (ComplaintsSettings.for_site(site) for site in Site.objects.all())
        if settings.sign_off_workflow_id is None
    ]
    if not without:
        return
    workflow, is_new = Workflow.objects.get_or_create(name=_("Complaints sign-off"))
    if is_new:
        task = SignOffTask.objects.create(name=_("Sign the response"))
        task.groups.add(Group.objects.get(name=SIGNER.name))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        yield _("Workflow “%(name)s”, signed by “%(group)s”.") % {"name": workflow, "group": SIGNER.name}
    for settings in without:
        settings.sign_off_workflow = workflow
        settings.save()
        yield _("Default sign-off of %(site)s.") % {"site": settings.site}
