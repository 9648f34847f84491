"""Which counts can be told without pointing at anybody? None below five, and none from which such a one follows.

Source: the statistical practice of suppressing cells of one to four, with a second cell hidden where the total is
told, so that no subtraction gives the first away. A nought points at nobody and stays.
"""

from collections.abc import Mapping
from typing import TypeVar

SMALLEST = 5
"""The smallest count that is told, nought apart."""

Label = TypeVar("Label")


def told(counts: Mapping[Label, int]) -> dict[Label, int | None]:
    """Return the counts that may be told beside their total; None stands for one that is kept back."""
    hidden = {label for label, count in counts.items() if 0 < count < SMALLEST}
    if hidden and not _is_safe(counts, hidden):
        others = [label for label, count in counts.items() if count and label not in hidden]
        if others:
            hidden.add(min(others, key=lambda label: counts[label]))
    return {label: None if label in hidden else count for label, count in counts.items()}


def total(counts: Mapping[Label, int]) -> int | None:
    """Return the total where it can be told: where it is small it is kept back, as any count is.

    With a single count kept back and nothing beside it to hide, the total would be that count.
    """
    whole = sum(counts.values())
    hidden = [label for label, count in told(counts).items() if count is None]
    return None if 0 < whole < SMALLEST or len(hidden) == 1 else whole


def _is_safe(counts: Mapping[Label, int], hidden: set) -> bool:
    """Return whether what is hidden, taken together, is large enough to tell nobody’s count."""
    return len(hidden) > 1 and sum(counts[label] for label in hidden) >= SMALLEST
