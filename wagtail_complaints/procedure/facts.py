"""What has happened in a case? The facts from which every date is derived: nothing here is a deadline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from .terms import ENDING, EXTENDED, Entry, Event, ExtensionRule, Procedure, Stage, Timescale


@dataclass(frozen=True, slots=True)
class Hold:
    """A time in which the stage's clocks do not count, both its days included; open while `end` is None."""

    start: date
    end: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A later date for every timescale of the stage that ends in `event`, each under its own ceiling."""

    event: str
    to: date
    given_on: date


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What has happened in one stage. `events` holds the stage's own events, one current date each;
    updates, which happen again and again, stand apart. `set_dates` are the dates that staff set for
    timescales without a published length, by the timescale's name. `is_late`: it was asked for after its window.
    """

    stage: Stage
    requested_on: date | None
    events: Mapping[str, date] = field(default_factory=dict)
    updates: tuple[date, ...] = ()
    holds: tuple[Hold, ...] = ()
    extensions: tuple[Extension, ...] = ()
    set_dates: Mapping[str, date] = field(default_factory=dict)
    is_late: bool = False

    @property
    def has_gate(self) -> bool:
        """Return whether somebody decides if the stage goes ahead: so it is of every late request. Ruling 8."""
        return self.is_late or self.stage.entry == Entry.GATE

    @property
    def answered_on(self) -> date | None:
        """Return the day of the response, else of the resolution."""
        return self.events.get(Event.RESPONDED) or self.events.get(Event.RESOLVED)

    @property
    def ended_on(self) -> date | None:
        return min((self.events[event] for event in ENDING if event in self.events), default=None)

    @property
    def is_extended(self) -> bool:
        return any(extension.event == Event.RESPONDED for extension in self.extensions)

    @property
    def is_untouched(self) -> bool:
        return not (self.requested_on or self.events or self.updates)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What has happened in a case. `track` defaults to the first.

    `opened_in` is the key of the stage in which the case opened: stages before it that were never entered
    have no clocks. Where it is not said it is the first stage, and every clock runs whose start has happened.
    """

    procedure: Procedure
    received: date | None
    happened: date | None = None
    track: str = ""
    stages: tuple[StageFacts, ...] = ()
    opened_in: str = ""

    def stage(self, key: str) -> StageFacts:
        """Return what happened in a stage, which may be nothing yet. Raises: KeyError."""
        for facts in self.stages:
            if facts.stage.key == key:
                return facts
        return StageFacts(self.procedure.stage(key), None)

    def every_stage(self) -> Iterator[StageFacts]:
        """Yield the facts of each stage of the procedure, in its order."""
        for stage in self.procedure.stages:
            yield self.stage(stage.key)

    def timescales(self, stage: Stage) -> Iterator[Timescale]:
        """Yield the timescales that apply on the case's track."""
        track = self.track or next((track.key for track in self.procedure.tracks), "")
        return (each for each in stage.timescales if each.when in ("", EXTENDED, track))

    def extension_rules(self, stage: Stage, event: str) -> set[ExtensionRule]:
        """Return how a later date for this event may be given; nothing where it may not."""
        return {each.extension for each in self.timescales(stage) if each.event == event and each.extendable_to}

    def date_of(self, event: str, in_stage: StageFacts) -> date | None:
        """Return when an event happened, as the clocks of that stage see it."""
        if self.was_passed_over(in_stage):
            return None
        if event == Event.RECEIVED:
            return self.received
        if event == Event.HAPPENED:
            return self.happened
        if event == Event.REQUESTED:
            return in_stage.requested_on or (self.received if self._opened_in(in_stage.stage) else None)
        return in_stage.events.get(event)

    def was_passed_over(self, in_stage: StageFacts) -> bool:
        """Return whether the case opened beyond this stage and never came back to it."""
        if not self.opened_in or not in_stage.is_untouched:
            return False
        keys = [stage.key for stage in self.procedure.stages]
        return keys.index(in_stage.stage.key) < keys.index(self.opened_in)

    def _opened_in(self, stage: Stage) -> bool:
        first = self.procedure.first_stage
        return stage.key == (self.opened_in or (first.key if first else ""))
