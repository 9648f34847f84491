"""When something of ours fails, the words come back, with what to do; what is stored stays stored."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test.client import encode_multipart

from wagtail_complaints.actions import intake, opening
from wagtail_complaints.models import Case, FeedbackFormVersion, Letter, Submission

from .visitor import broken_off

COMPLAINT = {"kind": "complaint", "on_behalf": "myself", "what_happened": "The bin\nwas not emptied."}

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """Return a function that makes one call of ours fail as it would with the database gone."""

    def fail(owner, name):
        def gone(*args, **kwargs):
            raise OperationalError("the database is gone")

        monkeypatch.setattr(owner, name, gone)

    return fail


def test_with_the_database_gone_the_words_come_back_with_what_to_do(
    visitor, page, broken, django_assert_num_queries
):
    visitor.open(page.url).fill(**COMPLAINT, name="Robin")
    broken(FeedbackFormVersion.objects, "select_related")
    with django_assert_num_queries(0):
        visitor.press("Continue")
    assert (visitor.response.status_code, visitor.title) == (503, "We could not save what you wrote")
    words = {row.dt.get_text(): row.dd.get_text(" ", strip=True) for row in visitor.soup.select("dl > div")}
    assert words == {
        "What would you like to send us?": "A complaint",
        "Who are you doing this for?": "Myself",
        "What would you like to tell us?": "The bin was not emptied.",
        "Your name": "Robin",
    }
    assert "01632 960001" in visitor.text


def test_trying_again_after_a_failure_makes_one(visitor, page, monkeypatch):
    visitor.open(page.url).fill(**COMPLAINT).press("Continue")
    with monkeypatch.context() as patched:
        patched.setattr(intake, "receive", _gone)
        visitor.press("Send my complaint")
    assert (visitor.title, Submission.objects.count()) == ("We could not save what you wrote", 0)
    again = visitor.typed()
    visitor.press("Try again")
    assert visitor.title == "We have your complaint"
    visitor.post(again)
    assert Submission.objects.count() == 1


def _gone(**sent):
    raise OperationalError("the database is gone")


def test_a_telephone_number_that_we_did_not_seal_is_not_repeated(visitor, page, broken):
    visitor.open(page.url).fill(**COMPLAINT, contact="ring 0900 123456")
    broken(FeedbackFormVersion.objects, "select_related")
    assert "0900 123456" not in visitor.press("Continue").text


def test_a_case_that_cannot_be_opened_loses_nothing_and_hides_nothing(visitor, page, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError("no case today")

    monkeypatch.setattr(opening, "date_the_first_time", refuse)
    visitor.open(page.url).fill(**COMPLAINT, email="robin@example.com").press("Continue").press("Send my complaint")
    sent = Submission.objects.get()
    assert visitor.title == "We have your complaint"
    assert sent.reference in visitor.text
    assert (Case.objects.count(), Letter.objects.get(submission=sent).kind) == (0, "receipt")


def test_a_page_that_breaks_lets_the_form_stand_alone(visitor, page, monkeypatch):
    def explode(self, request, *args, **kwargs):
        raise RuntimeError("the menu is broken")

    visitor.open(page.url)
    monkeypatch.setattr(type(page), "get_context", explode)
    visitor.fill(put_right="Empty it.").press("Continue")
    assert visitor.title == "Error: Complaints, compliments and comments"
    assert visitor.typed()["put_right"] == "Empty it."


def test_a_mail_server_that_is_down_goes_unnoticed(visitor, page, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    visitor.open(page.url).fill(**COMPLAINT, email="robin@example.com").press("Continue")
    with django_capture_on_commit_callbacks(execute=True):
        visitor.press("Send my complaint")
    letter = Letter.objects.get()
    assert (visitor.title, letter.sent_at, letter.attempts) == ("We have your complaint", None, 1)


def test_more_words_than_can_be_read_at_once_are_said_to_be_too_many(visitor, page, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    visitor.open(page.url).fill(**{**COMPLAINT, "what_happened": "x" * 200_000}).press("Continue")
    assert (visitor.response.status_code, visitor.title) == (413, "That was more than we can take at once")


def spoilt(visitor, header="multipart/form-data"):
    """Send the form as a browser does, with a header of its own that lost the boundary on the way."""
    encoded = encode_multipart("a-boundary", dict(visitor.filled.items()))
    action = visitor.forms()[0]["action"].partition("#")[0]
    return visitor._arrive(
        visitor.client.post(action, encoded, content_type=header, headers={"Sec-Fetch-Site": "same-origin"})
    )


def test_a_form_that_was_spoilt_on_its_way_comes_back_with_what_could_be_read(visitor, page):
    spoilt(visitor.open(page.url).fill(**COMPLAINT, name="Zoë"))
    assert (visitor.response.status_code, visitor.title) == (400, "We could not read what you sent")
    assert "The bin was not emptied." in visitor.text
    assert "01632 960001" in visitor.text
    visitor.filled = None
    visitor.press("Go on with these words")
    assert visitor.title == "Check your answers"
    visitor.press("Send my complaint")
    assert Submission.objects.get().answer("name") == "Zoë"


def cut_off(words: dict, file: bytes) -> bytes:
    """Return what a browser sends of a form with a file in it, up to the middle of the file."""
    whole = encode_multipart("a-boundary", {**words, "files": SimpleUploadedFile("letter.pdf", file)})
    return whole[: whole.index(file) + len(file) // 2]


def test_a_form_with_a_file_that_cannot_be_decoded_comes_back_with_its_words(visitor, page):
    action = visitor.open(page.url).forms()[0]["action"].partition("#")[0]
    sent = cut_off({**COMPLAINT, "name": "Zoë"}, b"abcdefghijklmn")
    sent = sent.replace(b"Content-Type: text/plain", b"Content-Transfer-Encoding: base64")
    visitor._arrive(visitor.client.post(action, sent, content_type="multipart/form-data; boundary=a-boundary"))
    assert (visitor.response.status_code, visitor.title) == (400, "We could not read what you sent")
    visitor.press("Go on with these words")
    assert (visitor.title, visitor.typed()["name"]) == ("Check your answers", "Zoë")


def test_a_form_that_breaks_off_within_a_file_comes_back_with_the_words_that_arrived(visitor, page):
    body = cut_off(COMPLAINT, b"x" * 400_000)
    broken_off(visitor.open(page.url), body, "multipart/form-data; boundary=a-boundary", arrive=65_536)
    assert (visitor.response.status_code, visitor.title) == (400, "We could not read what you sent")
    assert visitor.typed()["what_happened"].split() == COMPLAINT["what_happened"].split()
    assert "The bin was not emptied." in visitor.text


def test_a_form_of_words_alone_that_breaks_off_comes_back_with_those_that_arrived(visitor, page):
    body = urlencode({**COMPLAINT, "name": "Zoë", "put_right": "Empty it. " * 500}).encode()
    broken_off(visitor.open(page.url), body, "application/x-www-form-urlencoded", arrive=3000)
    assert (visitor.response.status_code, visitor.title) == (400, "We could not read what you sent")
    kept = visitor.typed()
    assert (kept["what_happened"].split(), kept["name"]) == (COMPLAINT["what_happened"].split(), "Zoë")
    assert kept["put_right"].startswith("Empty it. Empty it. ")


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data", b"\x00\xff no form at all"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"what_happened=It+was+late"),
    ],
)
def test_whatever_is_sent_the_answer_is_a_page_that_says_what_to_do(visitor, page, header, body):
    action = visitor.open(page.url).forms()[0]["action"].partition("#")[0]
    visitor._arrive(visitor.client.post(action, body, content_type=header))
    assert visitor.response.status_code in (200, 400)
    assert visitor.title in ("We could not read what you sent", "Error: Tell us")
