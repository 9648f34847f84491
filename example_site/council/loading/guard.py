"""May invented data be loaded here? Never into a site that serves the public, nor beside real cases."""

from django.conf import settings
from django.core.management import CommandError

from wagtail_complaints.models import Case, Submission

MADE_HERE = "wenbury-"
"""How the idempotency key of every invented submission begins."""


def check():
    """Do nothing where it may. Raises: CommandError."""
    if not settings.DEBUG:
        raise CommandError("This site runs with DEBUG off, as sites in use do: the example council is not loaded.")
    real = Submission.objects.exclude(idempotency_key__startswith=MADE_HERE)
    if real.exists() and not _is_the_example():
        raise CommandError("This database holds real submissions: the example council is not loaded beside them.")


def is_loaded() -> bool:
    return Case.objects.filter(submission__idempotency_key__startswith=MADE_HERE).exists()


def _is_the_example() -> bool:
    """Return whether the council here is the invented one; what a visitor tried in it is not real either."""
    return is_loaded()
