"""Seed 002, walked: a letter and a call logged, a reply by a promised date, a gate, a panel, a withdrawal."""

import pytest

from tests.browser.walks import signing

pytestmark = pytest.mark.browser

PROCEDURE = "Tell the Children's Trust what you think"
STAGE_1, STAGE_2 = "Stage 1: local investigation", "Stage 2: investigation"
STAGE_3 = "Stage 3: review panel"


def test_from_the_missing_lessons_to_the_panel(town):
    # Yolanda Prieto reads the page and writes a letter. It came on Friday 6 November 2026 and lay in the post room
    # until Tuesday. Acknowledged in three working days: 9, 10, 11 November. No length is published for the reply.
    town.it_is("2026-11-10")
    town.visitor("/children/trust/").opens_every_stage()
    case = town.signs_in("officer").logs(
        came_by="Letter",
        received_on="2026-11-06",
        procedure=PROCEDURE,
        chooses=[("Is the person under 18?", "No")],
        what_happened="My son has had nine lessons of seventy, and nobody told me that he moved.",
        name="Yolanda Prieto",
        email="yolanda@example.com",
    )
    manager = town.desk("manager").opens(case)
    assert manager.next_due == "Acknowledgement, Wednesday 11 November 2026"
    manager.triages("Education plan not followed", track="An adult is complaining")
    manager.adds_a_point("The lessons of the plan were not given.", would_put_it_right="Sixty-one lessons.")
    manager.adds_a_point("Nobody told me of the change of school.")
    manager.assigns("Tom Hale")

    # The acknowledgement must say by when the reply will come, and that day then is due.
    tom = town.desk("investigator").opens(case)
    tom.acknowledges("Thank you for your letter.", stage="stage-1", reply_by="2026-11-27")
    assert tom.next_due == "Response, Friday 27 November 2026"
    assert "Friday 27 November 2026" in town.last_letter(case, "acknowledgement").body

    town.it_is("2026-11-26")
    tom = town.desk("investigator").opens(case)
    tom.extends(stage="stage-1", to="2026-12-04", reason="The school has not answered us yet.")
    assert tom.next_due == "Response, Friday 4 December 2026"

    town.it_is("2026-12-03")
    tom = town.desk("investigator").opens(case)
    signing.drafts(tom, stage="stage-1")
    signing.writes(tom, "You were told by telephone.")
    signing.decides(
        tom,
        "Not upheld",
        ("Not upheld", "The school gave the lessons."),
        ("Not upheld", "We telephoned."),
        says=["A full answer in writing"],
    )
    signing.submits(tom, "One signature")
    signing.signs(town.desk("signer"), case)
    assert town.met(case)["stage-1 responded"] == "2026-12-03"
    assert "within 20 working days" in town.last_letter(case, "response").body

    # Stage 2 is asked for on the last day of the window, and a manager decides. Sixty-five working days from the
    # request of 5 January end on 8 April 2027, as the journey counts them.
    town.it_is("2027-01-05")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_2, gate=True, asked_by="Yolanda Prieto", said="Nine lessons is no tutor.")
    town.it_is("2027-01-08")
    manager = town.desk("manager").opens(case)
    manager.accepts(stage="stage-2")
    assert manager.next_due == "Response, Thursday 8 April 2027"
    manager.appoints("Anneke Visser", stage="stage-2", part="Investigates", role="Investigating officer")
    manager.appoints("Clement Obi", stage="stage-2", part="Observes", role="Independent person")
    manager.assigns("Aisha Rahman")

    # Two findings: the lessons upheld, the telephone call not.
    town.it_is("2027-04-06")
    aisha = town.desk("investigator2").opens(case)
    signing.drafts(aisha, stage="stage-2")
    signing.writes(aisha, "Nine lessons of seventy were given.", "They will be made up.")
    signing.decides(
        aisha,
        "Partly upheld",
        ("Upheld", "The register shows nine."),
        ("Not upheld", "The call is in the log."),
        says=["The findings", "The reasons for each decision", "What the Trust is going to do"],
    )
    signing.submits(aisha, "Two signatures")
    signing.signs(town.desk("head"), case)
    signing.signs(town.desk("assistant"), case)
    assert town.due(case) == {}

    # The panel looks at what was not upheld: the second point alone.
    town.it_is("2027-05-05")
    manager = town.desk("manager").opens(case)
    manager.starts_stage(STAGE_3, asked_by="Yolanda Prieto", said="I was never rung.")
    manager.appoints("Lydia Brand", stage="stage-3", role="Chair of the panel")
    town.it_is("2027-06-02")
    town.desk("manager").opens(case).records("Panel met", stage="stage-3", note="At Shire House.")

    town.it_is("2027-06-09")
    manager = town.desk("manager").opens(case)
    signing.drafts(manager, stage="stage-3")
    signing.writes(manager, "The panel asks us to apologise for the call, and we do.")
    signing.decides(manager, "Upheld", ("Upheld", "The log names another number."), first_point=2)
    assert not manager.page.get_by_role("group", name="Point 1").count()
    signing.submits(manager, "The director's signature")
    signing.signs(town.desk("director"), case)
    last = town.last_letter(case, "response").body
    assert "The panel asks us to apologise for the call, and we do." in last
    assert "Local Government and Social Care Ombudsman" in last
    town.desk("manager").opens(case).closes("The procedure is finished")
    assert town.letters(case) == [
        "2026-11-10 receipt",
        "2026-11-10 acknowledgement",
        "2026-11-26 extension",
        "2026-12-03 response",
        "2027-01-05 stage-requested",
        "2027-01-08 stage-opened",
        "2027-04-06 response",
        "2027-05-05 stage-opened",
        "2027-06-09 response",
        "2027-06-09 closure",
    ]


def test_a_caller_changes_her_mind(town):
    # Rung on Thursday 5 November, logged on Friday the 6th. Acknowledged by 6, 9, 10 November.
    town.it_is("2026-11-06")
    case = town.desk("officer").logs(
        came_by="Telephone",
        received_on="2026-11-05",
        procedure=PROCEDURE,
        what_happened="Nobody rang back about the respite weekend.",
        name="Maureen Tilley",
        email="maureen@example.com",
    )
    manager = town.desk("manager").opens(case)
    assert manager.next_due == "Acknowledgement, Tuesday 10 November 2026"
    manager.withdraws("They rang back at noon, and she is content.")
    assert manager.next_due == "Nothing"
    assert town.letters(case) == ["2026-11-06 receipt", "2026-11-06 withdrawal"]
    assert len(town.mail_to("maureen@example.com")) == 2
