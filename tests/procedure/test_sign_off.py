"""Who may sign: somebody who neither wrote the letter nor has an earlier decision to defend."""

import pytest

from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.sign_off import Bar, Hands, answers_for, short_of_signers, unsigned_steps

AUTHOR, HEAD, DIRECTOR, STRANGER = "author", "head", "director", "stranger"


@pytest.mark.parametrize(
    ("hands", "bar"),
    [
        (Hands(wrote=frozenset({HEAD})), Bar.WROTE),
        (Hands(asked=frozenset({HEAD})), Bar.ASKED),
        (Hands(signed_this_run=frozenset({HEAD})), Bar.SIGNED_ANOTHER_STEP),
        (Hands(decided_before=frozenset({HEAD})), Bar.DECIDED_BEFORE),
        (Hands(signed_before=frozenset({HEAD})), Bar.SIGNED_BEFORE),
    ],
)
def test_everybody_whose_hands_it_went_through_is_barred_and_told_why(hands, bar):
    assert hands.bars(HEAD) == (bar,)
    assert hands.may_sign(STRANGER)


def test_nobody_signs_for_a_person_who_is_not_there():
    assert Hands().bars(None) == (Bar.UNKNOWN,)


@pytest.mark.parametrize(
    ("signed", "unsigned"),
    [
        ({1: HEAD, 2: DIRECTOR}, ()),
        ({1: HEAD}, (2,)),
        ({}, (1, 2)),
        ({1: HEAD, 2: HEAD}, (1, 2)),
        ({1: AUTHOR, 2: DIRECTOR}, (1,)),
        ({1: HEAD, 2: None}, (2,)),
        ({1: HEAD, 2: DIRECTOR, 3: STRANGER}, ()),
    ],
)
def test_a_run_is_signed_when_each_step_has_an_independent_signer_of_its_own(signed, unsigned):
    assert unsigned_steps([1, 2], signed, Hands(wrote=frozenset({AUTHOR}))) == unsigned


@pytest.mark.parametrize(
    ("signers", "short"),
    [
        ({1: [HEAD], 2: [DIRECTOR]}, ()),
        ({1: [HEAD], 2: [HEAD]}, (1, 2)),
        ({1: [HEAD, DIRECTOR], 2: [HEAD]}, ()),
        ({1: [HEAD, DIRECTOR], 2: [HEAD, DIRECTOR], 3: [DIRECTOR]}, (1, 2, 3)),
        ({1: [STRANGER], 2: [HEAD], 3: [HEAD]}, (2, 3)),
        ({1: []}, (1,)),
    ],
)
def test_steps_that_compete_for_too_few_signers_are_named(signers, short):
    assert short_of_signers(signers) == short


def test_whoever_made_an_offer_decided_nothing():
    assert [answers_for(terms.Stage("a", "A", "B", entry)) for entry in terms.Entry] == [
        entry != terms.Entry.OFFER for entry in terms.Entry
    ]
