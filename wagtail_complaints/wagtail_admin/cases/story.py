"""What has happened in a case, stage by stage, and what is due? The facts of a fetched case, ready to be shown."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from ...models import Calendars, Case, CaseStage, Standing
from ...models.explanations import explanations
from ...procedure.journey import State
from ...procedure.terms import ENDING, Entry, Stage
from .. import words
from .appointed import Appointed, SetAside, appointed, set_aside
from .gates import at_the_gate, was_refused
from .happenings import Happening, happenings
from .letters_owed import Owed, owed_by
from .panel_story import PanelStory, panel_story
from .story_clocks import Clock, Explained, clocks


@dataclass(frozen=True, slots=True)
class Written:
    """A response to a stage, drafted or issued; `url` is where it is edited."""

    what: str
    detail: str
    url: str | None


@dataclass(frozen=True, slots=True)
class StageStory:
    """One stage of the procedure; `row` is None where the case has not come to it."""

    terms: Stage
    row: CaseStage | None
    state: str
    clocks: tuple[Clock, ...] = ()
    happenings: tuple[Happening, ...] = ()
    corrected: tuple[Happening, ...] = ()
    appointed: tuple[Appointed, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    panel: PanelStory | None = None
    responses: tuple[Written, ...] = ()
    owed: tuple[Owed, ...] = ()
    is_current: bool = False
    waits_at_the_gate: bool = False

    @property
    def decided_by(self) -> str:
        """Return who answers, or first of all whether the stage goes ahead."""
        if self.waits_at_the_gate:
            return _("Whether it goes ahead is decided by: %(who)s") % {"who": at_the_gate(self.row)}
        who = self.terms.decided_by
        if self.row and self.row.decider:
            named = {"name": get_user_display_name(self.row.decider), "role": who}
            who = _("%(name)s (%(role)s)") % named
        return _("Who decides: %(who)s") % {"who": who}

    @property
    def entry(self) -> str:
        return _("Offered, if both want it") if self.terms.entry == Entry.OFFER else ""


def stage_stories(case: Case, state: State, calendars: Calendars) -> list[StageStory]:
    """Return every stage of the procedure in its order, those to come without facts."""
    rows = {row.key: row for row in case.stages.all()}
    explained = explanations(case, on=state.on, calendars=calendars)
    return [_stage_story(case, terms, rows.get(terms.key), state, explained) for terms in case.terms.stages]


def _stage_story(case: Case, terms: Stage, row: CaseStage | None, state: State, explained: Explained) -> StageStory:
    if row is None:
        return StageStory(terms, None, _("Not started"))
    told = sorted(happenings(row), key=lambda happening: happening.on)
    return StageStory(
        terms=terms,
        row=row,
        state=_state(case, row),
        clocks=tuple(clocks(case, terms, row, state, explained)),
        happenings=tuple(each for each in told if each.is_current),
        corrected=tuple(each for each in told if not each.is_current),
        appointed=tuple(appointed(each) for each in row.appointments.all()),
        set_aside=tuple(set_aside(each) for each in row.overrides.all() if each.is_current),
        panel=panel_story(row, state),
        responses=tuple(_written(each, _is_being_signed(case)) for each in row.responses.all()),
        owed=owed_by(row, state),
        is_current=case.is_open and case.current_stage_id == row.pk,
        waits_at_the_gate=row.waits_at_the_gate,
    )


def _state(case: Case, row: CaseStage) -> str:
    ended = next((e for e in row.events.all() if e.is_current and e.event in ENDING), None)
    if ended:
        return _("%(what)s on %(day)s") % {"what": words.done(ended.event), "day": date_format(ended.on)}
    if row.ended_on:
        ended = _("Refused on %(day)s") if was_refused(row) else _("Ended on %(day)s")
        return ended % {"day": date_format(row.ended_on)}
    if not case.is_open:
        return _("Closed without an answer")
    if row.waits_at_the_gate:
        return _("Asked for: to be decided")
    if row.was_passed_by(case.stages.all()):
        return _("Offered, and the case went on")
    if row.open_hold:
        return _("On hold")
    return _("Going on")


def _is_being_signed(case: Case) -> bool:
    """Return whether the one letter of a case that is not out waits for its signers, and nobody writes at it."""
    unsent = [letter for row in case.stages.all() for letter in row.responses.all() if not letter.live]
    return case.standing == Standing.SIGN_OFF and len(unsent) == 1


def _written(response, is_being_signed: bool) -> Written:
    is_correction, by = response.is_correction, _("written by %(name)s")
    if response.live:
        said = _("Correction issued on %(day)s") if is_correction else _("Response issued on %(day)s")
        said %= {"day": date_format(response.issued_on)}
    elif is_being_signed:
        said = _("Correction being signed") if is_correction else _("Response being signed")
    else:
        said = _("Correction being written") if is_correction else _("Response being written")
        by = _("by %(name)s")
    by %= {"name": get_user_display_name(response.author)}
    detail = ". ".join(filter(None, (by, response.correction_reason)))
    return Written(said, detail, response_url(response))


def response_url(response) -> str | None:
    """Return where the letter is edited, where the site has its editor."""
    try:
        return reverse(response.snippet_viewset.get_url_name("edit"), args=[response.pk])
    except (AttributeError, NoReverseMatch):
        return None
