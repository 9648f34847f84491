"""How is somebody told that the request for a stage has come, and that the stage goes ahead?"""

from datetime import date

from ..letters.writing import write
from ..models import CaseStage, LetterKind
from ..procedure.terms import Event
from ..signals import stage_opened
from .moves import Making


def confirm(case_stage: CaseStage, *, on: date, by):
    """Tell who asked that the request has come, and by when it is decided, where the procedure says so."""
    decision = case_stage.deadlines.filter(event=Event.ACCEPTED, due_on__isnull=False).first()
    promised = {"new_date": decision.due_on, "promises": (Event.ACCEPTED, decision.due_on)} if decision else {}
    once = f"stage-requested:{case_stage.pk}"
    write(LetterKind.STAGE_REQUESTED, on=on, once=once, by=by, case_stage=case_stage, **promised)


def start(made: Making, case_stage: CaseStage, *, on: date, by):
    """Tell by letter that a stage goes ahead, inside a move that is being made."""
    once = f"stage-opened:{case_stage.pk}"
    made.then(write, LetterKind.STAGE_OPENED, on=on, once=once, by=by, case_stage=case_stage)
    made.on_commit(stage_opened, CaseStage, case_stage=case_stage, by=by)
