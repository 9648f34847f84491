"""A council's site with one procedure page under a law, and a way to send the editor's own form."""

from dataclasses import replace

from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission, Page, Site, Workflow

from example_site.council.models import HomePage, ProcedurePage
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.lengths import Length

REGIME = "children-england"


def home():
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Wenbury Council", slug="wenbury"))
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    return home


def procedure(within="30 working days", **fields):
    """Return a procedure for children whose first reply takes longer than the law has it."""
    plain = factories.two_stages(slug="children", title="Children’s complaints", regime=REGIME, **fields)
    first, second = plain.stages
    reply = terms.Timescale("responded", "received", within=Length.parse(within))
    return replace(plain, stages=(replace(first, timescales=(first.timescales[0], reply)), second))


def page(home, *, live=True, **fields):
    factories.settings(sign_off_workflow=Workflow.objects.create(name="Sign-off", active=True))
    page = ProcedurePage(slug="children", live=False)
    page.fill(procedure(**fields))
    home.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return ProcedurePage.objects.get(pk=page.pk)


def editor(home, *permissions):
    """Return somebody of the role that edits complaints, with permissions on pages from the home page down."""
    user = factories.user(roles.EDITOR)
    for codename in permissions or ("add_page", "change_page"):
        GroupPagePermission.objects.get_or_create(
            group=user.groups.get(), page=home, permission=Permission.objects.get(codename=codename)
        )
    return user
