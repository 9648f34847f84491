"""A service request is no complaint: handed over by letter, and taken up when it was a complaint after all."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, handling, opening, triage
from wagtail_complaints.models import CloseReason, Handling, Kind, LetterKind, Submission
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = factories.MONDAY, date(2026, 11, 3)
WHY = "You ask for a new bin, and nothing has gone wrong yet."


def handed_over(case, **given):
    given = {"to": "Waste services", "reason": WHY, "by": None, "on": TUESDAY, **given}
    return triage.service_request(case, **given)


def test_a_case_is_handed_over_with_a_letter_that_says_they_can_complain_at_any_time():
    case = factories.case()
    handed_over(case)
    assert (case.closed_on, case.close_reason, case.next_due_on) == (TUESDAY, CloseReason.SERVICE_REQUEST, None)
    body = case.letters.get(kind=LetterKind.SERVICE_REQUEST).body
    assert all(said in body for said in ("Waste services", WHY, "You can complain at any time"))
    with pytest.raises(MoveRefused, match="The case is closed"):
        handed_over(case)


def test_it_says_who_and_why():
    case = factories.case()
    for missing in ({"to": " "}, {"reason": ""}):
        with pytest.raises(MoveRefused, match="Say"):
            handed_over(case, **missing)
    with pytest.raises(MoveRefused, match="hand it over"):
        cases.close(case, on=TUESDAY, by=None, reason=CloseReason.SERVICE_REQUEST)
    with pytest.raises(PermissionDenied):
        handed_over(case, by=factories.user(roles.INVESTIGATOR))


def test_reopened_it_is_a_complaint_after_all_and_its_dates_still_count_from_receipt():
    case = factories.case()
    handed_over(case)
    cases.reopen(case, on=date(2026, 11, 4), by=None, reason="They rang: they do complain.")
    # 3 working days from Monday 2 November: Thursday 5.
    assert (case.is_open, case.next_due_on) == (True, date(2026, 11, 5))
    assert factories.letters(case) == [LetterKind.RECEIPT, LetterKind.SERVICE_REQUEST, LetterKind.TAKEN_UP]
    handed_over(case, on=date(2026, 11, 4))
    assert case.letters.filter(kind=LetterKind.SERVICE_REQUEST).count() == 2


def test_what_has_no_case_is_handed_over_and_taken_up_by_a_row_that_supersedes():
    sent = factories.submission(kind=Kind.COMMENT)
    with pytest.raises(MoveRefused, match="Say why it is a request"):
        handling.handle(sent, outcome=Handling.SERVICE_REQUEST, passed_to="Waste", by=None, on=TUESDAY)
    first = handling.handle(
        sent, outcome=Handling.SERVICE_REQUEST, passed_to="Waste", reason=WHY, by=None, on=TUESDAY
    )
    assert list(Submission.objects.waiting()) == []
    again = handling.take_up(sent, reason="They rang.", by=None, on=date(2026, 11, 4))
    first.refresh_from_db()
    assert (again.supersedes, first.is_current, again.outcome) == (first, False, Handling.TAKEN_UP)
    assert list(Submission.objects.waiting()) == [sent]
    kinds = list(sent.letters.order_by("pk").values_list("kind", flat=True))
    assert kinds == [LetterKind.RECEIPT, LetterKind.SERVICE_REQUEST, LetterKind.TAKEN_UP]
    with pytest.raises(MoveRefused, match="Nothing was done"):
        handling.take_up(sent, reason="They rang.", by=None, on=date(2026, 11, 4))
    case = opening.open_case(sent, by=None, on=date(2026, 11, 4))
    assert case.submission == sent


def test_what_was_done_by_mistake_is_undone_quietly_and_done_anew():
    sent, manager = factories.submission(kind=Kind.COMMENT), factories.user(roles.MANAGER)
    handling.handle(sent, outcome=Handling.SPAM, reason="An advertisement", by=manager, on=TUESDAY)
    with pytest.raises(PermissionDenied):
        handling.take_up(sent, reason="It is genuine.", by=factories.user(roles.AUDITOR), on=TUESDAY)
    handling.take_up(sent, reason="It is genuine.", by=manager, on=TUESDAY)
    handling.handle(sent, outcome=Handling.NOTED, by=manager, on=TUESDAY)
    outcomes = sent.handlings.order_by("pk").values_list("outcome", "is_current")
    assert list(outcomes) == [("spam", False), ("taken-up", False), ("noted", True)]
    assert list(sent.letters.values_list("kind", flat=True)) == [LetterKind.RECEIPT]
