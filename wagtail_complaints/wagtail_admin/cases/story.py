"""What has happened in a case, stage by stage, and what is due? The facts of a fetched case, ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from ...models import Calendars, Case, CaseStage, Deadline
from ...models.explanations import Key, explanations
from ...procedure.clock import Status
from ...procedure.event_words import noun
from ...procedure.explanation import Explanation
from ...procedure.journey import State
from ...procedure.promises import NO_TIME_LIMIT
from ...procedure.terms import ENDING, Does, Entry, Event, Firmness, Stage, Timescale
from .. import words
from .appointed import Appointed, SetAside, appointed, set_aside
from .due import Due, due
from .panel_story import PanelStory, panel_story

Explained = dict[Key, Explanation]
"""How each date came about, or why there is none."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One timescale of a stage. `status` is for colour; `words` says it, and how far off the date is.

    `explanation` is how the date came about, where there is one.
    """

    row: Deadline
    what: str
    why: str
    status: Status
    words: str
    latest_on: date | None
    due: Due | None
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something recorded of a stage. `fact` is its kind, and names what to correct where that can be done."""

    on: date
    what: str
    detail: str = ""
    fact: str = ""
    pk: int | None = None
    is_current: bool = True
    correction: str = ""


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
    responses: tuple["Written", ...] = ()
    is_current: bool = False
    is_over: bool = False
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
        return (_("Decided by: %(who)s") if self.is_over else _("To be decided by: %(who)s")) % {"who": who}

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
    told = sorted(_happenings(row), key=lambda happening: happening.on)
    return StageStory(
        terms=terms,
        row=row,
        state=_state(case, row),
        clocks=tuple(_clocks(case, terms, row, state, explained)),
        happenings=tuple(each for each in told if each.is_current),
        corrected=tuple(each for each in told if not each.is_current),
        appointed=tuple(appointed(each) for each in row.appointments.all()),
        set_aside=tuple(set_aside(each) for each in row.overrides.all() if each.is_current),
        panel=panel_story(row, state),
        responses=tuple(_written(each) for each in row.responses.all()),
        is_current=case.is_open and case.current_stage_id == row.pk,
        is_over=bool(row.ended_on or row.facts().ended_on or not case.is_open),
        waits_at_the_gate=_waits_at_the_gate(row),
    )


def at_the_gate(row: CaseStage) -> str:
    """Return who decides whether the stage goes ahead: a person, or the office that the procedure names."""
    if row.decider:
        return get_user_display_name(row.decider)
    gates = (person.who for person in row.terms.people if person.does == Does.GATES and person.who)
    return next(gates, row.terms.decided_by)


def was_refused(row: CaseStage) -> bool:
    """Return whether the stage was asked for and refused: the gate answered, and nothing went ahead."""
    return row.has_gate and row.ended_on is not None and Event.ACCEPTED in row.facts().events


def _waits_at_the_gate(row: CaseStage) -> bool:
    return row.has_gate and not row.ended_on and Event.ACCEPTED not in row.facts().events


def _state(case: Case, row: CaseStage) -> str:
    ended = next((e for e in row.events.all() if e.is_current and e.event in ENDING), None)
    if ended:
        return _("%(what)s on %(day)s") % {"what": words.done(ended.event), "day": date_format(ended.on)}
    if row.ended_on:
        ended = _("Refused on %(day)s") if was_refused(row) else _("Ended on %(day)s")
        return ended % {"day": date_format(row.ended_on)}
    if not case.is_open:
        return _("Closed without an answer")
    if _waits_at_the_gate(row):
        return _("Asked for: to be decided")
    if any(hold.is_current and not hold.to_on for hold in row.holds.all()):
        return _("On hold")
    return _("Going on")


def _clocks(case: Case, terms: Stage, row: CaseStage, state: State, explained: Explained) -> Iterator[Clock]:
    stored = {deadline.timescale: deadline for deadline in row.deadlines.all()}
    ended_on = row.ended_on or row.facts().ended_on or case.closed_on
    for timescale in terms.timescales:
        if deadline := stored.get(timescale.name):
            yield _clock(timescale, deadline, ended_on, state, explained.get((row.pk, timescale.name)))


def _clock(
    timescale: Timescale, row: Deadline, ended_on: date | None, state: State, told: Explanation | None
) -> Clock:
    status = _status(row, ended_on, state.on)
    runs_to = due(row.due_on, state.on, state.calendar) if row.due_on and row.is_running else None
    return Clock(
        row=row,
        what=words.owed(timescale.event),
        why=told.sentence if told and (told.due or told.is_past_the_calendar) else promise(timescale),
        status=status,
        words=_in_words(row, status, runs_to, is_unknown=bool(told and told.is_past_the_calendar)),
        latest_on=row.latest_on if row.is_running and row.latest_on != row.due_on else None,
        due=runs_to,
        explanation=told if told and told.due else None,
    )


