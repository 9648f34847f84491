"""A figure is shown only where it points to nobody, and betrays no other."""

from hypothesis import given
from hypothesis import strategies as st

from wagtail_complaints.procedure.small_numbers import HIDDEN, SMALLEST, suppressed

COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=6)


def test_one_to_four_are_hidden_and_with_one_of_them_the_next_smallest():
    assert suppressed({"a": 4, "b": 0, "c": 7, "d": 9}) == {"a": HIDDEN, "b": 0, "c": HIDDEN, "d": 9}


def test_two_small_numbers_hide_each_other():
    assert suppressed({"a": 4, "b": 1, "c": 7}) == {"a": HIDDEN, "b": HIDDEN, "c": 7}


def test_large_numbers_are_shown():
    assert suppressed({"a": 5, "b": 60}) == {"a": 5, "b": 60}


@given(COUNTS)
def test_nothing_shown_is_small_and_nothing_hidden_is_alone_among_others(counts):
    shown = suppressed(counts)
    hidden = [answer for answer, number in shown.items() if number == HIDDEN]
    assert all(number in (0, HIDDEN) or number >= SMALLEST for number in shown.values())
    assert len(hidden) != 1 or sum(number > 0 for number in counts.values()) == 1
