"""One press says whether a page helped: from a cached page, without a cookie, and without saying who pressed."""

from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import PageViewRestriction

from example_site.council.models import ContentPage
from tests.models.conftest import home  # noqa: F401
from wagtail_complaints import conf
from wagtail_complaints.models import PageVerdict
from wagtail_complaints.web import helpful

from .visitor import broken_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def bins(home):  # noqa: F811
    page = ContentPage(title="Bins", slug="bins")
    page.body = [("helpful", {"question": "Did you find this page helpful?"})]
    return home.add_child(instance=page)


def given():
    return list(PageVerdict.objects.values_list("was_helpful", "comment", "is_suspect"))


def test_the_page_asks_without_a_cookie_or_a_token(client, bins):
    response = client.get(bins.url)
    page = response.content.decode()
    assert page.count('name="helpful"') == 2
    assert "csrf" not in page
    assert response.cookies == {}


def test_a_press_is_kept_and_a_reason_can_follow(visitor, bins):
    visitor.open(bins.url).press("No")
    assert (visitor.answered.status_code, visitor.title) == (303, "Thank you")
    assert given() == [(False, "", False)]
    assert PageVerdict.objects.get().given_on == conf.today()
    visitor.action = visitor.response.request["PATH_INFO"]
    visitor.fill(why=" Say when you collect. ")
    visitor.post(visitor.filled)
    assert given() == [(False, "Say when you collect.", False)]
    assert "What people tell us here helps us" in visitor.text


def test_a_reason_is_given_once_and_is_cut_to_its_length(client, bins):
    thanks = client.post(ask(bins), {"helpful": "yes"}).url
    client.post(thanks, {"why": "x" * 2_000})
    client.post(thanks, {"why": "Something else"})
    assert given() == [(True, "x" * 1_000, False)]


def ask(page):
    return reverse("wagtail_complaints:helpful", args=[page.pk])


def test_what_fills_the_box_that_nobody_sees_is_thanked_kept_and_not_counted(client, bins):
    response = client.post(ask(bins), {"helpful": "yes", "website": "https://buy.example"})
    assert response.status_code == 303
    assert given() == [(True, "", True)]
    assert PageVerdict.objects.counted().count() == 0


def test_the_box_is_hidden_from_assistive_technology_too(visitor, bins):
    decoy = visitor.open(bins.url).soup.find("input", attrs={"name": "website"})
    assert decoy.find_parent("p").has_attr("hidden")


def test_a_flood_is_kept_and_not_counted(client, bins, monkeypatch):
    monkeypatch.setattr(helpful, "MOST_A_MINUTE", 3)
    for _ in range(5):
        client.post(ask(bins), {"helpful": "no"})
    assert PageVerdict.objects.counted().count() == 3
    assert PageVerdict.objects.count() == 5
    cache.clear()
    client.post(ask(bins), {"helpful": "no"})
    assert PageVerdict.objects.counted().count() == 4


@pytest.mark.parametrize(
    "post, headers",
    [
        ({"helpful": "yes"}, {"Sec-Fetch-Site": "cross-site"}),
        ({"helpful": "yes"}, {"Origin": "https://evil.example"}),
        ({"helpful": "maybe"}, {}),
        ({}, {}),
    ],
)
def test_what_is_no_answer_of_ours_goes_back_to_the_page(client, bins, post, headers):
    response = client.post(ask(bins), post, headers=headers)
    assert (response.status_code, response.url) == (302, bins.full_url)
    assert given() == []


def test_nothing_is_kept_of_a_page_that_the_visitor_may_not_read(client, bins):
    PageViewRestriction.objects.create(page=bins, restriction_type="login")
    client.post(ask(bins), {"helpful": "yes"})
    bins.unpublish()
    assert client.post(ask(bins), {"helpful": "yes"}).status_code == 404
    assert given() == []


def test_the_thanks_open_for_an_hour_and_to_nobody_who_guesses(client, bins, monkeypatch):
    thanks = client.post(ask(bins), {"helpful": "no"}).url
    assert client.get(thanks.replace("-no", "-yes")).status_code == 410
    assert client.get(reverse("wagtail_complaints:helpful_thanks", args=[quote("1-1-no")])).status_code == 410
    monkeypatch.setattr(helpful, "SECONDS_TO_EXPLAIN", -1)
    assert client.post(thanks, {"why": "Late"}).status_code == 410
    assert given() == [(False, "", False)]


def test_nothing_kept_could_say_who_it_was():
    assert {field.name for field in PageVerdict._meta.get_fields()} == (
        {"id", "page", "was_helpful", "comment", "given_on", "is_suspect"}
    )


def test_a_reason_that_breaks_off_stands_there_again_to_be_finished(visitor, bins):
    visitor.open(bins.url).press("No")
    sent = urlencode({"why": "Nothing on bulky waste. " * 100}).encode()
    broken_off(
        visitor,
        sent,
        "application/x-www-form-urlencoded",
        arrive=1024,
        action=visitor.response.request["PATH_INFO"],
    )
    assert (visitor.response.status_code, visitor.title) == (400, "We could not read what you sent")
    assert visitor.typed()["why"].startswith("Nothing on bulky waste. Nothing")
    assert given() == [(False, "", False)]


def test_a_press_that_breaks_off_leads_back_to_where_it_can_be_pressed_again(visitor, bins):
    action = visitor.open(bins.url).forms()[0]["action"]
    broken_off(visitor, b"helpful=yes", "application/x-www-form-urlencoded", arrive=9, action=action)
    assert (visitor.response.status_code, visitor.response["Location"]) == (302, bins.get_full_url())
    assert given() == []
