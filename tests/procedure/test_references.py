"""A reference can be read aloud, typed back with the usual slips, and not guessed."""

import contextlib
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_complaints.procedure.references import (
    ALPHABET,
    RANDOM_CHARACTERS,
    check_character,
    new_reference,
    read_reference,
)

thirteen = st.text(ALPHABET, min_size=RANDOM_CHARACTERS, max_size=RANDOM_CHARACTERS).map(
    lambda characters: characters + check_character(characters)
)


def refused(typed):
    with pytest.raises(ValueError, match="not a reference"):
        read_reference(typed)
    return True


def test_a_reference_has_three_groups_of_letters_and_digits_that_are_not_mistaken_for_others():
    reference = new_reference()
    assert [len(group) for group in reference.split("-")] == [4, 4, 5]
    assert not set(reference) & set("ILOU")


def test_a_fresh_reference_reads_back_as_itself():
    for reference in (new_reference() for _ in range(200)):
        assert read_reference(reference) == reference


def test_ten_thousand_references_are_all_different():
    assert len({new_reference() for _ in range(10_000)}) == 10_000


def test_what_is_heard_is_understood():
    reference = "0123-4567-89AB" + check_character("0123456789AB")
    assert read_reference(reference.replace("0", "o").replace("1", "l").lower()) == reference
    assert read_reference(reference.replace("1", "I").replace("-", " ")) == reference


@given(thirteen)
def test_every_single_wrong_character_is_noticed(characters):
    for place, right in enumerate(characters):
        for wrong in set(ALPHABET) - {right}:
            assert refused(characters[:place] + wrong + characters[place + 1 :])


@given(thirteen)
def test_any_two_characters_swapped_are_noticed(characters):
    for one, other in combinations(range(len(characters)), 2):
        if characters[one] != characters[other]:
            swapped = list(characters)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            assert refused("".join(swapped))


@given(st.text())
def test_anything_else_is_refused_and_never_breaks(typed):
    with contextlib.suppress(ValueError):
        assert read_reference(typed)


@pytest.mark.parametrize("typed", ["", "7QM4", "7QM4-XPD9-RTWHK-2", "７QM4-XPD9-RTWHK", "7QM4-XPD9-RTW!K"])
def test_too_short_too_long_or_foreign_is_refused(typed):
    assert refused(typed)
