"""Each way around Wagtail's workflows, tried as an attacker would try it, and closed.

The names F1 to F8 are those under which the ways were found; every one of them worked on plain Wagtail 8.0.1.
"""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Revision, Task, TaskState, WorkflowTask

from tests import factories, signing
from tests.workflows.letters_at_hand import DIRECTOR, HEAD, address, editor_data, fresh, post_decision, was_sent
from wagtail_complaints.models import Letter, LetterKind, Response, ResponseLogEntry
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.workflows import SignOff

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_two_people_sign_one_after_the_other_and_the_letter_goes_out(client, two_steps, head, director):
    post_decision(client, head, two_steps)
    assert not fresh(two_steps).live
    post_decision(client, director, two_steps)
    assert fresh(two_steps).live
    assert was_sent()


def test_f1_a_letter_cannot_be_edited_once_a_step_has_signed(client, two_steps, head, director):
    post_decision(client, head, two_steps)
    client.force_login(two_steps.author)
    answer = client.post(address("edit", two_steps), editor_data(two_steps))
    assert answer.status_code == 200
    assert "could not be saved as it is locked" in answer.content.decode()
    with pytest.raises(PermissionDenied, match="Nobody can change it until"):
        fresh(two_steps).save_revision(user=two_steps.author)


def test_f1_a_letter_that_changed_all_the_same_is_signed_by_nobody(client, two_steps, head, director):
    post_decision(client, head, two_steps)
    revision = two_steps.latest_revision
    changed = Revision.objects.create(
        content_object=two_steps,
        base_content_type=revision.base_content_type,
        user=two_steps.author,
        content={**revision.content, "body": "<p>Changed.</p>"},
    )
    Response.objects.filter(pk=two_steps.pk).update(latest_revision=changed)
    post_decision(client, director, two_steps)
    assert not fresh(two_steps).live
    assert fresh(two_steps).current_workflow_task.name == DIRECTOR


def test_f2_autosave_cannot_overwrite_the_revision_that_is_being_signed(client, two_steps):
    client.force_login(two_steps.author)
    revision = two_steps.latest_revision
    answer = client.post(
        address("edit", two_steps),
        editor_data(two_steps, overwrite_revision_id=revision.pk, loaded_revision_id=revision.pk),
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["error_code"]) == (400, "locked")
    revision.refresh_from_db()
    assert revision.content["body"] == "<p>We are sorry.</p>"


def test_f2_an_overwritten_revision_is_not_what_was_signed(client, two_steps, head, director):
    post_decision(client, head, two_steps)
    revision = two_steps.latest_revision
    revision.content = {**revision.content, "body": "<p>Overwritten.</p>"}
    revision.save()
    post_decision(client, director, two_steps)
    assert not fresh(two_steps).live
    assert not was_sent()


def test_f3_one_letter_is_not_signed_through_the_address_of_another(client, two_steps, head):
    """The author of one letter may well sign a colleague's: the address of that one must not open their own."""
    own = signing.submitted(by=signing.author(), signed_by=two_steps.current_workflow_state.workflow)
    own.author.groups.add(*head.groups.all())
    for by in (own.author, head):
        answer = post_decision(client, by, two_steps, task_state=own.current_workflow_task_state)
        assert answer.status_code == 404
    assert not SignOff.objects.filter(status=TaskState.STATUS_APPROVED).exists()


def test_f3_a_step_asks_its_own_letter_who_may_sign(two_steps):
    author = two_steps.author
    author.groups.add(*signing.signer(HEAD).groups.all())
    with pytest.raises(PermissionDenied):
        signing.sign(two_steps, author)


def test_f4_switching_a_step_off_issues_nothing_and_ends_the_run(client, two_steps, head, director):
    post_decision(client, head, two_steps)
    client.force_login(factories.superuser())
    task = two_steps.current_workflow_state.workflow.tasks.last()
    client.post(reverse("wagtailadmin_workflows:disable_task", args=(task.pk,)))
    assert not Task.objects.get(pk=task.pk).active
    assert not fresh(two_steps).live
    assert not fresh(two_steps).awaits_signature
    assert not was_sent()


def test_f4_switching_the_workflow_off_issues_nothing(client, two_steps):
    client.force_login(factories.superuser())
    workflow = two_steps.current_workflow_state.workflow
    client.post(reverse("wagtailadmin_workflows:disable", args=(workflow.pk,)))
    assert not fresh(two_steps).live
    assert not fresh(two_steps).awaits_signature


def test_f4_who_cancels_without_having_seen_the_last_signature_cancels_nothing(head):
    response = signing.submitted()
    seen_before = response.current_workflow_state
    signing.sign(response, head)
    seen_before.cancel(user=factories.superuser())
    seen_before.refresh_from_db()
    assert (fresh(response).live, seen_before.status) == (True, "approved")
    assert not ResponseLogEntry.objects.filter(action="wagtail.workflow.cancel").exists()


def test_f4_a_workflow_that_is_saved_as_switched_off_ends_what_waits_in_it(two_steps):
    workflow = two_steps.current_workflow_state.workflow
    workflow.active = False
    workflow.save()
    assert not fresh(two_steps).awaits_signature
    assert fresh(two_steps).history.first().history_change_reason == "The sign-off “Sign-off” was switched off"


