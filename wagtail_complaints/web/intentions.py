"""How does pressing twice make one, and how is a receipt page reached that nobody can guess?"""

import hashlib
import json
import secrets
import time

from django.core.signing import BadSignature, TimestampSigner, b62_decode

SHOWN_FOR = 24 * 60 * 60
"""Seconds for which the receipt page can be opened."""

_CHARACTERS = 32


def new_intention() -> str:
    """Return the name of one wish to send something, made with the page that asks for it, and when that was."""
    return _wishes().sign(secrets.token_hex(_CHARACTERS // 2))


def is_intention(text: str) -> bool:
    try:
        return len(_wishes().unsign(text)) == _CHARACTERS
    except BadSignature:
        return False


def seconds_since(intention: str) -> float:
    """Return how long ago the page was made that the intention came with."""
    _wish, made_at, _seal = intention.rsplit(":", 2)
    return time.time() - b62_decode(made_at)


def idempotency_key(intention: str, digest: str, answers: list[dict], files: list[str] = ()) -> str:
    """Return a key that is the same for the same wish, words and files, and another for others."""
    return hashlib.sha256(
        json.dumps([intention, digest, answers, *([files] if files else [])]).encode()
    ).hexdigest()


def receipt_token(key: str) -> str:
    return _signer().sign(key)


def key_of(token: str) -> str | None:
    """Return the key of a receipt page, or None where the token is not ours or too old."""
    try:
        return _signer().unsign(token, max_age=SHOWN_FOR)
    except BadSignature:
        return None


def _wishes() -> TimestampSigner:
    return TimestampSigner(salt="wagtail_complaints.intention")


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="wagtail_complaints.receipt")
