"""The page that a form stands on: it comes back as it was, costs little, and where it is gone nothing is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from wagtail_complaints.models import Case, FeedbackFormVersion, Submission

from .visitor import COMPLAINT, Visitor

pytestmark = pytest.mark.django_db


def test_two_forms_on_a_page_work_apart(visitor, stand, form):
    other = factories.feedback_form(form.procedure, offers_complaint=False)
    visitor.open(stand(form, other).url)
    ids = [box["id"] for box in visitor.soup.select("[id]")]
    assert len(ids) == len(set(ids))

    visitor.fill(form=1, kind="comment", on_behalf="myself").press("Continue", form=1)
    assert visitor.errors == ["Write what you would like to tell us"]
    assert [len(each.select(".complaints-error-summary")) for each in visitor.forms()] == [0, 1]
    assert visitor.typed(form=0).get("kind") is None


def test_the_same_form_twice_on_a_page_works_apart(visitor, stand, form):
    visitor.open(stand(form, form).url).press("Continue", form=1)
    assert [len(each.select(".complaints-error-summary")) for each in visitor.forms()] == [0, 1]


def test_where_the_page_is_gone_the_form_stands_alone(visitor, page):
    visitor.open(page.url)
    page.delete()
    visitor.fill(kind="complaint", put_right="Empty it.").press("Continue")
    assert visitor.title == "Error: Complaints, compliments and comments"
    assert visitor.typed()["put_right"] == "Empty it."
    visitor.fill(**COMPLAINT).press("Continue").press("Send my complaint")
    assert (Submission.objects.get().page, Case.objects.count()) == (None, 1)


def test_where_the_page_is_unpublished_the_form_stands_alone(visitor, page):
    visitor.open(page.url)
    page.unpublish()
    assert visitor.press("Continue").title == "Error: Complaints, compliments and comments"


def test_where_the_block_was_taken_away_the_form_stands_alone(visitor, page):
    visitor.open(page.url)
    page.body = []
    page.save()
    visitor.press("Continue")
    assert visitor.title == "Error: Complaints, compliments and comments"
    assert "Before the form." not in visitor.text


def test_a_page_that_is_for_some_only_stays_so_and_the_words_are_kept(visitor, page):
    from wagtail.models import PageViewRestriction

    visitor.open(page.url)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    visitor.fill(put_right="Empty it.").press("Continue")
    assert "Before the form." not in visitor.text
    assert visitor.typed()["put_right"] == "Empty it."


def test_the_page_comes_back_as_its_own_visitors_see_it(visitor, page):
    """A view that answers posts by itself must not take ours for its own."""
    seen = []

    def remember(serve):
        def served(page, request, args, kwargs):
            seen.append((request.method, request.path, dict(request.POST)))
            return serve(page, request, args, kwargs)

        return served

    from wagtail import hooks

    visitor.open(page.url)
    with hooks.register_temporarily("on_serve_page", remember):
        visitor.press("Continue")
    assert seen == [("GET", "/tell-us/", {})]


def test_the_forms_address_leads_to_its_page_and_without_one_to_the_form(visitor, page):
    visitor.open(page.url)
    address = visitor.forms()[0]["action"].partition("#")[0]
    assert visitor.client.get(address).url == page.full_url
    page.delete()
    assert visitor.open(address).title == "Complaints, compliments and comments"
    assert visitor.client.get(address.replace(FeedbackFormVersion.objects.get().digest, "none")).status_code == 404


def test_a_form_that_nobody_knows_gives_the_words_back(visitor, page):
    visitor.open(page.url).fill(**COMPLAINT)
    visitor.forms()[0]["action"] = reverse("wagtail_complaints:feedback", args=["none"])
    visitor.press("Continue")
    assert visitor.response.status_code == 404
    assert "The bin was not emptied." in visitor.text
    assert "01632 960001" in visitor.text


def test_nothing_inline_that_a_strict_policy_would_refuse(visitor, page):
    for step in ("form", "errors", "check", "received"):
        if step == "form":
            visitor.open(page.url)
        elif step == "errors":
            visitor.press("Continue")
        else:
            visitor.fill(**COMPLAINT) if step == "check" else None
            visitor.press("Continue" if step == "check" else "Send")
        assert visitor.soup.select(".complaints-block [style], .complaints-block style") == []
        assert [script for script in visitor.soup.select("script") if not script.get("src")] == []
        assert [name for tag in visitor.soup.select("*") for name in tag.attrs if name.startswith("on")] == []


def test_the_example_visitor_cannot_be_told_from_another_by_the_page(page):
    one, other = (Visitor(Client()).open(page.url).response for _each in range(2))
    assert one.content == other.content
    assert (one.cookies, other.cookies) == ({}, {})
    assert b"csrf" not in one.content


def test_the_block_adds_nothing_to_what_a_page_varies_by(visitor, page, stand):
    without = visitor.open(stand(slug="no-form").url).response.headers
    assert visitor.open(page.url).response.headers.get("Vary") == without.get("Vary")


def test_the_block_costs_a_page_three_queries(visitor, page, stand, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    without = stand(slug="no-form")
    visitor.open(page.url)
    with CaptureQueriesContext(connection) as bare:
        visitor.open(without.url)
    with django_assert_num_queries(len(bare) + 3):
        visitor.open(page.url)


def test_what_shows_somebodys_words_is_kept_by_nobody(visitor, page):
    visitor.open(page.url).press("Continue")
    responses = [visitor.response, visitor.fill(**COMPLAINT).press("Continue").response]
    responses += [visitor.press("Send").answered, visitor.response]
    assert [sorted(each.headers["Cache-Control"].split(", ")) for each in responses] == [
        ["no-store", "private"]
    ] * 4
    assert [each.headers["X-Frame-Options"] for each in responses] == ["DENY"] * 4


def test_a_form_whose_page_was_deleted_after_the_check_is_taken_all_the_same(visitor, page):
    visitor.open(page.url).fill(**COMPLAINT).press("Continue")
    url = page.full_url
    page.delete()
    visitor.press("Send my complaint")
    sent = Submission.objects.get()
    assert (visitor.title, sent.page, sent.page_url) == ("We have your complaint", None, url)


def test_the_way_out_is_on_every_page_where_the_council_turns_it_on(visitor, page):
    def ways_out():
        return [link["href"] for link in visitor.soup.select(".complaints-exit a")]

    assert visitor.open(page.url).soup.select(".complaints-exit") == []
    factories.settings(exit_url="https://example.com/weather")
    found = [ways_out() for _open in [visitor.open(page.url)]]
    visitor.press("Continue")
    found.append(ways_out())
    visitor.fill(**COMPLAINT).press("Continue")
    found.append(ways_out())
    visitor.press("Send my complaint")
    found.append(ways_out())
    assert found == [["https://example.com/weather"]] * 4
