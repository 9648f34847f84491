"""A signature or a submission, and somebody who switches the whole workflow off, at the same moment.

Wagtail's own screen does that without a look at the case; whoever comes second finds what the first left.
"""

from contextlib import nullcontext
from functools import partial

import pytest
from django.db import transaction
from wagtail.models import Workflow, WorkflowState

from tests import factories, signing
from tests.workflows.test_races import TRIALS, at_once, decides
from wagtail_complaints.actions import responses
from wagtail_complaints.models import Case, Letter, LetterKind, Response, ResponseLogEntry

pytestmark = [
    pytest.mark.usefixtures("rows_put_back", "django_db_serialized_rollback", "transactional_db"),
    pytest.mark.database,
]


def switches_off(workflow, by, *, in_one_transaction=False):
    """`in_one_transaction`: as on a site whose requests are (`ATOMIC_REQUESTS`)."""

    def act(seen):
        with transaction.atomic() if in_one_transaction else nullcontext():
            seen.deactivate(user=by)

    return lambda: partial(act, Workflow.objects.get(pk=workflow.pk))


@pytest.mark.parametrize("in_one_transaction", [False, True])
@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_letter_that_is_signed_while_its_workflow_is_switched_off_is_out_or_a_draft(trial, in_one_transaction):
    head, boss = signing.signer(), factories.superuser()
    response = signing.submitted()
    run = response.current_workflow_state
    off = switches_off(run.workflow, boss, in_one_transaction=in_one_transaction)
    signed, switched_off = at_once(decides(response, head, "approve"), off)
    run.refresh_from_db()
    after = Response.objects.get(pk=response.pk)
    assert switched_off == "done"
    assert signed in ("done", "MoveRefused")
    assert (after.live, run.status) == ((True, "approved") if signed == "done" else (False, "cancelled"))
    assert Letter.objects.filter(kind=LetterKind.RESPONSE).exists() is after.live
    cancelled = ResponseLogEntry.objects.filter(action="wagtail.workflow.cancel")
    assert cancelled.exists() is not after.live
    assert Case.objects.standing_elsewhere() == {}


def test_a_letter_is_not_submitted_to_a_workflow_that_is_switched_off():
    signing.signer()
    response, boss = signing.letter(), factories.superuser()
    workflow = response.get_workflow()
    at_once(lambda: lambda: responses.submit(response, by=response.author), switches_off(workflow, boss))
    assert not WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).exists()
    assert not Response.objects.get(pk=response.pk).awaits_signature
    assert Case.objects.standing_elsewhere() == {}
