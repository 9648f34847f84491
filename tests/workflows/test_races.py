"""Two people decide one step at the same moment: one of them does, and the other is told.

On PostgreSQL the two really are at it together. SQLite lets one writer in at a time, and the same must hold.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests import signing
from wagtail_complaints.actions import responses
from wagtail_complaints.models import Letter, LetterKind, Response
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.workflows import SignOff

pytestmark = [
    pytest.mark.usefixtures("rows_put_back", "django_db_serialized_rollback", "transactional_db"),
    pytest.mark.database,
]

TRIALS = 3 if connection.vendor == "postgresql" else 1
"""SQLite lets one writer in after the other, whoever comes first."""


def at_once(*acts):
    """Run the acts in threads of their own, all let go together, and return what became of each."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            prepared = act()
            barrier.wait(timeout=20)
            prepared()
        except (MoveRefused, PermissionDenied) as refused:
            return type(refused).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def decides(response, by, action):
    """Read the step first, as two open browsers do, and decide it when let go."""

    def read():
        step = Response.objects.get(pk=response.pk).current_workflow_task_state
        task = step.task.specific
        said = {"seen": signing.seen(response), "has_read": True, "comment": "A reason."}
        return lambda: task.on_action(step, by, action, **said)

    return read


@pytest.mark.parametrize("trial", range(TRIALS))
def test_two_people_sign_the_last_step_at_once_and_the_letter_goes_out_once(trial):
    one, other = signing.signer(), signing.signer()
    response = signing.submitted()
    outcomes = at_once(decides(response, one, "approve"), decides(response, other, "approve"))
    assert sorted(outcomes) == ["MoveRefused", "done"]
    assert Letter.objects.filter(kind=LetterKind.RESPONSE).count() == 1
    assert response.case_stage.events.current().filter(event="responded").count() == 1
    assert Response.objects.get(pk=response.pk).live


@pytest.mark.parametrize("trial", range(TRIALS))
def test_one_signs_while_another_sends_back_and_only_one_of_them_is_heard(trial):
    one, other = signing.signer(), signing.signer()
    response = signing.submitted()
    outcomes = at_once(decides(response, one, "approve"), decides(response, other, "reject"))
    assert sorted(outcomes) == ["MoveRefused", "done"]
    signed = outcomes[0] == "done"
    (step,) = SignOff.objects.all()
    assert step.status == ("approved" if signed else "rejected")
    assert Response.objects.get(pk=response.pk).live is signed
    assert Letter.objects.filter(kind=LetterKind.RESPONSE).exists() is signed


@pytest.mark.parametrize("trial", range(TRIALS))
def test_the_author_takes_back_what_is_being_signed(trial):
    head = signing.signer()
    response = signing.submitted()
    outcomes = at_once(
        decides(response, head, "approve"),
        lambda: lambda: responses.take_back(response, by=response.author),
    )
    assert sorted(outcomes) == ["MoveRefused", "done"]
    after = Response.objects.get(pk=response.pk)
    assert after.live is (outcomes[0] == "done")
    assert not after.awaits_signature


@pytest.mark.parametrize("trial", range(TRIALS))
def test_an_edit_and_a_submission_at_once_leave_what_is_signed_as_it_was_submitted(trial):
    signing.signer()
    response = signing.letter()

    def edit():
        letter = Response.objects.get(pk=response.pk).get_latest_revision_as_object()
        letter.body = "<p>Changed.</p>"
        return lambda: letter.save_revision(user=response.author)

    outcomes = at_once(edit, lambda: lambda: responses.submit(response, by=response.author))
    assert outcomes[1] == "done"
    run = response.sign_off_runs.get()
    assert run.digest == signing.seen(response)


@pytest.mark.parametrize("trial", range(TRIALS))
def test_two_people_draft_one_answer(trial):
    by = signing.author()
    stage = signing.case_stage(decider=by)
    outcomes = at_once(*[lambda: lambda: responses.draft(stage, by=by)] * 2)
    assert stage.responses.count() == 1
    assert "done" in outcomes
