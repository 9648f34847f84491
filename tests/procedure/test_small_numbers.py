"""No published count points at anybody, and no subtraction does."""

from hypothesis import given
from hypothesis import strategies as st

from wagtail_complaints.procedure.small_numbers import SMALLEST, told, total


def test_counts_from_one_to_four_are_kept_back_and_a_nought_is_not():
    assert told({"a": 0, "b": 2, "c": 4, "d": 5, "e": 60}) == {"a": 0, "b": None, "c": None, "d": 5, "e": 60}


def test_a_single_small_count_takes_the_next_with_it():
    assert told({"a": 3, "b": 9, "c": 40}) == {"a": None, "b": None, "c": 40}


def test_two_small_counts_that_make_four_together_take_another_with_them():
    assert told({"a": 1, "b": 3, "c": 12}) == {"a": None, "b": None, "c": None}


def test_a_small_total_is_kept_back_and_so_is_one_that_is_the_only_count():
    assert total({"a": 1, "b": 2}) is None
    assert total({"a": 3}) is None
    assert total({"a": 3, "b": 9}) == 12


@given(st.dictionaries(st.text(max_size=2), st.integers(0, 30), max_size=6))
def test_the_total_less_what_is_told_is_never_a_small_count(counts):
    shown, whole = told(counts), total(counts)
    kept_back = [label for label, count in shown.items() if count is None]
    assert all(not 0 < count < SMALLEST for count in shown.values() if count is not None)
    if whole is not None and kept_back:
        assert whole - sum(count for count in shown.values() if count is not None) >= SMALLEST
        assert len(kept_back) > 1
