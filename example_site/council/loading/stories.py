"""Which invented stories does the council's register tell? Those of stories.toml, each a list of steps."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from wagtail_complaints.models import Channel, Kind, OnBehalf

FILE = Path(__file__).resolve().parent / "stories.toml"
_STEP = re.compile(r"(?P<day>\d+) (?P<move>[a-z-]+)(?: (?P<what>[^:]+))?(?:: (?P<words>.+))?")


@dataclass(frozen=True)
class Step:
    """One move, on a working day after receipt: “9 extend +18: The agency has ten days …”."""

    day: int
    move: str
    what: str = ""
    words: str = ""

    @classmethod
    def parse(cls, text: str) -> "Step":
        match = _STEP.fullmatch(text)
        if not match:
            raise ValueError(f"“{text}” is not a step.")
        return cls(int(match["day"]), match["move"], match["what"] or "", match["words"] or "")


@dataclass(frozen=True)
class Story:
    """One complaint, comment or compliment, received so many working days ago."""

    number: int
    procedure: str
    received: int
    happened: str
    steps: tuple[Step, ...]
    kind: str = Kind.COMPLAINT
    channel: str = Channel.FORM
    on_behalf: str = OnBehalf.MYSELF
    name: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    affected: str = ""
    under_18: bool = False
    subject: str = ""
    service: str = ""
    provider: str = ""
    wish: str = ""
    extra: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    file: str = ""
    signs: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"wenbury-{self.number:02}"


def read() -> list[Story]:
    told = tomllib.loads(FILE.read_text())["story"]
    return [_story(number, fields) for number, fields in enumerate(told, start=1)]


def _story(number: int, fields: dict) -> Story:
    steps = tuple(Step.parse(step) for step in fields.pop("steps"))
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Story(number=number, steps=steps, **{**fields, **lists})
