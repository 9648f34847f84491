"""The case page tells the whole story of one case, to those who may see it and to nobody else."""

import re
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests import factories
from tests.wagtail_admin.cases_at_hand import ADVOCATE, CONSENT, day, triaged
from wagtail_complaints import roles
from wagtail_complaints.actions import (
    appointments,
    calendars,
    case_stages,
    cases,
    clocks,
    links,
    notes,
    people,
    points,
    uploads,
)
from wagtail_complaints.letters.addressee import Addressee
from wagtail_complaints.letters.writing import write
from wagtail_complaints.models import ExtraHoliday, LetterKind
from wagtail_complaints.wagtail_admin.cases.fetched import kinds_of
from wagtail_complaints.wagtail_admin.cases.moves.urls import OF_A_STAGE, OF_THE_CASE

pytestmark = pytest.mark.django_db


def address(case) -> str:
    return f"/admin/complaints/cases/{case.pk}/"


def seen(response) -> str:
    """Return the words of the case on the page, without its markup."""
    return part(response, 'class="wc-case"', until="</main>")


def part(response, name: str, until="</section>") -> str:
    """Return the words of one part of the page, from the element with this id or class on."""
    page = response.content.decode()
    found = page[page.index(name) :]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found[: found.index(until)])).split())


def test_the_head_says_what_is_due_whose_move_it_is_and_who_complains(desk, manager):
    case = triaged(given={"name": "Robin Example"})
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=manager)
    cases.assign(case, by=manager, owner=manager)
    said = seen(desk.get(address(case)))
    # 10 working days from Monday 2 November: Monday 16 November, five working days after Monday 9.
    assert "Next due Response, Monday 16 November 2026 in 5 working days" in said
    assert "Whose move Priya Nair" in said
    assert "Complainant Robin Example" in said


def test_each_date_is_explained(desk, manager):
    case = triaged()
    stage = case.stages.get()
    clocks.hold(
        stage, from_on=day("2026-11-05"), to_on=day("2026-11-06"), reason=CONSENT, by=manager, note="Rang her"
    )
    said = part(desk.get(address(case)), 'id="stages-section"')
    # Two working days on hold: Monday 16 November becomes Wednesday 18.
    assert (
        "Response 10 working days from receipt of the complaint on 2 November, not counting 2 days on hold." in said
    )
    assert "18 Nov 2026" in said
    assert (
        f"5 Nov 2026 Put on hold, until 6 Nov 2026 Correct : Put on hold, until 6 Nov 2026 {CONSENT}. Rang her"
        in said
    )


def test_what_was_not_due_when_the_answer_came_is_no_longer_needed_however_late_the_case_is_closed(desk, manager):
    # Received on Monday 2 November. Resolved on the 3rd, before the acknowledgement was due, and closed on the 9th.
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-03"), by=manager)
    cases.close(case, on=day("2026-11-09"), reason="resolved", by=manager, learning="One slip.")
    said = part(desk.get(address(case)), 'id="stages-section"')
    assert "Never done" not in said
    assert "No longer needed" in said


def test_a_date_without_a_published_timescale_says_so(desk):
    said = seen(desk.get(address(triaged())))
    assert "Discussion with the complainant The procedure gives no time limit for this. – No date" in said


def test_a_date_past_the_calendar_leaves_the_others_and_says_why(desk, manager):
    case = triaged(received_on=day("2028-12-21"), on=day("2028-12-21"))
    said = seen(desk.get(address(case)))
    # The acknowledgement: 22, 27 and 28 December 2028. The tenth working day is in 2029.
    assert "28 Dec 2028" in said
    assert (
        "Response No date can be given yet. The bank holidays of England are known from 1 January 2000 until "
        "31 December 2028, and the count goes past that. – No date Not known yet" in said
    )
    cases.acknowledge(case.stages.get(), on=day("2028-12-22"), by=manager)
    assert "Next due Response, date not known yet" in seen(desk.get(address(case)))
    rows = " ".join(re.sub(r"<[^>]*>", " ", desk.get("/admin/complaints/cases/results/").content.decode()).split())
    assert "Response date not known yet: bank holidays or terms are not published so far ahead" in rows


def test_a_finished_clock_is_explained_by_the_calendar_it_finished_under(desk, manager):
    case = triaged()
    cases.acknowledge(case.stages.get(), on=day("2026-11-05"), by=manager)
    holiday = ExtraHoliday.objects.create(nation="england", on=day("2026-11-04"), name="A late holiday")
    calendars.confirm(holiday, by=factories.superuser(), on=day("2026-11-09"))
    said = part(desk.get(address(case)), 'id="stages-section"')
    # Acknowledged before the holiday was known: 3, 4 and 5 November. The reply moves from the 16th to the 17th.
    assert "3 working days from receipt of the complaint on 2 November. 5 Nov 2026" in said
    assert "not counting A late holiday. 17 Nov 2026" in said