def _status(row: Deadline, ended_on: date | None, on: date) -> Status:
    if row.met_on:
        return Status.MET_LATE if row.due_on and row.due_on < row.met_on else Status.MET
    if row.is_running:
        if row.is_provisional:
            return Status.HELD
        return Status.OVERDUE if row.due_on and row.due_on < on else Status.RUNNING
    if not row.start_on:
        return Status.NOT_STARTED
    return Status.OVERDUE if row.due_on and ended_on and row.due_on < ended_on else Status.LAPSED


def _in_words(row: Deadline, status: Status, runs_to: Due | None, *, is_unknown: bool) -> str:
    match status:
        case Status.MET | Status.MET_LATE:
            done = words.STATUS[status] if row.due_on else _("Done")
            return f"{done}, {date_format(row.met_on)}"
        case Status.HELD:
            return _("On hold, so the date moves")
        case Status.OVERDUE if not row.is_running:
            return _("Never done, and it was due")
        case Status.RUNNING | Status.OVERDUE:
            no_date = _("Not known yet") if is_unknown else _("No time limit")
            return runs_to.words if runs_to else no_date
    return str(words.STATUS[status])


def promise(timescale: Timescale) -> str:
    """Return what the procedure says of this clock: “10 working days from receipt of the complaint”."""
    length = timescale.within or timescale.every
    if not length:
        return NO_TIME_LIMIT
    start = {"length": length, "start": noun(timescale.of)}
    said = _("%(length)s from %(start)s") if timescale.within else _("every %(length)s from %(start)s")
    firmness = {Firmness.AIM: _("as an aim"), Firmness.NORMALLY: _("normally")}.get(timescale.firmness)
    return ", ".join(filter(None, (said % start, firmness)))


def _happenings(row: CaseStage) -> Iterator[Happening]:
    if row.requested_on:
        what = {Entry.OFFER: _("Offered"), Entry.REFERRAL: _("Referred")}.get(row.terms.entry, _("Stage asked for"))
        yield Happening(row.requested_on, what, _asked(row), "requested", row.pk)
    for event in row.events.all():
        if event.is_current and event.event == Event.ACCEPTED and was_refused(row):
            yield Happening(event.on, _("The request was refused"), row.end_reason, "event", event.pk)
            continue
        yield _of_fact(event, "event", event.on, words.done(event.event), event.note)
    for given in row.extensions.all():
        what = _("%(what)s extended to %(day)s") % {"what": words.owed(given.event), "day": date_format(given.to)}
        yield _of_fact(given, "extension", given.given_on, what, _with_agreement(given))
    for hold in row.holds.all():
        until = _("until %(day)s") % {"day": date_format(hold.to_on)} if hold.to_on else _("with no end yet")
        detail = ". ".join(filter(None, (hold.reason, hold.note)))
        yield _of_fact(hold, "hold", hold.from_on, _("Put on hold, %(until)s") % {"until": until}, detail)
    for each in row.set_dates.all():
        what = _("Date set: %(day)s") % {"day": date_format(each.due_on)}
        yield _of_fact(each, "set-date", each.recorded_at.date(), what, each.reason)
    if row.ended_on and not was_refused(row):
        yield Happening(row.ended_on, _("Ended without an answer"), row.end_reason)


def _asked(row: CaseStage) -> str:
    """Return who asked for the stage, why, and in which words: a line each."""
    by = row.requested_by and _("Asked for by: %(name)s") % {"name": row.requested_by}
    grounds = (_("Ground: %(ground)s") % {"ground": ground} for ground in row.grounds)
    return "\n".join(filter(None, (by, *grounds, row.request_note)))


def _of_fact(fact, kind: str, on: date, what: str, detail: str) -> Happening:
    return Happening(on, what, detail, kind, fact.pk, fact.is_current, fact.correction_reason)


def _with_agreement(given) -> str:
    agreed = {True: _("The complainant agreed."), False: _("The complainant did not agree.")}
    by = given.authorised_by and _("Authorised by %(name)s.") % {"name": get_user_display_name(given.authorised_by)}
    return " ".join(filter(None, (given.reason, agreed.get(given.complainant_agreed), by)))


def _written(response) -> Written:
    by = {"name": get_user_display_name(response.author)}
    url, why = response_url(response), response.correction_reason
    if response.live:
        said = _("Correction issued on %(day)s") if response.is_correction else _("Response issued on %(day)s")
        detail = ". ".join(filter(None, (_("written by %(name)s") % by, why)))
        return Written(said % {"day": date_format(response.issued_on)}, detail, url)
    said = _("Correction being written") if response.is_correction else _("Response being written")
    return Written(said, ". ".join(filter(None, (_("by %(name)s") % by, why))), url)


def response_url(response) -> str | None:
    """Return where the letter is edited, where the site has its editor."""
    try:
        return reverse(response.snippet_viewset.get_url_name("edit"), args=[response.pk])
    except (AttributeError, NoReverseMatch):
        return None
