"""What is recorded while a stage goes on: acknowledging, giving out, events, later dates, holds."""

import pytest

from tests import factories
from tests.wagtail_admin.cases_at_hand import ADVOCATE, day, triaged
from tests.wagtail_admin.moves.at_hand import address, errors, made, stage_of
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, case_stages, cases, clocks
from wagtail_complaints.models import LetterKind

pytestmark = pytest.mark.django_db


def test_an_acknowledgement_goes_out_and_is_recorded(move, case):
    assert made(move(case, "stages/stage-1/acknowledge", on="2026-11-04", text="You told us of the bins."), case)
    assert stage_of(case).events.get(event="acknowledged").on == day("2026-11-04")
    assert "You told us of the bins." in case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT).body


def test_a_second_acknowledgement_is_refused_with_the_form_kept(move, case, desk):
    move(case, "stages/stage-1/acknowledge", on="2026-11-04")
    response = move(case, "stages/stage-1/acknowledge", on="2026-11-05", text="Written at length.")
    assert response.status_code == 409
    assert errors(response) == {"__all__": ["The acknowledgement went out on 4 November 2026."]}
    assert "Written at length." in response.content.decode()
    page = desk.get(f"{address(case)}stages/stage-1/acknowledge/").content.decode()
    assert "The acknowledgement went out on 4 November 2026." in page
    assert 'name="text"' not in page


def test_a_case_is_assigned(move, case, manager):
    investigator = factories.user(roles.INVESTIGATOR)
    assert made(move(case, "assign", owner=manager.pk, decider=investigator.pk), case)
    assert (case.owner, stage_of(case).decider) == (manager, investigator)


def test_a_case_is_assigned_only_to_those_who_may_see_cases(move, case):
    response = move(case, "assign", owner=factories.user(roles.EDITOR).pk)
    assert list(errors(response)) == ["owner"]


def test_somebody_from_outside_is_appointed_by_name(move, case):
    given = {"does": "investigates", "role": "Investigating officer", "name": "Jo Lane", "on": "2026-11-04"}
    assert made(move(case, "stages/stage-1/appoint", **given), case)
    assert stage_of(case).appointments.get().name == "Jo Lane"


def test_an_appointment_needs_somebody(move, case):
    response = move(case, "stages/stage-1/appoint", does="sits", role="Member", on="2026-11-04")
    assert list(errors(response)) == ["name"]


def test_an_appointment_is_ended_from_the_case_page_also_when_the_case_is_closed(move, case, desk):
    given = {"does": "investigates", "role": "Investigating officer", "by": None, "on": day("2026-11-04")}
    appointment = appointments.appoint(stage_of(case), name="Jo Lane", **given)
    cases.withdraw(case, on=day("2026-11-09"), by=None, reason="Settled")
    place = f"appointments/{appointment.pk}/end"
    assert f"{address(case)}{place}/" in desk.get(address(case)).content.decode()
    assert move(case, place, on="2026-11-03", reason="Left").status_code == 409
    assert made(move(case, place, on="2026-11-09", reason="Left the council"), case)
    appointment.refresh_from_db()
    assert appointment.ended_on == day("2026-11-09")
    assert f"{address(case)}{place}/" not in desk.get(address(case)).content.decode()
    assert desk.get(f"{address(triaged())}{place}/").status_code == 404


def test_the_day_a_stage_was_asked_for_is_corrected_and_moves_its_dates(move, case, desk):
    clocks.record_event(stage_of(case), event="resolved", on=day("2026-11-03"), by=None)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-06"), by=None)
    place = f"facts/requested/{second.pk}"
    assert f"{address(case)}{place}/" in desk.get(address(case)).content.decode()
    assert made(move(case, place, requested_on="2026-11-05", reason="The postmark"), case)
    # 25 working days from Thursday 5 November: Thursday 10 December.
    assert case.next_due_on == day("2026-12-10")
    assert desk.get(f"{address(case)}facts/requested/{stage_of(case).pk}/").status_code == 404


def test_what_happened_is_recorded_on_its_day(move, case):
    given = {"event": "discussed", "on": "2026-11-05", "note": "Rang her."}
    assert made(move(case, "stages/stage-1/record-event", **given), case)
    event = stage_of(case).events.get()
    assert (event.event, event.on, event.note) == ("discussed", day("2026-11-05"), "Rang her.")


