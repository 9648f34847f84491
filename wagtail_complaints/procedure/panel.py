"""What does a panel need before it can meet, and what follows? Members, papers, recommendations, answers."""

from collections.abc import Hashable, Iterable
from datetime import date, timedelta

from .lengths import Length, Unit
from .standing import Asked
from .terms import Does, Event, Stage
from .wording import in_words
from .working_days import Calendar

ON_A_PANEL = (Does.SITS, Does.CHAIRS)
PAPERS_UNITS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.WEEKS)
"""The units in which a procedure can say how long ahead papers reach a panel."""

_NUMBERS = ("nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def seats(stage: Stage) -> int | None:
    """Return how many people sit on the panel of this stage, its chair among them; None where it does not say."""
    numbers = [person.number for person in stage.people if person.does == Does.SITS]
    return sum(numbers) if numbers and all(numbers) else None


def no_seat(stage: Stage, does: str, person: Hashable, taken: Iterable[tuple[str, Hashable]]) -> str:
    """Return why somebody cannot be given this part; `taken` are the parts that people have now, and who they are.

    Whoever sits on the panel may be made its chair.
    """
    if not stage.has_panel or does not in ON_A_PANEL:
        return ""
    on_it = [(part, who) for part, who in taken if part in ON_A_PANEL]
    members, number = {who for _part, who in on_it}, seats(stage)
    if does == Does.CHAIRS and any(part == Does.CHAIRS for part, _who in on_it):
        return "The panel has a chair."
    if number is not None and person not in members and len(members) >= number:
        return f"The procedure wants {people(number)} on the panel, and they are appointed."
    return ""


def people(number: int) -> str:
    """Return “three people”."""
    counted = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return counted if number == 0 else f"{counted} {'person' if number == 1 else 'people'}"


def papers_by(meets_on: date, ahead: Length, calendar: Calendar) -> date:
    """Return the last working day on which papers go out so long before a meeting. Raises: CalendarExhausted.

    The day after they are sent is day one, and the day of the meeting is the last.
    """
    if ahead.unit == Unit.WORKING_DAYS:
        sent = meets_on - timedelta(days=ahead.count)
        while calendar.days_between(sent, meets_on) < ahead.count:
            sent -= timedelta(days=1)
    else:
        sent = meets_on - timedelta(days=ahead.count * (7 if ahead.unit == Unit.WEEKS else 1))
    while not calendar.is_working(sent):
        sent -= timedelta(days=1)
    return sent


def a_panel_sits(asked: Asked) -> str:
    return "" if asked.terms.has_panel else f"No panel sits in “{asked.terms.name}”."


def the_panel_has_not_met(asked: Asked) -> str:
    met = asked.stage.events.get(Event.PANEL_MET)
    return f"The panel met on {in_words(met)}." if met else ""


def the_panel_has_met(asked: Asked) -> str:
    return "" if Event.PANEL_MET in asked.stage.events else "The panel has not met yet."


def a_meeting_is_arranged(asked: Asked) -> str:
    """A meeting may have been recorded only as something that happened: then none is arranged any more."""
    if asked.panel.meets_on:
        return ""
    return the_panel_has_not_met(asked) or "No meeting of the panel is arranged yet."


def the_panel_is_complete(asked: Asked) -> str:
    number, panel = seats(asked.terms), asked.panel
    if number is not None and panel.members < number:
        wanted, have = people(number), people(panel.members)
        return f"The procedure wants {wanted} on the panel, and {have} {_is(panel.members)} appointed."
    return "" if panel.has_chair else "Nobody is appointed yet to chair the panel."


def _is(number: int) -> str:
    return "is" if number < 2 else "are"


def there_is_a_recommendation(asked: Asked) -> str:
    return "" if asked.panel.recommended else "The panel has recommended nothing yet."
