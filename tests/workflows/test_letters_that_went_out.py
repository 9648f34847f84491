"""A letter that was submitted or issued: neither scheduled, called back, changed nor lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page, Revision

from example_site.council.models import HomePage
from tests import factories, signing
from tests.workflows.letters_at_hand import address, editor_data, fresh
from wagtail_complaints import conf
from wagtail_complaints.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_letter_has_no_schedule(head):
    response = signing.letter()
    response.go_live_at = response.expire_at = conf.now() - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        response.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(expire_at=conf.now())


def test_a_letter_that_was_scheduled_all_the_same_stops_nothing_else_on_the_site():
    response = signing.letter()
    an_hour_ago = conf.now() - timedelta(hours=1)
    Revision.objects.filter(pk=response.latest_revision_id).update(approved_go_live_at=an_hour_ago)
    page = Page.objects.get(depth=1).add_child(instance=HomePage(title="Later", live=False))
    page.go_live_at = an_hour_ago
    page.save_revision(approved_go_live_at=an_hour_ago + timedelta(minutes=1))
    call_command("publish_scheduled")
    assert HomePage.objects.get(pk=page.pk).live
    assert not fresh(response).live
    call_command("publish_scheduled")


def test_an_issued_letter_is_not_called_back_published_again_or_changed(client, head):
    response = signing.sign(signing.submitted(), head)
    boss = factories.superuser()
    for attempt in (
        lambda: response.unpublish(user=boss),
        lambda: response.latest_revision.publish(user=boss, skip_permission_checks=True),
        lambda: response.save_revision(user=boss),
        lambda: response.copy(),
        lambda: response.delete(),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    client.force_login(boss)
    client.post(address("unpublish", response))
    client.post(address("edit", response), editor_data(response))
    assert fresh(response).live
    assert fresh(response).latest_revision_id == response.latest_revision_id


def test_a_submitted_letter_is_kept_from_every_delete(client, two_steps):
    boss = factories.superuser()
    client.force_login(boss)
    client.post(address("delete", two_steps))
    client.post(
        reverse("wagtail_bulk_action", args=("wagtail_complaints", "response", "delete")) + f"?id={two_steps.pk}"
    )
    with pytest.raises(ProtectedError):
        Response.objects.filter(pk=two_steps.pk).delete()
    assert Response.objects.filter(pk=two_steps.pk).exists()


@pytest.mark.parametrize("name", ["lock", "unlock", "unpublish"])
def test_addresses_that_a_letter_has_no_use_for_open_to_nobody(client, two_steps, name):
    client.force_login(factories.superuser())
    before = fresh(two_steps).history.count(), fresh(two_steps).locked
    assert client.post(address(name, two_steps)).status_code == 302
    assert (fresh(two_steps).history.count(), fresh(two_steps).locked) == before


def test_locking_a_letter_first_does_not_keep_it_open_to_its_author(client, head):
    response = signing.letter()
    Response.objects.filter(pk=response.pk).update(locked=True, locked_by=response.author)
    signing.responses.submit(fresh(response), by=response.author)
    client.force_login(response.author)
    client.post(address("edit", response), editor_data(response))
    assert signing.seen(response) == fresh(response).sign_off_runs.last().digest
