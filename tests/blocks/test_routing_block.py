"""Before the form: each is sent to the right place, and danger stands first."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from example_site.council.models import ContentPage
from tests.models.conftest import home  # noqa: F401
from wagtail_complaints.blocks.routing import RoutingBlock

pytestmark = pytest.mark.django_db


def value(*routes):
    block = RoutingBlock()
    return block, block.to_python({"heading": "What is it about?", "introduction": "", "routes": list(routes)})


def drawn(*routes):
    block, made = value(*routes)
    return BeautifulSoup(block.render(made), "html.parser")


def test_danger_stands_first_wherever_it_was_written():
    html = drawn(
        {"about": "A school", "says": "Ask the school."},
        {"about": "Somebody is in danger", "telephone": "999", "is_urgent": True},
    )
    assert [each.text for each in html.select("h3")] == ["Somebody is in danger", "A school"]
    (urgent,) = html.select(".complaints-route-urgent")
    assert urgent.select_one("a")["href"] == "tel:999"


def test_a_way_leads_to_a_page_a_place_on_it_or_elsewhere(home):  # noqa: F811
    page = home.add_child(instance=ContentPage(title="Councillors", slug="councillors"))
    html = drawn(
        {"about": "A councillor", "page": page.pk},
        {"about": "The first stage", "page": page.pk, "anchor": "#stage-1", "link_words": "Read about it"},
        {"about": "The Ombudsman", "address": "https://www.lgo.org.uk"},
    )
    assert [(link.text, link["href"]) for link in html.select("a")] == [
        ("A councillor", "/councillors/"),
        ("Read about it", "/councillors/#stage-1"),
        ("The Ombudsman", "https://www.lgo.org.uk"),
    ]


def test_a_way_that_leads_nowhere_is_refused():
    block, made = value({"about": "A school"})
    with pytest.raises(ValidationError):
        block.clean(made)


def test_what_an_editor_types_is_never_markup():
    html = drawn({"about": "<b>School</b>", "says": "<script>alert(1)</script>"})
    assert html.select("b, script") == []
