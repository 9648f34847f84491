"""A desk on a day of our choosing: Monday 9 November 2026, five working days after `factories.MONDAY`."""

from datetime import datetime

import pytest

from tests import factories
from wagtail_complaints import conf, roles


@pytest.fixture
def today_is(monkeypatch):
    """Move the one clock that the doors read."""

    def move(year, month, day):
        monkeypatch.setattr(conf, "now", lambda: datetime(year, month, day, 10, tzinfo=conf.UNITED_KINGDOM))

    return move


@pytest.fixture
def monday(today_is):
    today_is(2026, 11, 9)


@pytest.fixture
def manager(db):
    return factories.user(roles.MANAGER, first_name="Priya", last_name="Nair")


@pytest.fixture
def desk(client, manager, monday):
    """A browser in which a complaints manager is signed in."""
    client.force_login(manager)
    return client
