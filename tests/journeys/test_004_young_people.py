"""Seed 004: sorted out within two days, or a letter with what was agreed, independent people, a panel's report."""

import pytest

from wagtail_complaints.models import Case


@pytest.fixture
def case(council) -> Case:
    """A complaint sent on Friday 8 January 2027 through the form for complaints."""
    council.it_is("2027-01-08")
    sent = council.receives(
        "/children/your-care/complain/",
        what_happened="I was moved to a new school in my exam year. Nobody asked me.",
        put_right="My own school back.",
        name="Ebony",
        email="ebony@example.com",
    )
    return Case.objects.get(submission=sent)


def test_from_a_moved_school_to_the_panels_report(council, case):
    # Her social worker tries first. Two days, and a weekend counts: Sunday 10 January.
    council.moves("manager", case, "triage", stage_key="before", subject="School changed without asking")
    assert council.due(case) == {"before resolved": "2027-01-10"}
    council.adds("manager", case, "point", text="I was not asked before I was moved.")

    council.it_is("2027-01-11")
    council.moves("manager", case, "request-stage", "stage-1", on="2027-01-11", note="Please can a manager do it.")
    # What was offered first is not waited for any more; nothing else is published.
    assert council.due(case) == {"stage-1 discussed": "", "stage-1 responded": ""}
    case.refresh_from_db()
    assert case.next_due_on is None
    council.assigns(case, "investigator")

    council.it_is("2027-01-13")
    council.moves("investigator", case, "record-event", "stage-1", event="discussed", note="At her school.")
    council.it_is("2027-01-20")
    council.drafts(
        "investigator",
        case,
        "stage-1",
        "We agreed that a taxi takes you to your exams.",
        "partly-upheld",
        ["upheld"],
    )
    council.signs("signer", case)
    assert "We agreed that a taxi takes you to your exams." in council.last_letter(case, "response").body

    # Her advocate asks for stage 2.
    council.it_is("2027-02-01")
    council.moves(
        "manager",
        case,
        "request-stage",
        "stage-2",
        on="2027-02-01",
        requested_by="Ruth Castellane, her advocate",
        note="A taxi is not her school.",
    )
    assert council.due(case)["stage-2 responded"] == ""
    council.moves("manager", case, "appoint", "stage-2", role="Independent people", name="Harriet Vane")
    council.moves("manager", case, "appoint", "stage-2", role="Independent people", name="Solomon Adeleke")
    council.assigns(case, "investigator2")
    council.it_is("2027-03-15")
    council.drafts(
        "investigator2",
        case,
        "stage-2",
        "You were not asked. You stay at your school. The report is enclosed; we would like to meet you both.",
        "partly-upheld",
        ["partly-upheld"],
    )
    council.signs("head", case)
    council.signs("assistant", case)

    # Stage 3, on one of three grounds.
    council.it_is("2027-03-22")
    grounds = list(case.terms.stage("stage-3").grounds)
    assert len(grounds) == 3
    council.moves(
        "manager", case, "request-stage", "stage-3", on="2027-03-22", grounds=grounds[2:], note="Nobody said why."
    )
    assert case.stages.get(key="stage-3").grounds == grounds[2:]
    for name in ("Jocelyn Adair", "Rafiq Islam", "Una Crosbie"):
        council.moves("manager", case, "appoint", "stage-3", role="Three independent people", name=name)
    council.it_is("2027-04-19")
    council.moves("manager", case, "record-event", "stage-3", event="panel-met")
    council.it_is("2027-04-23")
    council.moves("manager", case, "record-event", "stage-3", event="panel-reported")

    council.it_is("2027-04-30")
    council.drafts("manager", case, "stage-3", "We will do what the panel says.", "upheld", ["upheld"])
    council.signs("director", case)
    assert "We will do what the panel says." in council.last_letter(case, "response").body
    assert "Ombudsman" not in council.last_letter(case, "response").body
    council.closes(case, on="2027-04-30", reason="completed")
    assert council.letters(case) == [
        "2027-01-08 receipt",
        "2027-01-11 stage-opened",
        "2027-01-20 response",
        "2027-02-01 stage-opened",
        "2027-03-15 response",
        "2027-03-22 stage-opened",
        "2027-04-30 response",
        "2027-04-30 closure",
    ]


def test_most_things_are_sorted_out_within_two_days(council, case):
    council.moves("manager", case, "triage", stage_key="before", subject="Phone taken away")
    council.it_is("2027-01-10")
    council.moves("manager", case, "record-event", "before", event="resolved", note="She has it back.")
    assert (council.due(case), council.met(case)) == ({}, {"before resolved": "2027-01-10"})
    council.closes(case, on="2027-01-10", reason="resolved")
    case.refresh_from_db()
    assert case.close_reason == "resolved"


def test_a_comment_or_a_thank_you_has_a_form_of_its_own(council):
    council.it_is("2027-01-08")
    sent = council.receives(
        "/children/your-care/say/",
        kind="compliment",
        what_happened="Sol turns up.",
        name="Kit",
        email="kit@example.com",
    )
    assert (sent.kind, Case.objects.count()) == ("compliment", 0)


def test_every_stage_has_a_button_that_tells_more(council):
    council.it_is("2027-01-08")
    words = council.reads("/children/your-care/")
    assert words.count("More about this stage") == 4
    assert "children's services is not who they work for" in words
