"""Editors hear of pages that nobody has looked at again by the day that the page itself names."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from example_site.council.models import ProcedurePage
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.wagtail_admin.public_side import reviews

from . import law_at_hand

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def home(db, today_is):
    today_is(2026, 11, 22)
    return law_at_hand.home()


@pytest.fixture
def page(home):
    return law_at_hand.page(home)


def due(day):
    ProcedurePage.objects.update(review_on=day)


def test_a_review_is_overdue_from_the_day_after(page):
    auditor = factories.user(roles.AUDITOR)
    due(date(2026, 11, 21))
    assert [(row.title, row.label) for row in reviews.rows(auditor, TODAY)] == [
        ("Children’s complaints", "Overdue")
    ]
    due(date(2026, 11, 22))
    assert [row.label for row in reviews.rows(auditor, TODAY)] == ["Due within four weeks"]


def test_a_private_page_is_named_to_those_who_work_on_it(home, page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    assert reviews.rows(factories.user(roles.AUDITOR), TODAY) == []
    assert len(reviews.rows(law_at_hand.editor(home), TODAY)) == 1


@pytest.mark.parametrize("role, may", [(roles.EDITOR, True), (roles.AUDITOR, True), (roles.CONTACT_CENTRE, False)])
def test_who_may_read_the_report(client, page, role, may):
    client.force_login(factories.user(role))
    assert client.get(reverse("complaints_reviews")).status_code == (200 if may else 302)


def test_it_leaves_as_a_spreadsheet_that_runs_nothing(client, page):
    ProcedurePage.objects.update(title="=HYPERLINK(1)", review_on=date(2026, 11, 1))
    client.force_login(factories.user(roles.AUDITOR))
    sheet = b"".join(client.get(reverse("complaints_reviews"), {"export": "csv"}).streaming_content).decode()
    assert sheet.splitlines()[1].startswith("'=HYPERLINK(1),Overdue,2026-11-01,")


@pytest.mark.parametrize("role, hears", [(roles.EDITOR, True), (roles.AUDITOR, False), (roles.SIGNER, False)])
def test_editors_hear_of_it_on_their_first_screen(client, page, role, hears):
    due(date(2026, 11, 1))
    client.force_login(factories.user(role))
    said = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("the page says by 1 November 2026" in said) == hears


def test_nobody_hears_of_what_is_not_due(client, page):
    due(date(2026, 11, 23))
    client.force_login(factories.user(roles.EDITOR))
    assert "due for review" not in client.get(reverse("wagtailadmin_home")).content.decode()
