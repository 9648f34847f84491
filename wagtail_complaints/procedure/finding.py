"""In what does a procedure differ from the law? One difference: its kind, its place, why, and by which source."""

from dataclasses import dataclass
from enum import StrEnum

from .limits import Ground
from .problem import Path


class What(StrEnum):
    """The kinds of difference; with its place, one is known again when a council gave its reason for it."""

    STAGE_MISSING = "stage-missing"
    TOO_MANY_STAGES = "too-many-stages"
    STEP_MISSING = "step-missing"
    NO_LENGTH = "no-length"
    TOO_LONG = "too-long"
    NORM_LEFT_OUT = "norm-left-out"
    CEILING_TOO_HIGH = "ceiling-too-high"
    NO_CEILING = "no-ceiling"
    LATER_START = "later-start"
    CLOSURES = "closures"
    GATE = "gate"
    GROUNDS = "grounds"
    EVIDENCE = "evidence"
    NOT_DIRECT = "not-direct"
    WINDOW_MISSING = "window-missing"
    WINDOW_SHORT = "window-short"
    HOLD = "hold"
    PART_MISSING = "part-missing"
    NOT_INDEPENDENT = "not-independent"
    BODY_MISSING = "body-missing"
    BODY_GONE = "body-gone"
    REFERRAL_MISSING = "referral-missing"
    TIME_LIMIT = "time-limit"
    ADVOCATES = "advocates"
    CALENDAR = "calendar"
    NATION = "nation"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference. `where` is the path of a document; `read` is false where the source is only believed."""

    what: What
    where: Path
    why: str
    source: str
    read: bool

    @classmethod
    def by(cls, what: What, where: Path, ground: Ground, why: str) -> "Finding":
        return cls(what, where, f"{why} {ground.why}".strip(), ground.source, ground.read)
