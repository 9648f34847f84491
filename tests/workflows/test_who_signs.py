"""Whose signature counts, and for which text: nobody signs their own, twice, or what was changed since."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from tests import factories, signing
from tests.workflows.letters_at_hand import DIRECTOR, HEAD, fresh, post_decision

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_one_person_does_not_sign_two_steps(client, two_steps, head):
    post_decision(client, head, two_steps)
    head.groups.add(*signing.signer(DIRECTOR).groups.all())
    post_decision(client, head, two_steps)
    assert fresh(two_steps).current_workflow_task.name == DIRECTOR


def test_a_superuser_who_wrote_some_of_it_does_not_sign_it(client, head):
    boss = factories.superuser()
    boss.groups.add(*head.groups.all())
    response = signing.letter()
    signing.write(response, boss, body="<p>Mine.</p>")
    signing.responses.submit(response, by=response.author)
    post_decision(client, boss, response)
    assert not fresh(response).live


def test_a_superuser_outside_the_group_does_not_sign(client, two_steps):
    post_decision(client, factories.superuser(), two_steps)
    assert fresh(two_steps).current_workflow_task.name == HEAD


def test_purging_old_revisions_does_not_wash_the_writers_hands(head):
    """Whoever wrote a draft that was overwritten since still wrote some of the letter."""
    response = signing.letter()
    signing.write(response, head, body="<p>By the head.</p>")
    signing.write(response, response.author, body="<p>We are sorry.</p>")
    call_command("purge_revisions", verbosity=0)
    fresh(response).revisions.filter(user=head).delete()
    assert not fresh(response).hands().may_sign(head.pk)


@pytest.mark.parametrize("did", ["decided", "signed"])
def test_whoever_decided_or_signed_the_stage_before_does_not_sign_the_next(head, did):
    decider = signing.author() if did == "signed" else signing.signer(HEAD)
    stage = signing.case_stage(decider=decider, signed_by=signing.workflow(HEAD))
    by = factories.user(factories.roles.MANAGER)
    first = signing.write(signing.responses.draft(stage, by=by), by)
    signing.responses.submit(first, by=by)
    signing.sign(first, head)
    workflow = signing.workflow("Directors", name="Second")
    before = head if did == "signed" else decider
    before.groups.add(*signing.signer("Directors").groups.all())
    second = signing.next_stage(stage, decider=by, signed_by=workflow)
    letter = signing.write(signing.responses.draft(second, by=by), by)
    signing.responses.submit(letter, by=by)
    with pytest.raises(PermissionDenied):
        signing.sign(letter, before)


def test_a_signature_does_not_outlive_a_refusal(client, two_steps, head, director):
    post_decision(client, head, two_steps)
    post_decision(client, director, two_steps, action="reject")
    response = signing.write(fresh(two_steps), two_steps.author, body="<p>Better.</p>")
    signing.responses.submit(response, by=response.author)
    assert fresh(response).current_workflow_task.name == HEAD
    assert response.sign_off_runs.last().signers() == {}


def test_a_point_reworded_meanwhile_sends_the_letter_back(client, two_steps, head):
    seen = signing.seen(two_steps)
    two_steps.case.points.update(text="Something else altogether.")
    post_decision(client, head, two_steps, seen=seen)
    post_decision(client, head, two_steps)
    assert fresh(two_steps).current_workflow_task.name == HEAD
