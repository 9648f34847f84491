"""Was the matter too old when the complaint came? The time limit of a procedure, and what it does not do.

Nothing here refuses anything: a late matter is decided by somebody, who looks at why it comes late and whether it
can still be looked into fairly. Source: SI 2006/1738, regulation 9; Complaint Handling Code 2024, part 2.2.
"""

from datetime import date

from .facts import CaseFacts
from .standing import Asked
from .terms import Procedure
from .wording import in_words
from .working_days import Calendar, CalendarExhausted

_UNKNOWN = "The calendar does not reach far enough to say whether the complaint came in time."


def in_time_until(procedure: Procedure, happened: date | None, calendar: Calendar) -> date | None:
    """Return the last day in time for a complaint; None where nothing limits it, or nobody can say."""
    if not (procedure.time_limit and happened):
        return None
    try:
        return calendar.count(happened, procedure.time_limit)
    except CalendarExhausted:
        return None


def is_late(facts: CaseFacts, calendar: Calendar) -> bool:
    """Return whether the complaint was received after the time limit of its procedure."""
    until = in_time_until(facts.procedure, facts.happened, calendar)
    return bool(until and facts.received and facts.received > until)


def the_matter_is_late(asked: Asked) -> str:
    facts = asked.state.facts
    if not facts.procedure.time_limit:
        return "The procedure sets no time limit, so there is nothing to decide."
    if not facts.happened:
        return "It is not recorded when the matter happened."
    if is_late(facts, asked.state.calendar):
        return ""
    until = in_time_until(facts.procedure, facts.happened, asked.state.calendar)
    return f"The complaint came in time: it could be made until {in_words(until)}." if until else _UNKNOWN
