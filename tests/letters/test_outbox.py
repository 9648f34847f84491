"""A letter goes out once, is tried again where the post office fails, and never jams the others."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from tests import factories
from wagtail_complaints.letters import outbox, writing
from wagtail_complaints.letters.addressee import Addressee
from wagtail_complaints.letters.contents import LetterIncomplete
from wagtail_complaints.models import Letter, LetterKind, LetterText

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOON = datetime(2026, 11, 2, 12, tzinfo=ZoneInfo("Europe/London"))
ROBIN = Addressee("Robin Example", "robin@example.com")


def write(once="a thing", to=ROBIN, **facts):
    facts = {"reference": "K7M4-92QX", **facts}
    return writing.write(LetterKind.RECEIPT, on=date(2026, 11, 2), once=once, to=to, **facts)


def test_a_letter_goes_out_once_however_often_it_is_sent():
    factories.settings()
    letter = write()
    assert outbox.deliver(letter.pk, at=NOON) is True
    assert outbox.deliver(letter.pk, at=NOON) is None
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["robin@example.com"], "We have received what you sent us: K7M4-92QX")
    ]


def test_two_letters_about_one_thing_are_one_letter():
    assert write().pk == write().pk
    assert Letter.objects.count() == 1


def test_a_letter_is_queued_and_then_sent_when_the_transaction_commits(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letter = write()
        assert mail.outbox == []
    letter.refresh_from_db()
    assert letter.sent_at is not None
    assert len(mail.outbox) == 1


def test_a_post_office_that_fails_is_tried_again_later_each_time_after_twice_as_long(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9  # nothing listens there
    letter = write()
    waits = []
    at = NOON
    for _attempt in range(3):
        assert outbox.deliver(letter.pk, at=at) is False
        letter.refresh_from_db()
        waits.append(letter.not_before - at)
        at = letter.not_before
    assert waits == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert letter.last_error == "ConnectionRefusedError"


def test_a_letter_not_yet_due_again_waits(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    letter = write()
    outbox.deliver(letter.pk, at=NOON)
    assert outbox.send_waiting(at=NOON + timedelta(minutes=4)) == (0, 0)
    assert outbox.send_waiting(at=NOON + timedelta(minutes=5)) == (0, 1)


def test_a_letter_that_keeps_failing_is_given_up_and_no_longer_tried(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    settings.WAGTAIL_COMPLAINTS_LETTER_ATTEMPTS = 2
    letter = write()
    outbox.deliver(letter.pk, at=NOON)
    outbox.deliver(letter.pk, at=NOON + timedelta(hours=1))
    letter.refresh_from_db()
    assert letter.is_dead
    assert outbox.send_waiting(at=NOON + timedelta(days=30)) == (0, 0)


def test_a_letter_without_an_address_for_e_mail_is_kept_to_be_printed():
    letter = write(to=Addressee("Robin Example", "", "1 High Street"))
    assert outbox.send_waiting(at=NOON) == (0, 0)
    assert letter.to_address == "1 High Street"


def test_a_name_that_breaks_mail_headers_does_not_jam_the_queue():
    hostile = "Robin\x0b\x0c\x1c\x1d\x1eBcc: everyone@example.com"
    LetterText.objects.create(kind=LetterKind.RECEIPT, subject="Hello {{ name }}", body="{{ reference }}")
    letter = write(to=Addressee(hostile, "robin@example.com"))
    assert outbox.deliver(letter.pk, at=NOON) is True
    assert mail.outbox[0].recipients() == ["robin@example.com"]
    assert letter.subject == "Hello Robin Bcc: everyone@example.com"


def test_a_letter_that_cannot_say_what_it_must_is_not_written():
    with pytest.raises(LetterIncomplete) as refused:
        writing.write(LetterKind.EXTENSION, on=date(2026, 11, 2), once="x", to=ROBIN, reference="K7M4")
    assert refused.value.missing == ("reason", "new_date")
    assert not Letter.objects.exists()


def test_the_councils_own_words_take_the_place_of_the_packaged_ones():
    LetterText.objects.create(
        kind=LetterKind.RECEIPT, subject="Safe: {{ reference }}", body="Diolch, {{ name }}. {{ nonsense }}"
    )
    letter = write()
    assert letter.subject == "Safe: K7M4-92QX"
    assert "Diolch, Robin Example." in letter.body
    assert writing.unknown_placeholders("{{ name }} {{ nonsense }}") == {"nonsense"}


def test_the_councils_own_words_run_nothing():
    LetterText.objects.create(kind=LetterKind.RECEIPT, subject="x", body="{% load log %}{{ reference.__class__ }}")
    assert "{% load log %}{{ reference.__class__ }}" in write().body


def test_the_history_of_a_letter_keeps_no_words_and_no_address():
    kept = {field.name for field in write().history.model._meta.get_fields()}
    assert kept.isdisjoint({"body", "body_html", "to_name", "to_email", "to_address"})
