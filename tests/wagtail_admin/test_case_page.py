"""The case page tells the whole story of one case, to those who may see it and to nobody else."""

import re
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from wagtail.admin.admin_url_finder import AdminURLFinder

from tests import factories
from tests.wagtail_admin.cases_at_hand import ADVOCATE, CONSENT, day, triaged
from tests.wagtail_admin.pages_at_hand import address, part, seen
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
from wagtail_complaints.models import ExtraHoliday, Letter, LetterKind
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.wagtail_admin.cases.fetched import kinds_of
from wagtail_complaints.wagtail_admin.cases.history import lines
from wagtail_complaints.wagtail_admin.cases.moves.urls import OF_A_STAGE, OF_THE_CASE
from wagtail_complaints.wagtail_admin.cases.papers import Posted

pytestmark = pytest.mark.django_db


def test_the_head_says_what_is_due_whose_move_it_is_and_who_complains(desk, manager):
    case = triaged(given={"name": "Robin Example"})
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=manager)
    cases.assign(case, by=manager, owner=manager)
    said = seen(desk.get(address(case)))
    # 10 working days from Monday 2 November: Monday 16 November, five working days after Monday 9.
    assert "Next due Response, Monday 16 November 2026 in 5 working days" in said
    assert "Whose move Priya Nair" in said
    assert "Complainant Robin Example" in said


def test_while_a_clock_stands_still_the_head_says_why_and_since_when(desk, manager):
    case = triaged()
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=manager)
    clocks.hold(case.stages.get(), from_on=day("2026-11-05"), reason=CONSENT, by=manager)
    said = seen(desk.get(address(case)))
    assert f"Next due Nothing while the clock stands still {CONSENT}, since 5 Nov 2026 Whose move" in said
    clocks.end_hold(case.stages.get().open_hold, to_on=day("2026-11-06"), by=manager)
    assert "Next due Response, Wednesday 18 November 2026" in seen(desk.get(address(case)))


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


def test_what_never_began_in_a_stage_is_no_longer_needed_once_the_stage_is_over(desk, manager):
    plain = factories.two_stages(slug="discussed-after")
    first = plain.stages[0]
    talk = terms.Timescale("discussed", "acknowledged", within=Length.parse("5 working days"))
    first = replace(first, timescales=(*first.timescales, talk))
    version = factories.procedure_version(replace(plain, stages=(first, *plain.stages[1:])))
    case = triaged(procedure=version.procedure)
    talked = "Discussion with the complainant 5 working days from the acknowledgement – No date"
    assert f"{talked} Not started" in seen(desk.get(address(case)))
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-03"), by=manager)
    assert f"{talked} No longer needed" in seen(desk.get(address(case)))


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


def test_a_date_that_was_set_says_of_what_there_where_it_is_corrected_and_in_the_history(desk, manager):
    case = triaged()
    given = clocks.set_date(case.stages.get(), timescale="discussed", due_on=day("2026-11-05"), by=manager)
    said = "Discussion with the complainant: date set, 5 Nov 2026"
    assert said in part(desk.get(address(case)), 'id="stages-section"')
    correction = part(desk.get(f"{address(case)}facts/set-date/{given.pk}/"), 'class="wc-facts"', until="</dl>")
    assert correction.endswith("Stage Stage 1 A date for Discussion with the complainant")
    assert f"Stage 1: {said}" in [line.what for line in lines(case)]


def test_the_headings_of_a_signed_letter_are_headings_on_the_case_page():
    html = "<html><body><h3>Our decision</h3><p>Upheld</p></body></html>"
    letter = Letter(pk=1, kind="response", body="Our decision\n\nUpheld", body_html=html)
    receipt = Letter(pk=2, kind="receipt", body="A < B", body_html="<html><body><p>A</p></body></html>")
    shown = [
        render_to_string(
            "wagtail_complaints/admin/cases/parts/letter.html", {"letter": Posted(row, "", False, None)}
        )
        for row in (letter, receipt)
    ]
    assert "<h3>Our decision</h3><p>Upheld</p>" in shown[0]
    assert "<p>A &lt; B</p>" in shown[1]


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


def test_the_address_of_a_case_is_given_to_who_sees_it_and_where_wagtail_asks_for_nobody_in_particular(manager):
    """Wagtail's choosers ask so: a snippet of the site that points at a case must not break."""
    case = triaged()
    known = {each: AdminURLFinder(each).get_edit_url(case) for each in (None, manager, factories.user())}
    assert list(known.values()) == [address(case), address(case), None]


def test_what_the_procedure_tells_the_public_of_a_stage_is_no_instruction_to_who_starts_it(desk, manager):
    first, second = factories.two_stages().stages
    stages = (first, replace(second, summary="Ask us to look again."))
    case = triaged(procedure=factories.procedure_version(factories.two_stages(stages=stages)).procedure)
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-04"), by=manager)
    shown = desk.get(f"{address(case)}stages/stage-2/request-stage/").context
    assert (shown["lead"], shown["known"]) == ("", [("The procedure says", "Ask us to look again.")])


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
