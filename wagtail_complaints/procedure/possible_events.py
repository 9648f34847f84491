"""What can happen in a stage? Some events in any; others only where a clock or a person brings them about."""

from .terms import CASE_WIDE, ENDING, Does, Entry, Event, Stage

STARTS = (*CASE_WIDE, Event.REQUESTED)
"""Facts of the case or of the stage's beginning: clocks start at them, none ends at them."""
_ALWAYS = {*STARTS, *ENDING, Event.PROVIDER_NOTIFIED}
_MADE_BY = {
    Does.INVESTIGATES: {Event.INVESTIGATOR_APPOINTED, Event.STATEMENT_AGREED, Event.INVESTIGATED},
    Does.SITS: {Event.PANEL_MET, Event.PANEL_REPORTED},
    Does.CHAIRS: {Event.PANEL_MET, Event.PANEL_REPORTED},
}


def possible_events(stage: Stage) -> set[str]:
    """Return the events that can happen in a stage: every stage's, and what its clocks and people bring."""
    events = _ALWAYS | {timescale.event for timescale in stage.timescales}
    for person in stage.people:
        events |= _MADE_BY.get(person.does, set())
    if stage.entry == Entry.GATE:
        events.add(Event.ACCEPTED)
    return events


def agrees_a_statement(stage: Stage) -> bool:
    """Return whether it is put in writing with the complainant, in this stage, what the complaint is.

    So it is where a clock counts to it or from it, and wherever somebody investigates.
    """
    return Event.STATEMENT_AGREED in possible_events(stage)
