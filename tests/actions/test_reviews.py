"""A stage that promises no date is looked at again, by the council's own reminder."""

from datetime import date

import pytest

from tests import factories
from wagtail_complaints.actions import case_stages, cases, clocks
from wagtail_complaints.models import Case

pytestmark = pytest.mark.django_db


def without_a_length():
    """A case of the children's trust, whose first stage has no length; received on Monday 2 November."""
    return factories.case(procedure=factories.example("002-childrens-trust").procedure)


def stage(case, key="stage-1"):
    return case.stages.get(key=key)


def acknowledged(case):
    """Record the acknowledgement alone, as if no date had been promised in it."""
    stage(case).events.create(event="acknowledged", on=date(2026, 11, 4))
    clocks.recompute(case, on=date(2026, 11, 4))
    case.refresh_from_db()
    return case


def test_while_something_is_due_there_is_no_review():
    case = without_a_length()
    assert (case.next_due_event, case.next_review_on) == ("acknowledged", None)


def test_a_stage_without_a_length_is_reviewed_some_working_days_after_it_started():
    case = acknowledged(without_a_length())
    # 20 working days from Monday 2 November: four whole weeks, to Monday 30 November.
    assert (case.next_due_on, case.next_review_on) == (None, date(2026, 11, 30))
    assert not Case.objects.overdue(date(2027, 1, 31)).exists()


def test_the_council_says_after_how_many_days():
    factories.settings(review_days=5)
    # 5 working days from Monday 2 November: Monday 9 November.
    assert acknowledged(without_a_length()).next_review_on == date(2026, 11, 9)


def test_a_council_may_do_without():
    factories.settings(review_days=0)
    assert acknowledged(without_a_length()).next_review_on is None


def test_a_date_that_was_set_is_due_and_takes_the_place_of_the_review():
    case = acknowledged(without_a_length())
    clocks.set_date(stage(case), timescale="responded", due_on=date(2026, 11, 27), by=None)
    case.refresh_from_db()
    assert (case.next_due_on, case.next_review_on) == (date(2026, 11, 27), None)


def test_a_later_stage_counts_from_the_day_it_was_asked_for():
    case = factories.case(procedure=factories.example("000-childrens-services").procedure)
    clocks.record_event(stage(case), event="resolved", on=date(2026, 11, 5), by=None)
    case.refresh_from_db()
    assert case.next_review_on is None
    case_stages.request(case, key="stage-2", on=date(2026, 11, 10), by=None)
    case.refresh_from_db()
    # 20 working days from Tuesday 10 November: Tuesday 8 December.
    assert (case.next_due_on, case.next_review_on) == (None, date(2026, 12, 8))


def test_a_closed_case_is_reviewed_no_more():
    case = acknowledged(without_a_length())
    cases.withdraw(case, on=date(2026, 11, 9), by=None, reason="Settled.")
    assert case.next_review_on is None


def test_recomputing_finds_a_review_that_is_not_what_the_settings_say():
    case = acknowledged(without_a_length())
    factories.settings(review_days=10)
    [(_case, found)] = clocks.recompute_all(Case.objects.all(), on=date(2026, 11, 4))
    case.refresh_from_db()
    assert (found, case.next_review_on) == ([], date(2026, 11, 16))
