"""Seed 002: a reply by the date that the acknowledgement gives, a gate before stage 2, sixty-five days, a panel."""

from wagtail_complaints.models import Case


def complaint(council, **answers) -> Case:
    sent = council.receives(
        "/children/trust/tell-us/",
        **{
            "kind": "complaint",
            "what_happened": "My son has had nine lessons of seventy, and nobody told me that he moved.",
            "name": "Yolanda Prieto",
            "email": "yolanda@example.com",
            **answers,
        },
    )
    return Case.objects.get(submission=sent)


def answered_at_stage_1(council) -> Case:
    """Walk from Friday 6 November 2026 to the letter of Thursday 3 December, which finds against the parent."""
    # Acknowledged in three working days: 9, 10, 11 November. No length is published for the reply.
    council.it_is("2026-11-06")
    case = complaint(council)
    assert council.due(case) == {"stage-1 acknowledged": "2026-11-11", "stage-1 responded": ""}
    council.moves("manager", case, "triage", track="adult", subject="Education plan not followed")
    council.adds("manager", case, "point", text="The lessons of the plan were not given.")
    council.adds("manager", case, "point", text="Nobody told me of the change of school.")
    council.assigns(case, "investigator")

    # The acknowledgement must say by when the reply will come, and that day then is due.
    council.it_is("2026-11-10")
    said = council.refused("investigator", case, "acknowledge", "stage-1", text="We have your complaint.")
    assert "Give the date" in said
    council.moves("investigator", case, "acknowledge", "stage-1", text="Thank you.", reply_by="2026-11-27")
    assert council.due(case) == {"stage-1 responded": "2026-11-27"}
    assert "Friday 27 November 2026" in council.last_letter(case, "acknowledgement").body

    council.it_is("2026-11-26")
    council.moves(
        "investigator",
        case,
        "extend",
        "stage-1",
        event="responded",
        to="2026-12-04",
        reason="The school has not answered us yet.",
    )
    letter = council.last_letter(case, "extension")
    assert "The school has not answered us yet." in letter.body
    assert "Friday 4 December 2026" in letter.body
    assert council.due(case) == {"stage-1 responded": "2026-12-04"}

    council.it_is("2026-12-03")
    council.drafts(
        "investigator", case, "stage-1", "You were told by telephone.", "not-upheld", ["not-upheld", "not-upheld"]
    )
    council.signs("signer", case)
    assert council.met(case)["stage-1 responded"] == "2026-12-03"
    return case


