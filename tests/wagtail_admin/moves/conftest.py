"""A triaged case, and a way to send the form of one of its moves."""

import pytest

from tests.wagtail_admin.cases_at_hand import triaged
from tests.wagtail_admin.moves.at_hand import address


@pytest.fixture
def case(db):
    return triaged()


@pytest.fixture
def move(desk):
    """Send the form of a move of a case; it is refused, or leads back to the case."""

    def send(case, place, **given):
        response = desk.post(f"{address(case)}{place}/", given)
        case.refresh_from_db()
        return response

    return send
