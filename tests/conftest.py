"""Fixtures that every floor's tests share."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection


@pytest.fixture
def rows_put_back(django_db_setup, django_db_blocker):
    """Put back the rows of the migrations, which a test that really commits flushes away at its end.

    Ask for it before `django_db_serialized_rollback` and `transactional_db`, without the mark `django_db`.
    """
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture(autouse=True)
def nothing_is_cached():
    """Forget where the sites' roots are: Wagtail keeps them in the cache, beyond the test that made them."""
    if settings.configured:  # the rules are tested without Django
        cache.clear()
