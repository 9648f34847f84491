"""Seed 000, walked: a text message logged at 320 pixels, an aim of ten working days, an advocate."""

import pytest

from tests.browser.walks import signing

pytestmark = pytest.mark.browser

STAGE_1, STAGE_2 = "Stage 1: a manager looks into it", "Stage 2: a review or an investigation"


def test_from_a_text_message_to_the_senior_managers_letter(town):
    # It came on Saturday 12 December 2026 and was logged on the Monday, by an officer with a telephone in hand. Ten
    # working days: 14 to 18 December (5), 21 to 24 (9; the 25th and the 28th are holidays), 29 December (10).
    town.it_is("2026-12-14")
    leaflet = town.visitor("/children/services/")
    leaflet.opens_every_stage()
    assert "07700 900123" in leaflet.words, "the number to text, and the word to begin with"
    officer = town.signs_in("officer", width=320)
    case = officer.logs(
        came_by="Text message",
        received_on="2026-12-12",
        procedure="Complaints about children's services",
        chooses=[("Is the person under 18?", "Yes"), ("How to reach them", "Text message")],
        what_happened="COMPLAINT Jay 07700 900341 they cancelled seeing my brother again",
        name="Jay",
        telephone="07700 900341",
    )
    assert officer.next_due == "Response, Tuesday 29 December 2026"
    assert f"{case.received_on}" == "2026-12-12"

    manager = town.desk("manager").opens(case)
    manager.triages("Contact with a brother cancelled")
    manager.adds_a_point("Contact was cancelled without a word.", would_put_it_right="To see him this Saturday.")
    manager.assigns("Tom Hale")

    # The advocate whom the young person chose: from now on letters go to her.
    town.it_is("2026-12-16")
    manager = town.desk("manager").opens(case)
    manager.adds_somebody(role="Advocate", name="Ruth Castellane", email="ruth@speakup.example")

    # An update on a telephone between two visits.
    town.it_is("2026-12-21")
    tom = town.desk("investigator", width=320).opens(case)
    tom.records("Progress update given", stage="stage-1", tells="Your team manager looks into it.")

    # It is complicated, and the leaflet sets no ceiling.
    town.it_is("2026-12-24")
    tom = town.desk("investigator").opens(case)
    tom.extends(stage="stage-1", to="2027-01-12", reason="The social worker is away until the new year.")
    assert tom.next_due == "Response, Tuesday 12 January 2027"
    assert tom.dates(STAGE_1)["Response"] == "12 Jan 2027"
    letter = town.last_letter(case, "extension")
    assert "Tuesday 12 January 2027" in letter.body
    assert letter.to_email == "ruth@speakup.example"

    town.it_is("2027-01-06")
    tom = town.desk("investigator").opens(case)
    signing.drafts(tom, stage="stage-1")
    signing.writes(tom, "Two visits were cancelled.", "We are sorry.")
    signing.decides(tom, "Upheld", ("Upheld", "The diary shows it."))
    signing.submits(tom, "One signature")
    signing.signs(town.desk("signer"), case)
    assert town.met(case)["stage-1 responded"] == "2027-01-06"
    letter = town.last_letter(case, "response").body
    assert "Two visits were cancelled." in letter
    assert STAGE_2 in letter

    # Stage 2 publishes no timescale: none is invented, and nothing is due.
    town.it_is("2027-01-20")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_2, asked_by="Jay", said="It happened again.")
    assert manager.next_due.startswith("Nothing promised")
    assert manager.dates(STAGE_2)["Response"] == "–"
    manager.assigns("Aisha Rahman")

    town.it_is("2027-02-26")
    aisha = town.desk("investigator2").opens(case)
    signing.drafts(aisha, stage="stage-2")
    signing.writes(aisha, "You will see him every Saturday.")
    signing.decides(aisha, "Upheld", ("Upheld", "It happened twice more."))
    signing.submits(aisha, "Two signatures")
    signing.signs(town.desk("head"), case)
    signing.signs(town.desk("assistant"), case)
    last = town.last_letter(case, "response").body
    assert "You will see him every Saturday." in last
    assert "https://www.lgo.org.uk" in last
    assert "0300 061 0614" in last

    town.it_is("2027-03-01")
    town.desk("manager").opens(case).closes("The procedure is finished")
    assert town.letters(case) == [
        "2026-12-21 update",
        "2026-12-24 extension",
        "2027-01-06 response",
        "2027-01-20 stage-opened",
        "2027-02-26 response",
        "2027-03-01 closure",
    ]
    assert len(town.mail_to("ruth@speakup.example")) == 6
