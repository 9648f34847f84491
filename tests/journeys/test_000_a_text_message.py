"""Seed 000: a young person's text message, an aim of ten working days, an advocate, a stage without a timescale."""

import pytest

from wagtail_complaints.models import Case, Channel, Procedure, Submission

NOTHING_PUBLISHED = ""


def test_from_a_text_message_to_the_senior_managers_letter(council):
    # It came on Saturday 12 December 2026 and was logged on the Monday. Ten working days: 14 to 18 December (5),
    # 21 to 24 (9; the 25th and the 28th are holidays), 29 December (10).
    council.it_is("2026-12-14")
    case = council.logs(
        "officer",
        channel=Channel.TEXT,
        received_on="2026-12-12",
        procedure=str(Procedure.objects.get(slug="childrens-services").pk),
        what_happened="COMPLAINT Jay 07700 900341 they cancelled seeing my brother again",
        name="Jay",
        telephone="07700 900341",
        contact_by="text",
        is_young_person="yes",
    )
    assert case.channel == Channel.TEXT
    assert council.due(case) == {"stage-1 responded": "2026-12-29", "stage-1 updated": NOTHING_PUBLISHED}
    council.moves("manager", case, "triage", subject="Contact with a brother cancelled")
    council.adds("manager", case, "point", text="Contact was cancelled without a word.")
    council.assigns(case, "investigator")

    # The advocate whom the young person chose: from now on letters go to her.
    council.it_is("2026-12-16")
    council.adds("manager", case, "party", role="advocate", name="Ruth Castellane", email="ruth@speakup.example")

    council.it_is("2026-12-21")
    council.moves(
        "investigator", case, "record-event", "stage-1", event="updated", text="Your team manager looks into it."
    )

    # It is complicated, and the leaflet sets no ceiling.
    council.it_is("2026-12-24")
    council.moves(
        "investigator",
        case,
        "extend",
        "stage-1",
        event="responded",
        to="2027-01-12",
        reason="The social worker is away until the new year.",
    )
    assert council.due(case)["stage-1 responded"] == "2027-01-12"
    assert "Tuesday 12 January 2027" in council.last_letter(case, "extension").body
    assert council.last_letter(case, "extension").to_email == "ruth@speakup.example"

    council.it_is("2027-01-06")
    council.drafts(
        "investigator", case, "stage-1", "Two visits were cancelled. We are sorry.", "upheld", findings=["upheld"]
    )
    council.signs("signer", case)
    assert council.met(case)["stage-1 responded"] == "2027-01-06"
    letter = council.last_letter(case, "response")
    assert "Two visits were cancelled." in letter.body
    assert "Stage 2: a review or an investigation" in letter.body

    # Stage 2 publishes no timescale: none is invented, and nothing is due.
    council.it_is("2027-01-20")
    council.moves(
        "manager", case, "request-stage", "stage-2", on="2027-01-20", requested_by="Jay", note="it happened again"
    )
    assert council.due(case) == {"stage-2 responded": NOTHING_PUBLISHED, "stage-2 updated": NOTHING_PUBLISHED}
    assert "The procedure gives no time limit for this." in council.reads("/children/services/")

    council.it_is("2027-02-26")
    council.assigns(case, "investigator2")
    council.drafts(
        "investigator2", case, "stage-2", "You will see him every Saturday.", "upheld", findings=["upheld"]
    )
    council.signs("head", case)
    council.signs("assistant", case)
    last = council.last_letter(case, "response")
    assert "You will see him every Saturday." in last.body
    assert "https://www.lgo.org.uk" in last.body
    assert "0300 061 0614" in last.body

    council.it_is("2027-03-01")
    council.closes(case, on="2027-03-01", reason="completed")
    assert council.letters(case) == [
        "2026-12-21 update",
        "2026-12-24 extension",
        "2027-01-06 response",
        "2027-01-20 stage-opened",
        "2027-02-26 response",
        "2027-03-01 closure",
    ]
    assert len(council.mail_to("ruth@speakup.example")) == 6


def test_a_letter_awaits_the_review_of_its_signer_and_of_nobody_else(council):
    council.it_is("2026-11-02")
    sent = council.receives(
        "/children/services/tell-us/",
        kind="complaint",
        what_happened="The form was lost.",
        email="kim@example.com",
        name="Kim",
    )
    case = Case.objects.get(submission=sent)
    council.moves("manager", case, "triage")
    council.adds("manager", case, "point", text="The form was lost.")
    council.assigns(case, "investigator")
    council.drafts("investigator", case, "stage-1", "We lost it.", "upheld", findings=["upheld"])
    people = ("investigator", "manager", "head", "assistant", "director", "signer", "admin")
    assert [person for person in people if case.reference in council.awaits(person)] == ["signer"]


@pytest.mark.parametrize("kind", ["compliment", "comment"])
def test_a_kind_word_or_an_idea_is_passed_on_and_thanked_for(council, kind):
    council.it_is("2026-11-02")
    sent = council.receives(
        "/children/services/tell-us/",
        kind=kind,
        what_happened="Our social worker rang on her day off.",
        name="Bronagh",
        email="bronagh@example.com",
    )
    assert not Case.objects.filter(submission=sent).exists()
    council.deals_with("manager", sent, outcome="passed-on", passed_to="The social worker and her manager")
    assert Submission.objects.get(pk=sent.pk).handling.passed_to == "The social worker and her manager"
    receipt_and_thanks = council.mail_to("bronagh@example.com")
    assert len(receipt_and_thanks) == 2


def test_a_complaint_about_a_school_is_sent_on_and_the_parent_told_where(council):
    council.it_is("2026-11-02")
    sent = council.receives(
        "/children/services/tell-us/",
        kind="complaint",
        what_happened="The teacher shouted.",
        name="Bernard",
        email="bernard@example.com",
    )
    case = Case.objects.get(submission=sent)
    council.moves("manager", case, "redirect", matter="0")
    case.refresh_from_db()
    assert (f"{case.closed_on}", case.close_reason) == ("2026-11-02", "redirected")
    assert "The school's own complaints procedure" in council.last_letter(case, "redirect").body
