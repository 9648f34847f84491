"""Does the case go to another stage? Asked for, offered or referred: the stage's `entry` says which."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ..letters.writing import write
from ..models import Case, CaseStage, LetterKind, StageEvent
from ..procedure import clock
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import Entry, Event
from .corrections import replaced
from .going_ahead import confirm, start
from .late_after_all import LATE
from .lateness import decided, looked_at
from .moves import Making, making


def request(
    case: Case, *, key: str, on: date, by, requested_by: str = "", grounds: Iterable[str] = (), note: str = ""
) -> CaseStage:
    """Bring the case to the stage with this key, or to its gate. Grounds are recorded and never bar.

    One after its window waits at a gate, whatever the entry of the stage. Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.REQUEST_STAGE, case, by=by, on=on, stage=key, reason=note) as made:
        case_stage = CaseStage.objects.create(
            case=made.case,
            key=key,
            requested_on=on,
            requested_by=requested_by,
            grounds=list(grounds),
            request_note=note,
            is_late=bool(made.move.late),
        )
        if case_stage.has_gate:
            made.then(confirm, case_stage, on=on, by=by)
        else:
            start(made, case_stage, on=on, by=by)
    return case_stage


def accept(
    case_stage: CaseStage, *, on: date, by, reason: str = "", why_not_sooner: str = "", can_be_fair: str = ""
) -> CaseStage:
    """Let a stage that was asked for go ahead; one that was refused, on appeal. One asked for late needs a reason.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.ACCEPT, case_stage.case, by=by, on=on, stage=case_stage, reason=reason) as made:
        case_stage.refresh_from_db()
        if case_stage.is_late:
            _needs(reason, _("Say why it is taken on although it was asked for late."))
            said = {"reason": reason, "why_not_sooner": why_not_sooner, "can_be_fair": can_be_fair}
            decided(made, case_stage=case_stage, is_taken_on=True, decided_on=on, decided_by=by, **said)
        if Event.ACCEPTED in made.state.facts.stage(case_stage.key).events:
            _accept_on_appeal(case_stage, on=on, by=by)
        else:
            _answer(made, case_stage, on=on, by=by)
        if case_stage.ended_on:
            case_stage.ended_on, case_stage.end_reason, case_stage.refused_for = None, "", ""
            case_stage.save()
        start(made, case_stage, on=on, by=by)
    return case_stage


def refuse(
    case_stage: CaseStage,
    *,
    on: date,
    by,
    reason: str,
    refused_for: str = "",
    why_not_sooner: str = "",
    can_be_fair: str = "",
) -> CaseStage:
    """Refuse a stage that was asked for; the letter says why, how to appeal, and who may be asked about it.

    `refused_for` is one of `reasons_to_refuse`, `reason` what it means in this case.
    Raises: PermissionDenied, MoveRefused.
    """
    _needs(reason, _("Give the reason: the letter says it."))
    with making(Verb.REFUSE, case_stage.case, by=by, on=on, stage=case_stage, reason=reason) as made:
        case_stage.refresh_from_db()
        if refused_for not in reasons_to_refuse(case_stage):
            raise MoveRefused(_("The procedure allows no such reason to refuse this stage."))
        if refused_for == LATE:
            looked_at(why_not_sooner, can_be_fair)
            said = {"reason": reason, "why_not_sooner": why_not_sooner, "can_be_fair": can_be_fair}
            decided(made, case_stage=case_stage, is_taken_on=False, decided_on=on, decided_by=by, **said)
        event = _answer(made, case_stage, on=on, by=by)
        case_stage.ended_on, case_stage.end_reason, case_stage.refused_for = on, reason, refused_for
        case_stage.save()
        why = f"{_in_words(refused_for)}\n\n{reason}".strip()
        once = f"stage-refused:{event.pk}"
        made.then(write, LetterKind.STAGE_REFUSED, on=on, once=once, by=by, case_stage=case_stage, reason=why)
    return case_stage


def end_offer(case_stage: CaseStage, *, on: date, by, reason: str) -> CaseStage:
    """Record that an offer was declined or came to nothing. It used no window and stopped no clock.

    Raises: PermissionDenied, MoveRefused.
    """
    _needs(reason, _("Say what came of it."))
    with making(Verb.END_OFFER, case_stage.case, by=by, on=on, stage=case_stage, reason=reason):
        case_stage.refresh_from_db()
        _not_before_the_request(case_stage, on)
        case_stage.ended_on, case_stage.end_reason = on, reason
        case_stage.save()
    return case_stage


def reasons_to_refuse(case_stage: CaseStage) -> tuple[str, ...]:
    """Return the closed list: of the procedure, and that it was asked for late where it was.

    Empty words are a reason that the procedure leaves open: where it has a gate and no list.
    """
    terms = case_stage.terms
    late = (LATE,) if case_stage.is_late else ()
    return (*late, *(terms.refusal_reasons or ("",))) if terms.entry == Entry.GATE else late


def _in_words(refused_for: str) -> str:
    return _("You asked after the time to ask for this stage had ended.") if refused_for == LATE else refused_for


def _needs(said: str, otherwise: str):
    if not said.strip():
        raise MoveRefused(otherwise)


def _answer(made: Making, case_stage: CaseStage, *, on: date, by) -> StageEvent:
    clock.check_event(made.state.facts, case_stage.key, Event.ACCEPTED, on)
    _not_before_the_request(case_stage, on)
    return StageEvent.objects.create(case_stage=case_stage, event=Event.ACCEPTED, on=on, recorded_by=by)


def _accept_on_appeal(case_stage: CaseStage, *, on: date, by):
    refused = case_stage.events.current().get(event=Event.ACCEPTED)
    if on < refused.on:
        raise MoveRefused(_("The stage was refused later than that."))
    replaced(refused, because=_("Accepted on appeal"), by=by, on=on)


def _not_before_the_request(case_stage: CaseStage, on: date):
    if case_stage.requested_on and on < case_stage.requested_on:
        raise MoveRefused(_("The stage was asked for later than that."))
