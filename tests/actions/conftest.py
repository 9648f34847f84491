"""Who changes a calendar, and a day that it gains."""

import pytest

from tests import factories
from tests.actions.calendar_at_hand import TENTH, holiday
from wagtail_complaints import roles


@pytest.fixture
def manager():
    return factories.user(roles.MANAGER, first_name="Priya", last_name="Nair")


@pytest.fixture
def thanksgiving():
    return holiday(TENTH)
