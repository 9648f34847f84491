"""The receipt is for whoever sent it, for a day."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse

from tests import factories
from wagtail_complaints.models import Submission
from wagtail_complaints.web import intentions

from .visitor import COMPLAINT

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(visitor, stand):
    """A complaint that was sent just now, and the address of its receipt."""
    visitor.open(stand(factories.feedback_form()).url).fill(**COMPLAINT, email="robin@example.com")
    visitor.press("Continue").press("Send my complaint")
    return visitor.answered.url


def test_the_address_of_the_receipt_holds_no_reference_and_is_told_to_nobody(visitor, sent):
    assert Submission.objects.get().reference not in sent
    assert visitor.response.headers["Referrer-Policy"] == "no-referrer"


def test_the_receipt_says_where_the_reference_is_being_sent(visitor, sent):
    assert "We are also sending it to robin@example.com." in visitor.text


def test_on_paper_the_receipt_says_at_which_address_the_complaint_is_followed(visitor, sent):
    assert visitor.soup.select_one(".complaints-on-paper").text == " (http://testserver/tell-us/track/)"


def test_the_receipt_can_be_opened_again_that_day(visitor, sent):
    assert Submission.objects.get().reference in visitor.open(sent).text


def test_a_day_later_the_receipt_is_no_longer_shown(visitor, sent, monkeypatch):
    later = signing.time.time() + timedelta(days=1, seconds=1).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    visitor.open(sent)
    assert (visitor.response.status_code, visitor.title) == (410, "This page is no longer shown")
    assert Submission.objects.get().reference not in visitor.text


def test_a_made_up_address_shows_the_same_as_an_old_one(visitor, sent):
    key = Submission.objects.get().idempotency_key
    for token in (key, "nonsense", intentions.receipt_token("another key")):
        address = reverse("wagtail_complaints:received", args=[token])
        assert visitor.open(address).response.status_code == 410
