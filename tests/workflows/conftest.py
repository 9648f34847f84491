"""A letter on its way through two steps, and who signs them."""

import pytest

from tests import signing
from tests.workflows.letters_at_hand import DIRECTOR, HEAD


@pytest.fixture
def head():
    return signing.signer(HEAD)


@pytest.fixture
def director():
    return signing.signer(DIRECTOR)


@pytest.fixture
def two_steps(head, director):
    """A letter on its way through two steps."""
    return signing.submitted(signed_by=signing.workflow(HEAD, DIRECTOR))
