"""A proclaimed holiday replays: open clocks follow, finished ones do not, and notices are drafted."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from tests import factories
from tests.actions.calendar_at_hand import EIGHTEENTH, SEVENTEENTH, SIXTEENTH, TENTH, TODAY, holiday, replies
from wagtail_complaints import roles
from wagtail_complaints.actions import calendars, cases, clocks, replay
from wagtail_complaints.actions.preview import preview
from wagtail_complaints.models import (
    CalendarChange,
    Case,
    ClosureDay,
    Deadline,
    ExtraHoliday,
    LetterKind,
)
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.problem import DocumentError

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def everything(case):
    """Return all that is stored of the deadlines of a case, with their history."""
    rows = Deadline.objects.filter(case_stage__case=case)
    return list(rows.values()), list(Deadline.history.filter(case_stage__case=case).values())


def command(*options):
    out = StringIO()
    call_command("complaints_recompute", "--on", TODAY.isoformat(), *options, stdout=out)
    return out.getvalue().splitlines()


def begun(day, by):
    """Change the calendar, and let no case follow yet: as if the run had stopped at once."""
    ExtraHoliday.objects.filter(pk=day.pk).update(confirmed_on=TODAY, confirmed_by=by)
    return replay.begin(f"{day.name} became a bank holiday.", by=by, on=TODAY)


def test_only_open_clocks_move_and_finished_ones_keep_every_record(manager, thanksgiving):
    running, acknowledged, closed = factories.case(), factories.case(), factories.case()
    cases.acknowledge(acknowledged.stages.get(), on=date(2026, 11, 4), by=None)
    cases.withdraw(closed, on=date(2026, 11, 6), by=None, reason="Sorted out.")
    before = everything(closed)
    met = Deadline.objects.filter(case_stage__case=acknowledged, timescale="acknowledged").values().get()
    step = calendars.confirm(thanksgiving, by=manager, on=TODAY)
    assert (step.read, step.moved) == (2, 2)
    assert replies(running, acknowledged, closed) == [SEVENTEENTH, SEVENTEENTH, SIXTEENTH]
    assert everything(closed) == before
    assert Deadline.objects.filter(case_stage__case=acknowledged, timescale="acknowledged").values().get() == met


def test_a_clock_that_ended_before_it_started_keeps_the_date_of_its_backstop(manager, thanksgiving):
    stage = terms.Stage(
        key="stage-1",
        name="Stage 1",
        decided_by="Team manager",
        entry=terms.Entry.FIRST,
        timescales=(
            terms.Timescale(
                "responded",
                "acknowledged",
                within=Length.parse("5 working days"),
                backstop=terms.Backstop(Length.parse("10 working days"), "received"),
            ),
        ),
    )
    case = factories.case(procedure=factories.procedure_version(factories.two_stages(stages=(stage,))).procedure)
    cases.withdraw(case, on=date(2026, 11, 6), by=None, reason="Sorted out.")
    before = everything(case)
    assert replies(case) == [SIXTEENTH]
    calendars.confirm(thanksgiving, by=manager, on=TODAY)
    command()
    assert everything(case) == before


def test_each_moved_clock_has_a_history_row_that_names_the_day_and_who_confirmed_it(manager, thanksgiving):
    case = factories.case()
    kept = Deadline.history.count()
    calendars.confirm(thanksgiving, by=manager, on=TODAY)
    assert Deadline.history.count() == kept + 1
    row = Deadline.history.latest("history_id")
    assert (row.case_stage.case, row.due_on, row.history_type) == (case, SEVENTEENTH, "~")
    assert (row.history_change_reason, row.actor_name) == ("10 November 2026 became a bank holiday.", "Priya Nair")
    assert row.history_user == manager


def test_what_the_case_has_due_next_follows_too(manager):
    case = factories.case()
    calendars.confirm(holiday(date(2026, 11, 4)), by=manager, on=TODAY)
    case.refresh_from_db()
    # 3 working days from Monday 2 November without the 4th: the 3rd, 5th and 6th.
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 6), "acknowledged")


def test_taking_a_holiday_back_puts_every_date_back(manager, thanksgiving):
    case = factories.case()
    calendars.confirm(thanksgiving, by=manager, on=TODAY)
    thanksgiving.refresh_from_db()
    calendars.withdraw(thanksgiving, reason="It was not proclaimed.", by=manager, on=TODAY)
    assert replies(case) == [SIXTEENTH]
    reason = Deadline.history.latest("history_id").history_change_reason
    assert reason == "10 November 2026 is no longer a bank holiday."


def test_confirming_twice_is_refused_and_changes_nothing(manager, thanksgiving):
    case = factories.case()
    calendars.confirm(thanksgiving, by=manager, on=TODAY)
    before = everything(case), CalendarChange.objects.count()
    with pytest.raises(MoveRefused):
        calendars.confirm(thanksgiving, by=manager, on=TODAY)
    assert (everything(case), CalendarChange.objects.count()) == before


def test_nobody_confirms_a_day_without_the_permission_of_its_register(thanksgiving):
    with pytest.raises(PermissionDenied):
        calendars.confirm(thanksgiving, by=factories.user(roles.AUDITOR), on=TODAY)
    assert not CalendarChange.objects.exists()


def test_a_closure_moves_only_the_clocks_that_leave_closures_out(manager):
    counted = factories.case()
    left_out = factories.two_stages(slug="closing")
    first = left_out.stages[0]
    acknowledged, responded = first.timescales
    first = replace(first, timescales=(acknowledged, replace(responded, closures=terms.Closures.EXCLUDED)))
    version = factories.procedure_version(replace(left_out, stages=(first, left_out.stages[1])))
    excluding = factories.case(procedure=version.procedure)
    day = ClosureDay.objects.create(on=TENTH, name="Moving house")
    assert calendars.confirm(day, by=manager, on=TODAY).moved == 1
    assert replies(counted, excluding) == [SIXTEENTH, SEVENTEENTH]
    reason = Deadline.history.latest("history_id").history_change_reason
    assert reason == "10 November 2026 became a day on which the council is closed."


class TestARunThatWasStopped:
    def test_carries_on_where_it_stopped(self, manager, thanksgiving, monkeypatch):
        monkeypatch.setattr(replay, "BATCH", 2)
        of = [factories.case() for _number in range(5)]
        change = begun(thanksgiving, manager)
        run = replay.carry_on(on=TODAY)
        next(run)
        run.close()
        change.refresh_from_db()
        assert replies(*of) == [SEVENTEENTH, SEVENTEENTH, SIXTEENTH, SIXTEENTH, SIXTEENTH]
        assert (change.reached, change.is_finished, replay.left()) == (of[1].pk, False, 3)
        assert [step.read for step in replay.carry_on(on=TODAY)] == [2, 1]
        change.refresh_from_db()
        assert replies(*of) == [SEVENTEENTH] * 5
        assert (change.is_finished, change.cases_moved, replay.left()) == (True, 5, 0)
        assert Deadline.history.filter(history_change_reason__contains="Day of thanks").count() == 5

    def test_reads_no_more_than_one_page_may(self, manager, thanksgiving, monkeypatch):
        monkeypatch.setattr(replay, "IN_A_REQUEST", 3)
        of = [factories.case() for _number in range(5)]
        assert calendars.confirm(thanksgiving, by=manager, on=TODAY).read == 3
        assert replies(*of).count(SEVENTEENTH) == 3
        assert command()[0] == "The calendar was changed: 2 open cases have followed, dates moved in 2."
        assert replies(*of) == [SEVENTEENTH] * 5

    def test_a_batch_that_fails_leaves_nothing_half_done(self, manager, thanksgiving, monkeypatch):
        monkeypatch.setattr(replay, "BATCH", 2)
        of = [factories.case() for _number in range(4)]
        change = begun(thanksgiving, manager)
        run = replay.carry_on(on=TODAY)
        next(run)
        version = of[3].procedure_version
        type(version).objects.filter(pk=version.pk).update(document={"broken": True}, digest="broken")
        with pytest.raises(DocumentError):
            next(run)
        change.refresh_from_db()
        assert replies(*of) == [SEVENTEENTH, SEVENTEENTH, SIXTEENTH, SIXTEENTH]
        assert (change.reached, change.is_finished) == (of[1].pk, False)

    def test_a_case_opened_meanwhile_counts_in_the_new_calendar(self, manager, thanksgiving, monkeypatch):
        monkeypatch.setattr(replay, "BATCH", 1)
        first = factories.case()
        begun(thanksgiving, manager)
        run = replay.carry_on(on=TODAY)
        next(run)
        opened = factories.case()
        assert replies(first, opened) == [SEVENTEENTH, SEVENTEENTH]
        assert [step.moved for step in run] == [0, 0]
        assert replay.left() == 0

    def test_a_case_that_is_worked_on_before_its_turn_follows_first(self, manager, thanksgiving):
        case = factories.case()
        begun(thanksgiving, manager)
        cases.acknowledge(case.stages.get(), on=TODAY, by=None)
        moved = Deadline.history.filter(timescale="responded", due_on=SEVENTEENTH).earliest("history_id")
        assert (moved.history_change_reason, moved.history_user) == (
            "Day of thanks became a bank holiday.",
            manager,
        )
        assert "17 November 2026" in case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT).body

    def test_a_second_change_waits_for_no_first_one(self, manager, thanksgiving, monkeypatch):
        monkeypatch.setattr(replay, "BATCH", 2)
        of = [factories.case() for _number in range(4)]
        begun(thanksgiving, manager)
        next(replay.carry_on(on=TODAY))
        begun(holiday(date(2026, 11, 11), name="Armistice Day"), manager)
        for _step in replay.carry_on(on=TODAY):
            pass
        assert replies(*of) == [EIGHTEENTH] * 4
        reasons = [
            Deadline.history.filter(case_stage__case=case).latest("history_id").history_change_reason for case in of
        ]
        second = "Armistice Day became a bank holiday."
        assert reasons == [second, second, *[f"Day of thanks became a bank holiday.; {second}"] * 2]
        assert not CalendarChange.objects.unfinished().exists()


class TestThePreview:
    def test_shows_what_then_happens(self, manager, thanksgiving):
        for received_on in (date(2026, 10, 12), date(2026, 10, 30), factories.MONDAY, date(2026, 11, 9)):
            factories.case(received_on=received_on)
        case = factories.case()
        clocks.extend(case.stages.get(), to=date(2026, 11, 20), given_on=TODAY, reason="Ill.", by=None)
        cases.withdraw(factories.case(), on=date(2026, 11, 6), by=None, reason="Sorted out.")
        foreseen = preview(thanksgiving, user=manager, on=TODAY)
        said = {(move.key, move.stored.due_on, move.right["due_on"]) for move in foreseen.moves}
        assert (foreseen.hidden, foreseen.unread) == (0, 0)
        before = {row.pk: row for row in Deadline.objects.all()}
        calendars.confirm(thanksgiving, by=manager, on=TODAY)
        happened = {
            ((row.case_stage_id, row.timescale), before[row.pk].due_on, row.due_on)
            for row in Deadline.objects.all()
            if row.due_on != before[row.pk].due_on
        }
        # Those of 30 October, 2 November (two stages' clocks later than the 10th) and 9 November (both clocks).
        assert said == happened
        assert len(happened) == 4

    def test_of_taking_back_shows_what_then_happens(self, manager, thanksgiving):
        case = factories.case()
        calendars.confirm(thanksgiving, by=manager, on=TODAY)
        thanksgiving.refresh_from_db()
        [move] = preview(thanksgiving, user=manager, on=TODAY).moves
        assert (move.stored.due_on, move.right["due_on"]) == (SEVENTEENTH, SIXTEENTH)
        assert replies(case) == [SEVENTEENTH]

    def test_writes_nothing(self, manager, thanksgiving):
        case = factories.case()
        before = everything(case)
        preview(thanksgiving, user=manager, on=TODAY)
        assert (everything(case), CalendarChange.objects.count()) == (before, 0)

    def test_shows_the_cases_one_may_see_and_counts_the_others(self, thanksgiving):
        owner = factories.user(roles.INVESTIGATOR)
        own, _other, _third = factories.case(), factories.case(), factories.case()
        Case.objects.filter(pk=own.pk).update(owner=owner)
        foreseen = preview(thanksgiving, user=owner, on=TODAY)
        assert [move.case_stage.case for move in foreseen.moves] == [own]
        assert foreseen.hidden == 2

    def test_says_how_many_cases_it_did_not_look_at(self, manager, thanksgiving):
        for _number in range(3):
            factories.case()
        foreseen = preview(thanksgiving, user=manager, on=TODAY, at_most=2)
        assert (len(foreseen.moves), foreseen.unread) == (2, 1)

    def test_names_the_letters_that_promise_another_date(self, manager, thanksgiving):
        told, untold = factories.case(), factories.case()
        cases.acknowledge(told.stages.get(), on=date(2026, 11, 4), by=None)
        foreseen = preview(thanksgiving, user=manager, on=TODAY)
        letters = {move.case_stage.case: foreseen.promised_in(move) for move in foreseen.moves}
        assert letters[untold] is None
        assert (letters[told].kind, letters[told].promised_on) == (LetterKind.ACKNOWLEDGEMENT, SIXTEENTH)

    def test_of_every_proposed_day_is_a_command(self, thanksgiving):
        case = factories.case()
        assert command("--proposed") == [
            f"{case}: Stage 1 responded: 2026-11-16 → 2026-11-17",
            "1 days are proposed, 1 dates would move.",
        ]
        assert replies(case) == [SIXTEENTH]
