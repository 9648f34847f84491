"""Two clicks at once do one thing: threads that really commit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from tests import factories
from wagtail_complaints.actions import case_stages, cases, clocks, replay
from wagtail_complaints.models import Case, CaseStage, Deadline, ExtraHoliday, Letter, StageEvent, Submission
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = [
    pytest.mark.database,
    pytest.mark.usefixtures("rows_put_back", "django_db_serialized_rollback", "transactional_db"),
]


def at_once(action):
    """Run `action` in two threads; return what each returned, or the reason why it was refused."""

    def run(_number):
        try:
            return action()
        except MoveRefused as refused:
            return refused.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def test_two_posts_with_one_key_store_one_submission():
    procedure = factories.procedure_version().procedure
    posted = at_once(lambda: factories.submission(procedure=procedure, idempotency_key="double click"))
    assert posted[0] == posted[1]
    assert Submission.objects.count() == 1


def test_two_who_open_a_case_open_one():
    sent = factories.submission()
    from wagtail_complaints.actions import opening

    opened = at_once(lambda: opening.open_case(sent, by=None, on=factories.MONDAY))
    assert opened[0] == opened[1]
    assert Case.objects.count() == 1


def test_two_who_acknowledge_write_one_letter():
    case = factories.case()
    pk = case.stages.get().pk
    wednesday = date(2026, 11, 4)

    done = at_once(lambda: cases.acknowledge(CaseStage.objects.get(pk=pk), on=wednesday, by=None))
    event = StageEvent.objects.get()
    assert sorted(done, key=str) == sorted([event, "The acknowledgement went out on 4 November 2026."], key=str)
    assert Letter.objects.filter(kind="acknowledgement").count() == 1


def test_two_who_ask_for_the_next_stage_open_it_once():
    case = factories.case()
    clocks.record_event(case.stages.get(), event="resolved", on=date(2026, 11, 9), by=None)

    def ask():
        return case_stages.request(Case.objects.get(pk=case.pk), key="stage-2", on=date(2026, 11, 10), by=None)

    asked = at_once(ask)
    assert "“Stage 2” was asked for on 10 November 2026." in asked
    assert CaseStage.objects.filter(case=case, key="stage-2").count() == 1


def test_two_runs_after_a_holiday_move_each_clock_once(monkeypatch):
    monkeypatch.setattr(replay, "BATCH", 2)
    of = [factories.case() for _number in range(6)]
    ExtraHoliday.objects.create(
        nation="england", on=date(2026, 11, 10), name="Day of thanks", confirmed_on=date(2026, 11, 9)
    )
    change = replay.begin("10 November 2026 became a bank holiday.", by=None, on=date(2026, 11, 9))
    runs = at_once(lambda: sum(step.moved for step in replay.carry_on(on=date(2026, 11, 9))))
    change.refresh_from_db()
    assert (sum(runs), change.cases_moved, change.is_finished) == (6, 6, True)
    assert Deadline.history.filter(history_change_reason=change.reason).count() == len(of)
