"""May the answer come later? Asked of the complainant, where the procedure moves a date only with their agreement.

A proposal is a letter and a question. Only a yes gives the extension, on the day of the yes and under the rulings
of every other: in time, to a later date, not past the ceiling.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ..letters.tracking_link import page_address
from ..letters.writing import write
from ..models import Case, CaseStage, ExtensionProposal, LetterKind, ProposalAnswer
from ..models.audit import acting
from ..procedure import clock
from ..procedure.event_words import deed
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import Event, ExtensionRule
from ..procedure_files import regimes
from . import clocks
from .moves import making
from .people import may_work_on


def propose(
    case_stage: CaseStage, *, to: date, reason: str, on: date, by, event: str = Event.RESPONDED
) -> ExtensionProposal:
    """Ask the complainant by letter to agree to a later date. No clock moves.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.EXTEND, case_stage.case, by=by, on=on, stage=case_stage, what=event, reason=reason) as made:
        if not reason.strip():
            raise MoveRefused(_("Give the reason for the later date: the letter says it."))
        facts = made.state.facts
        if ExtensionRule.AGREED not in facts.extension_rules(case_stage.terms, event):
            raise MoveRefused(_("This date needs nobody’s agreement: give the later date instead."))
        clocks.nobody_is_being_asked(case_stage, event)
        law = regimes().get(facts.procedure.regime)
        clock.check_extension(facts, case_stage.key, event, to, on, made.state.calendar, law)
        proposal = ExtensionProposal.objects.create(
            case_stage=case_stage, event=event, to=to, reason=reason.strip(), proposed_on=on, proposed_by=by
        )
        made.then(_ask, proposal, by=by)
    return proposal


def record_answer(proposal: ExtensionProposal, *, agrees: bool, on: date, by, note: str) -> ExtensionProposal:
    """Record what the complainant said, and how they said it. A yes gives the extension.

    Raises: PermissionDenied, MoveRefused.
    """
    if not note.strip():
        raise MoveRefused(_("Say how they told us: it is the proof of their agreement."))
    return _answered(
        proposal, ProposalAnswer.AGREED if agrees else ProposalAnswer.DECLINED, on=on, by=by, note=note
    )


def answer(proposal: ExtensionProposal, *, agrees: bool, on: date) -> ExtensionProposal:
    """Take the answer that the complainant themselves give on their tracking page. Raises: MoveRefused."""
    return _answered(proposal, ProposalAnswer.AGREED if agrees else ProposalAnswer.DECLINED, on=on, by=None)


def take_back(proposal: ExtensionProposal, *, on: date, by, note: str) -> ExtensionProposal:
    """Ask no longer. Raises: PermissionDenied, MoveRefused."""
    if not note.strip():
        raise MoveRefused(_("Say why it is taken back."))
    return _answered(proposal, ProposalAnswer.TAKEN_BACK, on=on, by=by, note=note)


@transaction.atomic
def _answered(
    proposal: ExtensionProposal, said: ProposalAnswer, *, on: date, by, note: str = ""
) -> ExtensionProposal:
    case = Case.objects.select_for_update(of=("self",)).get(stages=proposal.case_stage_id)
    may_work_on(case, by)
    proposal = ExtensionProposal.objects.select_related("case_stage__case", "proposed_by").get(pk=proposal.pk)
    if proposal.answer != ProposalAnswer.WAITING:
        raise MoveRefused(_("This has been answered already, or was taken back."))
    if on < proposal.proposed_on:
        raise MoveRefused(_("It was proposed after that day."))
    proposal.answer, proposal.answered_on, proposal.answer_note = said, on, note.strip()
    with acting(by):
        proposal.save()
        if said == ProposalAnswer.AGREED:
            proposal.extension = _extended(proposal, on=on, by=by)
            proposal.save()
    return proposal


def _extended(proposal: ExtensionProposal, *, on: date, by):
    return clocks.extend(
        proposal.case_stage,
        to=proposal.to,
        reason=proposal.reason,
        given_on=on,
        by=by,
        event=proposal.event,
        authorised_by=proposal.proposed_by,
        complainant_agreed=True,
    )


def _ask(proposal: ExtensionProposal, *, by):
    stage = proposal.case_stage
    in_force = stage.deadlines.filter(event=proposal.event, is_running=True, due_on__isnull=False)
    write(
        LetterKind.EXTENSION_PROPOSED,
        on=proposal.proposed_on,
        once=f"proposal:{proposal.pk}",
        by=by,
        case_stage=stage,
        reason=proposal.reason,
        text=deed(proposal.event) or _("finish this step"),
        new_date=proposal.to,
        reply_by=in_force.order_by("due_on").first().due_on,
        link=page_address(),
    )
