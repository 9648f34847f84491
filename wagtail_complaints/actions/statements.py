"""Is it agreed, in writing, what the complaint is? A statement is composed of its points, sent, and answered.

Agreed, it is the event from which a procedure may count: a version agreed later moves no clock back.
"""

from datetime import date

from django.utils.translation import gettext as _

from ..letters.statement import as_text
from ..letters.tracking_link import page_address
from ..letters.writing import write
from ..models import AnsweredBy, Case, CaseStage, LetterKind, Party, StageEvent, Statement, StatementAnswer
from ..procedure import clock
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import Event
from ..procedure.wording import in_words
from .moves import Making, making


def points_of(case: Case) -> list[dict]:
    """Return the points that stand, as a statement keeps them."""
    return list(case.points.filter(is_withdrawn=False).values("number", "text", "outcome_sought"))


def send(case_stage: CaseStage, *, by, on: date, outcomes: str = "") -> Statement:
    """Compose the next version of the points as they stand, and send it to be agreed.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.SEND_STATEMENT, case_stage.case, by=by, on=on, stage=case_stage) as made:
        points, last = points_of(made.case), case_stage.statements.last()
        if not points:
            raise MoveRefused(
                _("There is no point of complaint yet. Add them first: the statement is made of them.")
            )
        if last and (last.points, last.outcomes) == (points, outcomes):
            raise MoveRefused(_("Version %s says exactly this. Change the points first.") % last.number)
        if last and on < last.sent_on:
            raise MoveRefused(_("The version before it was sent later than that."))
        statement = Statement.objects.create(
            case_stage=case_stage,
            number=last.number + 1 if last else 1,
            points=points,
            outcomes=outcomes,
            sent_on=on,
            sent_by=by,
        )
        made.then(_ask, statement, on=on, by=by)
    return statement


def agree(statement: Statement, *, how: str, on: date, by, party: Party | None = None) -> Statement:
    """Record that the complainant agreed to the statement, on which day and how.

    Raises: PermissionDenied, MoveRefused.
    """
    with _answering(statement, on=on, by=by) as made:
        _answer(statement, StatementAnswer.AGREED, how=how, on=on, party=party)
        _record_event(made, statement, on=on, by=by)
    return statement


def object_to(
    statement: Statement, *, missing: str, how: str, on: date, by, party: Party | None = None
) -> Statement:
    """Record what the complainant says is missing or wrong; the next version follows.

    Raises: PermissionDenied, MoveRefused.
    """
    if not missing.strip():
        raise MoveRefused(_("Say what is missing or wrong."))
    with _answering(statement, on=on, by=by, reason=missing):
        _answer(statement, StatementAnswer.MISSING, how=how, on=on, party=party, missing=missing)
    return statement


def _answering(statement: Statement, *, on: date, by, reason: str = ""):
    stage = statement.case_stage
    return making(Verb.ANSWER_STATEMENT, stage.case, by=by, on=on, stage=stage, reason=reason)


def _answer(statement: Statement, answer: StatementAnswer, *, how: str, on: date, party, missing: str = ""):
    statement.refresh_from_db()
    latest = statement.case_stage.statements.last()
    if latest != statement:
        raise MoveRefused(_("There is a later version of the statement. Read that one first."))
    if on < statement.sent_on:
        raise MoveRefused(_("The statement was sent on %s.") % in_words(statement.sent_on))
    if (statement.answer, statement.missing, statement.answered_on) == (answer, missing, on):
        raise MoveRefused(_("That is recorded already."))
    statement.answer, statement.missing = answer, missing
    statement.answered_on, statement.answered_by, statement.party = on, AnsweredBy(how), party
    statement.save()


def _record_event(made: Making, statement: Statement, *, on: date, by):
    stage, event = statement.case_stage, Event.STATEMENT_AGREED
    if event not in made.state.facts.stage(stage.key).events:
        clock.check_event(made.state.facts, stage.key, event, on)
        StageEvent.objects.create(case_stage=stage, event=event, on=on, recorded_by=by)


def _ask(statement: Statement, *, on: date, by):
    write(
        LetterKind.STATEMENT,
        on=on,
        once=f"statement:{statement.pk}",
        by=by,
        case_stage=statement.case_stage,
        text=as_text(statement),
        link=page_address(),
    )
