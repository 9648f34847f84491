"""Does a stage wait for somebody to decide whether it goes ahead? Who, and what did they say?"""

from wagtail.admin.utils import get_user_display_name

from ...models import CaseStage
from ...procedure.terms import Does, Event


def at_the_gate(row: CaseStage) -> str:
    """Return who decides whether the stage goes ahead: a person, or the office that the procedure names."""
    if row.decider:
        return get_user_display_name(row.decider)
    gates = (person.who for person in row.terms.people if person.does == Does.GATES and person.who)
    return next(gates, row.terms.decided_by)


def was_refused(row: CaseStage) -> bool:
    """Return whether the stage was asked for and refused: the gate answered, and nothing went ahead."""
    return row.has_gate and row.ended_on is not None and Event.ACCEPTED in row.facts().events
