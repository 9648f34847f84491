"""Why does a council differ from the law? Its reasons, held against what was found.

A reason is kept with the stage that it is about, or with the procedure, under the key of the finding. It is no part
of the procedure document: a procedure is the same whatever its council says in its defence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .finding import Finding
from .limits import Regime
from .regimes import compare
from .terms import Procedure


class NoSuchLaw(LookupError):
    """A procedure is under a body of rules that is not known."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons by the key of their finding: those of the procedure, and those of each stage by the stage's key."""

    whole: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding with the reason given for it; without one it is open."""

    finding: Finding
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a procedure stands to its law. `unused` are reasons that answer nothing (any more), by stage and key."""

    procedure: Procedure
    regime: Regime | None = None
    weighed: tuple[Weighed, ...] = ()
    unused: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> tuple[Weighed, ...]:
        return tuple(each for each in self.weighed if not each.reason)


def standing(procedure: Procedure, regimes: Mapping[str, Regime], reasons: Reasons | None = None) -> Standing:
    """Return what is found of a procedure under its law, and what the council says to it. Raises: NoSuchLaw."""
    if not procedure.regime:
        return Standing(procedure)
    if procedure.regime not in regimes:
        known = ", ".join(regimes)
        raise NoSuchLaw(f"“{procedure.slug}” is under “{procedure.regime}”, which is none of: {known}.")
    regime = regimes[procedure.regime]
    given = _given(reasons or Reasons())
    found = [((_stage(procedure, each), each.key), each) for each in compare(procedure, regime)]
    weighed = tuple(Weighed(each, given.get(place, "")) for place, each in found)
    return Standing(procedure, regime, weighed, _unused(given, {place for place, _ in found}))


def _given(reasons: Reasons) -> dict[tuple[str, str], str]:
    """Return the reasons by the stage's key, empty for the procedure, and the finding's."""
    whole = {("", key): reason for key, reason in reasons.whole.items()}
    of_stages = {(stage, key): reason for stage, given in reasons.stages.items() for key, reason in given.items()}
    return whole | of_stages


def _stage(procedure: Procedure, finding: Finding) -> str:
    return "" if finding.stage is None else procedure.stages[finding.stage].key


def _unused(given: Iterable[tuple[str, str]], found: set) -> tuple[tuple[str, str], ...]:
    return tuple(place for place in given if place not in found)
