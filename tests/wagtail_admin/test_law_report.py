"""One report says where every published procedure differs from its law, and what the council answers."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from example_site.council.models import ProcedurePage
from tests import factories
from wagtail_complaints import bank_holidays, roles
from wagtail_complaints.procedure.terms import Nation
from wagtail_complaints.wagtail_admin.law import report as law_report

from . import law_at_hand

pytestmark = pytest.mark.django_db
REPORT = "complaints_law_report"


@pytest.fixture
def home(db):
    return law_at_hand.home()


@pytest.fixture
def page(home):
    return law_at_hand.page(home)


def answer(page, reason):
    page.stages[0].value["differs"] = [{"finding": "too-long:responded", "reason": reason}]
    page.save()


def of_the_reply(user):
    return [
        (row.title, row.status, row.reason, row.place) for row in law_report.rows(user) if "too-long" in row.key
    ]


def test_a_finding_is_open_until_a_reason_is_published(page):
    auditor = factories.user(roles.AUDITOR)
    place = "Stage 1, Timescales 2, Within"
    assert of_the_reply(auditor) == [("Children’s complaints", "Open", "", place)]
    answer(page, "Agreed.")
    assert of_the_reply(auditor) == [("Children’s complaints", "Answered", "Agreed.", place)]


def test_a_draft_is_not_in_it(home):
    law_at_hand.page(home, live=False)
    assert law_report.rows(factories.user(roles.AUDITOR)) == []


def test_a_page_behind_a_password_is_shown_to_those_who_work_on_it(home, page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    assert law_report.rows(factories.user(roles.AUDITOR)) == []
    assert len(of_the_reply(law_at_hand.editor(home))) == 1


def test_a_procedure_under_no_law_is_in_it_too(page):
    ProcedurePage.objects.update(regime="")
    (row,) = law_report.rows(factories.user(roles.AUDITOR))
    assert (row.title, row.status, row.why) == ("Children’s complaints", "", "Held against no law or code.")


def test_a_page_that_was_spoilt_from_outside_spoils_no_report(page):
    ProcedurePage.objects.update(nation="atlantis")
    (row,) = law_report.rows(factories.user(roles.AUDITOR))
    assert row.why == "The page cannot be read as a procedure: publish it again."


@pytest.mark.parametrize(
    "role, may",
    [
        (roles.EDITOR, True),
        (roles.MANAGER, True),
        (roles.AUDITOR, True),
        (roles.CONTACT_CENTRE, False),
        (roles.INVESTIGATOR, False),
        (roles.SIGNER, False),
    ],
    ids=lambda each: getattr(each, "name", None),
)
def test_who_may_read_it(client, page, role, may):
    client.force_login(factories.user(role))
    assert client.get(reverse(REPORT)).status_code == (200 if may else 302)
    listed = reverse(REPORT) in client.get(reverse("wagtailadmin_home")).content.decode()
    assert listed == may


def test_it_is_shown_and_leaves_as_a_spreadsheet_that_runs_nothing(client, page):
    answer(page, "=HYPERLINK(1)")
    client.force_login(factories.user(roles.AUDITOR))
    shown = client.get(reverse(REPORT)).content.decode()
    assert "Stage 1, Timescales 2, Within" in shown
    sheet = b"".join(client.get(reverse(REPORT), {"export": "csv"}).streaming_content).decode()
    (reply,) = [line for line in sheet.splitlines() if "too-long:responded" in line]
    assert "'=HYPERLINK(1)" in reply
    assert sheet.splitlines()[0].startswith("Procedure,Law or code,Status,Where")


@pytest.mark.parametrize("role, hears", [(roles.MANAGER, True), (roles.EDITOR, False), (roles.AUDITOR, False)])
def test_managers_hear_that_the_holidays_end(client, monkeypatch, today_is, role, hears):
    """From 8 December 2026 to 7 March 2027 are 23 + 31 + 28 + 7 = 89 days."""
    monkeypatch.setitem(bank_holidays.PUBLISHED_UNTIL, Nation.WALES, date(2027, 3, 7))
    today_is(2026, 12, 8)
    client.force_login(factories.user(role))
    said = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("Wales: 7 March 2027" in said) == hears


def test_nobody_hears_of_it_ninety_days_ahead(client, monkeypatch, today_is):
    monkeypatch.setitem(bank_holidays.PUBLISHED_UNTIL, Nation.WALES, date(2027, 3, 7))
    today_is(2026, 12, 7)
    client.force_login(factories.user(roles.MANAGER))
    assert "coming to an end" not in client.get(reverse("wagtailadmin_home")).content.decode()
