"""How is a case named, so that it can be read aloud, typed back and not guessed?

Twelve random characters and a check character, in groups: `7QM4-XPD9-RTWHK`. A reference names a case and
never opens one: access needs a secret of its own.

Source: the alphabet is Douglas Crockford's base 32, which leaves out I, L, O and U. The check is a weighted
sum in the field of 32 elements, so that any one wrong character and any two characters swapped are noticed.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 12
"""60 bits."""
GROUPS = (4, 4, 5)

_HEARD_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD = 0b100101
"""x⁵ + x² + 1, which is primitive: its powers give thirteen places thirteen different weights."""


def new_reference() -> str:
    """Return a fresh reference. Its uniqueness is for the database to keep."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return _grouped(characters + check_character(characters))


def read_reference(typed: str) -> str:
    """Return the reference that somebody typed or heard, written as we write it. Raises: ValueError."""
    characters = "".join(c for c in typed.upper() if c not in " -–—.\t").translate(_HEARD_AS)
    if len(characters) != sum(GROUPS) or set(characters) - set(ALPHABET) or _sum(characters):
        raise ValueError(f"not a reference: {typed!r}")
    return _grouped(characters)


def check_character(characters: str) -> str:
    return ALPHABET[_doubled(_sum(characters))]


def _sum(characters: str) -> int:
    total = 0
    for character in characters:
        total = _doubled(total) ^ ALPHABET.index(character)
    return total


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value & 0b100000 else value


def _grouped(characters: str) -> str:
    groups, start = [], 0
    for length in GROUPS:
        groups.append(characters[start : start + length])
        start += length
    return "-".join(groups)
