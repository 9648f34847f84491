"""How does pressing twice make one, and how is a receipt page reached that nobody can guess?"""

import hashlib
import json
import secrets

from django.core.signing import BadSignature, TimestampSigner

SHOWN_FOR = 24 * 60 * 60
"""Seconds for which the receipt page can be opened."""

_CHARACTERS = 32


def new_intention() -> str:
    """Return the name of one wish to send something, made with the page that asks for it."""
    return secrets.token_hex(_CHARACTERS // 2)


def is_intention(text: str) -> bool:
    return len(text) == _CHARACTERS and text.isascii() and text.isalnum()


def idempotency_key(intention: str, digest: str, answers: list[dict]) -> str:
    """Return a key that is the same for the same wish and the same words, and another for other words."""
    return hashlib.sha256(json.dumps([intention, digest, answers]).encode()).hexdigest()


def receipt_token(key: str) -> str:
    return _signer().sign(key)


def key_of(token: str) -> str | None:
    """Return the key of a receipt page, or None where the token is not ours or too old."""
    try:
        return _signer().unsign(token, max_age=SHOWN_FOR)
    except BadSignature:
        return None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="wagtail_complaints.receipt")
