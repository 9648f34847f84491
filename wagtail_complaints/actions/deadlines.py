"""Do the stored dates of a case still say what its facts say? Where they do not, `rebuilding` puts them right.

A stored date is a cache: recomputing changes nothing on clean data. A clock that has finished keeps the calendar
under which it finished; open clocks follow the calendar. While a hold is open the dates in it are provisional:
they are shown, move on with the days, and are never what is due next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from ..models import Calendars, Case, CaseStage, Deadline
from ..models.case import STAGE_FACTS
from ..procedure import clock
from ..procedure.as_far_as_known import as_far_as_known
from ..procedure.facts import CaseFacts
from ..procedure.working_days import Calendar

SAID = ("event", "start_on", "due_on", "latest_on", "met_on", "is_running", "is_provisional", "calendar_digest")


Key = tuple[int, str]
"""A stage of a case, by its key, and a timescale of it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored date that the facts no longer say: what is stored, if anything, and what is right, if anything."""

    case_stage: CaseStage
    timescale: str
    stored: Deadline | None
    right: dict | None

    @property
    def key(self) -> Key:
        return self.case_stage.pk, self.timescale

    @property
    def changed(self) -> dict:
        """Return the right values where they are not those that are stored."""
        return {name: self.right[name] for name in SAID if self.right[name] != getattr(self.stored, name)}

    @property
    def is_only_time_passing(self) -> bool:
        """Return whether nothing happened but days on which the stage was on hold."""
        if not (self.stored and self.right and self.stored.is_provisional and self.right["is_provisional"]):
            return False
        moves = ("due_on", "latest_on")
        return all(getattr(self.stored, name) == self.right[name] for name in SAID if name not in moves)

    @property
    def is_a_move(self) -> bool:
        """Return whether the date of a clock that still runs is another one now."""
        if not (self.stored and self.right and self.right["is_running"]) or self.is_only_time_passing:
            return False
        return self.stored.due_on != self.right["due_on"]

    def __str__(self):
        was = self.stored.due_on if self.stored else None
        return f"{self.case_stage} {self.timescale}: {was} → {self.right and self.right['due_on']}"


def with_deadlines(cases):
    """Fetch with every case what `differences` reads, in a fixed number of queries.

    All of it into plain lists: a queryset for each of thousands of cases takes longer than its rows do.
    """
    stages = Prefetch("stages", to_attr="fetched_stages")
    facts = ((kind, CaseStage._meta.get_field(kind).related_model) for kind in STAGE_FACTS)
    current = (
        Prefetch(f"fetched_stages__{kind}", model.objects.current(), f"current_{kind}") for kind, model in facts
    )
    stored = Prefetch("fetched_stages__deadlines", to_attr="stored_deadlines")
    return cases.prefetch_related("procedure_version", stages, *current, stored)


def differences(case: Case, *, on: date, calendars: Calendars | None = None) -> list[Difference]:
    """Return where the stored deadlines of `case` are not what its facts say; writes nothing."""
    stages = {stage.pk: stage for stage in case.fetched_stages}
    stored = {
        (row.case_stage_id, row.timescale): row for stage in stages.values() for row in stage.stored_deadlines
    }
    right = dict(_right(case, stored, on, calendars or Calendars()))
    return [
        Difference(stages[pk], timescale, stored.get((pk, timescale)), right.get((pk, timescale)))
        for pk, timescale in {**right, **stored}
        if _differs(stored.get((pk, timescale)), right.get((pk, timescale)))
    ]


def _right(case: Case, rows: dict[Key, Deadline], on: date, calendars: Calendars) -> Iterator[tuple[Key, dict]]:
    facts = case.facts()
    today = max([on, *_days_of(facts)])
    calendar = calendars.of(case.terms)
    stages = {stage.key: stage for stage in case.fetched_stages}
    now = _reckoned(facts, calendar, today)
    for key, deadline in now.items():
        stage = stages.get(deadline.stage)
        if stage is None:
            continue
        stored = rows.get((stage.pk, deadline.key))
        is_running = _is_running(deadline, stage, case)
        used = calendar
        if not is_running and stored and stored.calendar_digest not in ("", calendar.digest):
            used = calendars.as_it_was(stored.calendar_digest) or calendar
            deadline = _reckoned(facts, used, today).get(key, deadline)
        is_finished = not is_running and (deadline.start or deadline.due) is not None
        yield (
            (stage.pk, deadline.key),
            {
                "event": deadline.event,
                "start_on": deadline.start,
                "due_on": deadline.due,
                "latest_on": deadline.latest,
                "met_on": deadline.done_on,
                "is_running": is_running,
                "is_provisional": is_running and deadline.provisional,
                "calendar_digest": used.digest if is_finished else "",
                "_calendar": used,
            },
        )


def _is_running(deadline: clock.Deadline, stage: CaseStage, case: Case) -> bool:
    has_started = deadline.status != clock.Status.NOT_STARTED
    goes_on = case.is_open and stage.ended_on is None and not stage.was_passed_by(case.fetched_stages)
    return has_started and deadline.is_open and goes_on


def _days_of(facts: CaseFacts) -> Iterator[date]:
    """Yield the days on which something happened: none of them can lie after the day asked about."""
    yield facts.received
    for stage in facts.stages:
        yield from stage.events.values()
        yield from stage.updates
        yield from (hold.start for hold in stage.holds)


def _reckoned(facts: CaseFacts, calendar: Calendar, on: date) -> dict[tuple[str, str], clock.Deadline]:
    return {(deadline.stage, deadline.key): deadline for deadline in as_far_as_known(facts, calendar, on)}


def _differs(stored: Deadline | None, right: dict | None) -> bool:
    if stored is None or right is None:
        return stored is not right
    return any(getattr(stored, name) != right[name] for name in SAID)
