"""A form is sent from our own pages: a post from elsewhere is shown to the person first, and stores nothing."""

import pytest

from tests import factories
from tests.web.visitor import COMPLAINT
from wagtail_complaints.models import Submission
from wagtail_complaints.web.same_site import is_from_this_site


def posted(rf, **headers):
    return rf.post("/", headers=headers, SERVER_NAME="wenbury.example")


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://wenbury.example"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Origin": "https://wenbury.example"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, True),
        ({"Origin": "null", "Referer": "https://evil.example/"}, False),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Referer": "https://wenbury.example/tell-us/"}, True),
        ({"Referer": "https://wenbury.example.evil.example/"}, False),
        ({}, True),
    ],
)
def test_the_browser_says_where_a_post_came_from(rf, settings, headers, ours):
    settings.ALLOWED_HOSTS = ["wenbury.example"]
    assert is_from_this_site(posted(rf, **headers)) is ours


def test_a_site_behind_another_name_trusts_the_names_it_lists(rf, settings):
    settings.ALLOWED_HOSTS = ["wenbury.example"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://www.wenbury.example"]
    assert is_from_this_site(posted(rf, Origin="https://www.wenbury.example"))


@pytest.mark.django_db
def test_a_post_from_elsewhere_is_shown_with_its_words_and_can_go_on(visitor, stand):
    page = stand(factories.feedback_form())
    visitor.open(page.url).fill(**COMPLAINT).press("Continue")
    visitor.press("Send my complaint", **{"Sec-Fetch-Site": "cross-site"})
    assert (visitor.response.status_code, Submission.objects.count()) == (403, 0)
    assert "The bin was not emptied." in visitor.text

    visitor.press("These are my words")
    assert (visitor.title, Submission.objects.count()) == ("Check your answers", 0)
    visitor.press("Send my complaint")
    assert Submission.objects.get().answer("what_happened") == "The bin was not emptied."
