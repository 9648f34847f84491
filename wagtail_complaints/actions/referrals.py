"""Does the complaint go to a body outside before the procedure is finished? Only where every condition is met.

A referral without them takes a stage away from somebody, and is fault (LGSCO 21 007 738): each condition of the
procedure is ticked with a note of how it is met, and the complainant agrees.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from ..letters.further import body_in_words
from ..letters.writing import write
from ..models import CaseStage, EarlyReferral, LetterKind
from ..procedure.journey import MoveRefused, Verb
from ..procedure.reckoning import next_stage
from .moves import Making, making


def refer(
    case_stage: CaseStage, *, to: str, conditions: Mapping[str, str], agreed_on: date, on: date, by
) -> EarlyReferral:
    """Refer the complaint, after this stage, to the body of this name; the next stage ends where it was asked for.

    `conditions` holds a note for each condition of the stage. Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.REFER_EARLY, case_stage.case, by=by, on=on, stage=case_stage) as made:
        body = next((body for body in made.case.terms.externals if body.name == to), None)
        if body is None:
            raise MoveRefused(_("The procedure names no such body."))
        met = _met(case_stage, conditions)
        if not made.state.facts.stage(case_stage.key).answered_on <= agreed_on <= on:
            raise MoveRefused(_("The complainant agrees after the answer, and before it is referred."))
        referral = EarlyReferral.objects.create(
            case_stage=case_stage,
            body=to,
            conditions=met,
            agreed_on=agreed_on,
            referred_on=on,
            referred_by=by,
            instead_of=_end_the_next(made, case_stage, to, on),
        )
        once, whom = f"early-referral:{referral.pk}", body_in_words(body)
        made.then(write, LetterKind.EARLY_REFERRAL, on=on, once=once, by=by, case_stage=case_stage, passed_to=whom)
    return referral


def take_back(referral: EarlyReferral, *, reason: str, on: date, by) -> EarlyReferral:
    """Record that the body sent the complaint back; a stage that had ended with the referral goes on.

    Raises: PermissionDenied, MoveRefused.
    """
    stage = referral.case_stage
    with making(Verb.RETURN_REFERRAL, stage.case, by=by, on=on, stage=stage, reason=reason):
        if not reason.strip():
            raise MoveRefused(_("Say why it was sent back."))
        referral.refresh_from_db()
        if on < referral.referred_on:
            raise MoveRefused(_("It was referred later than that."))
        referral.returned_on, referral.return_reason = on, reason
        referral.save()
        if ended := referral.instead_of:
            ended.ended_on, ended.end_reason = None, ""
            ended.save()
    return referral


def _met(case_stage: CaseStage, conditions: Mapping[str, str]) -> list[dict]:
    notes = {condition: conditions.get(condition, "").strip() for condition in case_stage.terms.early_referral}
    if lacking := [condition for condition, note in notes.items() if not note]:
        raise MoveRefused(_("Not every condition is met, or it is not said how: %s.") % "; ".join(lacking))
    return [{"condition": condition, "note": note} for condition, note in notes.items()]


def _end_the_next(made: Making, case_stage: CaseStage, to: str, on: date) -> CaseStage | None:
    """End the stage that was asked for meanwhile, and return it."""
    following = next_stage(made.state.facts, case_stage.key)
    asked = made.case.stages.filter(key=following.key).first() if following else None
    if asked:
        asked.ended_on, asked.end_reason = on, _("Referred early instead, to: %s") % to
        asked.save()
    return asked
