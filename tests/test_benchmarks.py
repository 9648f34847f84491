"""Benchmarks invent cases by the thousand: never beside a real one, and with dates that are right."""

from datetime import date

import pytest

from benchmarks import invented_cases
from tests import factories
from wagtail_complaints.actions.rebuilding import recompute_all
from wagtail_complaints.models import Case, Letter

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def test_nothing_is_invented_beside_a_real_submission():
    factories.submission()
    with pytest.raises(invented_cases.RealCases):
        invented_cases.invent(3, on=TODAY)
    assert not Case.objects.exists()


def test_invented_cases_are_open_and_their_dates_are_what_their_facts_say():
    invented_cases.invent(12, on=TODAY)
    assert Case.objects.open().count() == 12
    # Every third is not acknowledged: numbers 0, 3, 6 and 9.
    assert Letter.objects.count() == 8
    assert [found for _case, found in recompute_all(Case.objects.all(), on=TODAY)] == [None] * 12
