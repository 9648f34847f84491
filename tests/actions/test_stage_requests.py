"""The day on which a stage was asked for is corrected, and whether that was in time is judged by the right day."""

from datetime import date

import pytest

from tests.actions.test_case_stages import DECIDED, WHY, asked_late, ended
from tests.factories import letters
from wagtail_complaints.actions import case_stages, clocks, stage_requests
from wagtail_complaints.models import Case, CaseStage, LetterKind
from wagtail_complaints.models.standing import waits_at_the_gate
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db

LAST_DAY, DAY_AFTER = date(2026, 12, 14), date(2026, 12, 15)
"""20 working days from Monday 16 November: four whole weeks, to Monday 14 December."""


def correct(asked: CaseStage, to: date, why="The postmark."):
    return stage_requests.correct(asked, requested_on=to, reason=why, on=DECIDED, by=None)


def waits_for_a_decision(asked: CaseStage) -> bool:
    return Case.objects.filter(waits_at_the_gate(), pk=asked.case_id).exists()


def test_a_request_that_was_in_time_after_all_goes_ahead_by_letter_and_the_history_says_why():
    asked = correct(asked_late(), LAST_DAY)
    assert (asked.is_late, asked.has_gate) == (False, False)
    assert letters(asked.case)[-2:] == [LetterKind.STAGE_REQUESTED, LetterKind.STAGE_OPENED]
    assert not waits_for_a_decision(asked)
    # 25 working days from Monday 14 December: 15 to 18 (4), 21 to 24 (8), 29 to 31 (11), 4 to 8 January (16), 11 to
    # 15 (21), 18 to 21 (25).
    assert Case.objects.get().next_due_on == date(2027, 1, 21)
    told = [(line.what, line.why) for line in lines(asked.case) if "Asked for" in line.what]
    assert told == [("Stage 2: Asked for on: 15 Dec 2026 → 14 Dec 2026; Asked for late: yes → no", "The postmark.")]


def test_a_request_that_was_late_after_all_waits_for_a_decision():
    asked = case_stages.request(ended(), key="stage-2", on=LAST_DAY, by=None)
    correct(asked, DAY_AFTER)
    assert (asked.is_late, asked.has_gate) == (True, True)
    assert waits_for_a_decision(asked)
    assert letters(asked.case)[-2:] == [LetterKind.STAGE_OPENED, LetterKind.STAGE_REQUESTED]
    with pytest.raises(MoveRefused, match="Nobody has decided yet"):
        clocks.extend(asked, to=date(2027, 3, 1), reason="Illness.", given_on=DECIDED, by=None)
    case_stages.accept(asked, on=DECIDED, by=None, reason="He was in hospital.")
    assert asked.lateness_decisions.get().is_taken_on


def test_it_can_be_corrected_there_and_back():
    asked = case_stages.request(ended(), key="stage-2", on=LAST_DAY, by=None)
    assert [correct(asked, day).is_late for day in (DAY_AFTER, LAST_DAY, DAY_AFTER)] == [True, False, True]
    assert [row.is_late for row in asked.history.order_by("history_id")] == [False, True, False, True]


def test_a_decision_about_lateness_is_not_in_force_where_it_was_not_late():
    asked = asked_late()
    case_stages.accept(asked, on=DECIDED, by=None, reason="He was in hospital.")
    correct(asked, LAST_DAY)
    assert not asked.lateness_decisions.get().is_current
    assert letters(asked.case).count(LetterKind.STAGE_OPENED) == 1


def test_a_stage_that_was_answered_waits_for_nobody_though_it_was_asked_for_late():
    asked = case_stages.request(ended(), key="stage-2", on=LAST_DAY, by=None)
    clocks.record_event(asked, event="resolved", on=DECIDED, by=None)
    assert correct(asked, DAY_AFTER).is_late
    assert not waits_for_a_decision(asked)
    assert not asked.case.state(DECIDED).is_waiting_at_gate(asked.facts())


def test_what_was_refused_for_being_late_is_accepted_first():
    asked = asked_late()
    case_stages.refuse(asked, on=DECIDED, by=None, reason="Too late.", refused_for="late", **WHY)
    with pytest.raises(MoveRefused, match="Accept it, and then correct the day"):
        correct(asked, LAST_DAY)
    case_stages.accept(asked, on=DECIDED, by=None, reason="It came on Monday.")
    assert correct(asked, LAST_DAY).is_late is False


def test_a_correction_within_the_window_leaves_it_as_it_was():
    asked = case_stages.request(ended(), key="stage-2", on=LAST_DAY, by=None)
    before = letters(asked.case)
    correct(asked, date(2026, 12, 11))
    assert (asked.is_late, letters(asked.case)) == (False, before)
