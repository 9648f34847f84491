"""What does a stage promise, in words and as the days it means for somebody who begins it on one day?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ..procedure.event_words import since
from ..procedure.explanation import Explanation, explained
from ..procedure.promises import Foreseen, foreseen, promise
from ..procedure.terms import Procedure, Stage, Timescale
from ..procedure.wording import capitalised
from ..procedure.working_days import Calendar, CalendarExhausted
from ..procedure_files import regimes


@dataclass(frozen=True, slots=True)
class Promise:
    """One timescale as the page says it; `track` is the name of the track that it is for, if of one.

    `dated` is the date it means for one day, or why none can be given; `explanation` is how that date came about.
    """

    timescale: Timescale
    words: str
    dated: str = ""
    track: str = ""
    explanation: Explanation | None = None

    @property
    def headline(self) -> str:
        """Return the first sentence of the words; the others follow it in `rest`."""
        return self._parts[0]

    @property
    def rest(self) -> str:
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        first, stop, rest = self.words.partition(". ")
        return f"{first}." if stop else first, rest

    @property
    def requires(self) -> list[str]:
        return [capitalised(each) for each in self.timescale.requires]


def in_words(stage: Stage) -> list[Promise]:
    return [Promise(each, promise(each)) for each in stage.timescales]


def dated(procedure: Procedure, stage: Stage, on: date, calendar: Calendar) -> list[Promise]:
    """Return the promises of a stage, with the days they mean where it begins `on`, where days follow."""
    days, names = {}, {track.key: track.name for track in procedure.tracks}
    for track in names or ("",):
        for each in foreseen(procedure, stage.key, on, calendar, track):
            days.setdefault(each.deadline.timescale, each)
    found = [_with_its_date(said, days.get(said.timescale), procedure, calendar) for said in in_words(stage)]
    return [replace(said, track=names.get(said.timescale.when, "")) for said in found]


def _with_its_date(said: Promise, seen: Foreseen | None, procedure: Procedure, calendar: Calendar) -> Promise:
    if not (seen and (seen.deadline.due or seen.deadline.unknown)):
        return said
    explanation = explained(seen.deadline, procedure, calendar, regimes().get(procedure.regime))
    if not seen.deadline.due:
        return replace(said, dated=explanation.sentence)
    return replace(said, dated=seen.sentence, explanation=explanation)


def example_day(on: date, calendar: Calendar) -> date | None:
    """Return the first working day from `on`: the day that the page reckons with. None past the known calendar."""
    try:
        while not calendar.is_working(on):
            on += timedelta(days=1)
    except CalendarExhausted:
        return None
    return on


def window_in_words(stage: Stage) -> str:
    """Return how long there is to ask for the next stage."""
    window = stage.escalation_window
    if not window:
        return ""
    words = _("You can ask for the next stage within %(within)s of %(event)s.") % {
        "within": window.within,
        "event": since(window.of),
    }
    if window.or_:
        words = _(
            "You can ask for the next stage within %(within)s of %(event)s, or while you still have time to "
            "complain, whichever is later."
        ) % {"within": window.within, "event": since(window.of)}
    return f"{words} {_('If you are later than that, ask us all the same: we decide each request.')}"
