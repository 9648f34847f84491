"""A letter that could not be sent is not forgotten: it is found, its address put right, and queued again."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import cases
from wagtail_complaints.models import Letter

pytestmark = pytest.mark.django_db

LETTERS = "/admin/complaints/letters/"


@pytest.fixture
def letter(manager, monday):
    case = triaged()
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=manager)
    found = case.letters.get(kind="acknowledgement")
    found.is_dead, found.attempts, found.last_error = True, 8, "ConnectionRefusedError"
    found.save()
    return found


def again(letter) -> str:
    return f"{LETTERS}queue-again/{letter.pk}/"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_the_home_page_the_listing_and_the_case_lead_to_it(desk, letter):
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 letter could not be sent." in home
    assert f'href="{LETTERS}?state=given-up"' in home
    listed = words(desk.get(f"{LETTERS}?state=given-up"))
    assert f"Acknowledgement Inspect {letter.case.reference} 4 Nov 2026 Could not be sent" in listed
    assert "ConnectionRefusedError" in listed
    assert letter.case.reference not in words(desk.get(f"{LETTERS}results/?state=sent"))
    assert again(letter) in desk.get(reverse("complaints_cases:case", args=[letter.case_id])).content.decode()


def test_it_is_queued_again_with_a_reason_and_goes_out(desk, letter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(again(letter), {"to_email": "right@example.com", "reason": "A letter was missing."})
    assert answer.status_code == 302
    assert [sent.to for sent in mail.outbox] == [["right@example.com"]]
    letter.refresh_from_db()
    assert (letter.is_dead, letter.attempts, letter.sent_at is None) == (False, 1, False)
    told = words(desk.get(reverse("complaints_case_history", args=[letter.case_id])))
    assert "Priya Nair Letter queued again: Acknowledgement A letter was missing." in told
    assert "could not be sent" not in words(desk.get(reverse("wagtailadmin_home")))


def test_without_a_reason_nothing_happens(desk, letter):
    assert desk.post(again(letter), {"to_email": "right@example.com", "reason": ""}).status_code == 200
    letter.refresh_from_db()
    assert letter.is_dead


def test_a_letter_that_was_not_given_up_is_refused_with_a_reason(desk, letter):
    Letter.objects.filter(pk=letter.pk).update(is_dead=False)
    answer = desk.post(again(letter), {"to_email": "right@example.com", "reason": "Again"})
    assert "This letter has not been given up" in words(answer)
    assert again(letter) not in desk.get(f"{LETTERS}inspect/{letter.pk}/").content.decode()


def test_an_auditor_reads_it_and_an_investigator_of_another_case_does_not(client, letter):
    client.force_login(factories.user(roles.AUDITOR))
    assert client.get(f"{LETTERS}inspect/{letter.pk}/").status_code == 200
    assert client.post(again(letter), {"to_email": "a@example.com", "reason": "x"}).status_code in (302, 403)
    client.force_login(factories.user(roles.INVESTIGATOR))
    client.get(f"{LETTERS}inspect/{letter.pk}/")
    assert letter.body not in client.get(f"{LETTERS}inspect/{letter.pk}/").content.decode()
    letter.refresh_from_db()
    assert letter.is_dead
