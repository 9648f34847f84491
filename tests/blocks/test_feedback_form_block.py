"""The block stands wherever blocks stand, and in a preview it sends nothing."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.blocks import StreamBlock
from wagtail.models import Page, Site

from example_site.council.models import ContentPage
from tests import factories
from wagtail_complaints.blocks.feedback_form import FeedbackFormBlock

pytestmark = pytest.mark.django_db


def a_block(form, **value):
    return {"type": "feedback_form", "value": {"heading": "", "introduction": "", "form": form.pk, **value}}


def soup(html):
    return BeautifulSoup(str(html), "html.parser")


def test_a_form_stands_without_a_page_or_a_request():
    form = factories.feedback_form()
    block = FeedbackFormBlock()
    found = soup(block.render(block.to_python({"heading": "Tell us", "introduction": "", "form": form.pk})))
    action = found.form["action"].partition("#")[0]
    assert action == reverse("wagtail_complaints:feedback", args=[form.current_version.digest])
    assert found.h2.get_text() == "Tell us"


def test_two_forms_inside_another_block_have_places_of_their_own(rf):
    """A template that hands its context on hands on the id of the outer block, to both."""
    form = factories.feedback_form()
    stream = StreamBlock([("feedback_form", FeedbackFormBlock())])
    value = stream.to_python([a_block(form), a_block(form)])
    found = soup(stream.render(value, context={"request": rf.get("/"), "id": "c0ffee00-1111"}))
    ids = [tag["id"] for tag in found.select("[id]")]
    assert len(found.select("form")) == 2
    assert len(ids) == len(set(ids))


def test_the_style_sheet_is_asked_for_once_a_page(rf):
    form = factories.feedback_form()
    stream = StreamBlock([("feedback_form", FeedbackFormBlock())])
    value = stream.to_python([a_block(form), a_block(form)])
    assert len(soup(stream.render(value, context={"request": rf.get("/")})).select("link, script")) == 2


def test_a_block_without_a_heading_has_one_for_those_who_hear_the_page():
    block = FeedbackFormBlock()
    found = soup(block.render(block.to_python(a_block(factories.feedback_form())["value"])))
    assert (found.h2.get_text(), found.h2["class"]) == ("Feedback form", ["complaints-hidden"])


def test_a_preview_of_a_page_shows_the_form_and_sends_nothing():
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    page = ContentPage(title="Tell us", body=json.dumps([a_block(factories.feedback_form())]))
    home.add_child(instance=page)
    found = soup(page.make_preview_request().content.decode())
    assert found.select_one("form button").has_attr("disabled")
    assert "nothing can be sent from here" in found.get_text()


def test_a_page_never_saved_can_be_previewed(rf):
    page = ContentPage(title="Tell us", body=json.dumps([a_block(factories.feedback_form())]))
    context = {"request": rf.get("/"), "page": page}
    assert soup(page.body.stream_block.render(page.body, context=context)).form["action"].count("/") == 4


def test_the_block_picker_shows_a_form_of_this_site(client):
    client.force_login(factories.superuser())
    factories.feedback_form()
    block = ContentPage.body.field.stream_block.child_blocks["feedback_form"]
    assert block.is_previewable
    preview = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    found = soup(preview.content.decode())
    assert found.select_one("form legend").get_text() == "What would you like to send us?"
    assert found.select_one("form button").has_attr("disabled")


def test_the_block_picker_works_before_there_is_a_form(client):
    client.force_login(factories.superuser())
    block = ContentPage.body.field.stream_block.child_blocks["feedback_form"]
    preview = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert "Choose a form, and its questions will stand here." in preview.content.decode()
