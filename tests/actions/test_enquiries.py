"""An ombudsman's enquiry is recorded beside the procedure, with dates of its own that move none of the case's."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, enquiries
from wagtail_complaints.models import Deadline, OmbudsmanEnquiry
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

BODY = "Local Government and Social Care Ombudsman"
ASKED, TODAY = date(2026, 11, 16), date(2026, 11, 23)


@pytest.fixture
def case(db):
    return factories.case()


def asked(case, **known):
    return enquiries.record(case, by=None, on=TODAY, **{"body": BODY, "received_on": ASKED, **known})


def clocks_of(case):
    case.refresh_from_db()
    kept = Deadline.objects.filter(case_stage__case=case).order_by("pk").values()
    return list(kept), Deadline.history.count(), case.next_due_on, case.next_review_on, case.current_stage_id


def test_an_enquiry_moves_no_date_of_the_case(case):
    before = clocks_of(case)
    enquiry = asked(case, answer_due_on=date(2026, 12, 14))
    enquiries.change(enquiry, by=None, on=TODAY, answered_on=TODAY)
    enquiries.ask_for(enquiry, by=None, on=TODAY, text="Apologise.", due_on=date(2026, 12, 21))
    assert clocks_of(case) == before


def test_an_enquiry_about_a_closed_case_is_recorded_and_the_case_stays_closed(case):
    cases.close(case, on=date(2026, 11, 9), by=None, reason="logged-in-error")
    assert asked(case).case == case
    case.refresh_from_db()
    assert not case.is_open


def test_what_is_owed_is_the_answer_and_each_remedy_not_done_the_soonest_first(case):
    enquiry = asked(case, answer_due_on=date(2026, 12, 14))
    remedy = enquiries.ask_for(enquiry, by=None, on=TODAY, text="Apologise.", due_on=date(2026, 12, 7))
    enquiries.ask_for(enquiry, by=None, on=TODAY, text="Train the team.")
    assert enquiry.owed() == [
        ("Apologise.", date(2026, 12, 7)),
        ("Answer", date(2026, 12, 14)),
        ("Train the team.", None),
    ]
    enquiries.comply(remedy, by=None, on=TODAY, done_on=TODAY, evidence="Letter of 23 November.")
    enquiry = enquiries.change(enquiry, by=None, on=TODAY, decided_on=TODAY, decision="upheld")
    assert enquiry.owed() == [("Train the team.", None)]


def overdue(on) -> int:
    return OmbudsmanEnquiry.objects.overdue(on).count()


def test_an_answer_is_overdue_from_the_day_after_it_was_due_until_it_is_given(case):
    enquiry = asked(case, answer_due_on=date(2026, 11, 20))
    assert [overdue(date(2026, 11, 20)), overdue(date(2026, 11, 21))] == [0, 1]
    enquiries.change(enquiry, by=None, on=TODAY, answered_on=TODAY)
    assert overdue(TODAY) == 0


def test_a_remedy_that_is_not_done_in_time_is_overdue_after_the_decision_too(case):
    enquiry = asked(case, decided_on=TODAY, decision="upheld")
    remedy = enquiries.ask_for(enquiry, by=None, on=TODAY, text="Apologise.", due_on=date(2026, 11, 30))
    assert [overdue(date(2026, 11, 30)), overdue(date(2026, 12, 1))] == [0, 1]
    enquiries.comply(remedy, by=None, on=date(2026, 12, 1), done_on=date(2026, 12, 1))
    assert (overdue(date(2026, 12, 1)), OmbudsmanEnquiry.objects.open().count()) == (0, 0)


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"body": " "}, "Say who asks."),
        ({"received_on": date(2026, 11, 24)}, "That day has not come yet."),
        ({"received_on": date(2026, 11, 1)}, "Nobody can have asked about it before the complaint was received."),
        ({"answered_on": date(2026, 11, 13)}, "That day lies before the enquiry was received."),
        ({"decided_on": TODAY}, "A final decision has a day and says what was decided."),
        ({"decision": "upheld"}, "A final decision has a day and says what was decided."),
    ],
)
def test_what_cannot_be_is_refused_in_words(case, known, reason):
    with pytest.raises(MoveRefused) as refused:
        asked(case, **known)
    assert (refused.value.reason, case.enquiries.count()) == (reason, 0)


def test_the_same_enquiry_is_recorded_once(case):
    asked(case, reference="26 001 234")
    with pytest.raises(MoveRefused, match="This enquiry is recorded already"):
        asked(case, reference="26 001 234")


def test_only_who_works_on_cases_records_one(case):
    with pytest.raises(PermissionDenied):
        enquiries.record(case, by=factories.user(roles.AUDITOR), on=TODAY, body=BODY, received_on=ASKED)
    link = factories.user(roles.OMBUDSMAN_LINK)
    made = enquiries.record(case, by=link, on=TODAY, body=BODY, received_on=ASKED)
    assert (made.recorded_by, made.history.get().history_user) == (link, link)


def test_what_changes_keeps_what_was_and_why(case):
    enquiry = asked(case)
    enquiries.change(enquiry, by=None, on=TODAY, reason="They wrote again.", reference="26 001 234")
    kept = enquiry.history.order_by("history_id").values_list("reference", "history_change_reason")
    assert list(kept) == [("", None), ("26 001 234", "They wrote again.")]
