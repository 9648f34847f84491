"""How does pressing twice make one, and how is a receipt page reached that nobody can guess?"""

import hashlib
import json
import secrets
import time

from django.core.signing import BadSignature, TimestampSigner, b62_decode

SHOWN_FOR = 24 * 60 * 60
"""Seconds for which the receipt page can be opened."""

_CHARACTERS = 32


def new_intention(page_url: str = "") -> str:
    """Return the name of one wish to send something, made with the page that asks for it, and when that was.

    It says where the form stands, so that this need not be found out again while somebody waits.
    """
    return _wishes().sign(f"{secrets.token_hex(_CHARACTERS // 2)} {page_url}")


def is_intention(text: str) -> bool:
    try:
        wish, _space, _page_url = _wishes().unsign(text).partition(" ")
    except BadSignature:
        return False
    return len(wish) == _CHARACTERS


def page_url_of(intention: str) -> str:
    """Return where the form stood that the intention came with."""
    return _wishes().unsign(intention).partition(" ")[2]


def seconds_since(intention: str) -> float:
    """Return how long ago the page was made that the intention came with."""
    _wish, made_at, _seal = intention.rsplit(":", 2)
    return time.time() - b62_decode(made_at)


def idempotency_key(intention: str, digest: str, answers: list[dict], files: list[str] = ()) -> str:
    """Return a key that is the same for the same wish, words and files, and another for others.

    It begins with the key of the wish, so that whether anything was sent with it is known before the words are.
    """
    said = hashlib.sha256(json.dumps([digest, answers, *([files] if files else [])]).encode())
    return wish_key(intention) + said.hexdigest()[:_CHARACTERS]


def wish_key(intention: str) -> str:
    return hashlib.sha256(intention.encode()).hexdigest()[:_CHARACTERS]


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
