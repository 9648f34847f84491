"""Which of Wagtail's and Django's signals does the app answer? One line each, that calls an action."""

from django.dispatch import receiver

from . import conf
from .letters import outbox
from .signals import letter_queued


@receiver(letter_queued)
def send_at_once(letter, **kwargs):
    if conf.setting("WAGTAIL_COMPLAINTS_SEND_AT_ONCE"):
        outbox.deliver(letter.pk, at=conf.now())
