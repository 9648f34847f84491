"""A procedure is told in other words on the same stages: the words differ, the dates cannot."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Page, PageViewRestriction

from example_site.council.models import ContentPage, ProcedurePage
from wagtail_complaints.models.tellings import Telling

pytestmark = pytest.mark.django_db

EASY = {
    "audience": "easy-read",
    "name": "Step 1",
    "summary": "We read your complaint.\n\nWe write to you.",
    "detail": "",
    "picture": None,
}


def told(page, audience="easy-read", title="How to complain", **telling):
    """Write a telling into a page, and words for its first stage."""
    page.stages[0].value["tellings"] = [EASY | {"audience": audience}]
    page.tellings = [("telling", {"audience": audience, "title": title, "introduction": "", "help": [], **telling})]
    return page


def publish(page):
    page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def opened(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser").find(class_="complaints-procedure")


def words(elements) -> list[str]:
    return [" ".join(each.get_text(" ").split()) for each in elements]


def test_a_telling_has_words_of_its_own_and_the_dates_of_the_page(page, client):
    page = publish(told(page))
    full, easy = opened(client, page.url), opened(client, f"{page.url}easy-read/")
    assert (full.h1.text, easy.h1.text) == ("Complaints about our services", "How to complain")
    assert words(easy.select("#stage-1 .complaints-stage-summary p")) == [
        "We read your complaint.",
        "We write to you.",
    ]
    dates = words(easy.select(".complaints-promise"))
    assert dates == words(full.select(".complaints-promise"))
    assert len(dates) == 3


def test_a_stage_without_words_of_its_own_says_whose_words_it_has(page, client):
    page.stages[1].value["summary"] = "Somebody senior looks again."
    easy = opened(client, f"{publish(told(page)).url}easy-read/")
    assert words(easy.select(".complaints-stage-name")) == ["Step 1", "Stage 2"]
    assert [stage["id"] for stage in easy.select(".complaints-stage") if stage.select(".complaints-borrowed")] == [
        "stage-2"
    ]
    assert "Somebody senior looks again." in easy.select_one("#stage-2").text


def test_each_telling_leads_to_the_others(page, client):
    page = publish(told(page, audience="for-children"))
    for url, here, elsewhere in [
        (page.url, "The full page", f"{page.url}for-children/"),
        (f"{page.url}for-children/", "For children and young people", page.url),
    ]:
        links = opened(client, url).select_one("nav.complaints-tellings")
        assert links["aria-label"] == "This page in other words"
        assert links.select_one("[aria-current=page]").text == here
        assert [link["href"] for link in links.select("a")] == [elsewhere]


def test_a_page_without_tellings_has_no_such_links_and_no_such_address(page, client):
    page = publish(page)
    assert not opened(client, page.url).select("nav")
    assert client.get(f"{page.url}easy-read/").status_code == 404


def test_a_telling_is_public_when_the_page_with_it_is_published(page, client):
    page = publish(page)
    told(page).save_revision()
    assert client.get(f"{page.url}easy-read/").status_code == 404
    page.get_latest_revision().publish()
    assert client.get(f"{page.url}easy-read/").status_code == 200
    page.unpublish()
    assert client.get(f"{page.url}easy-read/").status_code == 404


def test_a_telling_of_a_private_page_is_private(page, client):
    page = publish(told(page))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"{page.url}easy-read/").status_code == 302


def test_a_page_of_its_own_keeps_its_address(page, client):
    page = publish(told(page))
    Page.objects.get(pk=page.pk).add_child(instance=ContentPage(title="A real page", slug="easy-read"))
    assert "A real page" in client.get(f"{page.url}easy-read/").content.decode()


def test_editors_preview_each_telling(page, client):
    page = told(page)
    assert [(mode, str(label)) for mode, label in page.preview_modes] == [
        ("", "Default"),
        ("easy-read", "Easy read"),
    ]
    assert "How to complain" in page.make_preview_request(preview_mode="easy-read").rendered_content


def test_caches_and_search_engines_are_told_of_it(page):
    page = publish(told(page))
    assert page.get_cached_paths() == ["/", "/easy-read/"]
    assert [entry["location"] for entry in page.get_sitemap_urls()] == [
        page.full_url,
        f"{page.full_url}easy-read/",
    ]


def test_a_telling_has_help_of_its_own_or_that_of_the_page(page):
    page.help = [("text", "<p>Ring us.</p>")]
    (easy,) = told(page).other_tellings
    assert [str(block.value) for block in easy.help] == ["<p>Ring us.</p>"]
    (easy,) = told(page, help=[("text", "<p>Ask for Sam.</p>")]).other_tellings
    assert "Ask for Sam." in str(easy.help[0].value)


def test_one_audience_is_told_once(page):
    told(page)
    page.stages[0].value["tellings"] = [EASY, EASY]
    field = ProcedurePage._meta.get_field("stages").stream_block
    with pytest.raises(ValidationError):
        field.clean(page.stages)
    page.tellings = [*page.tellings.raw_data, *page.tellings.raw_data]
    with pytest.raises(ValidationError):
        ProcedurePage._meta.get_field("tellings").stream_block.clean(page.tellings)


def test_the_words_are_no_part_of_the_procedure(page):
    before = page.document()
    assert told(page).document() == before


def test_the_full_page_is_the_telling_for_nobody_in_particular(page):
    assert page.telling("") == Telling(page, "", page.title, page.introduction, page.help)
