"""A random life of a case: whatever the verbs did, the stored dates are those that its facts say."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from wagtail_complaints.actions import case_stages, cases, clocks, triage
from wagtail_complaints.actions.deadlines import differences, with_deadlines
from wagtail_complaints.actions.rebuilding import recompute
from wagtail_complaints.models import Case, Deadline, StageEvent
from wagtail_complaints.procedure.journey import MoveRefused

MONDAY = factories.MONDAY
STAGES = ("stage-1", "conciliation", "stage-2", "stage-3")
EVENTS = ("discussed", "updated", "resolved", "panel-met", "panel-reported", "investigator-appointed")

stages, days = st.sampled_from(STAGES), st.integers(0, 150)
STEPS = st.one_of(
    st.tuples(st.just("event"), stages, days, st.sampled_from(EVENTS)),
    st.tuples(st.just("acknowledge"), stages, days, st.none()),
    st.tuples(st.just("extend"), stages, days, st.integers(1, 90)),
    st.tuples(st.just("request"), stages, days, st.none()),
    st.tuples(st.just("strike out"), stages, days, st.none()),
    st.tuples(st.just("receive"), stages, days, st.none()),
    st.tuples(st.just("withdraw"), stages, days, st.none()),
    st.tuples(st.just("reopen"), stages, days, st.none()),
)


def take(case, step, key, on, detail):
    """Take one step, or be refused; steps of a stage that has not come are none."""
    stage = case.stages.filter(key=key).first()
    match step:
        case "request":
            case_stages.request(case, key=key, on=on, by=None, note="Taken.")
        case "receive":
            clocks.correct_received(case, received_on=on, reason="Wrong day.", by=None)
        case "withdraw":
            cases.withdraw(case, on=on, by=None, reason="Enough.")
        case "reopen":
            cases.reopen(case, on=on, by=None, reason="Not enough.")
        case _ if stage is None:
            return
        case "event":
            clocks.record_event(stage, event=detail, on=on, by=None)
        case "acknowledge":
            cases.acknowledge(stage, on=on, by=None, reply_by=None)
        case "extend":
            clocks.extend(stage, to=on + timedelta(detail), given_on=on, reason="Ill.", by=None)
        case "strike out":
            fact = StageEvent.objects.current().filter(case_stage=stage).first()
            if fact:
                clocks.supersede(fact, because="It never was.", by=None)


def stored(case):
    return sorted(
        Deadline.objects.filter(case_stage__case=case).values_list(
            "case_stage", "timescale", "start_on", "due_on", "latest_on", "met_on", "is_running", "calendar_digest"
        ),
        key=str,
    )


@pytest.mark.database
class Replay(TestCase):
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=3, max_size=12))
    def test_replaying_the_facts_of_a_case_gives_its_stored_dates(self, steps):
        case = factories.case(procedure=factories.example("003-childrens-feedback").procedure)
        triage.triage(case, procedure=case.procedure_version.procedure, by=None, on=MONDAY)
        for step, key, day, detail in steps:
            before = stored(case)
            try:
                take(case, step, key, MONDAY + timedelta(day), detail)
            except MoveRefused:
                assert stored(case) == before
            fresh = with_deadlines(Case.objects.filter(pk=case.pk)).get()
            assert differences(fresh, on=MONDAY) == []
        lived = stored(case)
        Deadline.objects.filter(case_stage__case=case).delete()
        recompute(case, on=date(2026, 11, 2))
        assert stored(case) == lived
