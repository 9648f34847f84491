"""A page is light enough for one round trip, needs nothing from elsewhere, and is strict HTML."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders

from example_site.council.models import ContentPage, ProcedurePage
from tests import factories
from tests.models.conftest import home, page, workflow  # noqa: F401
from tests.web.test_tracking import inside
from wagtail_complaints.models import Case

pytestmark = pytest.mark.django_db

ROUND_TRIP = 14 * 1024
OURS = 8 * 1024
STATIC = "/static/"


@pytest.fixture
def leaflet(page):  # noqa: F811
    """A procedure page with all that can stand on one."""
    words = {
        "audience": "easy-read",
        "name": "Step 1",
        "summary": "We read it.",
        "detail": "More.",
        "picture": None,
    }
    page.stages[0].value["tellings"] = [words]
    page.stages[0].value["detail"] = "Bring a friend."
    page.tellings = [("telling", {"audience": "easy-read", "title": "Easy", "introduction": "", "help": []})]
    page.help = [
        ("routing", {"heading": "Before you start", "introduction": "", "routes": [danger()]}),
        ("advocacy", {"heading": "Somebody on your side", "text": "", "providers": []}),
        ("contact_points", {"heading": "Reach us", "introduction": "", "points": [telephone()]}),
        ("helpful", {"question": "Did you find this page helpful?"}),
    ]
    page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def danger():
    given = {"about": "Somebody is in danger", "says": "Ring now.", "telephone": "999", "is_urgent": True}
    return {"page": None, "anchor": "", "address": "", "link_words": "", **given}


def telephone():
    return {"how": "telephone", "value": "01632 960001", "note": ""}


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def loaded(html: bytes) -> list[str]:
    """Return what a browser fetches before the page is whole; pictures that wait until they are seen apart."""
    soup = BeautifulSoup(html, "html.parser")
    wanted = [link["href"] for link in soup.select('link[rel="stylesheet"]')]
    wanted += [script["src"] for script in soup.select("script[src]")]
    return list(dict.fromkeys(wanted + [picture["src"] for picture in soup.select("img:not([loading=lazy])")]))


def content_of(url: str) -> bytes:
    assert url.startswith(STATIC), url
    return Path(finders.find(url.removeprefix(STATIC))).read_bytes()


@pytest.mark.parametrize("telling", ["", "easy-read/"])
def test_the_first_view_is_one_round_trip_in_four_requests(client, leaflet, telling):
    html = client.get(f"{leaflet.url}{telling}").content
    needed = loaded(html)
    assert len(needed) + 1 <= 4
    assert packed(html) + sum(packed(content_of(url)) for url in needed) <= ROUND_TRIP


def test_what_we_add_is_small_on_any_site(client, leaflet):
    assert added(client.get(leaflet.url).content, ".complaints-procedure") < OURS


@pytest.fixture
def with_a_form(home):  # noqa: F811
    """A page with a form that asks everything that it can."""
    factories.settings(exit_url="https://example.com/weather")
    young = factories.procedure_version(factories.two_stages(advocates="under-18")).procedure
    form = factories.feedback_form(young, takes_files=True)
    body = [("feedback_form", {"heading": "Form", "introduction": "", "form": form})]
    return home.add_child(instance=ContentPage(title="Tell us", slug="tell-us", body=body))


def test_a_page_with_a_form_is_one_round_trip_in_four_requests_too_and_what_we_add_is_small(client, with_a_form):
    html = client.get(with_a_form.url).content
    needed = loaded(html)
    assert len(needed) + 1 <= 4
    assert packed(html) + sum(packed(content_of(url)) for url in needed) <= ROUND_TRIP
    assert added(html, ".complaints-block") < OURS


def test_the_tracking_page_adds_little(visitor):
    factories.settings()
    inside(visitor, factories.case().parties.get())
    assert visitor.title == "Your complaint"
    assert added(visitor.response.content, ".complaints-tracking") < OURS


def added(html: bytes, ours: str) -> int:
    """Return the bytes of ours: the part of the page, and the styles and scripts that it needs."""
    part = BeautifulSoup(html, "html.parser").select_one(ours)
    files = [url for url in loaded(html) if url.startswith("/static/wagtail_complaints/")]
    return packed(str(part).encode()) + sum(packed(content_of(url)) for url in files)


def test_our_styles_load_no_font_and_nothing_from_elsewhere():
    for name in ("procedure.css", "feedback.css", "tracking.css"):
        style = content_of(f"/static/wagtail_complaints/{name}").decode()
        assert re.findall(r"@font-face|@import|url\(|https?:", style) == []


@pytest.mark.parametrize("telling", ["", "easy-read/"])
def test_a_strict_parser_accepts_the_page_and_a_strict_policy_its_content(client, leaflet, telling):
    check(client.get(f"{leaflet.url}{telling}").content)


def test_a_page_with_blocks_and_a_form_is_strict_html_too(client, home):  # noqa: F811
    factories.settings()
    made = ContentPage(title="Tell us", slug="tell-us")
    form = {"heading": "Form", "introduction": "", "form": factories.feedback_form()}
    made.body = [
        ("routing", {"heading": "Before you start", "introduction": "", "routes": [danger()]}),
        ("feedback_form", form),
        ("helpful", {"question": "Did you find this page helpful?"}),
    ]
    check(client.get(home.add_child(instance=made).url).content)


def test_every_step_from_the_errors_to_the_tracking_page_is_strict_html(visitor, with_a_form):
    looked_at = []

    def look():
        check(visitor.response.content)
        looked_at.append(visitor.title)

    visitor.open(with_a_form.url).press("Continue")
    look()
    visitor.fill(kind="complaint", on_behalf="myself", what_happened="The bin.", email="robin@example.com")
    visitor.press("Continue")
    look()
    visitor.press("Send my complaint")
    look()
    inside(visitor, Case.objects.get().parties.get())
    look()
    for act in [each["href"] for each in visitor.soup.select(".complaints-tracking-acts a")]:
        visitor.open(act)
        look()
    assert looked_at[:4] == ["Error: Tell us", "Check your answers", "We have your complaint", "Your complaint"]
    assert len(looked_at) > 5


def check(html: bytes):
    html5lib.HTMLParser(strict=True).parse(html)
    soup = BeautifulSoup(html, "html.parser")
    names = [each["id"] for each in soup.select("[id]")]
    assert len(names) == len(set(names))
    assert soup.select("[style], style, script:not([src]), [onclick], [onload]") == []
    levels = [int(heading.name[1]) for heading in soup.select("main :is(h1, h2, h3, h4)")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
