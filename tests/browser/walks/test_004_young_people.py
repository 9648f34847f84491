"""Seed 004, walked: by keyboard alone, sorted out together first, then independent people and a panel's report."""

import pytest

from tests.browser.walks import signing
from wagtail_complaints.models import Submission

pytestmark = pytest.mark.browser

STAGE_1, STAGE_2 = "Stage 1: a manager talks to you", "Stage 2: independent people investigate"
STAGE_3 = "Stage 3: a panel listens"


def complains_by_keyboard(town) -> Submission:
    """Ebony has no mouse: from the top of the page to the reference with Tab, Space and Enter."""
    ebony = town.visitor("/children/your-care/")
    keys = ebony.keyboard
    for _ in range(4):
        keys.tabs_to("More about this stage")
        keys.presses("Enter")
    ebony.looks("public-page-opened")
    keys.starts_at_the_top()
    keys.tabs_to("Make a complaint")
    keys.presses("Enter", arrives=True)
    ebony.looks("public-form")
    keys.tabs_to("Myself")
    keys.presses("Space")
    keys.tabs_to("What happened?")
    keys.types("I was moved to a new school in my exam year. Nobody asked me.")
    keys.tabs_to("What would put it right?")
    keys.types("My own school back.")
    keys.tabs_to("Who would you like to talk to about it?")
    keys.types("My advocate")
    keys.tabs_to("Your name")
    keys.types("Ebony")
    keys.tabs_to("Your e-mail address")
    keys.types("ebony@example.com")
    ebony.looks("public-form-filled")
    keys.tabs_to("Continue")
    keys.presses("Enter", arrives=True)
    ebony.looks("public-check")
    keys.tabs_to("Send my complaint")
    keys.presses("Space", arrives=True)
    ebony.looks("public-received")
    assert ebony.heading == "We have your complaint"
    return town.sent_by(ebony)


def test_from_a_moved_school_to_the_panels_report(town):
    # Sent on Friday 8 January 2027. Her social worker tries first: two days, and a weekend counts: Sunday 10th.
    town.it_is("2027-01-08")
    sent = complains_by_keyboard(town)
    case = sent.case
    manager = town.desk("manager").finds_in_the_inbox(sent)
    manager.triages("School changed without asking", opens_at="Before stage 1: sorting it out together")
    assert manager.next_due == "Resolution, Sunday 10 January 2027"
    manager.adds_a_point("I was not asked before I was moved.", would_put_it_right="My own school back.")

    town.it_is("2027-01-11")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_1, asked_by="Ebony", said="Please can a manager do it.")
    assert town.due(case) == {"stage-1 discussed": "", "stage-1 responded": ""}
    manager.assigns("Tom Hale")

    town.it_is("2027-01-13")
    tom = town.desk("investigator").opens(case)
    tom.records("Discussed with the complainant", stage="stage-1", note="At her school.")
    town.it_is("2027-01-20")
    tom = town.desk("investigator").opens(case)
    signing.drafts(tom, stage="stage-1")
    signing.writes(tom, "We agreed that a taxi takes you to your exams.")
    signing.decides(tom, "Partly upheld", ("Upheld", "Nobody asked you."), says=["What was agreed"])
    signing.submits(tom, "One signature")
    signing.signs(town.desk("signer"), case)
    assert "We agreed that a taxi takes you to your exams." in town.last_letter(case, "response").body

    # Her advocate asks for stage 2, which publishes no length.
    town.it_is("2027-02-01")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_2, asked_by="Ruth Castellane, her advocate", said="A taxi is not her school.")
    assert manager.dates(STAGE_2) == {"Response": "–"}
    manager.appoints("Harriet Vane", stage="stage-2", role="Independent people")
    manager.appoints("Solomon Adeleke", stage="stage-2", role="Independent people")
    manager.assigns("Aisha Rahman")

    town.it_is("2027-03-15")
    aisha = town.desk("investigator2").opens(case)
    signing.drafts(aisha, stage="stage-2")
    signing.writes(
        aisha, "You were not asked. You stay at your school.", "The report is enclosed.", "May we meet you both?"
    )
    signing.decides(
        aisha,
        "Partly upheld",
        ("Partly upheld", "You were told, and not asked."),
        says=[
            "A copy of the report",
            "What children's services will do",
            "The offer of a meeting with you and your advocate",
        ],
    )
    signing.submits(aisha, "Two signatures")
    signing.signs(town.desk("head"), case)
    signing.signs(town.desk("assistant"), case)

    # Stage 3, on one of three grounds.
    town.it_is("2027-03-22")
    ground = "Children's services did not try its best to sort things out"
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_3, asked_by="Ebony", said="Nobody said why.", grounds=[ground])
    assert case.stages.get(key="stage-3").grounds == [ground]
    for name in ("Jocelyn Adair", "Rafiq Islam", "Una Crosbie"):
        manager.appoints(name, stage="stage-3", role="Three independent people")
    town.it_is("2027-04-19")
    town.desk("manager").opens(case).records("Panel met", stage="stage-3")
    town.it_is("2027-04-23")
    town.desk("manager").opens(case).records("Panel reported", stage="stage-3")

    town.it_is("2027-04-30")
    manager = town.desk("manager").opens(case)
    signing.drafts(manager, stage="stage-3")
    signing.writes(manager, "We will do what the panel says.")
    signing.decides(manager, "Upheld", ("Upheld", "The panel found so."))
    signing.submits(manager, "The director's signature")
    signing.signs(town.desk("director"), case)
    last = town.last_letter(case, "response").body
    assert "We will do what the panel says." in last
    assert "Ombudsman" not in last
    town.desk("manager").opens(case).closes("The procedure is finished")
    assert town.letters(case) == [
        "2027-01-08 receipt",
        "2027-01-11 stage-opened",
        "2027-01-20 response",
        "2027-02-01 stage-opened",
        "2027-03-15 response",
        "2027-03-22 stage-opened",
        "2027-04-30 response",
        "2027-04-30 closure",
    ]
