"""Did the letter go out? Each waiting letter is sent once, tried again later where the post office fails.

A letter is locked while it is sent, so that two senders never both take it. A sender killed between the mail
server's yes and the commit sends again: at least once, never silently not at all.
"""

from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction

from ..conf import setting
from ..models import Letter
from ..models.audit import acting
from .tracking_link import with_the_link

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=12)


def send_waiting(*, at: datetime) -> tuple[int, int]:
    """Send every letter that is due at `at`. Return how many went out and how many failed."""
    outcomes = [deliver(pk, at=at) for pk in list(Letter.objects.waiting(at).values_list("pk", flat=True))]
    return outcomes.count(True), outcomes.count(False)


def deliver(letter_pk: int, *, at: datetime) -> bool | None:
    """Send one letter. Return whether it went out; None where another sender has it or it is not waiting."""
    with transaction.atomic(), acting(None):
        skip = connection.features.has_select_for_update_skip_locked
        letter = (
            Letter.objects.waiting(at)
            .select_for_update(skip_locked=skip, of=("self",))
            .filter(pk=letter_pk)
            .first()
        )
        if letter is None:
            return None
        letter.attempts += 1
        try:
            _message(letter, at).send()
        except Exception as error:
            _put_off(letter, error, at)
        else:
            letter.sent_at, letter.last_error = at, ""
        letter.save(update_fields=("attempts", "sent_at", "last_error", "not_before", "is_dead"))
    return letter.sent_at is not None


def _message(letter: Letter, at: datetime) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        letter.subject,
        with_the_link(letter, at),
        setting("WAGTAIL_COMPLAINTS_FROM_EMAIL"),
        [letter.to_email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    if letter.body_html:
        message.attach_alternative(letter.body_html, "text/html")
    return message


def _put_off(letter: Letter, error: Exception, at: datetime):
    """Wait twice as long after each failure, and give up after the site's number of attempts.

    Only the kind of error is kept: its text can repeat the address.
    """
    letter.last_error = type(error).__name__
    letter.not_before = at + min(FIRST_WAIT * 2 ** (letter.attempts - 1), LONGEST_WAIT)
    letter.is_dead = letter.attempts >= setting("WAGTAIL_COMPLAINTS_LETTER_ATTEMPTS")
