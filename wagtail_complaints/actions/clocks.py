"""What happened in a stage, and what does it do to the dates? Events, extensions, holds, set dates, corrections."""

from datetime import date

from django.utils.translation import gettext as _

from ..letters.writing import write
from ..models import Case, CaseStage, Extension, Hold, LetterKind, SetDate, StageEvent
from ..models.audit import acting
from ..procedure import clock
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import Event, ExtensionRule
from ..procedure_files import regimes
from . import late_after_all
from .corrections import correct_happened, correct_received, supersede
from .moves import Making, making
from .rebuilding import recompute, recompute_all

__all__ = [
    "correct_happened",
    "correct_received",
    "end_hold",
    "extend",
    "hold",
    "recompute",
    "recompute_all",
    "record_event",
    "set_date",
    "supersede",
    "update",
]


def record_event(
    case_stage: CaseStage, *, event: str, on: date, by, note: str = "", recorded_on: date | None = None
) -> StageEvent:
    """Record that `event` happened in the stage on the day `on`. A letter that follows is of the day `recorded_on`.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.RECORD_EVENT, case_stage.case, by=by, on=on, stage=case_stage, what=event) as made:
        return _happened(made, case_stage, event=event, on=on, by=by, note=note, recorded_on=recorded_on)


def update(case_stage: CaseStage, *, text: str, on: date, by, note: str = "") -> StageEvent:
    """Tell the complainant in a letter how it is getting on, with the date due, and record that they were told.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(
        Verb.RECORD_EVENT, case_stage.case, by=by, on=on, stage=case_stage, what=Event.UPDATED.value
    ) as made:
        event = _happened(made, case_stage, event=Event.UPDATED.value, on=on, by=by, note=note)
        made.then(
            write, LetterKind.UPDATE, on=on, once=f"update:{event.pk}", by=by, case_stage=case_stage, text=text
        )
    return event


def _happened(
    made: Making, case_stage: CaseStage, *, event: str, on: date, by, note: str, recorded_on: date | None = None
) -> StageEvent:
    clock.check_event(made.state.facts, case_stage.key, event, on)
    if event == Event.UPDATED and on in made.state.facts.stage(case_stage.key).updates:
        raise MoveRefused(_("An update on that day is recorded already."))
    happened = StageEvent.objects.create(case_stage=case_stage, event=event, on=on, note=note, recorded_by=by)
    with acting(by, _("Judged by the day on which the stage before was answered")):
        late_after_all.look_again(made, by=by, on=recorded_on)
    return happened


def extend(
    case_stage: CaseStage,
    *,
    to: date,
    reason: str,
    given_on: date,
    by,
    event: str = Event.RESPONDED,
    authorised_by=None,
    complainant_agreed: bool | None = None,
) -> Extension:
    """Give a later date for `event`, and tell the complainant unless the date lies in a published range.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(
        Verb.EXTEND, case_stage.case, by=by, on=given_on, stage=case_stage, what=event, reason=reason
    ) as made:
        if not reason.strip():
            raise MoveRefused(_("Give the reason for the later date: the letter says it."))
        nobody_is_being_asked(case_stage, event)
        facts = made.state.facts
        law = regimes().get(facts.procedure.regime)
        clock.check_extension(facts, case_stage.key, event, to, given_on, made.state.calendar, law)
        rules = facts.extension_rules(case_stage.terms, event)
        if ExtensionRule.AGREED in rules and not complainant_agreed:
            raise MoveRefused(_("This date moves only where the complainant has agreed to it."))
        extension = Extension.objects.create(
            case_stage=case_stage,
            event=event,
            to=to,
            given_on=given_on,
            reason=reason,
            authorised_by=authorised_by or by,
            complainant_agreed=complainant_agreed,
            recorded_by=by,
        )
        if rules != {ExtensionRule.RANGE}:
            made.then(_tell_of, extension, by=by)
        return extension


def nobody_is_being_asked(case_stage: CaseStage, event: str):
    """Pass where no later date for `event` waits for the complainant's answer. Raises: MoveRefused."""
    if case_stage.proposals.waiting().filter(event=event).exists():
        raise MoveRefused(_("A proposed date waits for an answer. Record the answer, or take it back."))


def hold(
    case_stage: CaseStage, *, from_on: date, reason: str, by, to_on: date | None = None, note: str = ""
) -> Hold:
    """Stop the stage's clocks from a day on, for a reason on its closed list.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.HOLD, case_stage.case, by=by, on=to_on or from_on, stage=case_stage, reason=note) as made:
        asked = clock.Hold(from_on, to_on, reason)
        clock.check_hold(made.state.facts, case_stage.key, asked)
        if asked in made.state.facts.stage(case_stage.key).holds:
            raise MoveRefused(_("This hold is recorded already."))
        return Hold.objects.create(
            case_stage=case_stage, from_on=from_on, to_on=to_on, reason=reason, note=note, recorded_by=by
        )


def end_hold(hold: Hold, *, to_on: date, by) -> Hold:
    """End an open hold; `to_on` is its last day. Raises: PermissionDenied, MoveRefused."""
    with making(Verb.END_HOLD, hold.case_stage.case, by=by, on=to_on, stage=hold.case_stage) as made:
        hold.refresh_from_db()
        if not hold.is_current or hold.to_on:
            raise MoveRefused(_("This hold has ended already."))
        clock.check_hold(made.state.facts, hold.case_stage.key, clock.Hold(hold.from_on, to_on, hold.reason))
        hold.to_on = to_on
        hold.save()
    return hold


def set_date(case_stage: CaseStage, *, timescale: str, due_on: date, by, reason: str = "") -> SetDate:
    """Set a date where the procedure publishes no length; it then is due. Raises: PermissionDenied, MoveRefused."""
    with making(Verb.SET_DATE, case_stage.case, by=by, stage=case_stage, what=timescale, reason=reason) as made:
        return put_date(made.case, case_stage, timescale=timescale, due_on=due_on, by=by, reason=reason)


def put_date(case: Case, case_stage: CaseStage, *, timescale: str, due_on: date, by, reason: str = "") -> SetDate:
    """Record a set date inside a move that is being made. Raises: MoveRefused."""
    if case_stage.set_dates.current().filter(timescale=timescale).exists():
        raise MoveRefused(_("A date has been set already. Correct it, or extend it."))
    if due_on < (case_stage.requested_on or case.received_on):
        raise MoveRefused(_("The date set lies before the stage began."))
    return SetDate.objects.create(
        case_stage=case_stage, timescale=timescale, due_on=due_on, reason=reason, recorded_by=by
    )


def _tell_of(extension: Extension, *, by):
    write(
        LetterKind.EXTENSION,
        on=extension.given_on,
        once=f"extension:{extension.pk}",
        by=by,
        case_stage=extension.case_stage,
        reason=extension.reason,
        new_date=extension.to,
        promises=(extension.event, extension.to),
    )
