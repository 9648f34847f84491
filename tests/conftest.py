"""Fixtures that every floor's tests share."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests import table_rows


@pytest.fixture(scope="session")
def rows_of_the_migrations(django_db_setup, django_db_blocker):
    """Read what the migrations wrote. Of Django's own copy, which it puts back row by row, nothing is left."""
    with django_db_blocker.unblock():
        rows = table_rows.read()
    connection._test_serialized_contents = "[]"
    return rows


@pytest.fixture
def rows_put_back(rows_of_the_migrations, django_db_blocker):
    """Put back the rows of the migrations, which a test that really commits flushes away at its end.

    Ask for it before `django_db_serialized_rollback` and `transactional_db`, without the mark `django_db`.
    """
    yield
    with django_db_blocker.unblock():
        table_rows.put_back(rows_of_the_migrations)


@pytest.fixture(autouse=True)
def nothing_is_cached():
    """Forget where the sites' roots are: Wagtail keeps them in the cache, beyond the test that made them."""
    if settings.configured:  # the rules are tested without Django
        cache.clear()
