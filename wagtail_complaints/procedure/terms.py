"""What does a procedure promise? The whole of one procedure as frozen values, in the words of its document.

Field names are the keys of the procedure document (docs/procedure-document.md), so that the document,
the stage blocks and these values can be held against one another by name.
"""

from dataclasses import dataclass
from enum import StrEnum

from .lengths import Length

FORMAT = 1


class Nation(StrEnum):
    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


UNITED_KINGDOM = "united-kingdom"
"""A calendar in which a holiday of any nation does not count (Freedom of Information Act 2000, s10(6))."""


class Kind(StrEnum):
    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    COMMENT = "comment"


class Event(StrEnum):
    """What can happen in a stage. A stage may add its own, named `x-…`, so an event's type is `str`."""

    HAPPENED = "happened"
    RECEIVED = "received"
    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    DISCUSSED = "discussed"
    STATEMENT_AGREED = "statement-agreed"
    INVESTIGATOR_APPOINTED = "investigator-appointed"
    INVESTIGATED = "investigated"
    PANEL_MET = "panel-met"
    PANEL_REPORTED = "panel-reported"
    RESPONDED = "responded"
    RESOLVED = "resolved"
    UPDATED = "updated"
    PROVIDER_NOTIFIED = "provider-notified"


EVENTS = frozenset(Event)
CASE_WIDE = (Event.HAPPENED, Event.RECEIVED)
ENDING = (Event.RESPONDED, Event.RESOLVED)


class Entry(StrEnum):
    FIRST = "first"
    REQUEST = "request"
    GATE = "gate"
    REFERRAL = "referral"
    OFFER = "offer"


class Counting(StrEnum):
    DAY_AFTER = "day-after"
    ROLL_START = "roll-start"
    DAY_ONE = "day-one"


class RollEnd(StrEnum):
    FORWARD = "forward"
    BACK = "back"


class ExtensionRule(StrEnum):
    TOLD = "told"
    AGREED = "agreed"
    RANGE = "range"


class Firmness(StrEnum):
    MUST = "must"
    AIM = "aim"
    NORMALLY = "normally"
    AGREED = "agreed"


class Does(StrEnum):
    DECIDES = "decides"
    DECIDES_INSTEAD = "decides-instead"
    GATES = "gates"
    HEARS_APPEAL = "hears-appeal"
    INVESTIGATES = "investigates"
    OBSERVES = "observes"
    ADVISES = "advises"
    SITS = "sits"
    CHAIRS = "chairs"
    SIGNS = "signs"


class Conflict(StrEnum):
    SUBJECT = "subject"
    SAME_SERVICE = "same-service"
    EARLIER = "earlier"
    CONNECTED = "connected"


class Points(StrEnum):
    ALL = "all"
    NOT_UPHELD = "not-upheld"


class Closures(StrEnum):
    COUNTED = "counted"
    EXCLUDED = "excluded"


ANY = "any"
"""An extension without a ceiling (`extendable_to = "any"`)."""
EXTENDED = "extended"
"""`when` of a timescale that runs only once the stage's response has been extended."""


@dataclass(frozen=True, slots=True)
class Backstop:
    """A second length that the due date can never pass, whatever happens to the first (ruling 4)."""

    within: Length
    of: str
    extendable_to: Length | str | None = None


@dataclass(frozen=True, slots=True)
class Timescale:
    """One clock of a stage: from `of` to `event` within a length, or owed without a published one."""

    event: str
    of: str
    key: str = ""
    within: Length | None = None
    every: Length | None = None
    until: str = ""
    counting: Counting | None = None
    roll_end: RollEnd | None = None
    closures: Closures = Closures.COUNTED
    extendable_to: Length | str | None = None
    extension: ExtensionRule = ExtensionRule.TOLD
    firmness: Firmness = Firmness.MUST
    when: str = ""
    requires: tuple[str, ...] = ()
    backstop: Backstop | None = None

    @property
    def name(self) -> str:
        """Return the key, or the event where the document gives no key."""
        return self.key or self.event


@dataclass(frozen=True, slots=True)
class EscalationWindow:
    """How long after the answer the next stage may be asked for; soft, never an automatic refusal."""

    within: Length
    of: str = Event.RESPONDED
    or_: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a part in a stage beside the decider, or a rule about who may take a part.

    `may_override` are those of the rules in `not_` that may be set aside, with a reason that is kept.
    """

    does: Does
    who: str = ""
    number: int | None = None
    required: bool = True
    not_: tuple[Conflict, ...] = ()
    may_override: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class StageLetter:
    """A letter that the stage owes beside its answer: once `of` has happened, and before `before` does."""

    name: str
    of: str = Event.REQUESTED
    before: str = ""
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    key: str
    name: str
    decided_by: str
    entry: Entry
    summary: str = ""
    detail: str = ""
    direct: bool = False
    counting: Counting = Counting.DAY_AFTER
    papers_ahead: Length | None = None
    hold_reasons: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    asks_for: tuple[str, ...] = ()
    refusal_reasons: tuple[str, ...] = ()
    early_referral: tuple[str, ...] = ()
    points: Points = Points.ALL
    escalation_window: EscalationWindow | None = None
    sign_off: str = ""
    people: tuple[Person, ...] = ()
    timescales: tuple[Timescale, ...] = ()
    letters: tuple[StageLetter, ...] = ()

    @property
    def has_panel(self) -> bool:
        return any(person.does == Does.SITS for person in self.people)

    def counting_of(self, timescale: Timescale) -> Counting:
        return timescale.counting or self.counting


@dataclass(frozen=True, slots=True)
class Complainant:
    who: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Redirect:
    about: str
    to: str = ""
    procedure: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class External:
    """A body outside the council that may review the complaint."""

    name: str
    for_: str = ""
    open: str = "after"
    website: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    slug: str
    title: str
    nation: Nation
    calendar: str = ""
    regime: str = ""
    kinds: tuple[Kind, ...] = (Kind.COMPLAINT,)
    time_limit: Length | None = None
    advocates: str = ""
    complainants: tuple[Complainant, ...] = ()
    tracks: tuple[Track, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    stages: tuple[Stage, ...] = ()
    externals: tuple[External, ...] = ()

    def stage(self, key: str) -> Stage:
        """Return the stage with this key. Raises: KeyError."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    @property
    def first_stage(self) -> Stage | None:
        """Return the stage where a case opens unless triage says otherwise."""
        return next((stage for stage in self.stages if stage.entry == Entry.FIRST), None)

    @property
    def opens_cases(self) -> bool:
        return bool(self.kinds)
