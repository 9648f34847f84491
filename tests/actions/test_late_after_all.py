"""The time to ask for a stage counts from the answer before it: where that moves, a request is judged again."""

from dataclasses import replace
from datetime import date

import pytest

from tests import factories
from tests.actions.test_case_stages import DECIDED, ENDED, WHY, asked_late, ended
from tests.factories import letters
from wagtail_complaints.actions import case_stages, clocks
from wagtail_complaints.models import Case, CaseStage, LetterKind
from wagtail_complaints.models.standing import waits_at_the_gate
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 12, 14)
"""20 working days from Monday 16 November: four whole weeks, to Monday 14 December."""

DAY_BEFORE, DAY_AFTER = date(2026, 11, 13), date(2026, 11, 17)
"""Of the answer. From Friday 13 November its time ends on Friday 11 December, from Tuesday 17 on Tuesday 15."""


def answered_on(asked: CaseStage, day: date | None, why="The letter bears that day."):
    """Correct the day of the answer before; None, to strike it out."""
    answer = asked.case.stages.get(key="stage-1").events.current().get(event="resolved")
    clocks.supersede(answer, because=why, by=None, corrected_on=DECIDED, **({"on": day} if day else {}))
    asked.refresh_from_db()


def in_time() -> CaseStage:
    return case_stages.request(ended(), key="stage-2", on=LAST_DAY, by=None)


def waits_for_a_decision(asked: CaseStage) -> bool:
    return Case.objects.filter(waits_at_the_gate(), pk=asked.case_id).exists()


def test_a_request_is_late_after_all_where_the_answer_was_given_earlier():
    asked = in_time()
    answered_on(asked, DAY_BEFORE)
    assert (asked.is_late, asked.has_gate, waits_for_a_decision(asked)) == (True, True, True)
    assert letters(asked.case)[-2:] == [LetterKind.STAGE_OPENED, LetterKind.STAGE_REQUESTED]
    assert asked.letters.get(kind=LetterKind.STAGE_REQUESTED).dated == DECIDED


def test_a_request_was_in_time_after_all_where_the_answer_was_given_later():
    asked = asked_late()
    answered_on(asked, DAY_AFTER)
    assert (asked.is_late, asked.has_gate, waits_for_a_decision(asked)) == (False, False, False)
    assert letters(asked.case)[-2:] == [LetterKind.STAGE_REQUESTED, LetterKind.STAGE_OPENED]


def test_the_history_says_why_it_was_judged_again():
    asked = in_time()
    answered_on(asked, DAY_BEFORE)
    told = [(line.what, line.why) for line in lines(asked.case) if "Asked for late" in line.what]
    assert told == [("Stage 2: Asked for late: no → yes", "The letter bears that day.")]


def test_a_decision_that_was_taken_stays_and_is_in_force_where_the_request_was_late():
    asked = asked_late()
    case_stages.accept(asked, on=DECIDED, by=None, reason="He was in hospital.")
    in_force = []
    for day in (DAY_AFTER, ENDED):
        answered_on(asked, day)
        in_force.append((asked.is_late, asked.lateness_decisions.get().is_current, waits_for_a_decision(asked)))
    assert in_force == [(False, False, False), (True, True, False)]
    assert letters(asked.case).count(LetterKind.STAGE_OPENED) == 1


def test_what_was_refused_for_being_late_is_accepted_before_the_answer_moves():
    asked = asked_late()
    case_stages.refuse(asked, on=DECIDED, by=None, reason="Too late.", refused_for="late", **WHY)
    with pytest.raises(MoveRefused, match="“Stage 2” was refused for being asked for late"):
        answered_on(asked, DAY_AFTER)
    assert asked.case.stages.get(key="stage-1").events.current().get().on == ENDED
    case_stages.accept(asked, on=DECIDED, by=None, reason="The letter bears another day.")
    answered_on(asked, DAY_AFTER)
    assert asked.is_late is False


def test_an_answer_that_is_struck_out_judges_nothing_until_the_right_one_is_recorded():
    asked = in_time()
    answered_on(asked, None)
    assert asked.is_late is False
    first = asked.case.stages.get(key="stage-1")
    clocks.record_event(first, event="resolved", on=DAY_BEFORE, by=None, recorded_on=DECIDED)
    asked.refresh_from_db()
    assert (asked.is_late, asked.letters.get(kind=LetterKind.STAGE_REQUESTED).dated) == (True, DECIDED)


def test_a_closed_case_waits_for_no_decision_though_its_request_was_late():
    asked = in_time()
    Case.objects.update(closed_on=LAST_DAY, close_reason="withdrawn")
    answered_on(asked, DAY_BEFORE)
    assert asked.is_late
    assert LetterKind.STAGE_REQUESTED not in letters(asked.case)


def test_where_the_matter_happened_later_the_time_that_counts_from_it_ends_later():
    """A window of 20 working days, or twelve months from the matter where those end later."""
    plain = factories.two_stages(time_limit=Length.parse("12 months"))
    first, second = plain.stages
    window = replace(first.escalation_window, or_="time_limit")
    agreed = replace(plain, stages=(replace(first, escalation_window=window), second))
    case = factories.case(procedure=factories.procedure_version(agreed).procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=ENDED, by=None)
    clocks.correct_happened(case, happened_on=date(2025, 11, 3), reason="She said so.", by=None)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 12, 15), by=None)
    assert asked.is_late
    clocks.correct_happened(case, happened_on=date(2026, 1, 5), reason="It was January.", by=None, on=DECIDED)
    asked.refresh_from_db()
    assert (asked.is_late, waits_for_a_decision(asked)) == (False, False)
