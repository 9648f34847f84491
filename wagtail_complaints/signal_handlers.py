"""Which of Wagtail's and Django's signals does the app answer? One line each, that calls an action."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from . import conf
from .actions import procedures
from .letters import outbox
from .models.audit import acting_user
from .signals import letter_queued


@receiver(letter_queued)
def send_at_once(letter, **kwargs):
    if conf.setting("WAGTAIL_COMPLAINTS_SEND_AT_ONCE"):
        outbox.deliver(letter.pk, at=conf.now())


@receiver(page_published)
def write_a_version(instance, **kwargs):
    procedures.page_published(instance, by=acting_user(), on=conf.today())


@receiver(page_unpublished)
def take_out_of_use(instance, **kwargs):
    procedures.page_unpublished(instance)