def test_from_the_missing_lessons_to_the_panel(council):
    # The window of twenty working days from 3 December: 4 (1), 7 to 11 (6), 14 to 18 (11), 21 to 24 (15),
    # 29 to 31 (18; the 25th, the 28th and 1 January are holidays), 4 and 5 January 2027 (20).
    case = answered_at_stage_1(council)
    assert "within 20 working days" in council.last_letter(case, "response").body

    # Stage 2 is asked for on its last day, and a manager decides. Sixty-five working days from the request:
    # 6 to 8 January (3), then by weeks to 12 February (28) and 19 March (53), 22 to 25 March (57; Good Friday and
    # Easter Monday follow), 30 March to 2 April (61), 5 to 8 April (65).
    council.it_is("2027-01-05")
    assert "The time to ask for this stage ended" not in council.is_told(
        "manager", case, "request-stage", "stage-2"
    )
    council.moves("manager", case, "request-stage", "stage-2", on="2027-01-05", note="Nine lessons is no tutor.")
    council.it_is("2027-01-08")
    council.moves("manager", case, "accept", "stage-2", on="2027-01-08")
    assert council.due(case) == {"stage-2 responded": "2027-04-08"}
    council.moves(
        "manager",
        case,
        "appoint",
        "stage-2",
        does="investigates",
        role="Investigating officer",
        name="Anneke Visser",
    )
    council.moves(
        "manager", case, "appoint", "stage-2", does="observes", role="Independent person", name="Clement Obi"
    )
    council.assigns(case, "investigator2")

    # Two findings: the lessons upheld, the telephone call not.
    council.it_is("2027-04-06")
    council.drafts(
        "investigator2",
        case,
        "stage-2",
        "Nine lessons of seventy were given. They will be made up.",
        "partly-upheld",
        ["upheld", "not-upheld"],
    )
    council.signs("head", case)
    council.signs("assistant", case)
    assert council.due(case) == {}

    # The panel looks at what was not upheld. Twenty working days from 6 April: 7 to 9 (3), 12 to 16 (8),
    # 19 to 23 (13), 26 to 30 (18), 4 and 5 May (20; the 3rd is a holiday).
    council.it_is("2027-05-05")
    council.moves("manager", case, "request-stage", "stage-3", on="2027-05-05", note="I was never rung.")
    assert council.due(case) == {"stage-3 panel-met": ""}
    council.moves("manager", case, "appoint", "stage-3", role="Chair of the panel", name="Lydia Brand")
    council.it_is("2027-06-02")
    council.moves("manager", case, "record-event", "stage-3", event="panel-met")

    council.it_is("2027-06-09")
    council.drafts(
        "manager", case, "stage-3", "The panel asks us to apologise for the call, and we do.", "upheld", ["upheld"]
    )
    council.signs("director", case)
    last = council.last_letter(case, "response")
    assert "The panel asks us to apologise" in last.body
    assert "Local Government and Social Care Ombudsman" in last.body
    council.closes(case, on="2027-06-09", reason="completed")
    assert council.letters(case) == [
        "2026-11-06 receipt",
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


def test_a_request_after_the_window_is_decided_and_never_refused_by_itself(council):
    case = answered_at_stage_1(council)
    council.it_is("2027-01-06")
    said = council.is_told("manager", case, "request-stage", "stage-2")
    assert "The time to ask for this stage ended on 5 January 2027." in said
    council.moves("manager", case, "request-stage", "stage-2", on="2027-01-06", note="She was in hospital.")
    council.moves("manager", case, "accept", "stage-2", on="2027-01-06", reason="She was in hospital.")
    # One day later than 8 April, counted from 6 January.
    assert council.due(case) == {"stage-2 responded": "2027-04-09"}


def test_a_refusal_at_the_gate_says_why_and_how_to_appeal(council):
    case = answered_at_stage_1(council)
    council.it_is("2026-12-10")
    council.moves(
        "manager", case, "request-stage", "stage-2", on="2026-12-10", note="I want the judge investigated."
    )
    council.it_is("2026-12-14")
    council.moves(
        "manager",
        case,
        "refuse",
        "stage-2",
        on="2026-12-14",
        reason="Only the court can do that. To appeal, write to the director of the Trust.",
    )
    assert "To appeal, write to the director" in council.last_letter(case, "stage-refused").body
    assert council.due(case) == {}


def test_a_worry_about_a_childs_safety_is_passed_on_the_same_day_and_the_neighbour_told(council):
    council.it_is("2026-11-06")
    case = complaint(council, what_happened="A small child is alone at night in the flat below.", name="Darren")
    council.moves("manager", case, "pass-on", matter="0")
    case.refresh_from_db()
    assert case.is_open
    assert len(council.mail_to("duty@wenbury.example")) == 1
    told = council.last_letter(case, "passed-on").body
    assert "The children's social care team" in told
    assert "alone at night" not in told


def test_a_young_person_is_talked_to_first_and_offered_an_advocate(council):
    council.it_is("2026-11-06")
    case = complaint(
        council, name="Kayleigh", is_young_person="yes", what_happened="I may not go to the sleepover."
    )
    council.moves("manager", case, "triage", track="young-person", subject="Sleepover refused")
    assert council.due(case) == {
        "stage-1 discussed": "",
        "stage-1 acknowledged": "2026-11-11",
        "stage-1 responded": "",
    }
    council.it_is("2026-11-09")
    council.moves("manager", case, "record-event", "stage-1", event="discussed")
    council.moves("manager", case, "acknowledge", "stage-1", text="We talked today.", reply_by="2026-11-13")
    assert council.due(case) == {"stage-1 responded": "2026-11-13"}
    assert "advocate" in council.last_letter(case, "acknowledgement").body


def test_the_page_says_when_it_was_last_updated(council):
    council.it_is("2026-11-06")
    assert "Last updated 5 January 2026" in council.reads("/children/trust/")
