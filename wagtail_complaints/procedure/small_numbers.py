"""Which figures may be shown without pointing to a person? Those of five and more that betray no smaller one.

Source: GSS, disclosure control for tables of counts: a small cell is withheld, and with it the next smallest where
it could be worked out from a total.
"""

from collections.abc import Mapping

SMALLEST = 5
HIDDEN = -1


def suppressed(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts, with `HIDDEN` for those from 1 to 4, and never for one of them alone."""
    small = {answer for answer, number in counts.items() if 0 < number < SMALLEST}
    others = sorted((number, answer) for answer, number in counts.items() if number and answer not in small)
    if len(small) == 1 and others:
        small.add(others[0][1])
    return {answer: HIDDEN if answer in small else number for answer, number in counts.items()}
