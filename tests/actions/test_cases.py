"""Who works on a case, how it is acknowledged, and how it ends."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from tests.factories import letters
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, case_stages, cases, clocks, triage
from wagtail_complaints.models import LOOKED_INTO, Case, CloseReason, LetterKind
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.terms import Conflict, Does, Person, Timescale
from wagtail_complaints.signals import case_closed

pytestmark = pytest.mark.django_db

MONDAY, WEDNESDAY = factories.MONDAY, date(2026, 11, 4)


def stage(case, key="stage-1"):
    return case.stages.get(key=key)


def resolved(case, on=date(2026, 11, 9)):
    clocks.record_event(case.stages.first(), event="resolved", on=on, by=None)
    return case


def test_an_acknowledgement_is_a_letter_with_its_content_and_stops_its_clock():
    case = factories.case()
    cases.acknowledge(stage(case), on=WEDNESDAY, by=None, text="You say that the bin was not emptied.")
    acknowledged = stage(case).deadlines.get(timescale="acknowledged")
    assert (acknowledged.met_on, acknowledged.is_running) == (WEDNESDAY, False)
    letter = case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT)
    assert "You say that the bin was not emptied." in letter.body
    # 10 working days from Monday 2 November: two whole weeks, to Monday 16 November.
    assert "Monday 16 November 2026" in letter.body
    case.refresh_from_db()
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 16), "responded")


def test_a_complaint_is_acknowledged_once():
    case = factories.case()
    cases.acknowledge(stage(case), on=WEDNESDAY, by=None)
    with pytest.raises(MoveRefused, match="went out on 4 November 2026"):
        cases.acknowledge(stage(case), on=WEDNESDAY, by=None)
    assert letters(case) == [LetterKind.RECEIPT, LetterKind.ACKNOWLEDGEMENT]


def test_a_complaint_is_not_acknowledged_before_it_was_received():
    case = factories.case()
    with pytest.raises(MoveRefused, match="cannot come before"):
        cases.acknowledge(stage(case), on=date(2026, 11, 1), by=None)
    assert letters(case) == [LetterKind.RECEIPT]
    assert not stage(case).events.exists()


def test_where_no_length_is_published_the_acknowledgement_promises_the_date_that_then_is_due():
    case = factories.case(procedure=factories.example("002-childrens-trust").procedure)
    with pytest.raises(MoveRefused, match="Give the date"):
        cases.acknowledge(stage(case), on=WEDNESDAY, by=None)
    cases.acknowledge(stage(case), on=WEDNESDAY, by=None, reply_by=date(2026, 11, 20))
    case.refresh_from_db()
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 20), "responded")
    assert "Friday 20 November 2026" in case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT).body


def test_a_date_set_before_the_acknowledgement_is_the_one_it_promises():
    case = factories.case(procedure=factories.example("002-childrens-trust").procedure)
    clocks.set_date(stage(case), timescale="responded", due_on=date(2026, 11, 20), by=None)
    cases.acknowledge(stage(case), on=WEDNESDAY, by=None)
    assert "Friday 20 November 2026" in case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT).body


def test_a_date_is_not_promised_where_the_procedure_publishes_one_or_before_the_letter():
    published = factories.case()
    with pytest.raises(MoveRefused, match="publishes how long this takes"):
        cases.acknowledge(stage(published), on=WEDNESDAY, by=None, reply_by=date(2026, 11, 20))
    silent = factories.case(procedure=factories.example("002-childrens-trust").procedure)
    with pytest.raises(MoveRefused, match="lies before the acknowledgement"):
        cases.acknowledge(stage(silent), on=WEDNESDAY, by=None, reply_by=date(2026, 11, 3))


def test_who_may_not_work_the_case_or_see_it_does_not_acknowledge_it():
    case = factories.case()
    for role in (roles.CONTACT_CENTRE, roles.SIGNER, roles.AUDITOR, roles.INVESTIGATOR):
        with pytest.raises(PermissionDenied):
            cases.acknowledge(stage(case), on=WEDNESDAY, by=factories.user(role))
    investigator = factories.user(roles.INVESTIGATOR)
    cases.assign(case, by=None, owner=investigator)
    event = cases.acknowledge(stage(case), on=WEDNESDAY, by=investigator)
    assert event.recorded_by == investigator
    assert event.history.get().actor_name == investigator.get_full_name()


def test_a_case_gets_an_owner_and_its_stage_a_decider_and_who_is_left_out_stays():
    case, owner, decider = factories.case(), factories.user(), factories.user()
    cases.assign(case, by=factories.user(roles.MANAGER), owner=owner)
    cases.assign(case, by=None, decider=decider)
    assert (case.owner, case.current_stage.decider) == (owner, decider)
    with pytest.raises(MoveRefused, match="who works on it now"):
        cases.assign(case, by=None, owner=owner)
    with pytest.raises(MoveRefused, match="Say who"):
        cases.assign(case, by=None)
    with pytest.raises(MoveRefused, match="account is closed"):
        cases.assign(case, by=None, owner=factories.user(is_active=False))
    with pytest.raises(PermissionDenied):
        cases.assign(case, by=factories.user(roles.INVESTIGATOR), owner=decider)


def investigated(**rules):
    first, second = factories.two_stages().stages
    clock = Timescale("investigator-appointed", "requested", within=Length.parse("5 working days"))
    person = Person(Does.INVESTIGATES, "Investigating officer", **rules)
    return replace(second, people=(person,), timescales=(clock, *second.timescales)), first


def test_the_appointment_of_the_investigator_is_the_event_where_a_clock_counts_to_it():
    second, first = investigated()
    case = factories.case(
        procedure=factories.procedure_version(factories.two_stages(stages=(first, second))).procedure
    )
    asked = case_stages.request(resolved(case), key="stage-2", on=date(2026, 11, 10), by=None)
    assert (case.next_due_on, case.next_due_event) == (date(2026, 11, 17), "investigator-appointed")
    appointments.appoint(
        asked,
        does=Does.INVESTIGATES,
        role="Investigating officer",
        name="Dr Outside",
        by=None,
        on=date(2026, 11, 12),
    )
    assert asked.events.get().on == date(2026, 11, 12)
    with pytest.raises(MoveRefused, match="has this part already"):
        appointments.appoint(
            asked,
            does=Does.INVESTIGATES,
            role="Investigating officer",
            name="Dr Outside",
            by=None,
            on=date(2026, 11, 12),
        )
    with pytest.raises(MoveRefused, match="Say who"):
        appointments.appoint(asked, does=Does.OBSERVES, role="Independent person", by=None, on=date(2026, 11, 12))


def test_who_had_a_part_earlier_has_none_where_the_procedure_wants_somebody_else():
    second, first = investigated(not_=(Conflict.EARLIER,))
    case = factories.case(
        procedure=factories.procedure_version(factories.two_stages(stages=(first, second))).procedure
    )
    before, fresh = factories.user(), factories.user()
    cases.assign(case, by=None, decider=before)
    asked = case_stages.request(resolved(case), key="stage-2", on=date(2026, 11, 10), by=None)
    part = {"does": Does.INVESTIGATES, "role": "Investigating officer", "by": None, "on": date(2026, 11, 12)}
    with pytest.raises(MoveRefused, match="They had a part in “Stage 1”"):
        appointments.appoint(asked, user=before, **part)
    assert appointments.appoint(asked, user=fresh, **part).user == fresh


def test_an_appointment_ends_once_and_with_it_the_sight_of_the_case():
    case, helper = factories.case(), factories.user(roles.INVESTIGATOR)
    part = appointments.appoint(stage(case), does=Does.ADVISES, role="Adviser", user=helper, by=None, on=WEDNESDAY)
    assert list(Case.objects.visible_to(helper)) == [case]
    with pytest.raises(MoveRefused, match="before it began"):
        appointments.end_appointment(part, on=MONDAY, by=None, reason="She left.")
    appointments.end_appointment(part, on=date(2026, 11, 6), by=None, reason="She left.")
    assert not Case.objects.visible_to(helper).exists()
    with pytest.raises(MoveRefused, match="has ended already"):
        appointments.end_appointment(part, on=date(2026, 11, 6), by=None, reason="She left.")


def test_a_withdrawn_complaint_is_closed_with_a_letter_and_nothing_is_due():
    case = factories.case()
    cases.withdraw(case, on=WEDNESDAY, by=None, reason="She has sorted it out herself.")
    assert (case.closed_on, case.close_reason) == (WEDNESDAY, CloseReason.WITHDRAWN)
    assert case.next_due_on is None
    assert letters(case) == [LetterKind.RECEIPT, LetterKind.WITHDRAWAL]
    assert case.history.first().history_change_reason == "She has sorted it out herself."
    with pytest.raises(MoveRefused, match="The case is closed"):
        cases.withdraw(case, on=WEDNESDAY, by=None, reason="Again")


def test_a_case_is_closed_as_answered_once_every_stage_was():
    case = factories.case()
    with pytest.raises(MoveRefused, match="has not been answered or resolved yet"):
        cases.close(case, on=WEDNESDAY, by=None, reason=CloseReason.ANSWERED)
    resolved(case)
    cases.close(case, on=date(2026, 12, 9), by=None, reason=CloseReason.RESOLVED, learning="One slip.")
    assert (case.closed_on, case.close_reason) == (date(2026, 12, 9), CloseReason.RESOLVED)
    assert letters(case) == [LetterKind.RECEIPT, LetterKind.CLOSURE]


@pytest.mark.parametrize("reason", LOOKED_INTO)
def test_what_was_looked_into_is_not_closed_before_somebody_says_what_was_learnt(reason):
    case = factories.case()
    resolved(case)
    with pytest.raises(MoveRefused, match="Say what was learnt, or why nothing was"):
        cases.close(case, on=WEDNESDAY, by=None, reason=reason, learning=" ")
    assert Case.objects.get(pk=case.pk).is_open


def test_a_duplicate_is_closed_without_a_letter_and_a_refusal_with_its_reason():
    duplicate, refused = factories.case(), factories.case()
    cases.close(duplicate, on=WEDNESDAY, by=None, reason="duplicate")
    cases.close(refused, on=WEDNESDAY, by=None, reason="refused", note="It happened ten years ago.")
    assert letters(duplicate) == [LetterKind.RECEIPT]
    assert "It happened ten years ago." in refused.letters.get(kind=LetterKind.REFUSAL).body


def test_a_refusal_without_a_reason_is_not_sent_and_the_case_stays_open():
    case = factories.case()
    with pytest.raises(MoveRefused, match="cannot go out without"):
        cases.close(case, on=WEDNESDAY, by=None, reason="refused")
    assert Case.objects.get(pk=case.pk).is_open


def test_withdrawing_and_redirecting_have_their_own_verbs():
    case = factories.case()
    for reason in ("withdrawn", "redirected"):
        with pytest.raises(MoveRefused, match=f"not closed as {reason}"):
            cases.close(case, on=WEDNESDAY, by=None, reason=reason)
    with pytest.raises(ValueError, match="is not a valid CloseReason"):
        cases.close(case, on=WEDNESDAY, by=None, reason="bored")
    with pytest.raises(MoveRefused, match="before the complaint was received"):
        cases.close(case, on=date(2026, 11, 1), by=None, reason="duplicate")


def test_a_reopened_case_goes_on_as_if_it_had_not_been_closed_and_can_be_closed_again():
    case = factories.case()
    cases.withdraw(case, on=WEDNESDAY, by=None, reason="Sorted out.")
    with pytest.raises(MoveRefused, match="Say why"):
        cases.reopen(case, on=date(2026, 11, 5), by=None, reason=" ")
    cases.reopen(case, on=date(2026, 11, 5), by=None, reason="It was not.")
    assert (case.closed_on, case.close_reason, case.next_due_on) == (None, "", date(2026, 11, 5))
    cases.withdraw(case, on=date(2026, 11, 6), by=None, reason="Now it is.")
    assert letters(case) == [LetterKind.RECEIPT, LetterKind.WITHDRAWAL, LetterKind.WITHDRAWAL]
    with pytest.raises(MoveRefused, match="The case is closed"):
        triage.redirect(case, to="The county", by=None, on=date(2026, 11, 6))


def test_only_who_closes_cases_closes_one():
    case = factories.case()
    owner = factories.user(roles.INVESTIGATOR)
    cases.assign(case, by=None, owner=owner)
    with pytest.raises(PermissionDenied):
        cases.withdraw(case, on=WEDNESDAY, by=owner, reason="She rang.")
    cases.withdraw(case, on=WEDNESDAY, by=factories.user(roles.MANAGER), reason="She rang.")


def test_the_site_is_told_of_a_closed_case_on_commit(django_capture_on_commit_callbacks):
    told = []
    manager = factories.user(roles.MANAGER)

    def listen(sender, case, by, **kwargs):
        told.append((case.reference, by))

    case = factories.case()
    case_closed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            cases.withdraw(case, on=WEDNESDAY, by=manager, reason="She rang.")
    finally:
        case_closed.disconnect(listen)
    assert told == [(case.reference, manager)]
