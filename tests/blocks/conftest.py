import pytest
from wagtail.models import Page, Site

from example_site.council.models import HomePage


@pytest.fixture
def home(db):
    """The council's home page, the root of its site."""
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Wenbury Council", slug="wenbury"))
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    return home