def test_f4_a_workflow_without_a_step_issues_nothing(head):
    response = signing.letter()
    empty = signing.workflow("Nobody", name="Empty")
    WorkflowTask.objects.filter(workflow=empty).delete()
    with pytest.raises(PermissionDenied), transaction.atomic():
        empty.start(response, response.author)
    assert not fresh(response).live


def test_f4_a_step_taken_out_of_the_workflow_meanwhile_is_still_asked_for(client, two_steps, head):
    second = two_steps.current_workflow_state.workflow.workflow_tasks.last()
    WorkflowTask.objects.filter(pk=second.pk).delete()
    post_decision(client, head, two_steps)
    assert not fresh(two_steps).live
    assert fresh(two_steps).current_workflow_task.name == HEAD


def test_a_workflow_with_a_step_switched_off_takes_no_letter(head, director):
    workflow = signing.workflow(HEAD, DIRECTOR)
    Task.objects.filter(name=DIRECTOR).update(active=False)
    response = signing.letter(signed_by=workflow)
    with pytest.raises(MoveRefused, match="or a step of it, is switched off"):
        signing.responses.submit(response, by=response.author)


def test_a_workflow_with_a_plain_approval_step_takes_no_letter(head):
    workflow = signing.workflow(HEAD)
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Plain"))
    response = signing.letter(signed_by=workflow)
    with pytest.raises(MoveRefused, match="“Plain” is not a sign-off step"):
        signing.responses.submit(response, by=response.author)


def test_f5_a_step_that_was_decided_is_not_decided_again(client, two_steps, head):
    step = two_steps.current_workflow_task_state
    post_decision(client, head, two_steps)
    other = signing.signer(HEAD)
    post_decision(client, other, two_steps, action="reject", task_state=step)
    assert fresh(two_steps).current_workflow_task.name == DIRECTOR
    assert SignOff.objects.get(pk=step.pk).finished_by == head


@pytest.mark.parametrize("who", ["a manager with the permission to publish", "a superuser"])
def test_f6_the_publish_button_publishes_nothing(client, head, who):
    response = signing.letter()
    by = factories.superuser() if who == "a superuser" else factories.user(factories.roles.MANAGER)
    by.user_permissions.add(Permission.objects.get(codename="publish_response"))
    client.force_login(by)
    page = client.get(address("edit", response)).content.decode()
    assert "action-publish" not in page
    assert "action-unpublish" not in page
    client.post(address("edit", response), editor_data(response, **{"action-publish": "1"}))
    assert not fresh(response).live
    with pytest.raises(PermissionDenied):
        fresh(response).latest_revision.publish(user=by, skip_permission_checks=True)


def test_f6_publishing_a_letter_under_signature_neither_issues_it_nor_ends_the_run(two_steps):
    with pytest.raises(PermissionDenied):
        two_steps.latest_revision.publish(user=factories.superuser(), skip_permission_checks=True)
    assert fresh(two_steps).awaits_signature


def test_f6_approving_the_task_state_by_hand_signs_nothing(two_steps, head):
    with pytest.raises(PermissionDenied), transaction.atomic():
        two_steps.current_workflow_task_state.approve(user=head)
        fresh(two_steps).current_workflow_task_state.approve(user=head)
    assert not fresh(two_steps).live


def test_f7_signers_are_told_although_wagtail_is_silent(two_steps, head, director):
    notices = Letter.objects.filter(kind=LetterKind.SIGN_OFF_NOTICE)
    assert [notice.to_email for notice in notices] == [head.email]


@pytest.mark.parametrize("said", [{"update": False}, {"nonsense": 1}, {"user": None}])
def test_f8_what_the_form_does_not_ask_for_is_dropped(two_steps, head, said):
    signing.sign(two_steps, head, **said)
    assert fresh(two_steps).current_workflow_task.name == DIRECTOR


@pytest.mark.parametrize("said", [{"has_read": ""}, {"seen": ""}, {"seen": "0" * 64}])
def test_f8_the_form_is_asked_again_when_the_step_is_decided(client, two_steps, head, said):
    post_decision(client, head, two_steps, **said)
    assert fresh(two_steps).current_workflow_task.name == HEAD
    with pytest.raises(MoveRefused):
        signing.sign(two_steps, head, **said)


@pytest.mark.parametrize("action", ["publish", "resume", "nonsense"])
def test_f8_an_action_that_a_step_does_not_have_is_refused(client, two_steps, head, action):
    post_decision(client, head, two_steps, action=action)
    with pytest.raises(PermissionDenied):
        step = two_steps.current_workflow_task_state
        step.task.specific.on_action(step, head, action, seen=signing.seen(two_steps), has_read=True)
    assert fresh(two_steps).current_workflow_task.name == HEAD


def test_f8_the_editor_passes_no_decision_on(client, two_steps, head):
    client.force_login(head)
    data = {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": '{"update": false, "seen": "x", "has_read": true}',
    }
    client.post(address("edit", two_steps), editor_data(two_steps, **data))
    assert fresh(two_steps).current_workflow_task.name == HEAD
