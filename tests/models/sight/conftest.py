"""It is noon on Monday 9 November 2026 for all who look."""

import pytest

from tests import factories
from wagtail_complaints import conf, roles

from .at_hand import NOON


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(conf, "now", lambda: NOON)


@pytest.fixture
def manager():
    return factories.user(roles.MANAGER)


@pytest.fixture
def investigator():
    return factories.user(roles.INVESTIGATOR)
