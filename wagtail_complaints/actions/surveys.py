"""How was a complaint handled, does whoever complained say? Asked once a stage has ended, and never needed.

Answers are counted for the procedure and kept with nobody; words are a message, kept with the case.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import About, Case, CaseStage, Party, SurveyFigure, SurveyGiven
from ..procedure.journey import MoveRefused, State
from . import messages, tracking


def asked_about(party: Party, state: State) -> CaseStage | None:
    """Return the stage that ended last, or at which the case was closed, unless they have told us of it."""
    stages = party.case.stages.order_by("-pk")
    over = (each for each in stages if state.is_closed or state.has_ended(state.facts.stage(each.key)))
    last = next(over, None)
    return None if last and SurveyGiven.objects.filter(party=party, case_stage=last).exists() else last


def give(party: Party, stage: CaseStage, *, answers: Iterable[tuple[str, str]], text: str, on: date, at: datetime):
    """Count somebody's answers, once, and keep what they say. Raises: MoveRefused."""
    if not tracking.may_follow(party):
        raise MoveRefused(_("They may not follow this case: consent is missing, or it is not their complaint."))
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=party.case_id)
        _given, is_first = SurveyGiven.objects.get_or_create(
            party=party, case_stage=stage, defaults={"given_on": on}
        )
        if not is_first:
            raise MoveRefused(_("You have told us already. You can write us a message."))
        SurveyFigure.add(case.procedure_version.procedure, on, answers)
        if text.strip():
            messages.write_to_us(party, text=text, about=About.SURVEY, on=on, at=at)
