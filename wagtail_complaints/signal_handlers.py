"""Which of Wagtail's and Django's signals does the app answer? One line each, that calls an action."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from .actions import procedures
from .conf import today
from .models.audit import acting_user


@receiver(page_published)
def write_a_version(sender, instance, **kwargs):
    procedures.page_published(instance, by=acting_user(), on=today())


@receiver(page_unpublished)
def take_out_of_use(sender, instance, **kwargs):
    procedures.page_unpublished(instance)