def test_a_progress_update_is_a_letter_with_the_date_due(move, case):
    given = {"event": "updated", "on": "2026-11-05", "text": "We have the lorry’s records.", "note": "Ask again"}
    assert made(move(case, "stages/stage-1/record-event", **given), case)
    letter = case.letters.get(kind=LetterKind.UPDATE)
    assert "We have the lorry’s records." in letter.body
    assert "Ask again" not in letter.body
    # The acknowledgement is not what they wait for: the reply, 10 working days from Monday 2 November.
    assert "We expect to reply by Monday 16 November 2026." in letter.body
    assert stage_of(case).events.get().event == "updated"


def test_an_update_given_another_way_is_recorded_with_a_note_and_no_letter(move, case):
    given = {"event": "updated", "on": "2026-11-05"}
    place = "stages/stage-1/record-event"
    assert list(errors(move(case, place, **given))) == ["text"]
    assert list(errors(move(case, place, **given, is_told="on"))) == ["note"]
    assert list(errors(move(case, place, event="discussed", on="2026-11-05", text="Dear all"))) == ["text"]
    assert made(move(case, place, **given, is_told="on", note="Told her by telephone."), case)
    assert stage_of(case).events.get().note == "Told her by telephone."
    assert not case.letters.filter(kind=LetterKind.UPDATE).exists()


def test_what_has_a_move_of_its_own_is_refused_when_recorded_by_force(move, case):
    response = move(case, "stages/stage-1/record-event", event="responded", on="2026-11-05", note="Kept")
    assert response.status_code == 409
    assert "Kept" in response.content.decode()
    assert not stage_of(case).events.exists()


def test_the_day_of_telling_is_today_until_the_date_itself_has_passed(desk, case, today_is):
    cases.acknowledge(stage_of(case), on=day("2026-11-04"), by=None)
    page = f"{address(case)}stages/stage-1/extend/"
    assert desk.get(page).context["form"].initial["given_on"] == day("2026-11-09")
    today_is(2026, 11, 17)  # the response was due on Monday 16 November
    assert "given_on" not in desk.get(page).context["form"].initial


def test_a_later_date_is_given_with_a_letter(move, case, manager):
    given = {"event": "responded", "to": "2026-11-20", "reason": "Records came late.", "given_on": "2026-11-09"}
    assert made(move(case, "stages/stage-1/extend", **given), case)
    extension = stage_of(case).extensions.get()
    assert (extension.to, extension.authorised_by) == (day("2026-11-20"), manager)
    assert "Records came late." in case.letters.get(kind=LetterKind.EXTENSION).body


def test_a_date_past_the_ceiling_is_refused_and_says_which_it_is(move, case):
    given = {"event": "responded", "to": "2026-12-24", "reason": "Records came late.", "given_on": "2026-11-09"}
    response = move(case, "stages/stage-1/extend", **given)
    assert response.status_code == 409
    # 20 working days from Monday 2 November: Monday 30 November.
    (said,) = errors(response)["__all__"]
    assert said.startswith("The response cannot be later than 30 November 2026.")
    assert "Source: “" in said
    assert "Records came late." in response.content.decode()


def test_a_date_that_is_none_is_an_error_at_the_field_and_nothing_typed_is_lost(move, case):
    given = {"event": "responded", "to": "soon", "reason": "Records came late.", "given_on": "2026-11-09"}
    response = move(case, "stages/stage-1/extend", **given)
    assert errors(response) == {"to": ["Enter a valid date."]}
    page = response.content.decode()
    assert 'value="soon"' in page
    assert "Records came late." in page


def test_a_stage_is_put_on_hold_and_taken_off(move, case):
    given = {"reason": ADVOCATE, "from_on": "2026-11-05", "note": "A waiting list"}
    assert made(move(case, "stages/stage-1/hold", **given), case)
    assert made(move(case, "stages/stage-1/end-hold", to_on="2026-11-06"), case)
    hold = stage_of(case).holds.get()
    assert (hold.reason, hold.from_on, hold.to_on) == (ADVOCATE, day("2026-11-05"), day("2026-11-06"))


def test_a_hold_has_a_reason_of_the_procedures_own(move, case):
    assert list(errors(move(case, "stages/stage-1/hold", reason="Too busy", from_on="2026-11-05"))) == ["reason"]


def test_a_date_is_set_where_none_is_published(move, case):
    given = {"timescale": "discussed", "due_on": "2026-11-13"}
    assert made(move(case, "stages/stage-1/set-date", **given), case)
    assert stage_of(case).set_dates.get().due_on == day("2026-11-13")
