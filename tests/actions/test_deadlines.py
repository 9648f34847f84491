"""A stored date is a cache: rebuilt from the facts, unchanged on clean data, kept where a clock has finished."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tests import factories
from wagtail_complaints.actions import case_stages, cases, clocks, triage
from wagtail_complaints.actions.deadlines import differences, with_deadlines
from wagtail_complaints.models import (
    CalendarRecord,
    Calendars,
    Case,
    ClosureDay,
    Deadline,
    ExtraHoliday,
    SchoolTerm,
)
from wagtail_complaints.procedure.lengths import Unit
from wagtail_complaints.procedure.terms import Closures, Entry, Nation

pytestmark = pytest.mark.django_db

MONDAY = factories.MONDAY
TODAY = date(2026, 11, 22)


def recomputed(*options):
    out = StringIO()
    call_command("complaints_recompute", "--on", TODAY.isoformat(), *options, stdout=out)
    return out.getvalue().splitlines()


def proclaim(day, **fields):
    confirmed = {"nation": Nation.ENGLAND.value, "name": "A royal wedding", "confirmed_on": TODAY} | fields
    return ExtraHoliday.objects.create(on=day, **confirmed)


def worked_cases():
    """Make cases in several states, one of them with an open hold."""
    fresh, answered, closed = factories.case(), factories.case(), factories.case()
    procedure = factories.example("003-childrens-feedback").procedure
    factories.case(procedure=procedure)
    clocks.record_event(answered.stages.get(), event="resolved", on=date(2026, 11, 9), by=None)
    case_stages.request(answered, key="stage-2", on=date(2026, 11, 10), by=None)
    clocks.extend(fresh.stages.get(), to=date(2026, 11, 20), given_on=date(2026, 11, 9), reason="Ill", by=None)
    cases.withdraw(closed, on=date(2026, 11, 9), by=None, reason="Sorted out.")
    return fresh, answered, closed


def test_recomputing_changes_nothing_on_clean_data():
    worked_cases()
    before = list(Deadline.objects.values()), list(Case.objects.values()), Deadline.history.count()
    assert recomputed() == ["4 cases read, 0 changed."]
    assert (list(Deadline.objects.values()), list(Case.objects.values()), Deadline.history.count()) == before


def test_recomputing_reads_many_cases_in_few_queries(django_assert_max_num_queries):
    for _number in range(6):
        factories.case()
    # cases, versions, stages, five kinds of rows of a stage, three registers, four for changes of the calendar
    with django_assert_max_num_queries(15):
        assert recomputed() == ["6 cases read, 0 changed."]


def test_a_stored_date_that_is_wrong_is_put_right_and_named():
    case = factories.case()
    Deadline.objects.filter(timescale="responded").update(due_on=date(2026, 12, 24))
    Case.objects.update(next_due_on=None)
    expected = f"{case}: Stage 1 responded: 2026-12-24 → 2026-11-16"
    assert recomputed("--dry-run") == [expected, "1 cases read, 1 to change."]
    assert recomputed() == [expected, "1 cases read, 1 changed."]
    assert recomputed() == ["1 cases read, 0 changed."]
    case.refresh_from_db()
    assert case.next_due_on == date(2026, 11, 5)


def test_a_stale_cache_of_the_case_alone_is_put_right():
    case = factories.case()
    Case.objects.update(next_due_on=None, next_due_event="", current_stage=None)
    assert recomputed() == [f"{case}: what is due next, or where it stands", "1 cases read, 1 changed."]
    case.refresh_from_db()
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 5), "acknowledged")
    assert case.current_stage == case.stages.get()


def test_a_proclaimed_holiday_moves_open_clocks_and_only_once_it_is_confirmed():
    case = factories.case()
    day = proclaim(date(2026, 11, 10), confirmed_on=None)
    assert recomputed() == ["1 cases read, 0 changed."]
    day.confirmed_on = TODAY
    day.save()
    assert recomputed() == [f"{case}: Stage 1 responded: 2026-11-16 → 2026-11-17", "1 cases read, 1 changed."]


def test_a_holiday_of_another_nation_moves_nothing_here():
    factories.case()
    proclaim(date(2026, 11, 10), nation=Nation.SCOTLAND.value)
    assert recomputed() == ["1 cases read, 0 changed."]


def test_a_clock_that_has_finished_keeps_the_calendar_it_finished_under():
    case = factories.case()
    event = cases.acknowledge(case.stages.get(), on=date(2026, 11, 6), by=None)
    met = Deadline.objects.get(timescale="acknowledged")
    assert (met.due_on, met.met_on) == (date(2026, 11, 5), date(2026, 11, 6))
    assert CalendarRecord.objects.get().calendar() == Calendars().of(case.terms)
    proclaim(date(2026, 11, 4))
    assert recomputed() == [f"{case}: Stage 1 responded: 2026-11-16 → 2026-11-17", "1 cases read, 1 changed."]
    # A later correction is reckoned under the calendar of then: 3 working days from 2 November are still the 5th.
    clocks.supersede(event, because="It went out on the 5th.", by=None, on=date(2026, 11, 5))
    met.refresh_from_db()
    assert (met.due_on, met.met_on) == (date(2026, 11, 5), date(2026, 11, 5))
    # Struck out, the clock runs again, and with the holidays of now: the 3rd, 5th and 6th.
    clocks.supersede(case.stages.get().events.current().get(), because="It never went out.", by=None)
    met.refresh_from_db()
    assert (met.due_on, met.is_running, met.calendar_digest) == (date(2026, 11, 6), True, "")


def test_days_on_hold_pass_without_filling_the_history():
    version = factories.procedure_version(_holdable())
    case = factories.case(procedure=version.procedure)
    clocks.hold(case.stages.get(), from_on=date(2026, 11, 5), reason="Waiting for an advocate", by=None)
    kept = Deadline.history.count()
    # Held from Thursday 5 November: 12 working days to Friday 20 November do not count, after Monday 16 November.
    assert recomputed() == [f"{case}: Stage 1 responded: 2026-11-17 → 2026-12-02", "1 cases read, 1 changed."]
    assert Deadline.history.count() == kept
    assert recomputed() == ["1 cases read, 0 changed."]


def test_past_the_published_holidays_a_case_still_opens_and_its_dates_are_not_guessed():
    # England is published until 31 December 2028: 3 working days from 22 December are the 27th, 28th and 29th.
    case = factories.case(received_on=date(2028, 12, 22))
    rows = case.stages.get().deadlines.values_list("timescale", "due_on", "is_running")
    assert list(rows) == [("acknowledged", date(2028, 12, 29), True), ("responded", None, True)]
    cases.acknowledge(case.stages.get(), on=date(2028, 12, 27), by=None)
    case.refresh_from_db()
    assert (case.next_due_on, case.next_due_event) == (None, "responded")


def test_a_calendar_is_the_nation_and_what_the_registers_add():
    terms = factories.two_stages()
    proclaim(date(2026, 11, 10))
    ClosureDay.objects.create(on=date(2026, 11, 11), name="Moving house", confirmed_on=TODAY)
    ClosureDay.objects.create(on=date(2026, 11, 12), name="Perhaps")
    SchoolTerm.objects.create(name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 23))
    calendar = Calendars().of(terms)
    assert not calendar.is_working(date(2026, 11, 10))
    assert calendar.is_working(date(2026, 11, 11))
    assert not calendar.is_working(date(2026, 11, 11), Closures.EXCLUDED)
    assert calendar.is_working(date(2026, 11, 12), Closures.EXCLUDED)
    assert calendar.is_counted(date(2026, 10, 23), Unit.SCHOOL_DAYS)


def test_in_the_calendar_of_the_united_kingdom_a_holiday_of_any_nation_counts_in():
    proclaim(date(2026, 11, 10), nation=Nation.SCOTLAND.value)
    proclaim(date(2026, 11, 10), nation=Nation.WALES.value, name="St Fagan’s day")
    kingdom = Calendars().of(factories.two_stages(calendar="united-kingdom"))
    assert kingdom.holidays[date(2026, 11, 10)] == "A royal wedding; St Fagan’s day"


def test_what_every_verb_stores_is_what_its_facts_say():
    worked_cases()
    for case in with_deadlines(Case.objects.all()):
        assert differences(case, on=MONDAY) == []


def _holdable():
    from dataclasses import replace

    first, second = factories.two_stages().stages
    return factories.two_stages(stages=(replace(first, hold_reasons=("Waiting for an advocate",)), second))


@pytest.fixture
def offered():
    """A case that opened at an offer: sorted out within 2 days of Monday 2 November, by Wednesday 4."""
    case = factories.case(procedure=factories.example("004-young-people").procedure)
    triage.triage(case, procedure=case.procedure_version.procedure, stage_key="before", by=None, on=MONDAY)
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 4), "resolved")
    return case


def test_an_offer_that_came_to_nothing_is_not_due_any_more_once_the_next_stage_runs(offered):
    case_stages.request(offered, key="stage-1", on=date(2026, 11, 9), by=None)
    offered.refresh_from_db()
    assert (offered.next_due_on, offered.current_stage.key) == (None, "stage-1")
    assert not Deadline.objects.get(case_stage__key="before").is_running
    assert recomputed() == ["1 cases read, 0 changed."]


def test_an_offer_that_was_taken_up_after_all_is_answered_as_ever(offered):
    case_stages.request(offered, key="stage-1", on=date(2026, 11, 3), by=None)
    clocks.record_event(offered.stages.get(key="before"), event="resolved", on=date(2026, 11, 4), by=None)
    assert Deadline.objects.get(case_stage__key="before").met_on == date(2026, 11, 4)


def offer_of_a_talk(entry):
    """Return a case whose first stage is answered, and before the next a talk may be offered: 25 working days."""
    first, second = factories.two_stages().stages
    talk = replace(second, key="talk", name="A talk", entry=Entry.OFFER, timescales=second.timescales)
    stages = (first, talk, replace(second, entry=entry))
    case = factories.case(procedure=factories.procedure_version(factories.two_stages(stages=stages)).procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=date(2026, 11, 9), by=None)
    return case


def test_what_is_offered_beside_a_stage_that_has_begun_is_due_as_promised():
    case = offer_of_a_talk(Entry.REQUEST)
    # 25 working days from Monday 9 November: Monday 14 December; from Tuesday 10, Tuesday 15.
    case_stages.request(case, key="stage-2", on=date(2026, 11, 10), by=None)
    case_stages.request(case, key="talk", on=date(2026, 11, 9), by=None)
    case.refresh_from_db()
    assert case.next_due_on == date(2026, 12, 14)


def test_an_offer_is_due_while_nobody_has_decided_whether_the_next_stage_goes_ahead():
    case = offer_of_a_talk(Entry.GATE)
    case_stages.request(case, key="talk", on=date(2026, 11, 9), by=None)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 10), by=None)
    case.refresh_from_db()
    assert case.next_due_on == date(2026, 12, 14)
    case_stages.accept(asked, on=date(2026, 11, 10), by=None)
    case.refresh_from_db()
    assert case.next_due_on == date(2026, 12, 15)
