"""Wenbury Council as its example site has it, furnished once for all the journeys and put away after them."""

import pytest
from django.db import transaction
from wagtail.models import Site

from tests.journeys.council import Council
from tests.wenbury import furnish
from wagtail_complaints.models import Case, Submission


@pytest.fixture(scope="package")
def furnished(django_db_setup, django_db_blocker):
    """Make the council's staff, registers, pages and forms, in a transaction that ends with the journeys."""
    with django_db_blocker.unblock():
        before = transaction.atomic()
        before.__enter__()
        try:
            furnish()
            yield
        finally:
            transaction.set_rollback(True)
            before.__exit__(None, None, None)
            Site.clear_site_root_paths_cache()


@pytest.fixture
def council(furnished, db, client):
    """Return the council, to be walked through by its public and its staff on days of our choosing.

    When a story ends, what is kept of where cases stand and of what waits is what the facts say.
    """
    with Council(client) as opened:
        yield opened
    assert (Case.objects.standing_elsewhere(), list(Submission.objects.said_wrongly())) == ({}, [])
