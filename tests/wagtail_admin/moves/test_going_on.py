"""The next stage, its gate, the response and the end of a case, by their forms."""

import pytest

from tests import signing
from tests.wagtail_admin.cases_at_hand import day
from tests.wagtail_admin.moves.at_hand import address, errors, made, stage_of
from wagtail_complaints.actions import case_stages, clocks
from wagtail_complaints.models import LetterKind, Response

pytestmark = pytest.mark.django_db


def test_the_next_stage_starts_when_it_was_asked_for(move, case):
    clocks.record_event(stage_of(case), event="resolved", on=day("2026-11-05"), by=None)
    given = {"on": "2026-11-06", "requested_by": "Robin", "note": "It came back."}
    assert made(move(case, "stages/stage-2/request-stage", **given), case)
    second = stage_of(case, "stage-2")
    assert (second.requested_on, second.request_note) == (day("2026-11-06"), "It came back.")
    # 25 working days from Friday 6 November: Friday 11 December.
    assert case.next_due_on == day("2026-12-11")


def test_the_next_stage_is_refused_before_its_time(move, case, desk):
    response = move(case, "stages/stage-2/request-stage", on="2026-11-06", note="Now, please")
    assert response.status_code == 409
    assert "Now, please" in response.content.decode()
    assert "has not been issued yet" in desk.get(f"{address(case)}stages/stage-2/request-stage/").content.decode()


def at_the_gate(case):
    clocks.record_event(stage_of(case), event="resolved", on=day("2026-11-03"), by=None)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=None)
    clocks.record_event(second, event="resolved", on=day("2026-11-05"), by=None)


def test_a_gate_is_asked_with_grounds_and_accepted(move, case):
    at_the_gate(case)
    grounds = ["The facts were wrong"]
    assert made(move(case, "stages/review/request-stage", on="2026-11-06", grounds=grounds), case)
    assert stage_of(case, "review").grounds == grounds
    assert made(move(case, "stages/review/accept", on="2026-11-09"), case)
    assert stage_of(case, "review").events.get().event == "accepted"


def test_a_gate_is_refused_with_a_reason_in_a_letter(move, case):
    at_the_gate(case)
    move(case, "stages/review/request-stage", on="2026-11-06")
    unsaid = move(case, "stages/review/refuse", on="2026-11-09")
    assert (list(errors(unsaid)), unsaid.context["form"]["reason"].label) == (["reason"], "Why it is refused")
    assert made(move(case, "stages/review/refuse", on="2026-11-09", reason="Nothing new was said."), case)
    assert stage_of(case, "review").ended_on == day("2026-11-09")
    assert "Nothing new was said." in case.letters.get(kind=LetterKind.STAGE_REFUSED).body


def test_a_draft_of_the_response_is_started(move, case, manager):
    response = move(case, "stages/stage-1/draft-response")
    assert response.status_code == 302
    assert Response.objects.get(case_stage=stage_of(case)).author == manager


def test_a_correction_of_an_issued_letter_is_started_with_a_reason(move, desk, monday):
    head = signing.signer()
    issued = signing.sign(signing.submitted(), head)
    case, place = issued.case, "stages/stage-1/correct-response"
    assert "Correct the response" in [
        o.label for o in desk.get(address(case)).context["offers"].of_stages["Stage 1"]
    ]
    assert "9 Nov 2026" in desk.get(f"{address(case)}{place}/").content.decode()
    assert list(errors(move(case, place))) == ["because"]
    response = move(case, place, because="The wrong street.")
    draft = issued.corrections.get()
    assert (response.status_code, str(draft.pk) in response.url) == (302, True)
    assert "This corrects the letter of 9 November 2026, because:" in desk.get(response.url).content.decode()
    page = desk.get(address(case)).content.decode()
    assert "Correction being written" in page
    assert "The wrong street." in page
    assert "A correction is being drafted." in desk.get(f"{address(case)}{place}/").content.decode()


def test_a_complaint_is_withdrawn_and_taken_up_again(move, case):
    assert made(move(case, "withdraw", on="2026-11-09", reason="Settled by telephone"), case)
    assert (case.closed_on, case.close_reason) == (day("2026-11-09"), "withdrawn")
    assert made(move(case, "reopen", on="2026-11-09", reason="She changed her mind"), case)
    assert case.is_open


def test_a_case_is_closed_for_a_reason_that_fits(move, case, desk):
    reasons = [
        value for value, _label in desk.get(f"{address(case)}close/").context["form"].fields["reason"].choices
    ]
    assert reasons == ["refused", "duplicate", "logged-in-error"]
    assert (
        move(case, "close", on="2026-11-09", reason="resolved", learnt="nothing", learning="A slip.").status_code
        == 409
    )
    again = move(case, "close", on="")
    assert [value for value, _label in again.context["form"].fields["reason"].choices] == reasons
    assert "This could not be done." in again.content.decode()
    assert made(move(case, "close", on="2026-11-09", reason="duplicate"), case)
    assert case.close_reason == "duplicate"


def test_a_refusal_at_the_door_says_why_in_the_letter(move, case):
    assert made(move(case, "close", on="2026-11-09", reason="refused", note="It is before a court."), case)
    assert "It is before a court." in case.letters.get(kind=LetterKind.REFUSAL).body
