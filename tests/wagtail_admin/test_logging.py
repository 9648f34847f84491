"""Staff log what came by telephone, letter, e-mail, text or in person, with the day it really came."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, procedure
from wagtail_complaints import roles
from wagtail_complaints.models import Case, Submission

pytestmark = pytest.mark.django_db

LOG = "/admin/complaints/cases/log/"


@pytest.fixture
def officer(client, monday):
    made = factories.user(roles.CONTACT_CENTRE)
    client.force_login(made)
    return made


@pytest.fixture
def said(db):
    return {
        "kind": "complaint",
        "channel": "letter",
        "received_on": "2026-11-06",
        "procedure": procedure().pk,
        "on_behalf": "myself",
        "what_happened": "The bin was missed.",
        "name": "Robin Example",
        "telephone": "+44 1632 960001",
        "idempotency_key": "pressed-once",
    }


def test_fridays_letter_logged_on_monday_counts_from_friday(client, officer, said):
    response = client.post(LOG, said)
    case = Case.objects.get()
    assert response.url == f"/admin/complaints/cases/{case.pk}/"
    assert (case.received_on, case.channel, case.submission.logged_by) == (day("2026-11-06"), "letter", officer)
    # 3 working days from Friday 6 November: Wednesday 11.
    assert case.next_due_on == day("2026-11-11")
    assert case.submission.answers == [
        {"key": "what_happened", "label": "What happened?", "value": "The bin was missed."},
        {"key": "name", "label": "Name", "value": "Robin Example"},
        {"key": "telephone", "label": "Telephone", "value": "+44 1632 960001"},
    ]
    assert case.parties.get().name == "Robin Example"
    assert client.get(response.url).status_code == 200


def test_a_button_pressed_twice_logs_once(client, officer, said):
    first, second = client.post(LOG, said), client.post(LOG, said)
    assert first.url == second.url
    assert Submission.objects.count() == 1


def test_a_compliment_is_kept_and_opens_no_case(client, officer, said):
    client.post(LOG, {**said, "kind": "compliment"})
    assert (Submission.objects.count(), Case.objects.count()) == (1, 0)


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(client, officer, said):
    response = client.post(
        LOG, {**said, "received_on": "2026-11-10", "on_behalf": "someone-else", "email": "robin"}
    )
    assert {name: list(found) for name, found in response.context["form"].errors.items()} == {
        "received_on": ["That day has not come yet."],
        "affected_name": ["Write whom it is about, or “not said”."],
        "email": ["Enter a valid email address."],
    }
    page = response.content.decode()
    assert "The bin was missed." in page
    assert 'value="pressed-once"' in page
    assert not Submission.objects.exists()


def test_when_it_happened_is_asked_kept_in_words_and_not_insisted_on(client, officer, said):
    page = client.post(LOG, {**said, "happened_on": "2026-11-07"})
    assert list(page.context["form"].errors) == ["happened_on"]
    client.post(LOG, {**said, "happened_on": "2026-10-30"})
    case = Case.objects.get()
    assert case.happened_on == day("2026-10-30")
    assert case.submission.answer("happened_on") == "30 October 2026"
    client.post(LOG, {**said, "idempotency_key": "another", "happened_on": ""})
    assert Case.objects.latest("pk").happened_on is None


def test_what_came_through_the_website_is_not_logged_by_hand(client, officer, said):
    assert list(client.post(LOG, {**said, "channel": "form"}).context["form"].errors) == ["channel"]


def test_only_those_who_log_are_let_in(client, monday, said):
    client.force_login(factories.user(roles.AUDITOR))
    assert client.get(LOG).status_code == 403
    assert client.post(LOG, said).status_code == 403
    assert not Submission.objects.exists()
    assert "Log a representation" not in client.get("/admin/complaints/cases/").content.decode()


def file(name="letter.txt", words=b"Words of a letter"):
    return SimpleUploadedFile(name, words)


def test_a_scanned_letter_is_logged_with_the_case(client, officer, said):
    client.post(LOG, {**said, "files": [file(), file("b.txt")]})
    submission = Case.objects.get().submission
    assert [each.name for each in submission.uploads.all()] == ["letter.txt", "b.txt"]


def test_files_stay_through_errors_and_can_be_taken_off(client, officer, said):
    page = client.post(LOG, {**said, "name": "x" * 300, "files": [file(), file("wrong.txt")]})
    kept = page.context["files_kept"]
    assert [each.name for each in kept] == ["letter.txt", "wrong.txt"]
    client.post(LOG, {**said, "remove_file": [str(kept[1].key)]})
    assert [each.name for each in Case.objects.get().submission.uploads.all()] == ["letter.txt"]


def test_a_file_that_may_not_be_kept_is_said_and_nothing_is_logged(client, officer, said):
    page = client.post(LOG, {**said, "files": [file("run.exe", b"MZ\x90\x00")]})
    assert "“run.exe”" in page.context["form"].errors["files"][0]
    assert not Submission.objects.exists()


def test_nobody_takes_up_the_files_of_another_officer_by_their_key(client, officer, said):
    client.post(LOG, {**said, "name": "x" * 300, "files": [file()]})
    client.force_login(factories.user(roles.CONTACT_CENTRE))
    client.post(LOG, said)
    assert not Case.objects.get().submission.uploads.exists()
