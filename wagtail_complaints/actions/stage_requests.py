"""On which day was a stage asked for, and was that in time? Where the day is corrected, so is the answer."""

from datetime import date

from django.utils.translation import gettext as _

from ..models import CaseStage
from ..procedure.journey import MoveRefused, Verb
from ..procedure.turns import was_late
from . import late_after_all
from .corrections import check_consistent, needs
from .moves import making


def correct(case_stage: CaseStage, *, requested_on: date, reason: str, on: date, by) -> CaseStage:
    """Correct the day on which a stage was asked for; what counts from it moves, and so does whether it was late.

    Raises: PermissionDenied, MoveRefused.
    """
    needs(reason)
    with making(Verb.SUPERSEDE, case_stage.case, by=by, on=on, reason=reason) as made:
        case_stage.refresh_from_db()
        if case_stage.is_opening:
            raise MoveRefused(_("The case opened in this stage: correct the day on which it was received."))
        if requested_on == case_stage.requested_on:
            raise MoveRefused(_("That is the day recorded: there is nothing to correct."))
        if requested_on < made.case.received_on:
            raise MoveRefused(_("That is before the complaint was received."))
        case_stage.requested_on = requested_on
        is_late = was_late(made.state, case_stage.key, requested_on)
        if is_late != case_stage.is_late:
            late_after_all.put(made, case_stage, is_late=is_late, on=on, by=by)
        case_stage.save()
        check_consistent(made.case.facts(), case_stage, None)
    return case_stage
