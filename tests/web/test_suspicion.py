"""What no person seems to have sent waits for a person to look at it; nothing that anybody sent is lost."""

import re

import pytest
from django.urls import reverse

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.models import Case, Letter, Quarantine, Submission
from wagtail_complaints.web import intentions

from .visitor import COMPLAINT

pytestmark = pytest.mark.django_db
INBOX = "/admin/complaints/inbox/"


@pytest.fixture
def at_the_form(visitor, page):
    return visitor.open(page.url)


def send(visitor, **more):
    return visitor.fill(**COMPLAINT, email="robin@example.com", **more).press("Continue").press("Send my complaint")


def test_a_person_in_a_hurry_is_no_suspect(at_the_form):
    send(at_the_form)
    assert (Quarantine.objects.count(), Case.objects.count()) == (0, 1)


def test_what_fills_in_the_hidden_box_gets_a_reference_and_waits_in_quarantine(at_the_form):
    send(at_the_form, leave_empty="http://example.com")
    sent = Submission.objects.get()
    assert (at_the_form.title, sent.reference in at_the_form.text) == ("We have your complaint", True)
    assert (sent.quarantine.signs, Case.objects.count(), Letter.objects.count()) == (["trap", "haste"], 0, 0)


def test_a_text_full_of_links_waits_in_quarantine(at_the_form, monkeypatch):
    monkeypatch.setattr(intentions, "seconds_since", lambda intention: 60)
    send(at_the_form, put_right="Buy at https://example.com " * 5)
    assert Submission.objects.get().quarantine.signs == ["links"]


def test_very_many_from_one_place_are_taken_all_the_same_and_looked_at(at_the_form, page, settings):
    settings.WAGTAIL_COMPLAINTS_UNSUSPECTED_AN_HOUR = 1
    send(at_the_form)
    send(at_the_form.open(page.url))
    assert [hasattr(sent, "quarantine") for sent in Submission.objects.order_by("pk")] == [False, True]


def test_the_hidden_box_is_out_of_everybodys_way(at_the_form):
    box = at_the_form.soup.find("input", attrs={"name": "leave_empty"})
    around = box.find_parent("div")
    assert (around.has_attr("hidden"), box["tabindex"], box["autocomplete"]) == (True, "-1", "off")


def test_the_page_says_nothing_of_when_it_was_made(at_the_form, page):
    assert at_the_form.typed().keys() >= {"contact", "leave_empty"}
    assert "intention" not in at_the_form.typed()


def test_an_intention_that_we_did_not_make_is_none():
    assert intentions.is_intention(intentions.new_intention())
    assert not intentions.is_intention("0" * 32)
    assert not intentions.is_intention(intentions.new_intention().replace(":", ":x", 1))


@pytest.fixture
def held(at_the_form):
    send(at_the_form, leave_empty="x")
    return Submission.objects.get()


@pytest.fixture
def manager(client):
    client.force_login(factories.user(roles.MANAGER, first_name="Mo", last_name="Manager"))
    return client


def test_the_inbox_keeps_the_quarantine_apart(held, manager):
    waiting = factories.submission()
    listed = {
        state: [sent.reference for sent in manager.get(f"{INBOX}?state={state}").context["object_list"]]
        for state in ("waiting", "quarantine")
    }
    assert listed == {"waiting": [waiting.reference], "quarantine": [held.reference]}
    page = manager.get(f"{INBOX}inspect/{held.pk}/").content.decode()
    assert "A box was filled in that no person can see" in page
    assert [f"{move}/{held.pk}/" in page for move in ("release", "handle", "open-case")] == [True, True, False]


def test_what_is_genuine_is_released_opens_its_case_and_its_sender_is_told(held, manager):
    manager.post(f"{INBOX}release/{held.pk}/", {"reason": "A real person: rang us."})
    assert Case.objects.get().submission == held
    assert [letter.kind for letter in Letter.objects.all()] == ["receipt"]
    assert Case.objects.get().received_on == held.received_on
    page = manager.get(f"{INBOX}inspect/{held.pk}/").content.decode()
    assert re.search(r"was released on .* by Mo Manager", page)
    assert "A real person: rang us." in page
    row = held.quarantine.history.latest()
    assert (row.actor_name, row.history_change_reason) == ("Mo Manager", "A real person: rang us.")


def test_what_is_in_quarantine_opens_no_case_behind_its_back(held, manager):
    manager.post(f"{INBOX}open-case/{held.pk}/", {})
    assert Case.objects.count() == 0


def test_what_is_not_genuine_is_recorded_and_kept(held, manager):
    manager.post(f"{INBOX}handle/{held.pk}/", {"outcome": "spam", "reason": "An advertisement."})
    assert (Submission.objects.get().handling.outcome, Letter.objects.count()) == ("spam", 0)
    manager.post(f"{INBOX}release/{held.pk}/", {"reason": "Too late."})
    assert Quarantine.objects.get().released_on is None


def test_only_who_may_triage_releases(held, client):
    client.force_login(factories.user(roles.AUDITOR))
    client.post(f"{INBOX}release/{held.pk}/", {"reason": "Let me."})
    assert Quarantine.objects.get().released_on is None


def test_who_guesses_at_receipts_is_told_when_to_try_again(visitor, settings):
    factories.settings()
    settings.WAGTAIL_COMPLAINTS_LOOK_UPS_AN_HOUR = 2
    guess = reverse("wagtail_complaints:received", args=["guess"])
    codes = [visitor.open(guess).response.status_code for _time in range(3)]
    assert codes == [410, 410, 429]
    assert 0 < int(visitor.response.headers["Retry-After"]) <= 3600
    assert visitor.title == "Try again later"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "is_somebody_else"),
    [
        (0, "203.0.113.9", False),
        (1, "203.0.113.9", True),
        (1, "198.51.100.7, 203.0.113.9", True),
        (2, "203.0.113.9", False),
    ],
)
def test_only_our_own_proxies_are_believed(visitor, settings, proxies, forwarded, is_somebody_else):
    """Whatever stands before the last proxies of ours anybody can have written."""
    factories.settings()
    settings.WAGTAIL_COMPLAINTS_LOOK_UPS_AN_HOUR = 1
    settings.WAGTAIL_COMPLAINTS_PROXIES = proxies
    guess = reverse("wagtail_complaints:received", args=["guess"])
    visitor.open(guess)
    code = visitor.open(guess, **{"X-Forwarded-For": forwarded}).response.status_code
    assert code == (410 if is_somebody_else else 429)


def test_one_household_is_one_visitor(rf):
    from wagtail_complaints.web.rate_limits import visitor

    here, there, elsewhere = (
        visitor(rf.get("/", REMOTE_ADDR=address)) for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
    )
    assert (here == there, here == elsewhere, "2001" in here) == (True, False, False)


def test_a_cache_that_fails_stops_nobody(at_the_form, monkeypatch):
    from django.core.cache import cache

    def fail(*args, **kwargs):
        raise ConnectionError("no cache today")

    monkeypatch.setattr(type(cache._connections["default"]), "incr", fail)
    send(at_the_form)
    assert (Case.objects.count(), Quarantine.objects.count()) == (1, 0)
