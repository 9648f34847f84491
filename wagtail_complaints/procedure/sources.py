"""Where does a rule come from? From the stage that publishes it, and from the law or code on the same step."""

from .limits import Regime
from .terms import Entry, Procedure, Stage, Timescale


def source_of(procedure: Procedure, stage: Stage, timescale: Timescale, regime: Regime | None = None) -> str:
    """Return which stage publishes the timescale and, where a regime limits that step, its law or code."""
    published = f"“{stage.name}” in “{procedure.title}”"
    law = _law(procedure, stage, timescale, regime)
    return f"{published}. The law or code on this step: {law}." if law else f"{published}."


def _law(procedure: Procedure, stage: Stage, timescale: Timescale, regime: Regime | None) -> str:
    """Return where the law limits the same step; a source that is only believed to say so is not cited."""
    passed_through = [each.key for each in procedure.stages if each.entry not in (Entry.OFFER, Entry.REFERRAL)]
    if not regime or stage.key not in passed_through[: len(regime.stages)]:
        return ""
    legal = regime.stages[passed_through.index(stage.key)]
    grounds = (limit.ground for limit in legal.limits if limit.event == timescale.event)
    return next((ground.source for ground in grounds if ground.read), "")
