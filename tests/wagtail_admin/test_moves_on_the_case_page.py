"""The page of a case offers what may be done now, and says of the rest why not."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from tests import factories
from tests.wagtail_admin.cases_at_hand import day, triaged
from tests.wagtail_admin.pages_at_hand import address, part, seen
from wagtail_complaints import roles
from wagtail_complaints.actions import (
    case_stages,
    cases,
    clocks,
)
from wagtail_complaints.procedure.journey import Verb
from wagtail_complaints.wagtail_admin.cases.moves.offers import Offer, Offers, Refused
from wagtail_complaints.wagtail_admin.cases.moves.urls import OF_A_STAGE, OF_THE_CASE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", [*OF_THE_CASE, *OF_A_STAGE])
def test_every_move_of_the_journey_has_an_address(verb):
    places = ([1], [1, "stage-1"])
    found = []
    for place in places:
        try:
            found.append(reverse(f"complaints_cases:{verb}", args=place))
        except NoReverseMatch:
            continue
    assert len(found) == 1


def offered(response) -> set[str]:
    page = response.content.decode()
    moves = page[page.index('class="wc-moves"') : page.index('class="wc-main"')]
    return set(re.findall(r'href="[^"]*/([a-z-]+)/"', moves))


def test_what_can_be_done_is_offered_and_what_cannot_says_why(desk):
    case = triaged()
    page = desk.get(address(case))
    assert offered(page) == {
        *("triage", "pass-on", "redirect", "assign", "withdraw", "close", "correct-received", "correct-happened"),
        *("service-request", "split", "merge", "link"),
        *("acknowledge", "record-event", "draft-response", "extend", "hold", "set-date", "appoint"),
    }
    said = part(page, 'class="wc-moves"')
    assert "The case is open. Reopen the case" in said
    assert "The stage is not on hold. Stage 1 End the hold" in said
    assert "The response of “Stage 1” has not been issued yet." in said


def test_a_reason_that_keeps_several_moves_back_is_said_once_with_the_moves_in_their_order():
    def refused(label, why_not):
        return Offer(Verb.HOLD, label, "stage-1", "Stage 1", "/", why_not)

    closed, held = "The case is closed. Reopen it first.", "The stage is not on hold."
    first, second, third = refused("Triage", closed), refused("End the hold", held), refused("Assign", closed)
    found = Offers(not_yet=[first, second, third]).refused
    assert found == [Refused(closed, (first, third)), Refused(held, (second,))]


def test_moves_are_offered_to_those_who_may_make_them(client, monday):
    case = triaged()
    investigator, auditor = factories.user(roles.INVESTIGATOR), factories.user(roles.AUDITOR)
    cases.assign(case, by=None, decider=investigator)
    client.force_login(investigator)
    page = client.get(address(case))
    assert offered(page) == {
        *("pass-on", "link", "acknowledge", "record-event", "draft-response", "extend", "hold", "set-date")
    }
    assert "Correct" not in part(page, 'id="stages-section"')
    client.force_login(auditor)
    page = client.get(address(case))
    assert offered(page) == set()
    assert "Nothing: you may read this case." in seen(page)


def test_the_next_move_comes_first(desk, manager):
    case = factories.case()
    first = re.compile(r'wc-moves__first" href="[^"]*/([a-z-]+)/"')

    def next_move():
        return first.search(desk.get(address(case)).content.decode())[1]

    assert next_move() == "triage"
    desk.post(f"{address(case)}triage/", {"procedure": case.procedure_version.procedure_id})
    assert next_move() == "assign"
    cases.assign(case, owner=manager, by=manager)
    assert next_move() == "acknowledge"
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=manager)
    assert next_move() == "draft-response"


def test_whose_move_it_is_follows_the_case(desk, manager):
    case = triaged()
    assert "Whose move Nobody’s yet: assign it" in seen(desk.get(address(case)))
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-06"), by=manager)
    # 20 working days from Friday 6 November: Friday 4 December.
    assert "they may ask for “Stage 2” until 4 Dec 2026" in seen(desk.get(address(case)))
    cases.close(case, on=day("2026-11-09"), by=manager, reason="resolved", learning="One slip.")
    said = seen(desk.get(address(case)))
    assert "Whose move Nobody’s: the case is closed" in said
    assert "Status Closed on 9 Nov 2026: resolved" in said


def test_a_gate_waits_for_whoever_decides(desk, manager):
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-03"), by=manager)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=manager)
    clocks.record_event(second, event="resolved", on=day("2026-11-05"), by=manager)
    case_stages.request(case, key="review", on=day("2026-11-06"), by=manager)
    said = seen(desk.get(address(case)))
    assert "Status Next stage to be decided" in said
    assert "Whoever decides on “Review”: Chief executive" in said
    assert "Review Asked for: to be decided Whether it goes ahead is decided by: Chief executive" in said
    assert "What you can do now Accept the request" in said


def test_who_asked_for_a_stage_why_and_in_which_words_stand_on_lines_of_their_own(desk, manager):
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-03"), by=manager)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=manager)
    clocks.record_event(second, event="resolved", on=day("2026-11-05"), by=manager)
    case_stages.request(
        case,
        key="review",
        on=day("2026-11-06"),
        by=manager,
        requested_by="Robin",
        grounds=["The facts were wrong"],
        note="Look again.",
    )
    page = desk.get(address(case)).content.decode()
    assert "Asked for by: Robin<br>Ground: The facts were wrong<br>Look again." in page


def test_a_request_that_was_refused_says_so_and_leaves_the_appeal(desk, manager):
    case = triaged(procedure=factories.example("002-childrens-trust").procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-03"), by=manager)
    asked = case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=manager)
    case_stages.refuse(asked, on=day("2026-11-06"), by=manager, reason="Everything was looked at.")
    said = seen(desk.get(address(case)))
    assert "Whose move The complainant’s: they may appeal against the refusal" in said
    assert "Stage 2: investigation Refused on 6 Nov 2026" in said
    assert "6 Nov 2026 The request was refused Correct : The request was refused Everything was looked at." in said
    assert "Taken on" not in said


def test_a_step_that_is_offered_was_never_asked_for_and_a_closed_case_stands_at_none(desk, manager):
    case = triaged(procedure=factories.example("003-childrens-feedback").procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-03"), by=manager)
    case_stages.request(case, key="conciliation", on=day("2026-11-04"), by=manager)
    page = desk.get(address(case))
    assert "4 Nov 2026 Offered Correct" in part(page, 'id="stages-section"')
    assert page.content.decode().count('aria-current="step"') == 1
    cases.close(case, on=day("2026-11-09"), by=manager, reason="resolved", learning="One slip.")
    assert 'aria-current="step"' not in desk.get(address(case)).content.decode()
