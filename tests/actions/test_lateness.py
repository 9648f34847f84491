"""A complaint that comes after the time limit is decided by somebody, and never refused by itself."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, clocks, lateness, triage
from wagtail_complaints.models import Case, CloseReason, LetterKind
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = factories.MONDAY, date(2026, 11, 3)
LAST_IN_TIME, TOO_OLD = date(2025, 11, 2), date(2025, 11, 1)
"""12 months before Monday 2 November 2026, and a day more."""

WHY = {"why_not_sooner": "She was in hospital.", "can_be_fair": "The file has been destroyed."}


def happened(day, **fields) -> Case:
    terms = factories.two_stages(time_limit=Length.parse("12 months"), **fields)
    case = factories.case(procedure=factories.procedure_version(terms).procedure)
    procedure = case.procedure_version.procedure
    return triage.triage(case, procedure=procedure, by=None, on=MONDAY, happened_on=day, subject="Care")


def undecided() -> list[Case]:
    return list(Case.objects.late_undecided())


def test_a_late_matter_waits_for_a_decision_and_the_case_goes_on_meanwhile():
    case = happened(TOO_OLD)
    assert case.in_time_until == date(2026, 11, 1)
    assert undecided() == [case]
    assert (case.closed_on, case.next_due_event) == (None, "acknowledged")
    cases.acknowledge(case.stages.get(), on=TUESDAY, by=None)
    assert undecided() == [case]


def test_the_last_day_of_the_time_limit_is_in_time_and_what_is_not_known_is_not_late():
    case = happened(LAST_IN_TIME)
    assert (case.in_time_until, undecided()) == (MONDAY, [])
    with pytest.raises(MoveRefused, match="came in time: it could be made until 2 November 2026"):
        lateness.take_on(case, reason="Kindness.", by=None, on=TUESDAY)
    clocks.correct_happened(case, happened_on=None, reason="Nobody knows.", by=None)
    assert case.in_time_until is None
    with pytest.raises(MoveRefused, match="not recorded when the matter happened"):
        lateness.take_on(case, reason="Kindness.", by=None, on=TUESDAY)


def test_a_procedure_without_a_time_limit_knows_no_late_matter():
    case = factories.case()
    triage.triage(
        case, procedure=case.procedure_version.procedure, by=None, on=MONDAY, happened_on=date(2001, 1, 1)
    )
    assert undecided() == []
    with pytest.raises(MoveRefused, match="sets no time limit"):
        lateness.take_on(case, reason="Kindness.", by=None, on=TUESDAY)


def test_a_late_complaint_is_taken_on_with_the_reason_once():
    case, manager = happened(TOO_OLD), factories.user(roles.MANAGER)
    decision = lateness.take_on(case, reason="She was a child then.", by=manager, on=TUESDAY, **WHY)
    assert (decision.is_taken_on, decision.decided_by, decision.decided_on) == (True, manager, TUESDAY)
    assert (undecided(), case.is_open) == ([], True)
    assert decision.history.get().history_change_reason == "She was a child then."
    with pytest.raises(MoveRefused, match="decided already"):
        lateness.take_on(case, reason="She was a child then.", by=manager, on=TUESDAY)
    assert case.lateness_decisions.count() == 1


def test_a_refusal_looks_at_both_questions_and_names_the_ombudsman():
    case = happened(TOO_OLD)
    with pytest.raises(MoveRefused, match="why they did not come sooner"):
        lateness.refuse(case, reason="Too old.", why_not_sooner=" ", can_be_fair="No.", by=None, on=TUESDAY)
    with pytest.raises(MoveRefused, match="properly and fairly"):
        lateness.refuse(case, reason="Too old.", why_not_sooner="Unknown.", can_be_fair="", by=None, on=TUESDAY)
    lateness.refuse(case, reason="Nobody who was there can be asked.", by=None, on=TUESDAY, **WHY)
    assert (case.closed_on, case.close_reason, undecided()) == (TUESDAY, CloseReason.REFUSED, [])
    letter = case.letters.get(kind=LetterKind.REFUSAL)
    assert "Nobody who was there can be asked." in letter.body
    assert "Local Government and Social Care Ombudsman" in letter.body
    assert "hospital" not in letter.body
    with pytest.raises(MoveRefused, match="The case is closed"):
        lateness.refuse(case, reason="Again.", by=None, on=TUESDAY, **WHY)


def test_nobody_is_refused_under_a_procedure_that_names_nobody_to_turn_to():
    case = happened(TOO_OLD, externals=())
    with pytest.raises(MoveRefused, match="the procedure names nobody"):
        lateness.refuse(case, reason="Too old.", by=None, on=TUESDAY, **WHY)
    assert case.is_open


def test_a_refused_case_that_is_opened_again_can_be_taken_on_and_both_decisions_are_kept():
    case = happened(TOO_OLD)
    first = lateness.refuse(case, reason="Too old.", by=None, on=TUESDAY, **WHY)
    cases.reopen(case, on=date(2026, 11, 5), by=None, reason="The file was found.")
    assert undecided() == [case]
    second = lateness.take_on(case, reason="The file was found.", by=None, on=date(2026, 11, 5))
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.supersedes) == (False, True, first)


def test_who_triages_takes_on_and_only_who_closes_cases_refuses():
    case, reader = happened(TOO_OLD), factories.user(roles.AUDITOR)
    with pytest.raises(PermissionDenied):
        lateness.take_on(case, reason="Kindness.", by=reader, on=TUESDAY)
    triager = factories.user()
    triager.user_permissions.add(*permissions("view_case", "view_every_case", "triage_case"))
    with pytest.raises(PermissionDenied):
        lateness.refuse(case, reason="Too old.", by=triager, on=TUESDAY, **WHY)
    assert not case.lateness_decisions.exists()
    lateness.take_on(case, reason="Kindness.", by=triager, on=TUESDAY)


def permissions(*names):
    return Permission.objects.filter(codename__in=names, content_type__app_label="wagtail_complaints")


def test_a_corrected_date_of_receipt_can_make_a_complaint_timely():
    case = happened(TOO_OLD)
    with pytest.raises(MoveRefused, match="before the matter happened"):
        clocks.correct_received(case, received_on=date(2025, 10, 1), reason="Stamped.", by=None)
    clocks.correct_received(case, received_on=date(2026, 10, 30), reason="Stamped on Friday.", by=None)
    assert undecided() == []
