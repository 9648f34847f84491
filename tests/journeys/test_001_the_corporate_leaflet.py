"""Seed 001: two steps and the Ombudsman, updates every four weeks, and the procedures that the leaflet leads to."""

from wagtail_complaints.models import Case, FormQuestion, ServiceArea

BIN = {
    "kind": "complaint",
    "what_happened": "The garden bin has been missed for six weeks.",
    "put_right": "Collect it.",
    "name": "Rosalind Achebe",
    "email": "rosalind@example.com",
}


def test_from_a_missed_bin_to_the_directors_answer(council):
    # Sent on Monday 2 November 2026 from a page about bins. Acknowledged in three working days: 3, 4, 5 November.
    # Answered in twenty: 3 to 6 (4), 9 to 13 (9), 16 to 20 (14), 23 to 27 (19), 30 November (20).
    council.it_is("2026-11-02")
    case = Case.objects.get(submission=council.receives("/services/bins/", **BIN))
    assert council.due(case) == {"step-1 acknowledged": "2026-11-05", "step-1 responded": "2026-11-30"}
    council.moves("manager", case, "triage", subject="Garden waste missed", service_area=_service())
    council.adds("manager", case, "point", text="The bin was missed for six weeks.")
    council.assigns(case, "investigator")

    council.it_is("2026-11-04")
    council.moves("investigator", case, "acknowledge", "step-1", text="You say that the bin was missed six times.")
    assert council.due(case) == {"step-1 responded": "2026-11-30"}
    letter = council.last_letter(case, "acknowledgement")
    assert "You say that the bin was missed six times." in letter.body
    assert "Monday 30 November 2026" in letter.body

    # Extended, it owes an update every four weeks, the first one 28 days after 2 November.
    council.it_is("2026-11-27")
    council.moves(
        "investigator",
        case,
        "extend",
        "step-1",
        event="responded",
        to="2027-01-29",
        reason="The lorry's records are with the maker.",
    )
    assert council.due(case) == {"step-1 responded": "2027-01-29", "step-1 updated": "2026-11-30"}

    council.it_is("2026-11-30")
    council.moves("investigator", case, "record-event", "step-1", event="updated", text="Still waiting.")
    assert council.due(case)["step-1 updated"] == "2026-12-28"

    council.it_is("2026-12-24")
    council.moves("investigator", case, "record-event", "step-1", event="updated", text="The records have come.")
    assert council.due(case)["step-1 updated"] == "2027-01-21"

    council.it_is("2027-01-14")
    council.drafts(
        "investigator", case, "step-1", "The road was left out by mistake.", "upheld", findings=["upheld"]
    )
    council.signs("signer", case, "reject", comment="Please say sorry.")
    assert council.due(case)["step-1 responded"] == "2027-01-29"
    council.writes("investigator", case, "The road was left out. We are sorry.", "upheld", findings=["upheld"])
    council.signs("signer", case)
    assert council.due(case) == {}

    # Step 2 publishes no timescale; the director's office sets a day, and then it is due.
    council.it_is("2027-01-25")
    council.moves("manager", case, "request-stage", "step-2", on="2027-01-25", note="It was missed again today.")
    assert council.due(case) == {"step-2 responded": ""}
    council.moves("manager", case, "set-date", "step-2", due_on="2027-02-26")
    assert council.due(case) == {"step-2 responded": "2027-02-26"}
    council.assigns(case, "investigator2")

    council.it_is("2027-02-22")
    council.drafts(
        "investigator2", case, "step-2", "Your road is first on the round now.", "upheld", findings=["upheld"]
    )
    council.signs("head", case)
    council.signs("assistant", case)
    last = council.last_letter(case, "response")
    assert "Your road is first on the round now." in last.body
    assert "Local Government and Social Care Ombudsman" in last.body

    council.it_is("2027-03-01")
    council.closes(case, on="2027-03-01", reason="completed")
    assert council.letters(case) == [
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


def test_a_review_of_an_information_request_ends_at_the_commissioner(council):
    council.it_is("2026-11-02")
    sent = council.receives(
        "/complaints/information-requests/ask/",
        what_happened="I was refused the cost of the bridge.",
        name="Edmund Strand",
        email="edmund@example.com",
        **{_question("Review of a request for information", "reference number"): "FOI-2291"},
    )
    assert [given["value"] for given in sent.answers if "reference number" in given["label"]] == ["FOI-2291"]
    case = Case.objects.get(submission=sent)
    assert council.due(case) == {"review responded": ""}
    council.moves("manager", case, "triage", subject="Cost of a bridge refused")
    council.adds("manager", case, "point", text="The cost was refused.")
    council.assigns(case, "investigator")
    council.it_is("2026-11-20")
    council.drafts("investigator", case, "review", "The bridge cost £2.1 million.", "upheld", findings=["upheld"])
    council.signs("signer", case)
    letter = council.last_letter(case, "response")
    assert "Information Commissioner's Office" in letter.body
    assert "Ombudsman" not in letter.body


def test_a_complaint_about_a_councillor_says_which_part_of_the_code_and_why(council):
    form = "A councillor's conduct"
    council.it_is("2026-11-02")
    sent = council.receives(
        "/complaints/councillors/report/",
        what_happened="He voted on the car park beside his own shop.",
        name="Gerald Munt",
        email="gerald@example.com",
        **{
            _question(form, "Which councillor"): "Councillor Fairfax",
            _question(form, "Which part"): "Declaring interests",
            _question(form, "Why do you think so"): "He did not say that the shop is his.",
        },
    )
    case = Case.objects.get(submission=sent)
    council.moves("manager", case, "triage", subject="Interest not declared")
    council.adds("manager", case, "point", text="An interest was not declared.")
    council.assigns(case, "investigator")
    council.it_is("2026-11-12")
    council.moves("manager", case, "appoint", "assessment", name="Cordelia Okonjo")
    council.it_is("2026-11-25")
    council.drafts("investigator", case, "assessment", "The code was broken.", "upheld", findings=["upheld"])
    council.signs("signer", case)
    council.it_is("2026-11-30")
    council.moves(
        "manager", case, "request-stage", "committee", on="2026-11-30", note="For the Standards Committee."
    )
    assert "Standards Committee" in council.story_of(case)


def test_a_councillors_vote_is_not_for_the_monitoring_officer_and_is_refused_in_writing(council):
    form = "A councillor's conduct"
    council.it_is("2026-11-02")
    sent = council.receives(
        "/complaints/councillors/report/",
        what_happened="She voted to close the library.",
        name="Sylvia Arkwright",
        email="sylvia@example.com",
        **{
            _question(form, "Which councillor"): "Councillor Penhallow",
            _question(form, "Which part"): "Another part",
            _question(form, "Why do you think so"): "She did not listen.",
        },
    )
    case = Case.objects.get(submission=sent)
    council.moves(
        "manager",
        case,
        "close",
        on="2026-11-02",
        reason="refused",
        note="The code does not cover how anyone votes.",
    )
    assert "The code does not cover how anyone votes." in council.last_letter(case, "refusal").body


def test_a_compliment_reaches_the_member_of_staff(council):
    council.it_is("2026-11-02")
    sent = council.receives(
        "/complaints/tell-us/",
        kind="compliment",
        what_happened="The gritter waited while I got the car out.",
        name="Yusuf Demir",
        email="yusuf@example.com",
    )
    council.deals_with("manager", sent, outcome="passed-on", passed_to="The driver of gritter 4")
    thanks = sent.letters.get(kind="thanks")
    assert "The driver of gritter 4" in thanks.body


def test_the_leaflet_leads_to_its_procedures_and_says_who_answers_for_a_service(council):
    council.it_is("2026-11-02")
    words = council.reads("/complaints/")
    for said in (
        "Complaints about a school or academy",
        "Reviews of requests for information",
        "Complaints about a councillor's conduct",
        "Corporate Director, Place",
        "place@ wenbury.example",
        "Your MP",
        "Braille",
    ):
        assert said in words


def _service() -> str:
    return str(ServiceArea.objects.get(name="Highways, planning and waste").pk)


def _question(form: str, words: str) -> str:
    """Return the name of the box that asks a form's own question."""
    return str(FormQuestion.objects.get(form__name=form, label__contains=words).key).replace("-", "__")
