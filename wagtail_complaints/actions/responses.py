"""How is a stage answered? Drafted once, checked, submitted for signature, taken back, issued once, corrected."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Workflow

from ..letters import responses as response_letters
from ..letters import writing
from ..models import CaseStage, Response, ResponseFinding
from ..models.audit import actor_name
from ..models.sight import holds
from ..procedure.journey import MoveRefused, Verb
from ..procedure.sign_off import short_of_signers
from ..procedure.terms import Event
from ..procedure.wording import listed
from ..signals import response_issued, tell
from ..workflows import SignOffTask
from . import clocks
from .letter_check import check_letter
from .moves import making


@transaction.atomic
def draft(case_stage: CaseStage, *, by) -> Response:
    """Return the draft that answers this stage: the one under way, or a new one with a row for every point.

    Raises: PermissionDenied to who may not draft it; MoveRefused where there is nothing to answer.
    """
    if under_way := _under_way(case_stage, by, is_correction=False):
        return under_way
    with making(Verb.DRAFT_RESPONSE, case_stage.case, by=by, stage=case_stage, reason=_("Drafted")):
        response = Response(case_stage=case_stage, author=by)
        response.findings = [ResponseFinding(point=point) for point in response.points_to_answer()]
        response.save()
        response.save_revision(user=by, clean=False, log_action="wagtail.create")
    return response


@transaction.atomic
def correct(case_stage: CaseStage, *, because: str, by) -> Response:
    """Return the draft of a letter that corrects the issued one, which stays as it went out.

    It begins with the outcome and the findings of the letter that it corrects. Issued, it stops no clock and
    dates no window anew. Raises: PermissionDenied, MoveRefused.
    """
    if under_way := _under_way(case_stage, by, is_correction=True):
        return under_way
    if not because.strip():
        raise MoveRefused(_("A correction needs a reason."))
    with making(Verb.CORRECT_RESPONSE, case_stage.case, by=by, stage=case_stage, reason=because):
        wrong = case_stage.responses.issued().latest("pk")
        response = Response(
            case_stage=case_stage, author=by, corrects=wrong, correction_reason=because, outcome=wrong.outcome
        )
        said = {row.point_id: row for row in wrong.findings.all()}
        response.findings = [_found_again(point, said.get(point.pk)) for point in response.points_to_answer()]
        response.save()
        response.save_revision(user=by, clean=False, log_action="wagtail.create")
    return response


def _found_again(point, row: ResponseFinding | None) -> ResponseFinding:
    if row is None:
        return ResponseFinding(point=point)
    return ResponseFinding(point=point, finding=row.finding, reasons=row.reasons, remedy=row.remedy)


def _under_way(case_stage: CaseStage, by, *, is_correction: bool) -> Response | None:
    """Return the draft that this person goes on with, if there is one. Raises: PermissionDenied."""
    if not holds(by, "change_response", case_stage.case):
        raise PermissionDenied(_("You may not draft responses."))
    drafts = case_stage.responses.editable_by(by).filter(live=False, corrects__isnull=not is_correction)
    return next((draft for draft in drafts if not draft.awaits_signature), None)


@transaction.atomic
def submit(response: Response, *, by):
    """Start the sign-off that the stage names, of the latest text.

    Raises: PermissionDenied to who may not edit the letter; MoveRefused naming what it or its sign-off lacks.
    """
    response = response.for_update()
    _may_edit(response, by)
    verb = Verb.SUBMIT_CORRECTION if response.is_correction else Verb.SUBMIT_RESPONSE
    with making(verb, response.case, by=by, stage=response.case_stage):
        check_letter(response.get_latest_revision_as_object())
        workflow = _locked(response.get_workflow())
        _check_workflow(workflow, response, by)
        response.record(_("Submitted for sign-off"), by=by)
        workflow.start(response, by)


def _may_edit(response, by):
    if not Response.objects.editable_by(by).filter(pk=response.pk).exists():
        raise PermissionDenied(_("You may not work on this letter."))


def _locked(workflow: Workflow | None) -> Workflow | None:
    """Return the workflow as it stands, so that nobody switches it off until the letter is in it."""
    return workflow and Workflow.objects.select_for_update(no_key=True).get(pk=workflow.pk)


def _check_workflow(workflow, response, by):
    """Pass where every step can be signed by somebody. Raises: MoveRefused."""
    if workflow is None:
        raise MoveRefused(
            _("No sign-off is set for this stage, and the site has none of its own. Set one in the settings.")
        )
    tasks = list(workflow.tasks.specific())
    if not workflow.active or not tasks or not all(task.active for task in tasks):
        named = {"workflow": workflow}
        raise MoveRefused(_("The sign-off “%(workflow)s”, or a step of it, is switched off.") % named)
    signers = {}
    for task in tasks:
        if not isinstance(task, SignOffTask):
            raise MoveRefused(_("“%(step)s” is not a sign-off step, so no letter can pass it.") % {"step": task})
        signers[task.name] = task.signers(response, asked_by=by)
        if not signers[task.name]:
            raise MoveRefused(
                _(
                    "Nobody can sign “%(step)s”: everybody in its groups wrote some of this letter, asks for its "
                    "sign-off, decided or signed an earlier stage, or may not see the case."
                )
                % {"step": task}
            )
    _check_each_step_has_its_own(signers)


def _check_each_step_has_its_own(signers: dict[str, list]):
    """Pass where no two steps wait for the same person. Raises: MoveRefused, naming the steps and the people."""
    if steps := short_of_signers(signers):
        people = dict.fromkeys(actor_name(person) for step in steps for person in signers[step])
        named = {"steps": listed(f"“{step}”" for step in steps), "people": listed(people)}
        raise MoveRefused(
            _(
                "Nobody signs two steps of a letter, and too few can sign %(steps)s: only %(people)s. "
                "Ask for another signer before you submit it."
            )
            % named
        )


@transaction.atomic
def take_back(response: Response, *, by):
    """End the sign-off under way, so that the letter can be changed. Raises: PermissionDenied, MoveRefused."""
    response = response.for_update()
    _may_edit(response, by)
    if not response.awaits_signature:
        raise MoveRefused(_("This letter is not waiting for a signature."))
    response.current_workflow_state.cancel(user=by)
    response.record(_("Taken back"), by=by)


@transaction.atomic
def issue(response: Response, *, by, on):
    """Send the signed letter and stop the stage's clock, once. Raises: NotSigned."""
    response = response.for_update()
    if response.issued_on:
        return
    signed = response.get_latest_revision()
    if not response.live:
        signed.publish(user=by)
        response.refresh_from_db()
    case_stage = response.case_stage
    response.record(_("Issued"), by=by, issued_on=on, issued_digest=response.digest_of(signed))
    if not response.is_correction and not case_stage.events.current().filter(event=Event.RESPONDED).exists():
        clocks.record_event(case_stage, event=Event.RESPONDED, on=on, by=None)
    facts = response_letters.facts(response)
    writing.write(response_letters.kind(response), on=on, once=response_letters.once(response), by=by, **facts)
    tell(response_issued, Response, instance=response, by=by)
