"""A page may come from a cache: the form on it works, and what somebody typed is never kept for somebody else."""

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client

from tests import factories

from .visitor import COMPLAINT, Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.cached_urls")]


@pytest.fixture(autouse=True)
def page(stand):
    cache.clear()
    yield stand(factories.feedback_form())
    cache.clear()


def test_a_page_from_the_cache_takes_a_complaint(page):
    first, second = Visitor(Client()), Visitor(Client())
    first.open(page.url)
    page.title = "Changed, but the cache does not know"
    page.save()
    assert second.open(page.url).title == "Tell us"
    second.fill(**COMPLAINT).press("Continue").press("Send my complaint")
    assert second.title == "We have your complaint"


@pytest.mark.parametrize("is_cached_before", [True, False])
def test_errors_come_back_in_place_and_nobody_else_sees_them(page, is_cached_before):
    one, other = Visitor(Client()), Visitor(Client())
    one.open(page.url)
    if not is_cached_before:
        cache.clear()
    one.fill(put_right="My secret words").press("Continue")
    assert (one.title, one.typed()["put_right"]) == ("Error: Tell us", "My secret words")
    other.open(page.url)
    assert (other.title, "My secret words" in other.response.content.decode()) == ("Tell us", False)


def test_a_cached_fragment_is_the_same_for_everybody(page, rf):
    body = Template(
        "{% load cache wagtailcore_tags %}{% cache 600 body %}{% include_block page.body %}{% endcache %}"
    )
    shown = [body.render(Context({"page": page, "request": rf.get(page.url)})) for _visitor in range(2)]
    assert shown[0] == shown[1]
    assert "<!--feedback " in shown[0]
