"""Small procedures and cases, so that a test shows only what it is about."""

from datetime import date

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.procedure.clock import CaseFacts, StageFacts, deadlines
from wagtail_complaints.procedure.document import load

ENGLAND = calendar("england")


def stage(*timescales, key="stage-1", entry="first", **more):
    """Return a stage as a document has it; a timescale is a dictionary, or (event, within, of)."""
    rows = [
        row if isinstance(row, dict) else dict(zip(("event", "within", "of"), row, strict=True))
        for row in timescales
    ]
    return {"key": key, "name": key, "decided_by": "Manager", "entry": entry, "timescale": rows, **more}


def document(*stages, **more):
    return {"format": 1, "slug": "a", "title": "A", "nation": "england", "stage": list(stages), **more}


def procedure(*stages, **more):
    return load(document(*stages, **more))


def case(procedure, received="2026-01-05", *, track="", opened_in="", happened=None, **by_stage):
    """Return the facts of a case; `stage_1={"responded": "2026-01-07", "holds": (…)}` says what was in a stage."""
    stages = tuple(facts_of(procedure.stage(key.replace("_", "-")), given) for key, given in by_stage.items())
    return CaseFacts(procedure, on(received), on(happened), track, stages, opened_in)


def facts_of(stage, given):
    parts = {key: given[key] for key in ("updates", "holds", "extensions", "set_dates") if key in given}
    events = {key: on(day) for key, day in given.items() if key not in (*parts, "requested")}
    return StageFacts(stage, on(given.get("requested")), events, **parts)


def on(text):
    return date.fromisoformat(text) if text else None


def deadline(facts, key="responded", stage="stage-1", seen="2026-01-06", calendar=ENGLAND):
    """Return one deadline as seen on a day."""
    (found,) = (each for each in deadlines(facts, calendar, on(seen)) if (each.stage, each.key) == (stage, key))
    return found


def dates(found):
    """Return what is promised and the ceiling, as text."""
    return tuple(day and day.isoformat() for day in (found.due, found.latest))
