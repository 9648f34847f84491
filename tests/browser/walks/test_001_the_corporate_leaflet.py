"""Seed 001, walked: two steps and the Ombudsman, a letter sent back once, updates every four weeks."""

import pytest

from tests.browser.walks import signing
from wagtail_complaints.models import Submission

pytestmark = pytest.mark.browser

STEP_1, STEP_2 = "Step 1: talk to the person who is helping you", "Step 2: the director of the service"


def complains_without_scripts(town) -> Submission:
    """Rosalind Achebe has JavaScript off, and forgets to say what she is sending."""
    rosalind = town.visitor("/services/bins/", javascript=False)
    rosalind.is_told_what_is_missing("Choose what you would like to send us")
    rosalind.chooses("What would you like to send us?", "A complaint")
    rosalind.chooses("Who are you doing this for?", "Myself")
    rosalind.answers("What would you like to tell us?", "The garden bin has been missed for six weeks.")
    rosalind.answers("What would put it right?", "Collect it.")
    rosalind.chooses("Which service is it about?", "Highways, planning and waste")
    rosalind.answers("Your name", "Rosalind Achebe")
    rosalind.answers("Your e-mail address", "rosalind@example.com")
    rosalind.continues()
    rosalind.sends("Send my complaint")
    assert "By Thursday 5 November 2026" in rosalind.words
    assert "By Monday 30 November 2026" in rosalind.words
    return town.sent_by(rosalind)


def test_from_a_missed_bin_to_the_directors_answer(town):
    # Sent on Monday 2 November 2026 from a page about bins. Acknowledged in three working days: 3, 4, 5 November.
    # Answered in twenty: 3 to 6 (4), 9 to 13 (9), 16 to 20 (14), 23 to 27 (19), 30 November (20).
    town.it_is("2026-11-02")
    leaflet = town.visitor("/complaints/council-services/", javascript=False)
    leaflet.opens_every_stage()
    sent = complains_without_scripts(town)
    case = sent.case
    manager = town.desk("manager").finds_in_the_inbox(sent)
    assert manager.next_due == "Acknowledgement, Thursday 5 November 2026"
    assert manager.dates(STEP_1) == {
        "Acknowledgement": "5 Nov 2026",
        "Response": "30 Nov 2026",
        "Progress update": "–",
    }
    manager.triages("Garden waste missed", service="Highways, planning and waste")
    manager.adds_a_point("The bin was missed for six weeks.", would_put_it_right="Collect it.")
    manager.assigns("Tom Hale")

    town.it_is("2026-11-04")
    tom = town.desk("investigator").opens(case)
    tom.acknowledges("You say that the bin was missed six times.", stage="step-1")
    assert tom.next_due == "Response, Monday 30 November 2026"
    letter = town.last_letter(case, "acknowledgement").body
    assert "You say that the bin was missed six times." in letter
    assert "Monday 30 November 2026" in letter

    # Extended, it owes an update every four weeks, the first one 28 days after 2 November.
    town.it_is("2026-11-27")
    tom = town.desk("investigator").opens(case)
    tom.extends(stage="step-1", to="2027-01-29", reason="The lorry's records are with the maker.")
    assert tom.next_due == "Progress update, Monday 30 November 2026"
    town.it_is("2026-11-30")
    tom = town.desk("investigator").opens(case)
    tom.records("Progress update given", stage="step-1", tells="Still waiting.")
    assert tom.next_due == "Progress update, Monday 28 December 2026"
    assert tom.dates(STEP_1)["Response"] == "29 Jan 2027"
    town.it_is("2026-12-24")
    tom = town.desk("investigator").opens(case)
    tom.records("Progress update given", stage="step-1", tells="The records have come.")
    assert tom.next_due == "Progress update, Thursday 21 January 2027"

    # The first draft forgets to say sorry, and comes back.
    town.it_is("2027-01-14")
    tom = town.desk("investigator").opens(case)
    signing.drafts(tom, stage="step-1")
    signing.writes(tom, "The road was left out by mistake.")
    signing.decides(tom, "Upheld", ("Upheld", "The round was drawn without it."))
    signing.submits(tom, "One signature")
    signing.sends_back(town.desk("signer"), case, "Please say sorry.")
    assert town.due(case)["step-1 responded"] == "2027-01-29"
    signing.opens_again(tom, case)
    assert tom.page.get_by_text("Please say sorry.").first.is_visible()
    signing.writes(tom, "The road was left out by mistake.", "We are sorry.", instead=True)
    signing.submits(tom, "One signature")
    signing.signs(town.desk("signer"), case)
    assert town.due(case) == {}
    assert "We are sorry." in town.last_letter(case, "response").body

    # Step 2 publishes no timescale; the director's office sets a day, and then it is due.
    town.it_is("2027-01-25")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STEP_2, asked_by="Rosalind Achebe", said="It was missed again today.")
    assert manager.next_due.startswith("Nothing promised")
    manager.sets_a_date(stage="step-2", to="2027-02-26")
    assert manager.next_due == "Response, Friday 26 February 2027"
    manager.assigns("Aisha Rahman")

    town.it_is("2027-02-22")
    aisha = town.desk("investigator2").opens(case)
    signing.drafts(aisha, stage="step-2")
    signing.writes(aisha, "Your road is first on the round now.")
    signing.decides(aisha, "Upheld", ("Upheld", "It was missed again."))
    signing.submits(aisha, "Two signatures")
    signing.signs(town.desk("head"), case)
    signing.signs(town.desk("assistant"), case)
    last = town.last_letter(case, "response").body
    assert "Your road is first on the round now." in last
    assert "Local Government and Social Care Ombudsman" in last

    town.it_is("2027-03-01")
    town.desk("manager").opens(case).closes("The procedure is finished")
    assert town.letters(case) == [
        "2026-11-02 receipt",
        "2026-11-04 acknowledgement",
        "2026-11-27 extension",
        "2026-11-30 update",
        "2026-12-24 update",
        "2027-01-14 response",
        "2027-01-25 stage-opened",
        "2027-02-22 response",
        "2027-03-01 closure",
    ]
