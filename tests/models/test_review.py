"""How a page's promise to be looked at again stands on a day."""

from datetime import date

import pytest

from example_site.council.models import ProcedurePage
from wagtail_complaints.models.review import ReviewState

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "review_on, state",
    [
        (None, ReviewState.UNSET),
        (date(2026, 11, 21), ReviewState.OVERDUE),
        (SUNDAY, ReviewState.SOON),
        (date(2026, 12, 20), ReviewState.SOON),  # 8 days of November and 20 of December
        (date(2026, 12, 21), ReviewState.LATER),
    ],
)
def test_the_day_itself_is_not_late(review_on, state):
    assert ProcedurePage(review_on=review_on).review_state(SUNDAY) == state
