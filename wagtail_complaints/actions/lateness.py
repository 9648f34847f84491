"""Is what came after its time taken on all the same? Somebody decides, each time, and says why.

A complaint here, a request for the next stage in `case_stages`. To refuse every late one is to fetter discretion,
and fault (LGSCO 20 003 273): a refusal needs an answer to both questions, of why it comes late and of whether it
can still be looked into fairly.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ..models import Case, CaseStage, CloseReason, LatenessDecision, LetterKind
from ..procedure.journey import MoveRefused, Verb
from .cases import end, tell_of_end
from .moves import Making, checked, making, may


def take_on(
    case: Case, *, reason: str, by, on: date, why_not_sooner: str = "", can_be_fair: str = ""
) -> LatenessDecision:
    """Take a late complaint on, with the reason. The case has gone on meanwhile, and goes on.

    Raises: PermissionDenied, MoveRefused.
    """
    _needs(reason, _("Say why it is taken on although it is late."))
    with making(Verb.DECIDE_LATENESS, case, by=by, on=on, reason=reason) as made:
        return decided(
            made,
            is_taken_on=True,
            reason=reason,
            why_not_sooner=why_not_sooner,
            can_be_fair=can_be_fair,
            decided_on=on,
            decided_by=by,
        )


def refuse(case: Case, *, reason: str, why_not_sooner: str, can_be_fair: str, by, on: date) -> LatenessDecision:
    """Refuse a late complaint: the case is closed, and the letter says the reason and who may be asked about it.

    Raises: PermissionDenied, MoveRefused.
    """
    _needs(reason, _("Say why it is not taken on: the letter says this."))
    looked_at(why_not_sooner, can_be_fair)
    with making(Verb.DECIDE_LATENESS, case, by=by, on=on, reason=reason) as made:
        if not may(by, Verb.CLOSE, made.case):
            raise PermissionDenied
        checked(made.state, Verb.CLOSE, what=CloseReason.REFUSED.value)
        if not made.case.terms.externals:
            raise MoveRefused(_("The letter must say who can be asked about this, and the procedure names nobody."))
        decision = decided(
            made,
            is_taken_on=False,
            reason=reason,
            why_not_sooner=why_not_sooner,
            can_be_fair=can_be_fair,
            decided_on=on,
            decided_by=by,
        )
        end(made, CloseReason.REFUSED, on=on, by=by)
        tell_of_end(made, LetterKind.REFUSAL, on=on, by=by, reason=reason)
    return decision


def looked_at(why_not_sooner: str, can_be_fair: str):
    """Pass where both questions of a refusal are answered. Raises: MoveRefused."""
    _needs(why_not_sooner, _("Say why they did not come sooner, as far as it is known."))
    _needs(can_be_fair, _("Say why it cannot be looked into properly and fairly any more."))


def _needs(said: str, otherwise: str):
    if not said.strip():
        raise MoveRefused(otherwise)


def decided(made: Making, *, case_stage: CaseStage | None = None, **said) -> LatenessDecision:
    """Keep a decision inside a move that is being made; it supersedes the one before. Raises: MoveRefused."""
    before = made.case.lateness_decisions.filter(case_stage=case_stage, is_current=True).first()
    if before and before.is_taken_on and said["is_taken_on"]:
        raise MoveRefused(_("That was decided already: it is taken on although it is late."))
    if before:
        before.is_current = False
        before.save()
    return LatenessDecision.objects.create(case=made.case, case_stage=case_stage, supersedes=before, **said)
