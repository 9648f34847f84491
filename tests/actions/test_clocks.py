"""What happens in a stage moves its dates: events, extensions, holds, set dates, and their corrections."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from tests.factories import letters
from wagtail_complaints import roles
from wagtail_complaints.actions import case_stages, cases, clocks, stage_requests
from wagtail_complaints.models import LetterKind, StageEvent
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.terms import ExtensionRule

pytestmark = pytest.mark.django_db

MONDAY = factories.MONDAY
DUE = date(2026, 11, 16)
"""10 working days from Monday 2 November: two whole weeks."""


def stage(case, key="stage-1"):
    return case.stages.get(key=key)


def due(case, timescale="responded", key="stage-1"):
    return stage(case, key).deadlines.get(timescale=timescale).due_on


def changed(**fields):
    """Make a case whose response, at stage 1, has another clock."""
    first, second = factories.two_stages().stages
    acknowledged, responded = first.timescales
    stage_fields = {name: fields.pop(name) for name in ("hold_reasons",) if name in fields}
    first = replace(first, timescales=(acknowledged, replace(responded, **fields)), **stage_fields)
    version = factories.procedure_version(factories.two_stages(stages=(first, second)))
    return factories.case(procedure=version.procedure)


def holdable():
    return changed(hold_reasons=("Waiting for an advocate",))


def test_an_event_is_recorded_once_on_its_day():
    case = factories.case()
    event = clocks.record_event(stage(case), event="discussed", on=date(2026, 11, 6), by=None, note="By telephone.")
    assert (event.event, event.on, event.note) == ("discussed", date(2026, 11, 6), "By telephone.")
    with pytest.raises(MoveRefused, match="recorded already, on 6 November 2026"):
        clocks.record_event(stage(case), event="discussed", on=date(2026, 11, 6), by=None)
    with pytest.raises(MoveRefused, match="knows no event called"):
        clocks.record_event(stage(case), event="x-danced", on=date(2026, 11, 6), by=None)


def test_updates_happen_again_but_once_a_day():
    case = factories.case()
    for day in (6, 13):
        clocks.record_event(stage(case), event="updated", on=date(2026, 11, day), by=None)
    with pytest.raises(MoveRefused, match="on that day is recorded already"):
        clocks.record_event(stage(case), event="updated", on=date(2026, 11, 13), by=None)
    assert StageEvent.objects.filter(event="updated").count() == 2


def test_an_acknowledgement_is_no_mere_event_and_a_response_is_issued_first():
    case = factories.case()
    for event, reason in (("acknowledged", "is a letter"), ("responded", "has not been issued yet")):
        with pytest.raises(MoveRefused, match=reason):
            clocks.record_event(stage(case), event=event, on=date(2026, 11, 6), by=None)


def test_a_stage_that_ends_leaves_its_clock_met_or_lapsed():
    case = factories.case()
    clocks.record_event(stage(case), event="resolved", on=date(2026, 11, 4), by=None)
    rows = stage(case).deadlines.values_list("timescale", "met_on", "is_running")
    assert list(rows) == [("acknowledged", None, False), ("responded", None, False)]
    case.refresh_from_db()
    assert (case.next_due_on, case.next_due_event) == (None, "")


def test_an_extension_moves_the_date_and_tells_the_complainant_why():
    case = factories.case()
    assert due(case) == DUE
    given = clocks.extend(
        stage(case), to=date(2026, 11, 27), reason="A witness is away.", given_on=date(2026, 11, 12), by=None
    )
    assert (due(case), given.given_on) == (date(2026, 11, 27), date(2026, 11, 12))
    letter = case.letters.get(kind=LetterKind.EXTENSION)
    assert "A witness is away." in letter.body
    assert "Friday 27 November 2026" in letter.body


EXTEND = {"reason": "A witness is away.", "by": None}
REFUSED_EXTENSIONS = [
    (date(2026, 12, 1), date(2026, 11, 12), "cannot be later than 30 November 2026"),
    (date(2026, 11, 16), date(2026, 11, 12), "an extension goes to a later date"),
    (date(2026, 11, 27), date(2026, 11, 17), "on or before the date in force, and that was 16 November 2026"),
]


@pytest.mark.parametrize(("to", "given_on", "reason"), REFUSED_EXTENSIONS)
def test_an_extension_is_in_time_goes_later_and_not_past_the_ceiling(to, given_on, reason):
    case = factories.case()
    with pytest.raises(MoveRefused, match=reason):
        clocks.extend(stage(case), to=to, given_on=given_on, **EXTEND)
    assert due(case) == DUE
    assert letters(case) == [LetterKind.RECEIPT]


def test_an_extension_clicked_twice_is_given_once():
    case = factories.case()
    twice = {"to": date(2026, 11, 27), "given_on": date(2026, 11, 12), **EXTEND}
    clocks.extend(stage(case), **twice)
    with pytest.raises(MoveRefused, match="The date in force is 27 November 2026"):
        clocks.extend(stage(case), **twice)
    with pytest.raises(MoveRefused, match="Give the reason"):
        clocks.extend(stage(case), **{**twice, "to": date(2026, 11, 30), "reason": " "})


def test_inside_a_published_range_no_letter_is_owed():
    case = changed(extension=ExtensionRule.RANGE)
    clocks.extend(stage(case), to=date(2026, 11, 27), given_on=date(2026, 11, 12), **EXTEND)
    assert due(case) == date(2026, 11, 27)
    assert letters(case) == [LetterKind.RECEIPT]


def test_where_the_date_is_agreed_the_complainant_has_to_agree():
    case = changed(extension=ExtensionRule.AGREED)
    asked = {"to": date(2026, 11, 27), "given_on": date(2026, 11, 12), **EXTEND}
    with pytest.raises(MoveRefused, match="complainant has agreed"):
        clocks.extend(stage(case), **asked)
    assert clocks.extend(stage(case), complainant_agreed=True, **asked).complainant_agreed


def test_a_hold_adds_the_working_days_it_covers_both_ends_in():
    case = holdable()
    clocks.hold(
        stage(case), from_on=date(2026, 11, 5), to_on=date(2026, 11, 9), reason="Waiting for an advocate", by=None
    )
    # Thursday 5, Friday 6 and Monday 9 November do not count: three working days on from Monday 16 November.
    assert due(case) == date(2026, 11, 19)


def test_an_open_hold_makes_the_date_provisional_and_nothing_due_but_what_no_hold_stops():
    case = holdable()
    held = clocks.hold(stage(case), from_on=date(2026, 11, 5), reason="Waiting for an advocate", by=None)
    row = stage(case).deadlines.get(timescale="responded")
    assert (row.is_running, row.is_provisional) == (True, True)
    case.refresh_from_db()
    assert case.next_due_event == "acknowledged"
    cases.acknowledge(stage(case), on=date(2026, 11, 6), by=None)
    case.refresh_from_db()
    assert case.next_due_on is None
    with pytest.raises(MoveRefused, match="on hold since 5 November 2026"):
        clocks.hold(stage(case), from_on=date(2026, 11, 6), reason="Waiting for an advocate", by=None)
    clocks.end_hold(held, to_on=date(2026, 11, 9), by=None)
    case.refresh_from_db()
    assert (case.next_due_on, due(case)) == (date(2026, 11, 19), date(2026, 11, 19))
    with pytest.raises(MoveRefused, match="is not on hold"):
        clocks.end_hold(held, to_on=date(2026, 11, 9), by=None)


def test_a_hold_has_a_reason_of_the_stage_and_lies_within_it():
    case, other = holdable(), factories.case(procedure=factories.example("000-childrens-services").procedure)
    with pytest.raises(MoveRefused, match="is not a reason to put this stage on hold"):
        clocks.hold(stage(case), from_on=date(2026, 11, 5), reason="Holidays", by=None)
    with pytest.raises(MoveRefused, match="cannot have been on hold before"):
        clocks.hold(stage(case), from_on=date(2026, 11, 1), reason="Waiting for an advocate", by=None)
    with pytest.raises(MoveRefused, match="cannot be put on hold"):
        clocks.hold(other.stages.get(), from_on=date(2026, 11, 5), reason="Holidays", by=None)
    held = clocks.hold(stage(case), from_on=date(2026, 11, 5), reason="Waiting for an advocate", by=None)
    with pytest.raises(MoveRefused, match="cannot end before it starts"):
        clocks.end_hold(held, to_on=date(2026, 11, 4), by=None)


def test_the_same_hold_twice_is_one():
    case = holdable()
    held = {
        "from_on": date(2026, 11, 5),
        "to_on": date(2026, 11, 9),
        "reason": "Waiting for an advocate",
        "by": None,
    }
    clocks.hold(stage(case), **held)
    with pytest.raises(MoveRefused, match="recorded already"):
        clocks.hold(stage(case), **held)


def test_a_date_is_set_once_where_no_length_is_published():
    case = factories.case(procedure=factories.example("002-childrens-trust").procedure)
    clocks.set_date(stage(case), timescale="responded", due_on=date(2026, 11, 20), by=None)
    assert due(case) == date(2026, 11, 20)
    with pytest.raises(MoveRefused, match="has been set already"):
        clocks.set_date(stage(case), timescale="responded", due_on=date(2026, 11, 27), by=None)
    with pytest.raises(MoveRefused, match="publishes how long"):
        clocks.set_date(stage(case), timescale="acknowledged", due_on=date(2026, 11, 27), by=None)
    with pytest.raises(MoveRefused, match="has no timescale"):
        clocks.set_date(stage(case), timescale="tea", due_on=date(2026, 11, 27), by=None)


def test_a_corrected_fact_takes_the_place_of_the_wrong_one_and_both_are_kept():
    case, manager = factories.case(), factories.user(roles.MANAGER)
    wrong = cases.acknowledge(stage(case), on=date(2026, 11, 6), by=None)
    right = clocks.supersede(wrong, because="It went out on Wednesday.", by=manager, on=date(2026, 11, 4))
    wrong.refresh_from_db()
    assert (wrong.is_current, right.is_current, right.supersedes) == (False, True, wrong)
    assert (right.on, right.correction_reason, right.recorded_by) == (
        date(2026, 11, 4),
        "It went out on Wednesday.",
        manager,
    )
    assert stage(case).deadlines.get(timescale="acknowledged").met_on == date(2026, 11, 4)
    with pytest.raises(MoveRefused, match="corrected already"):
        clocks.supersede(wrong, because="Again", by=None, on=date(2026, 11, 3))
    with pytest.raises(MoveRefused, match="nothing to correct"):
        clocks.supersede(right, because="Again", by=None, on=date(2026, 11, 4))


def test_a_fact_that_never_was_is_struck_out_and_can_be_recorded_again():
    case = factories.case()
    wrong = clocks.record_event(stage(case), event="resolved", on=date(2026, 11, 4), by=None)
    assert clocks.supersede(wrong, because="Another case.", by=None) is None
    wrong.refresh_from_db()
    assert (wrong.is_current, wrong.correction_reason) == (False, "Another case.")
    case.refresh_from_db()
    assert case.next_due_on == date(2026, 11, 5)
    clocks.record_event(stage(case), event="resolved", on=date(2026, 11, 9), by=None)


def test_a_correction_needs_a_reason_a_permission_and_a_field_that_may_be_corrected():
    case = factories.case()
    owner = factories.user(roles.INVESTIGATOR)
    cases.assign(case, by=None, owner=owner)
    event = clocks.record_event(stage(case), event="discussed", on=date(2026, 11, 4), by=owner)
    with pytest.raises(MoveRefused, match="needs a reason"):
        clocks.supersede(event, because="", by=None)
    with pytest.raises(PermissionDenied):
        clocks.supersede(event, because="Wrong day.", by=owner, on=date(2026, 11, 3))
    with pytest.raises(TypeError, match="cannot change event"):
        clocks.supersede(event, because="Wrong.", by=None, event="resolved")


def test_a_correction_keeps_to_the_rules_that_the_fact_itself_had_to_keep():
    case = holdable()
    held = clocks.hold(
        stage(case), from_on=date(2026, 11, 5), to_on=date(2026, 11, 9), reason="Waiting for an advocate", by=None
    )
    # Held for three working days, 20 working days from 2 November end on Thursday 3 December.
    given = clocks.extend(stage(case), to=date(2026, 11, 27), given_on=date(2026, 11, 12), **EXTEND)
    event = cases.acknowledge(stage(case), on=date(2026, 11, 4), by=None)
    with pytest.raises(MoveRefused, match="cannot come before"):
        clocks.supersede(event, because="Wrong.", by=None, on=date(2026, 11, 1))
    with pytest.raises(MoveRefused, match="cannot have been on hold before"):
        clocks.supersede(held, because="Wrong.", by=None, from_on=date(2026, 10, 1))
    with pytest.raises(MoveRefused, match="cannot be later than 3 December 2026"):
        clocks.supersede(given, because="Wrong.", by=None, to=date(2026, 12, 4))
    clocks.supersede(given, because="Wrong.", by=None, to=date(2026, 12, 3))
    assert due(case) == date(2026, 12, 3)


def test_a_wrong_reason_is_corrected_and_cannot_be_left_out():
    case = holdable()
    given = clocks.extend(stage(case), to=date(2026, 11, 27), given_on=date(2026, 11, 12), **EXTEND)
    with pytest.raises(MoveRefused, match="Give the reason"):
        clocks.supersede(given, because="A slip.", by=None, reason=" ")
    right = clocks.supersede(given, because="A slip.", by=None, reason="The records were late.")
    assert (right.reason, right.correction_reason, right.to) == (
        "The records were late.",
        "A slip.",
        date(2026, 11, 27),
    )


def test_a_date_set_is_not_corrected_to_before_the_stage_began():
    case = factories.case(procedure=factories.example("002-childrens-trust").procedure)
    fact = clocks.set_date(stage(case), timescale="responded", due_on=date(2026, 11, 27), by=None)
    with pytest.raises(MoveRefused, match="before the stage began"):
        clocks.supersede(fact, because="A slip.", by=None, due_on=date(2026, 11, 1))


def test_the_answer_of_a_gate_is_not_struck_out_behind_the_letter_that_said_it():
    case = factories.case(procedure=factories.example("002-childrens-trust").procedure)
    clocks.record_event(stage(case), event="resolved", on=date(2026, 11, 9), by=None)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 10), by=None)
    case_stages.refuse(asked, on=date(2026, 11, 12), by=None, reason="All was looked at.")
    with pytest.raises(MoveRefused, match="refused in writing"):
        clocks.supersede(asked.events.get(), because="Wrong.", by=None)


def test_a_corrected_day_of_receipt_moves_everything_that_counts_from_it():
    case, manager = factories.case(), factories.user(roles.MANAGER)
    clocks.correct_received(case, received_on=date(2026, 10, 29), reason="It lay in the post room.", by=manager)
    # 10 working days from Thursday 29 October: 30 October is day 1, Thursday 12 November day 10.
    assert (case.received_on, due(case)) == (date(2026, 10, 29), date(2026, 11, 12))
    # 3 working days: 30 October, 2 and 3 November.
    assert case.next_due_on == date(2026, 11, 3)
    trail = case.history.first()
    assert (trail.history_change_reason, trail.actor_name) == ("It lay in the post room.", manager.get_full_name())
    assert case.submission.received_on == MONDAY


def test_the_day_of_receipt_is_corrected_with_a_reason_and_not_past_what_happened():
    case = factories.case()
    cases.acknowledge(stage(case), on=date(2026, 11, 4), by=None)
    clocks.record_event(stage(case), event="discussed", on=date(2026, 11, 3), by=None)
    for day, reason, words in (
        (date(2026, 11, 5), "Wrong", "cannot come before"),
        (date(2026, 11, 4), "Wrong", "recorded on 3 November 2026 already"),
        (MONDAY, "Wrong", "nothing to correct"),
        (date(2026, 10, 29), " ", "needs a reason"),
    ):
        with pytest.raises(MoveRefused, match=words):
            clocks.correct_received(case, received_on=day, reason=reason, by=None)
    with pytest.raises(PermissionDenied):
        clocks.correct_received(
            case, received_on=date(2026, 10, 29), reason="Wrong", by=factories.user(roles.SIGNER)
        )


def test_a_corrected_day_of_the_request_moves_the_stage_that_was_asked_for():
    case = factories.case()
    clocks.record_event(stage(case), event="resolved", on=date(2026, 11, 9), by=None)
    asked = case_stages.request(case, key="stage-2", on=date(2026, 11, 16), by=None)
    # 25 working days from Monday 16 November: five whole weeks, to Monday 21 December; from the 13th, to the 18th.
    assert due(case, key="stage-2") == date(2026, 12, 21)
    stage_requests.correct(
        asked, requested_on=date(2026, 11, 13), reason="Her e-mail came on Friday.", on=date(2026, 11, 20), by=None
    )
    assert due(case, key="stage-2") == date(2026, 12, 18)
    for where, day, words in (
        (asked, date(2026, 11, 13), "nothing to correct"),
        (asked, date(2026, 11, 1), "before the complaint was received"),
        (stage(case), date(2026, 11, 3), "The case opened in this stage"),
    ):
        with pytest.raises(MoveRefused, match=words):
            stage_requests.correct(where, requested_on=day, reason="Wrong.", on=date(2026, 11, 20), by=None)
