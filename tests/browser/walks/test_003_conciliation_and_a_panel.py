"""Seed 003, walked: ten or twenty working days, conciliation, an investigation, a panel, a director's letter."""

import pytest

from tests.browser.walks import signing

pytestmark = pytest.mark.browser

STAGE_1, CONCILIATION = "Stage 1: local resolution", "Conciliation"
STAGE_2, STAGE_3 = "Stage 2: investigation", "Stage 3: review panel"


def sends_the_complaint(town):
    """Carys Bell writes on a small telephone, on Monday 30 November 2026."""
    carys = town.visitor("/children/care-and-support/")
    carys.opens_every_stage()
    carys.follows("Send a comment, a compliment or a complaint")
    carys.chooses("What would you like to send us?", "A complaint")
    carys.chooses("Who are you doing this for?", "Myself")
    carys.answers(
        "What would you like to tell us?",
        "The taxi that takes my son to school has been an hour late on nine days.",
    )
    carys.answers("What would put it right?", "A taxi that comes at eight.")
    carys.answers("Your name", "Carys Bell")
    carys.answers("Your e-mail address", "carys@example.com")
    carys.chooses("How would you like us to reach you?", "E-mail")
    carys.continues()
    carys.sends("Send my complaint")
    assert carys.heading == "We have your complaint"
    assert "By Monday 14 December 2026" in carys.words
    return town.sent_by(carys)


def test_from_a_late_taxi_to_the_directors_letter(town):
    # Ten working days: 1 to 4, 7 to 11 and 14 December.
    town.it_is("2026-11-30")
    sent = sends_the_complaint(town)
    case = sent.case
    manager = town.signs_in("manager").finds_in_the_inbox(sent)
    assert manager.next_due == "Response, Monday 14 December 2026"
    assert manager.status == "New, to be triaged"
    manager.triages("School taxi late", service="Children, families and education")
    manager.adds_a_point("The taxi was late on nine days.", would_put_it_right="A taxi that comes at eight.")
    manager.adds_a_point("Nobody rang to say so.")
    manager.assigns("Tom Hale")

    # The ceiling is twenty: 15 to 18, 21 to 24, 29 and 30 December (Christmas Day and the 28th are holidays).
    town.it_is("2026-12-14")
    tom = town.desk("investigator").opens(case)
    said = tom.is_refused_an_extension(stage="stage-1", to="2026-12-31", reason="The firm is slow.")
    assert "30 December 2026" in said
    tom.extends(stage="stage-1", to="2026-12-30", reason="The firm is slow.")
    assert tom.next_due == "Response, Wednesday 30 December 2026"
    assert "Wednesday 30 December 2026" in town.last_letter(case, "extension").body

    town.it_is("2026-12-22")
    tom = town.desk("investigator").opens(case)
    signing.drafts(tom, stage="stage-1")
    signing.writes(tom, "The taxi was late on two days.", "We rang on both.")
    signing.decides(
        tom,
        "Partly upheld",
        ("Upheld", "The firm's list shows two late runs."),
        ("Not upheld", "We rang at 8.10 and at 8.05."),
    )
    signing.submits(tom, "One signature")
    assert town.due(case) == {"stage-1 responded": "2026-12-30"}
    assert not signing.awaits(town.desk("director"), case)
    signing.signs(town.desk("signer"), case)
    assert (town.due(case), town.met(case)) == ({}, {"stage-1 responded": "2026-12-22"})

    # Conciliation is offered beside the first stage; it has no clock and stops none.
    town.it_is("2027-01-05")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(CONCILIATION, offered=True)
    assert "There is something that we can offer you: Conciliation." in town.last_letter(case, "stage-opened").body
    manager.appoints("Odette Laurent", stage="conciliation", role="Feedback team")
    assert manager.next_due.startswith("Nothing")

    # Asked for on Monday 11 January 2027. Twenty-five working days: 12 to 15 (4), 18 to 22 (9), 25 to 29 (14),
    # 1 to 5 February (19), 8 to 12 (24), 15 (25).
    town.it_is("2027-01-11")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_2, asked_by="Carys Bell", said="It was nine days, not two.")
    assert manager.next_due == "Response, Monday 15 February 2027"
    manager.appoints("Hugh Pellew", stage="stage-2", role="Investigator")
    manager.assigns("Aisha Rahman")

    # Inside the published range to 65 no letter is owed. The ceiling is 14 April, as the journey counts it.
    town.it_is("2027-02-12")
    before = town.letters(case)
    aisha = town.desk("investigator2").opens(case)
    aisha.extends(stage="stage-2", to="2027-04-14", reason="The firm's books.")
    assert aisha.next_due == "Response, Wednesday 14 April 2027"
    assert town.letters(case) == before

    town.it_is("2027-03-30")
    aisha = town.desk("investigator2").opens(case)
    signing.drafts(aisha, stage="stage-2")
    signing.writes(aisha, "The investigator counted nine late taxis in the firm's own books.")
    signing.decides(aisha, "Partly upheld", ("Upheld", "Nine runs."), ("Not upheld", "We did ring."))
    signing.submits(aisha, "Two signatures")
    signing.signs(town.desk("head"), case)
    assert town.due(case) == {"stage-2 responded": "2027-04-14"}
    signing.signs(town.desk("assistant"), case)
    assert town.due(case) == {}

    # The panel meets, and its findings start the director's fifteen working days: 14 May (1), 17 to 21 (6),
    # 24 to 28 (11), 1 to 4 June (15; the 31st is a holiday).
    town.it_is("2027-04-12")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_3, asked_by="Carys Bell", said="Nobody has said sorry.")
    for name in ("Jocelyn Adair", "Rafiq Islam", "Una Crosbie"):
        manager.appoints(name, stage="stage-3", role="Panel")

    town.it_is("2027-05-06")
    town.desk("manager").opens(case).records("Panel met", stage="stage-3")
    town.it_is("2027-05-13")
    manager = town.desk("manager").opens(case)
    manager.records("Panel reported", stage="stage-3")
    assert manager.next_due == "Response, Friday 4 June 2027"

    town.it_is("2027-06-03")
    manager = town.desk("manager").opens(case)
    signing.drafts(manager, stage="stage-3")
    signing.writes(manager, "I accept what the panel found, and I am sorry that nobody rang.")
    signing.decides(manager, "Upheld", ("Upheld", "As at stage 2."), ("Upheld", "As the panel found."))
    signing.submits(manager, "The director's signature")
    signing.signs(town.desk("director"), case)
    assert town.due(case) == {}
    last = town.last_letter(case, "response").body
    assert "I accept what the panel found, and I am sorry that nobody rang." in last
    assert "Local Government and Social Care Ombudsman" in last

    town.it_is("2027-06-10")
    manager = town.desk("manager").opens(case)
    manager.closes("The procedure is finished")
    assert manager.cannot("Close the case")
    assert town.letters(case) == [
        "2026-11-30 receipt",
        "2026-12-14 extension",
        "2026-12-22 response",
        "2027-01-05 stage-opened",
        "2027-01-11 stage-opened",
        "2027-03-30 response",
        "2027-04-12 stage-opened",
        "2027-06-03 response",
        "2027-06-10 closure",
    ]
    assert len(town.mail_to("carys@example.com")) == 9