def test_safety_and_adjustments_stand_at_the_top_of_the_page_and_of_every_form(desk, manager):
    case = triaged(given={"safe_contact": "Never ring the house."})
    people.change(case.parties.get(), by=manager, adjustments="Large print.")
    for page in (address(case), f"{address(case)}stages/stage-1/acknowledge/"):
        text = desk.get(page).content.decode()
        assert "Never ring the house." in text
        assert "Large print." in text


def test_what_was_sent_stands_under_the_labels_it_was_asked_with(desk):
    case = triaged(given={"what_happened": "The bin.\nTwice.", "kinds_of_bin": ["green", "brown"]})
    said = part(desk.get(address(case)), 'id="submission-section"')
    assert "What happened The bin. Twice." in said
    assert "Kinds of bin green brown" in said


def test_nothing_that_was_sent_is_read_as_markup(desk):
    case = triaged(given={"what_happened": "<script>alert(1)</script>", "name": "<b>Robin</b>"})
    text = desk.get(address(case)).content.decode()
    assert "<script>alert(1)" not in text
    assert "<b>Robin" not in text


def test_letters_say_what_became_of_them(desk, manager):
    case = triaged()
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=manager)
    said = part(desk.get(address(case)), 'id="letters-section"')
    assert "Acknowledgement Waits to be sent by e-mail" in said
    case.letters.update(is_dead=True)
    assert "Could not be sent by e-mail: send it another way" in seen(desk.get(address(case)))


def test_points_and_people_and_appointments_are_shown(desk, manager):
    case = triaged()
    points.add(case, text="The bin was missed.", by=manager, outcome_sought="Empty it.")
    points.withdraw(points.add(case, text="It was noisy.", by=manager), by=manager, reason="Changed her mind")
    people.add(case, by=manager, role="advocate", name="Dele Adeyemi", telephone="01632 960055")
    appointments.appoint(
        case.stages.get(),
        does="investigates",
        role="Investigating officer",
        by=manager,
        on=day("2026-11-04"),
        name="Jo",
    )
    said = seen(desk.get(address(case)))
    assert "1 The bin was missed. Would put it right: Empty it." in said
    assert "2 It was noisy. Withdrawn" in said
    assert "Dele Adeyemi Advocate Telephone 01632 960055" in said
    assert "4 Nov 2026 Jo, Investigating officer End : Jo Fee : Jo Investigates Has not declared anything" in said


def test_a_corrected_fact_is_kept_beside_the_right_one(desk, manager):
    case = triaged()
    event = clocks.record_event(case.stages.get(), event="discussed", on=day("2026-11-04"), by=manager)
    clocks.supersede(event, because="It was the day after", by=manager, on=day("2026-11-05"))
    said = part(desk.get(address(case)), 'id="stages-section"')
    assert "5 Nov 2026 Discussed with the complainant" in said
    assert "Recorded wrongly and corrected 4 Nov 2026 Discussed with the complainant" in said


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
    assert "Reopen the case The case is open." in said
    assert "End the hold Stage 1 The stage is not on hold." in said
    assert "The response of “Stage 1” has not been issued yet." in said


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


def test_what_was_done_without_a_published_time_is_neither_late_nor_in_time(desk, manager):
    case = triaged()
    clocks.record_event(case.stages.get(), event="discussed", on=day("2026-11-04"), by=manager)
    assert "– No date Done, 4 Nov 2026" in part(desk.get(address(case)), 'id="stages-section"')


def test_notices_to_staff_stand_apart_from_the_correspondence(desk, manager):
    case = triaged()
    notice = {"case": case, "to": Addressee("Sam", "sam@example.com"), "text": "To sign", "link": "/here/"}
    write(LetterKind.SIGN_OFF_NOTICE, on=day("2026-11-04"), once="notice", **notice)
    said = part(desk.get(address(case)), 'id="letters-section"')
    assert said.index("Receipt") < said.index("1 notice to staff") < said.index("Notice to a signer or author")


def test_codes_of_the_form_are_shown_in_words(desk):
    given = {"kind": "complaint", "on_behalf": "myself", "contact_by": "text", "is_young_person": "yes"}
    said = part(desk.get(address(triaged(given=given))), 'id="submission-section"')
    for words in ("Kind Complaint", "On behalf Myself", "Contact by Text message", "Is young person Yes"):
        assert words in said


