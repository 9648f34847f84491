import pytest
from wagtail.models import Page, Site, Workflow

from example_site.council.models import HomePage, ProcedurePage
from tests import factories


@pytest.fixture
def home(db):
    """The council's home page, the root of its site."""
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Wenbury Council", slug="wenbury"))
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    return home


@pytest.fixture
def workflow(home):
    """The sign-off of the whole site."""
    workflow = Workflow.objects.create(name="Sign-off", active=True)
    factories.settings(sign_off_workflow=workflow)
    return workflow


@pytest.fixture
def page(home, workflow):
    """A page that says what `factories.two_stages` says, not published yet."""
    page = ProcedurePage(slug="complaints", live=False)
    page.fill(factories.two_stages())
    return home.add_child(instance=page)
