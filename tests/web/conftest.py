import json

import pytest
from wagtail.models import Page, Site

from example_site.council.models import ContentPage
from tests import factories

from .visitor import Visitor


@pytest.fixture
def visitor(client):
    return Visitor(client)


@pytest.fixture
def stand():
    """Return a function that puts forms on a new page of the site, each in a block among ordinary text."""
    factories.settings()

    def put(*forms, slug="tell-us", text="Before the form."):
        blocks = [{"type": "text", "value": f"<p>{text}</p>"}]
        for number, form in enumerate(forms):
            value = {"heading": f"Form {number}", "introduction": "", "form": form.pk}
            blocks.append({"type": "feedback_form", "value": value, "id": f"{number}{form.pk:07d}-0000-4000"})
        page = ContentPage(title="Tell us", slug=slug, body=json.dumps(blocks))
        home = Site.objects.get(is_default_site=True).root_page
        (Page.objects.get(pk=home.pk)).add_child(instance=page)
        return page

    return put


@pytest.fixture
def form():
    return factories.feedback_form()


@pytest.fixture
def page(stand, form):
    """A page on which the form stands."""
    return stand(form)
