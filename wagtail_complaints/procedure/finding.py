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
    EARLY_STAGE = "early-stage"
    PAGE_NUMBER = "page-number"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference. `where` is the path of a document; `read` is false where the source is only believed.

    `about` is the step, the part, the body or the matter that it is about, where its place alone does not say so.
    """

    what: What
    where: Path
    why: str
    source: str
    read: bool
    about: str = ""

    @classmethod
    def by(cls, what: What, where: Path, ground: Ground, why: str, about: str = "") -> "Finding":
        return cls(what, where, f"{why} {ground.why}".strip(), ground.source, ground.read, about)

    @property
    def key(self) -> str:
        """Return what the finding is called where its place is known: the stage, or the procedure itself.

        It counts no rows, so a timescale may move and the finding keeps its name.
        """
        return f"{self.what}:{self.about}" if self.about else str(self.what)

    @property
    def stage(self) -> int | None:
        """Return the number of the stage that the finding is about, from 0; None where it is the procedure."""
        is_of_one = self.where[0] == "stage" and len(self.where) > 1
        return self.where[1] if is_of_one else None
