"""Seed 003: ten or up to twenty working days, conciliation, an investigation, a panel, the director's letter."""

from wagtail_complaints.models import Case


def test_from_a_late_taxi_to_the_directors_letter(council):
    # Monday 30 November 2026. Ten working days: 1 to 4, 7 to 11 and 14 December.
    council.it_is("2026-11-30")
    sent = council.receives(
        "/children/care-and-support/tell-us/",
        kind="complaint",
        what_happened="The taxi that takes my son to school has been an hour late on nine days.",
        put_right="A taxi that comes at eight.",
        name="Carys Bell",
        email="carys@example.com",
        contact_by="email",
    )
    case = Case.objects.get(submission=sent)
    assert council.due(case) == {"stage-1 responded": "2026-12-14"}
    assert "Next due Response, Monday 14 December" in council.story_of(case)

    council.moves("manager", case, "triage", subject="School taxi late")
    council.adds("manager", case, "point", text="The taxi was late on nine days.")
    council.adds("manager", case, "point", text="Nobody rang to say so.")
    council.assigns(case, "investigator")

    # The ceiling is twenty: 15 to 18, 21 to 24, 29 and 30 December (Christmas Day and the 28th are holidays).
    council.it_is("2026-12-14")
    said = council.refused(
        "investigator", case, "extend", "stage-1", event="responded", to="2026-12-31", reason="The firm is slow."
    )
    assert "30 December 2026" in said
    council.moves(
        "investigator", case, "extend", "stage-1", event="responded", to="2026-12-30", reason="The firm is slow."
    )
    assert council.due(case) == {"stage-1 responded": "2026-12-30"}
    letter = council.last_letter(case, "extension")
    assert "The firm is slow." in letter.body
    assert "Wednesday 30 December 2026" in letter.body

    council.it_is("2026-12-22")
    council.drafts(
        "investigator",
        case,
        "stage-1",
        "The taxi was late on two days, and we rang on both.",
        "not-upheld",
        findings=["upheld", "not-upheld"],
    )
    assert case.reference in council.awaits("signer")
    council.signs("signer", case)
    assert council.due(case) == {}
    assert council.met(case) == {"stage-1 responded": "2026-12-22"}

    # Conciliation is offered beside the first stage; it has no clock and stops none.
    council.it_is("2027-01-05")
    council.moves("manager", case, "request-stage", "conciliation", on="2027-01-05")
    assert (
        "There is something that we can offer you: Conciliation." in council.last_letter(case, "stage-opened").body
    )
    council.moves("manager", case, "appoint", "conciliation", role="Feedback team", name="Odette Laurent")
    assert council.due(case) == {}

    # Asked for on Monday 11 January 2027. Twenty-five working days: 12 to 15 (4), 18 to 22 (9), 25 to 29 (14),
    # 1 to 5 February (19), 8 to 12 (24), 15 (25).
    council.it_is("2027-01-11")
    council.moves("manager", case, "request-stage", "stage-2", on="2027-01-11", note="It was nine days, not two.")
    assert council.due(case) == {"stage-2 responded": "2027-02-15"}
    council.moves("manager", case, "appoint", "stage-2", role="Investigator", name="Hugh Pellew")
    council.assigns(case, "investigator2")

    # Inside the published range to 65 no letter is owed. The ceiling: 16 to 19 February (29), 22 to 26 (34),
    # 1 to 5 March (39), 8 to 12 (44), 15 to 19 (49), 22 to 25 (53; the 26th is Good Friday, the 29th Easter
    # Monday), 30 March to 2 April (57), 5 to 9 (62), 12 to 14 (65).
    council.it_is("2027-02-12")
    before = council.letters(case)
    said = council.refused(
        "investigator2", case, "extend", "stage-2", event="responded", to="2027-04-15", reason="The firm's books."
    )
    assert "14 April 2027" in said
    council.moves(
        "investigator2", case, "extend", "stage-2", event="responded", to="2027-04-14", reason="The firm's books."
    )
    assert council.due(case) == {"stage-2 responded": "2027-04-14"}
    assert council.letters(case) == before

    council.it_is("2027-03-30")
    council.drafts(
        "investigator2",
        case,
        "stage-2",
        "The investigator counted nine late taxis in the firm's own books.",
        "partly-upheld",
        findings=["upheld", "not-upheld"],
    )
    council.signs("head", case)
    assert council.due(case) == {"stage-2 responded": "2027-04-14"}
    council.signs("assistant", case)
    assert council.due(case) == {}

    # The panel meets, and its findings start the director's fifteen working days: 14 May (1), 17 to 21 (6),
    # 24 to 28 (11), 1 to 4 June (15; the 31st is a holiday).
    council.it_is("2027-04-12")
    council.moves("manager", case, "request-stage", "stage-3", on="2027-04-12", note="Nobody has said sorry.")
    for name in ("Jocelyn Adair", "Rafiq Islam", "Una Crosbie"):
        council.moves("manager", case, "appoint", "stage-3", role="Panel", name=name)
    assert council.due(case) == {"stage-3 panel-met": ""}

    council.it_is("2027-05-06")
    council.moves("manager", case, "record-event", "stage-3", event="panel-met")
    assert council.due(case) == {"stage-3 panel-reported": ""}
    council.it_is("2027-05-13")
    council.moves("manager", case, "record-event", "stage-3", event="panel-reported")
    assert council.due(case) == {"stage-3 responded": "2027-06-04"}

    council.it_is("2027-06-03")
    council.drafts(
        "manager",
        case,
        "stage-3",
        "I accept what the panel found, and I am sorry that nobody rang.",
        "upheld",
        findings=["upheld", "upheld"],
    )
    council.signs("director", case)
    assert council.due(case) == {}
    last = council.last_letter(case, "response")
    assert "I accept what the panel found" in last.body
    assert "Local Government and Social Care Ombudsman" in last.body

    council.it_is("2027-06-10")
    council.closes(case, on="2027-06-10", reason="completed")
    assert council.letters(case) == [
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
    assert len(council.mail_to("carys@example.com")) == 9
