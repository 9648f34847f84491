"""What does the law allow? A body of limits as values, read from the package's regime documents."""

from dataclasses import dataclass

from .document import read_table
from .lengths import Length
from .terms import Backstop, Conflict, Does, Nation


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a rule comes from. `read` is false where the source is only believed to say so."""

    source: str
    read: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """The longest that one step may take: `within` as a rule, `at_most` with every extension.

    `of` are the events from which it may be counted; `backstop` is the same limit from an earlier event.
    Without a length the step is owed and the law gives no number.
    """

    event: str
    of: tuple[str, ...]
    ground: Ground
    within: Length | None = None
    at_most: Length | str | None = None
    backstop: Backstop | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody must have, what rules a person out of it, and which of that may be set aside."""

    does: Does
    ground: Ground
    number: int | None = None
    not_: tuple[Conflict, ...] = ()
    may_override: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The shortest time in which the next stage can be asked for."""

    at_least: Length
    ground: Ground


@dataclass(frozen=True, slots=True)
class Holds:
    """The only reasons for which clocks may stop."""

    ground: Ground
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """What a procedure's own prose gives away: any of these words."""

    words: tuple[str, ...]
    ground: Ground

    def first_in(self, *texts: str) -> str:
        """Return the first of the words that stands in the texts, or nothing."""
        said = " ".join(texts).lower()
        return next((word for word in self.words if word.lower() in said), "")


@dataclass(frozen=True, slots=True)
class LegalStage:
    """A stage that the law knows: the first is held against a procedure's first, and so on, offers left out."""

    name: str
    ground: Ground
    by_right: Ground | None = None
    direct: Ground | None = None
    window: Window | None = None
    holds: Holds | None = None
    limits: tuple[Limit, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A body outside the council, known by any of these words in its name."""

    words: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Referral:
    """A matter that has a procedure of its own, known by any of these words."""

    about: str
    words: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of limits, and the words by which a procedure's own prose shows that it is on the far side of one.

    `early_stage` tells of a stage before the first, `evidence` of a proof that a stage asks for, `offers` of an
    offer that leaves the next stage open.
    """

    key: str
    title: str
    nations: tuple[Nation, ...]
    calendar: str = ""
    calendar_ground: Ground | None = None
    most_stages: int | None = None
    most_stages_ground: Ground | None = None
    time_limit: Length | None = None
    time_limit_ground: Ground | None = None
    advocates: str = ""
    advocates_ground: Ground | None = None
    offers: Signs | None = None
    early_stage: Signs | None = None
    evidence: tuple[str, ...] = ()
    stages: tuple[LegalStage, ...] = ()
    parts: tuple[Part, ...] = ()
    bodies: tuple[Body, ...] = ()
    gone: tuple[Body, ...] = ()
    referrals: tuple[Referral, ...] = ()


def regime_from(data: dict) -> Regime:
    """Return the regime that `data` writes, as tomllib gives it. Raises: DocumentError."""
    return read_table(Regime, data)
