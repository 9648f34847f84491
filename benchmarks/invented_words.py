"""What do invented people write, and what are they called? Words as unevenly common as real ones, and the same."""

from itertools import accumulate, product
from random import Random

_SYLLABLES = [
    first + second for first, second in product("bdfglmnprstvw", ("a", "e", "i", "o", "u", "ar", "en", "or"))
]
WORDS = ["".join(parts) for parts in product(_SYLLABLES, _SYLLABLES)][::3]
"""About 3,600 words of two syllables; the first is in most texts, the last in a few of a hundred thousand."""

_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))
LENGTH = 60
"""Words in what one person writes."""

ABSENT = "xylographic"


def tell(number: int) -> dict[str, str]:
    """Return the answers of the person with this number."""
    random = Random(number)  # noqa: S311
    text = random.choices(WORDS, cum_weights=_WEIGHTS, k=LENGTH)
    return {"what_happened": " ".join(text), "name": name(number)}


def name(number: int) -> str:
    random = Random(-number - 1)  # noqa: S311
    return f"{random.choice(WORDS).title()} {random.choice(WORDS).title()}{random.choice(_SYLLABLES)}"