def test_a_group_of_choices_is_named(desk):
    case = triaged()
    page = desk.get(f"{address(case)}close/").content.decode()
    assert '<div role="group" aria-labelledby="id_reason-label">' in page


def test_a_case_of_other_people_is_not_found_at_any_address(client, monday):
    """Not found, and not forbidden: a refusal would say that there is one. Other roles walk in `tests/outsider`."""
    case = triaged()
    point = points.add(case, text="The bin.", by=None)
    event = clocks.record_event(case.stages.get(), event="discussed", on=day("2026-11-04"), by=None)
    client.force_login(factories.user(roles.INVESTIGATOR))
    places = [
        "",
        *(f"{verb}/" for verb in OF_THE_CASE),
        *(f"stages/stage-1/{verb}/" for verb in OF_A_STAGE),
        *("points/add/", f"points/{point.number}/", f"points/{point.number}/withdraw/"),
        *("notes/add/", "people/add/", f"people/{case.parties.get().pk}/", f"facts/event/{event.pk}/"),
    ]
    for place in places:
        assert client.get(address(case) + place).status_code == 404, place
        assert client.post(address(case) + place, {"reason": "x"}).status_code in (404, 405), place


def test_nothing_of_another_case_is_reached_through_ones_own(desk, manager):
    own, other = triaged(), triaged()
    event = clocks.record_event(other.stages.get(), event="discussed", on=day("2026-11-04"), by=manager)
    for place in (f"people/{other.parties.get().pk}/", f"facts/event/{event.pk}/", "facts/letter/1/", "points/1/"):
        assert desk.get(address(own) + place).status_code == 404, place
    assert desk.get(f"{address(own)}stages/stage-2/acknowledge/").status_code == 404
    assert desk.get(f"{address(own)}stages/nowhere/request-stage/").status_code == 404


def test_the_title_and_the_addresses_of_the_page_name_nobody(desk):
    case = triaged(given={"name": "Robin Example"})
    page = desk.get(address(case)).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]
    assert case.reference in title
    assert "Robin" not in title
    assert not [href for href in re.findall(r'href="([^"]*)"', page) if "robin" in href.lower()]


def test_the_number_of_queries_does_not_grow_with_the_case(desk, manager):
    case = triaged()
    grow(case, manager, 3)
    clocks.extend(case.stages.get(), to=day("2026-11-23"), reason="Complex", given_on=day("2026-11-03"), by=manager)
    desk.get(address(case))
    small = count(desk, case)
    for number in range(4, 9):
        grow(case, manager, number)
    stage = case.stages.get()
    clocks.record_event(stage, event="resolved", on=day("2026-11-09"), by=manager)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-09"), by=manager)
    clocks.extend(second, to=day("2027-01-20"), reason="Complex", given_on=day("2026-11-09"), by=manager)
    assert count(desk, case) == small


def test_only_what_there_is_of_a_case_is_read(desk, manager):
    case = triaged()
    assert kinds_of(case) == {"parties", "letters", "stages__deadlines"}
    desk.get(address(case))
    little = count(desk, case)
    notes.add(case, text="Telephoned.", by=manager)
    assert kinds_of(case) == {"parties", "letters", "stages__deadlines", "notes"}
    assert count(desk, case) == little + 1


def grow(case, manager, number):
    """Add one of everything to the case."""
    stage, on = case.stages.get(), day(f"2026-11-0{number}")
    points.add(case, text=f"Point {number}", by=manager)
    people.add(case, by=manager, role="representative", name=f"Person {number}", adjustments="Large print")
    clocks.update(stage, text=f"We are at step {number}.", on=on, by=manager)  # an event and a letter
    notes.add(case, text=f"Note {number}", by=manager)
    links.link(case, to=factories.case(), reason="The same street", by=manager, on=on)
    uploads.keep(f"batch {number}", ContentFile(b"What we saw."), "seen.txt")
    uploads.claim(f"batch {number}", case.submission)
    appointments.appoint(stage, does="sits", role="Member", by=manager, on=on, user=factories.user())
    clocks.hold(stage, from_on=on, to_on=on, reason=ADVOCATE, by=manager)


def count(desk, case) -> int:
    with CaptureQueriesContext(connection) as queries:
        desk.get(address(case))
    return len(queries)


def test_nobody_is_shut_out_by_a_name_that_was_chosen_beforehand(desk):
    case = triaged()
    place = f"{address(case)}complained-about/"
    assert '<option value="" selected>Choose…</option>' in desk.get(place).content.decode()
    refused = desk.post(place, {"user": ""})
    assert refused.context["form"].errors == {"user": ["This field is required."]}
    assert not case.staff_complained_about.exists()
