"""A case goes on to another stage: by right, through a gate, beside on offer."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from tests import factories
from tests.factories import letters
from wagtail_complaints import roles
from wagtail_complaints.actions import case_stages, cases, clocks, triage
from wagtail_complaints.models import Case, LetterKind, LetterText
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.signals import stage_opened

pytestmark = pytest.mark.django_db

MONDAY = factories.MONDAY
ENDED = date(2026, 11, 16)


def ended(name=None):
    """Make a case whose first stage ended on 16 November."""
    case = factories.case(procedure=factories.example(name).procedure if name else None)
    clocks.record_event(case.stages.get(), event="resolved", on=ENDED, by=None)
    return case


def test_the_next_stage_starts_its_clocks_on_the_day_it_was_asked_for():
    case = ended()
    asked = case_stages.request(
        case, key="stage-2", on=date(2026, 11, 20), by=None, requested_by="Robin", grounds=["It was wrong"]
    )
    assert (asked.requested_on, asked.requested_by, asked.grounds) == (
        date(2026, 11, 20),
        "Robin",
        ["It was wrong"],
    )
    assert case.current_stage == asked
    # 25 working days from Friday 20 November: 23 November is day 1, Thursday 24 December day 24; the 25th and the
    # 28th (for the 26th) are holidays, so day 25 is Tuesday 29 December.
    assert (case.next_due_on, case.next_due_event) == (date(2026, 12, 29), "responded")
    assert letters(case) == [LetterKind.RECEIPT, LetterKind.STAGE_OPENED]


def test_a_stage_is_asked_for_once():
    case = ended()
    case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    with pytest.raises(MoveRefused, match="was asked for on 20 November 2026"):
        case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    assert case.stages.count() == 2


def test_a_request_too_early_or_for_no_stage_is_refused_and_leaves_nothing():
    case = factories.case()
    with pytest.raises(MoveRefused, match="has not been issued yet"):
        case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    with pytest.raises(MoveRefused, match="no such stage"):
        case_stages.request(case, key="stage-9", on=date(2026, 11, 20), by=None)
    assert case.stages.count() == 1


def asked_late(case=None):
    # 20 working days from Monday 16 November: four whole weeks, to Monday 14 December.
    return case_stages.request(case or ended(), key="stage-2", on=date(2026, 12, 15), by=None, note="I was ill.")


DECIDED = date(2026, 12, 17)
WHY = {"why_not_sooner": "He was in hospital.", "can_be_fair": "All papers are there."}


def test_a_late_request_waits_for_a_decision_also_for_a_stage_that_is_a_right():
    case = ended()
    asked = asked_late(case)
    assert (asked.is_late, asked.has_gate, case.current_stage) == (True, True, asked)
    assert letters(asked.case) == [LetterKind.RECEIPT, LetterKind.STAGE_REQUESTED]
    assert asked.case in Case.objects.to_be_decided()
    with pytest.raises(MoveRefused, match="Nobody has decided yet"):
        clocks.extend(asked, to=date(2027, 3, 1), reason="Illness.", given_on=DECIDED, by=None)


def test_a_request_on_the_last_day_is_not_late():
    asked = case_stages.request(ended(), key="stage-2", on=date(2026, 12, 14), by=None)
    assert (asked.is_late, asked.has_gate) == (False, False)


def test_a_late_request_is_taken_on_with_a_reason_that_is_kept_as_a_decision():
    asked = asked_late()
    with pytest.raises(MoveRefused, match="although it was asked for late"):
        case_stages.accept(asked, on=DECIDED, by=None)
    case_stages.accept(asked, on=DECIDED, by=None, reason="He was in hospital.")
    decision = asked.lateness_decisions.get()
    assert (decision.is_taken_on, decision.reason, decision.decided_on) == (True, "He was in hospital.", DECIDED)
    assert letters(asked.case)[-1] == LetterKind.STAGE_OPENED
    # It counts from the request: 25 working days from Tuesday 15 December; the 16th is day 1, the 24th day 7, the
    # 29th (the 25th and 28th are holidays) day 8, the 31st day 10; 4 January (the 1st is one too) is day 11, and
    # Friday 22 January day 25.
    assert asked.deadlines.get(event="responded").due_on == date(2027, 1, 22)


def test_a_late_request_is_refused_for_being_late_only_after_both_questions():
    asked = asked_late()
    assert case_stages.reasons_to_refuse(asked) == (case_stages.LATE,)
    refusal = {"on": DECIDED, "by": None, "reason": "Nobody who was there can be asked.", "refused_for": "late"}
    with pytest.raises(MoveRefused, match="did not come sooner"):
        case_stages.refuse(asked, **refusal)
    with pytest.raises(MoveRefused, match="no such reason"):
        case_stages.refuse(asked, **refusal | {"refused_for": ""}, **WHY)
    case_stages.refuse(asked, **refusal, **WHY)
    assert (asked.refused_for, asked.ended_on) == ("late", DECIDED)
    assert asked.lateness_decisions.get().is_taken_on is False
    letter = asked.letters.get(kind=LetterKind.STAGE_REFUSED)
    assert "You asked after the time to ask for this stage had ended.\n\nNobody who was there" in letter.body
    assert "Local Government and Social Care Ombudsman" in letter.body
    assert "hospital" not in letter.body


def test_a_late_request_that_was_refused_goes_ahead_on_appeal_and_both_decisions_are_kept():
    asked = asked_late()
    case_stages.refuse(asked, on=DECIDED, by=None, reason="Too late.", refused_for="late", **WHY)
    case_stages.accept(asked, on=date(2027, 1, 5), by=None, reason="The letter never reached him.")
    assert [each.is_current for each in asked.lateness_decisions.all()] == [False, True]
    assert (asked.ended_on, asked.refused_for) == (None, "")


def test_who_works_a_case_records_a_late_request_and_does_not_decide_it():
    case, worker = ended(), factories.user(roles.INVESTIGATOR)
    cases.assign(case, by=None, owner=worker)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 12, 15), by=worker)
    with pytest.raises(PermissionDenied):
        case_stages.accept(asked, on=DECIDED, by=worker, reason="Kindness.")


NOT_YET, BEFORE_A_COURT = "The answer is not a month old", "A court is deciding about it"


def gated(**fields):
    """Make a case whose second stage may be refused for two reasons alone, and whose first has ended."""
    plain = factories.two_stages(**fields)
    first, second = plain.stages
    gate = replace(second, entry=terms.Entry.GATE, refusal_reasons=(NOT_YET, BEFORE_A_COURT))
    case = factories.case(procedure=factories.procedure_version(replace(plain, stages=(first, gate))).procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=ENDED, by=None)
    return case


def test_a_refusal_gives_one_of_the_reasons_of_the_procedure_and_what_it_means_here():
    asked = case_stages.request(gated(), key="stage-2", on=date(2026, 11, 20), by=None)
    refusal = {"on": date(2026, 11, 24), "by": None, "reason": "The hearing is on 4 December."}
    for wrong in ("", "late", "We are busy"):
        with pytest.raises(MoveRefused, match="no such reason"):
            case_stages.refuse(asked, **refusal, refused_for=wrong)
    case_stages.refuse(asked, **refusal, refused_for=BEFORE_A_COURT)
    body = asked.letters.get(kind=LetterKind.STAGE_REFUSED).body
    assert f"{BEFORE_A_COURT}\n\nThe hearing is on 4 December." in body


def test_a_gated_stage_that_is_asked_for_late_can_be_refused_for_either():
    asked = asked_late(gated())
    assert case_stages.reasons_to_refuse(asked) == ("late", NOT_YET, BEFORE_A_COURT)
    case_stages.refuse(asked, on=DECIDED, by=None, reason="It is.", refused_for=BEFORE_A_COURT)
    assert not asked.lateness_decisions.exists()


def test_only_a_manager_refuses_who_may_close_cases():
    asked = asked_at_the_gate()
    triager = factories.user()
    given = Permission.objects.filter(codename__in=["view_case", "view_every_case", "triage_case"])
    triager.user_permissions.add(*given)
    with pytest.raises(PermissionDenied):
        case_stages.refuse(asked, on=date(2026, 11, 24), by=triager, reason="Everything was looked at.")
    case_stages.accept(asked, on=date(2026, 11, 24), by=triager)


def test_a_gate_confirms_the_request_and_opens_only_when_somebody_decided():
    case = ended("002-childrens-trust")
    Case.objects.update(triaged_on=ENDED)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    assert letters(case) == [LetterKind.RECEIPT, LetterKind.STAGE_REQUESTED]
    confirmed = case.letters.get(kind=LetterKind.STAGE_REQUESTED)
    assert Case.objects.get().standing == "at-gate"
    assert "We have recorded your request on Friday 20 November 2026." in confirmed.body
    assert "We now decide whether it goes ahead, and will write to you to tell you" in confirmed.body
    with pytest.raises(MoveRefused, match="asked for later"):
        case_stages.accept(asked, on=date(2026, 11, 19), by=None)
    case_stages.accept(asked, on=date(2026, 11, 24), by=None)
    assert letters(case) == [LetterKind.RECEIPT, LetterKind.STAGE_REQUESTED, LetterKind.STAGE_OPENED]
    with pytest.raises(MoveRefused, match="That was decided on 24 November 2026"):
        case_stages.accept(asked, on=date(2026, 11, 24), by=None)
    # 65 working days from Friday 20 November: 24 December is day 24; 25 and 28 December and 1 January do not count,
    # 31 December is day 27, and Wednesday 24 February 2027 day 65.
    assert asked.deadlines.get(event="responded").due_on == date(2027, 2, 24)


def test_a_gate_with_a_time_to_decide_in_says_by_when():
    plain = factories.two_stages()
    first, second = plain.stages
    decided = terms.Timescale("accepted", "requested", within=Length.parse("5 working days"))
    gate = replace(second, entry=terms.Entry.GATE, timescales=(decided, *second.timescales))
    case = factories.case(procedure=factories.procedure_version(replace(plain, stages=(first, gate))).procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=ENDED, by=None)
    case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    # 5 working days from Friday 20 November: Friday 27.
    confirmed = case.letters.get(kind=LetterKind.STAGE_REQUESTED)
    assert "will write to you by Friday 27 November 2026 to tell you" in confirmed.body
    assert (confirmed.promised_event, confirmed.promised_on) == ("accepted", date(2026, 11, 27))


def test_a_gate_that_refuses_says_why_and_stops_the_stage():
    case = ended("002-childrens-trust")
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    with pytest.raises(MoveRefused, match="Give the reason"):
        case_stages.refuse(asked, on=date(2026, 11, 24), by=None, reason=" ")
    case_stages.refuse(asked, on=date(2026, 11, 24), by=None, reason="Everything was looked at.")
    assert (asked.ended_on, asked.end_reason) == (date(2026, 11, 24), "Everything was looked at.")
    assert not asked.deadlines.filter(is_running=True).exists()
    assert "Everything was looked at." in case.letters.get(kind=LetterKind.STAGE_REFUSED).body
    with pytest.raises(MoveRefused, match="only an appeal"):
        case_stages.request(case, key="stage-3", on=date(2026, 12, 1), by=None)


def asked_at_the_gate():
    case = ended("002-childrens-trust")
    return case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)


def test_a_refusal_at_the_gate_names_the_ombudsman():
    asked = asked_at_the_gate()
    case_stages.refuse(asked, on=date(2026, 11, 24), by=None, reason="Everything was looked at.")
    (body,) = asked.case.terms.externals
    assert body.name in asked.letters.get(kind=LetterKind.STAGE_REFUSED).body


def test_words_of_the_council_that_leave_the_ombudsman_out_refuse_nobody():
    LetterText.objects.create(kind=LetterKind.STAGE_REFUSED, subject="No", body="No. {{ reason }}")
    asked = asked_at_the_gate()
    with pytest.raises(MoveRefused, match="cannot go out without: ombudsman"):
        case_stages.refuse(asked, on=date(2026, 11, 24), by=None, reason="Everything was looked at.")
    asked.refresh_from_db()
    assert (asked.ended_on, asked.events.count()) == (None, 0)
    assert asked.letters.get().kind == LetterKind.STAGE_REQUESTED


def test_a_procedure_that_names_no_ombudsman_refuses_no_stage():
    version = factories.example("002-childrens-trust")
    version.document.pop("external")
    case = factories.case(procedure=factories.procedure_version(version.document).procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=ENDED, by=None)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    with pytest.raises(MoveRefused, match="cannot go out without: ombudsman"):
        case_stages.refuse(asked, on=date(2026, 11, 24), by=None, reason="Everything was looked at.")


def test_a_refusal_at_the_gate_is_for_who_triages_and_not_for_who_works_the_case():
    asked, worker = asked_at_the_gate(), factories.user(roles.INVESTIGATOR)
    cases.assign(asked.case, by=None, owner=worker)
    with pytest.raises(PermissionDenied):
        case_stages.refuse(asked, on=date(2026, 11, 24), by=worker, reason="Everything was looked at.")
    case_stages.refuse(asked, on=date(2026, 11, 24), by=factories.user(roles.MANAGER), reason="It was looked at.")


def test_a_stage_that_was_refused_goes_ahead_on_appeal():
    case = ended("002-childrens-trust")
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
    case_stages.refuse(asked, on=date(2026, 11, 24), by=None, reason="Everything was looked at.")
    with pytest.raises(MoveRefused, match="refused later than that"):
        case_stages.accept(asked, on=date(2026, 11, 23), by=None)
    case_stages.accept(asked, on=date(2026, 12, 2), by=None)
    assert (asked.ended_on, asked.end_reason) == (None, "")
    assert [event.on for event in asked.events.current()] == [date(2026, 12, 2)]
    assert asked.deadlines.get(event="responded").is_running
    assert letters(case) == [
        *(LetterKind.RECEIPT, LetterKind.STAGE_REQUESTED, LetterKind.STAGE_REFUSED, LetterKind.STAGE_OPENED)
    ]


def test_an_offer_stands_beside_the_stage_that_goes_on():
    case = factories.case(procedure=factories.example("003-childrens-feedback").procedure)
    offered = case_stages.request(case, key="conciliation", on=date(2026, 11, 6), by=None)
    assert case.current_stage.key == "stage-1"
    # 10 working days from Monday 2 November: two whole weeks, to Monday 16 November, offer or no offer.
    assert case.next_due_on == date(2026, 11, 16)
    clocks.record_event(case.stages.get(key="stage-1"), event="resolved", on=ENDED, by=None)
    case.refresh_from_db()
    assert case.current_stage == offered


def test_a_case_opens_at_the_offer_before_the_first_stage_and_goes_on_from_there():
    case = factories.case(procedure=factories.example("004-young-people").procedure)
    triage.triage(case, procedure=case.procedure_version.procedure, by=None, on=MONDAY, stage_key="before")
    # 2 calendar days from Monday 2 November.
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 4), "resolved")
    first = case_stages.request(case, key="stage-1", on=date(2026, 11, 5), by=None)
    assert (first.requested_on, case.current_stage) == (date(2026, 11, 5), first)
    assert [row.start_on for row in first.deadlines.all()] == [date(2026, 11, 5)] * 2


def test_only_who_decides_at_gates_accepts_and_only_who_works_the_case_asks():
    case = ended("002-childrens-trust")
    worker = factories.user(roles.INVESTIGATOR)
    with pytest.raises(PermissionDenied):
        case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=worker)
    cases.assign(case, by=None, owner=worker)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=worker)
    with pytest.raises(PermissionDenied):
        case_stages.accept(asked, on=date(2026, 11, 24), by=worker)
    case_stages.accept(asked, on=date(2026, 11, 24), by=factories.user(roles.MANAGER))


def test_the_site_is_told_of_a_stage_once_it_is_open(django_capture_on_commit_callbacks):
    told = []

    def listen(sender, case_stage, by, **kwargs):
        told.append(case_stage.key)

    case = ended("002-childrens-trust")
    stage_opened.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 20), by=None)
        assert told == []
        with django_capture_on_commit_callbacks(execute=True):
            case_stages.accept(asked, on=date(2026, 11, 24), by=None)
    finally:
        stage_opened.disconnect(listen)
    assert told == ["stage-2"]
