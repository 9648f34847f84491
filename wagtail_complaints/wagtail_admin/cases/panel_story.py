"""How does the panel of a stage stand? Its meeting, papers, recommendations and answers, ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from ...models import CaseStage, PanelAttendance, PanelPaper, Recommendation
from ...procedure.journey import State, Verb, move
from ...procedure.panel import people, seats
from ...procedure.terms import Event
from .due import papers_due


@dataclass(frozen=True, slots=True)
class Papers:
    """What was sent to the panel on one day."""

    sent_on: date
    papers: tuple[PanelPaper, ...]
    is_late: bool


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation, and what the council says to it."""

    row: Recommendation
    on: str
    answer: str


@dataclass(frozen=True, slots=True)
class PanelStory:
    """A panel as far as it is: `lacking` is whom it needs before it can meet; `papers_by`, when papers are due."""

    meeting: str
    lacking: str
    papers_by: date | None
    papers: tuple[Papers, ...]
    has_met: bool
    came: tuple[PanelAttendance, ...]
    stayed_away: tuple[PanelAttendance, ...]
    recommended: tuple[Recommended, ...]
    may_answer: bool


def panel_story(row: CaseStage, state: State) -> PanelStory | None:
    """Return the panel of a fetched stage, where one sits in it."""
    if not row.terms.has_panel:
        return None
    meeting = getattr(row, "panel_meeting", None)
    by = None
    if meeting and row.terms.papers_ahead:
        by = papers_due(meeting.meets_on, row.terms.papers_ahead, state.calendar)
    papers = [each for each in meeting.papers.all() if each.is_current] if meeting else []
    attended = [each for each in meeting.attendances.all() if each.is_current] if meeting else []
    has_met = Event.PANEL_MET in state.facts.stage(row.key).events
    return PanelStory(
        meeting=_meeting(meeting) if meeting else "",
        lacking="" if has_met else _lacking(row, state),
        papers_by=by,
        papers=tuple(_by_day(papers, by)),
        has_met=has_met,
        came=tuple(each for each in attended if each.came),
        stayed_away=tuple(each for each in attended if not each.came),
        recommended=tuple(_recommended(each) for each in row.recommendations.all() if each.is_current),
        may_answer=move(state, Verb.ANSWER_RECOMMENDATION, row.key).is_offered,
    )


def _by_day(papers: list, by: date | None) -> Iterator[Papers]:
    for day in sorted({each.sent_on for each in papers}):
        yield Papers(day, tuple(each for each in papers if each.sent_on == day), bool(by and day > by))


def _meeting(meeting) -> str:
    at = meeting.starts_at and _("at %(time)s") % {"time": time_format(meeting.starts_at, "H:i")}
    return ", ".join(filter(None, (date_format(meeting.meets_on), at, meeting.place)))


def _lacking(row: CaseStage, state: State) -> str:
    """Return “Two of three people are appointed, and nobody chairs.”, or nothing where the panel is complete."""
    panel, wanted = state.panels[row.key], seats(row.terms)
    has = people(panel.members)
    if wanted is not None and panel.members < wanted:
        said = _("Of %(wanted)s, %(has)s so far.") % {"wanted": people(wanted), "has": has.split()[0]}
    else:
        said = ""
    chair = "" if panel.has_chair else _("Nobody chairs it yet.")
    return " ".join(filter(None, (said, chair)))


def _recommended(row: Recommendation) -> Recommended:
    on = _("On point %(number)s") % {"number": row.point.number} if row.point else _("On the complaint as a whole")
    return Recommended(row, on, row.get_answer_display() if row.answer else "")
