"""What does a panel need before it can meet, and what follows? Members, papers, recommendations, answers."""

from collections.abc import Iterable

from .independence import has_panel
from .terms import Does, Stage

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def seats(stage: Stage) -> int | None:
    """Return how many people sit on the panel of this stage, its chair among them; None where it does not say."""
    numbers = [person.number for person in stage.people if person.does == Does.SITS]
    return sum(numbers) if numbers and all(numbers) else None


def no_seat(stage: Stage, does: str, taken: Iterable[str]) -> str:
    """Return why somebody more cannot be given this part; `taken` are the parts that people have now."""
    if not has_panel(stage) or does not in (Does.SITS, Does.CHAIRS):
        return ""
    members = [each for each in taken if each in (Does.SITS, Does.CHAIRS)]
    if does == Does.CHAIRS and Does.CHAIRS in members:
        return "The panel has a chair."
    number = seats(stage)
    if number is not None and len(members) >= number:
        return f"The procedure wants {people(number)} on the panel, and they are appointed."
    return ""


def people(number: int) -> str:
    """Return “three people”."""
    counted = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{counted} {'person' if number == 1 else 'people'}"
