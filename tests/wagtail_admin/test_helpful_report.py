"""A report says which pages helped, and what people said; what looks like a machine is not counted."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from example_site.council.models import ContentPage
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import page_verdicts
from wagtail_complaints.wagtail_admin.public_side import helpful

from . import law_at_hand

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 11, 22)


@pytest.fixture
def bins():
    page = law_at_hand.home().add_child(instance=ContentPage(title="Bins", slug="bins"))
    for answer, is_suspect in ((True, False), (False, False), (True, False), (True, True)):
        given = page_verdicts.give(page, was_helpful=answer, is_suspect=is_suspect, on=SUNDAY)
        if not answer:
            page_verdicts.explain(given.pk, comment="=HYPERLINK(1)")
    return page


def test_a_row_counts_what_people_said(bins):
    (row,) = helpful.rows(factories.user(roles.AUDITOR))
    assert (row.title, row.yes, row.no, row.comments, row.suspect, row.last_on) == ("Bins", 2, 1, 1, 1, SUNDAY)
    assert row.helped == "67% of 3"


def test_a_private_page_is_named_to_those_who_work_on_it(client, bins):
    PageViewRestriction.objects.create(page=bins, restriction_type="login")
    auditor = factories.user(roles.AUDITOR)
    assert helpful.rows(auditor) == []
    client.force_login(auditor)
    assert client.get(reverse("complaints_helpful_page", args=[bins.pk])).status_code == 302
    assert len(helpful.rows(law_at_hand.editor(bins.get_parent()))) == 1


@pytest.mark.parametrize("role, may", [(roles.EDITOR, True), (roles.MANAGER, True), (roles.SIGNER, False)])
def test_who_may_read_it(client, bins, role, may):
    client.force_login(factories.user(role))
    for url in (reverse("complaints_helpful"), reverse("complaints_helpful_page", args=[bins.pk])):
        assert client.get(url).status_code == (200 if may else 302)
    assert (reverse("complaints_helpful") in client.get(reverse("wagtailadmin_home")).content.decode()) == may


def test_each_comment_of_a_page_is_read(client, bins):
    client.force_login(factories.user(roles.EDITOR))
    shown = client.get(reverse("complaints_helpful_page", args=[bins.pk])).content.decode()
    assert "Did “Bins” help?" in shown
    assert "=HYPERLINK(1)" in shown
    assert "not counted: it looks like a machine" in shown


def test_it_leaves_as_a_spreadsheet_that_runs_nothing(client, bins):
    client.force_login(factories.user(roles.EDITOR))
    url = reverse("complaints_helpful_page", args=[bins.pk])
    sheet = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    assert "2026-11-22,False,False,'=HYPERLINK(1)" in sheet
    whole = b"".join(client.get(reverse("complaints_helpful"), {"export": "csv"}).streaming_content).decode()
    assert whole.splitlines() == ["Page,Yes,No,Comments,Not counted,Last answer", "Bins,2,1,1,1,2026-11-22"]
