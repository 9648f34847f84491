"""What ombudsmen and auditors found wrong elsewhere, and what stands in its way here. One story for each failure.

All seventeen have one. Of three, a part is prevented by people, and the software helps no further: a report that is
weak in substance (9) is sent back by a signer who has read it; whether a remedy is enough (10) is weighed; and a
register of those whose contact is restricted, with its warnings and reviews (12), belongs to a council’s policy on
contact, which is wider than complaints. Here nobody bears a label, and each refusal has its reason.
"""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import day, procedure, triaged
from tests.wagtail_admin.conftest import desk, manager, monday, today_is  # noqa: F401
from tests.wagtail_admin.test_responses import address as letter_address
from tests.wagtail_admin.test_responses import fields as written
from wagtail_complaints.actions import clocks, points, responses
from wagtail_complaints.models import Case, LetterKind, Response
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.terms import Complainant, Timescale

pytestmark = pytest.mark.django_db

REGISTER = "/admin/complaints/cases/"


@pytest.fixture(autouse=True)
def council(db):
    factories.settings()


def place(case, of="") -> str:
    return f"{REGISTER}{case.pk}/{of}"


def errors(answer) -> dict:
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


def made(desk, case, of, **given):  # noqa: F811
    """Make a move of a case in its form, which takes it."""
    answer = desk.post(place(case, of), given)
    assert answer.status_code == 302, errors(answer)
    case.refresh_from_db()


def last_letter(case, kind) -> str:
    return case.letters.filter(kind=kind).latest("pk").body


def with_clocks(*timescales, **fields):
    """Publish a procedure whose only stage has these clocks."""
    first = replace(factories.two_stages().stages[0], timescales=timescales, escalation_window=None)
    return factories.procedure_version(factories.two_stages(slug="clocks", stages=(first,), **fields)).procedure


def references(desk, **asked) -> list[str]:  # noqa: F811
    return [case.reference for case in desk.get(REGISTER, asked).context["object_list"]]


def test_a_stage_2_does_not_run_past_its_date_unseen(desk, manager, today_is):  # noqa: F811
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-09"), by=manager)
    place = f"{REGISTER}{case.pk}/stages/stage-2/request-stage/"
    assert desk.post(place, {"on": "2026-11-09"}).status_code == 302
    # 25 working days from Monday 9 November: Monday 14 December
    case.refresh_from_db()
    assert (case.current_stage.key, case.next_due_on) == ("stage-2", date(2026, 12, 14))
    today_is(2026, 12, 14)
    assert references(desk, due="overdue") == []
    today_is(2026, 12, 15)
    assert references(desk, due="overdue") == [case.reference]
    assert "overdue by 1 working day" in desk.get(REGISTER).content.decode()


def test_a_backlog_is_counted_before_anybody_asks(desk):  # noqa: F811
    plain = procedure()
    for _each in range(3):
        triaged(procedure=plain)  # nobody's cases, to be acknowledged by Thursday 5 November
    home = BeautifulSoup(desk.get("/admin/").content, "html.parser")
    shown = [" ".join(each.get_text(" ").split()) for each in home.select(".wc-work__list--late")]
    assert shown == ["3 Everybody’s, overdue"]


def test_what_was_answered_does_not_look_open_for_want_of_an_entry(desk):  # noqa: F811
    signer, letter = signing.signer(), signing.submitted()
    case = letter.case_stage.case
    assert references(desk, standing="sign-off") == [case.reference]
    signing.sign(letter, signer)
    assert references(desk, standing="answered") == [case.reference]
    assert references(desk, due="overdue") == []


def test_a_statement_of_complaint_is_not_agreed_for_months_unseen(desk, today_is):  # noqa: F811
    # 5 working days from Monday 2 November for the statement: Monday 9. 10 for the answer: Monday 16.
    agreed = Timescale("statement-agreed", "received", within=Length.parse("5 working days"))
    answered = Timescale("responded", "received", within=Length.parse("10 working days"))
    case = triaged(procedure=with_clocks(agreed, answered))
    points.add(case, text="The bin was left.", by=None)
    made(desk, case, "stages/stage-1/send-statement/", outcomes="A clean street.")
    assert references(desk, due="overdue") == []
    today_is(2026, 11, 10)
    assert references(desk, due="overdue") == [case.reference]
    answer = {"answer": "agreed", "on": "2026-11-10", "how": "telephone"}
    made(desk, case, "stages/stage-1/answer-statement/", **answer)
    assert (case.next_due_event, case.next_due_on) == ("responded", date(2026, 11, 16))


def test_a_stage_3_is_not_refused_without_looking_at_it_nor_without_the_ombudsman(desk, today_is):  # noqa: F811
    # 20 working days from Monday 9 November: Monday 7 December.
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-09"), by=None)
    today_is(2026, 12, 15)
    made(desk, case, "stages/stage-2/request-stage/", on="2026-12-15", note="I was ill.")
    refusal = {"on": "2026-12-15", "refused_for": "late", "reason": "The file is destroyed."}
    assert list(errors(desk.post(place(case, "stages/stage-2/refuse/"), refusal))) == [
        "why_not_sooner",
        "can_be_fair",
    ]
    looked_at = {"why_not_sooner": "Not known.", "can_be_fair": "Nobody remembers."}
    made(desk, case, "stages/stage-2/refuse/", **refusal, **looked_at)
    assert "Local Government and Social Care Ombudsman" in last_letter(case, LetterKind.STAGE_REFUSED)


def test_the_statutory_procedure_is_not_left_aside_without_a_reason(desk):  # noqa: F811
    children = factories.procedure_version(factories.two_stages(slug="children", title="Children’s")).procedure
    case, ordinary = factories.case(procedure=children), procedure()
    given = {"procedure": ordinary.pk, "shown": ordinary.pk, "stage_key": "stage-1"}
    assert list(errors(desk.post(place(case, "triage/"), given))) == ["reason"]
    made(desk, case, "triage/", **given, reason="It is about a parking fine of the mother’s own.")
    assert "It is about a parking fine" in desk.get(place(case, "history/")).content.decode()


def test_a_mother_is_not_turned_away_because_her_child_has_not_consented(desk):  # noqa: F811
    case = triaged(procedure=procedure(slug="children", complainants=(Complainant("A parent"),)))
    asks = place(case, f"people/{case.parties.get().pk}/may-complain/")
    answer = desk.post(asks, {"listed": "A parent", "consent": "asked"})
    assert errors(answer) == {
        "__all__": ["The procedure lists them in their own right: nobody’s consent is needed."]
    }
    assert desk.post(asks, {"listed": "A parent", "consent": "not-needed"}).status_code == 302


def test_what_was_promised_is_not_forgotten_once_the_case_is_closed(desk, today_is):  # noqa: F811
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-09"), by=None)
    promise = {"text": "Pay £150.", "purpose": "remedy", "kind": "payment", "owner_name": "Finance"}
    made(desk, case, "actions/add/", **promise, amount="150", due_on="2026-11-20")
    learnt = {"learnt": "nothing", "learning": "One slip."}
    made(desk, case, "close/", on="2026-11-09", reason="resolved", **learnt)
    today_is(2026, 11, 23)
    assert references(desk, actions="overdue") == [case.reference]
    assert "1 action outstanding" in desk.get(place(case)).content.decode()


def test_nobody_is_left_without_word_nor_without_the_next_date(desk, today_is):  # noqa: F811
    # Every 4 weeks from Monday 2 November: Monday 30 November, then from Tuesday 1 December: Tuesday 29.
    updated = Timescale("updated", "received", every=Length.parse("4 weeks"), until="responded")
    case = triaged(procedure=with_clocks(updated, Timescale("responded", "received")))
    today_is(2026, 12, 1)
    assert references(desk, due="overdue") == [case.reference]
    told = {"event": "updated", "on": "2026-12-01", "text": "We are waiting for the depot."}
    made(desk, case, "stages/stage-1/record-event/", **told)
    assert "We are waiting for the depot." in last_letter(case, LetterKind.UPDATE)
    assert (case.next_due_on, references(desk, due="overdue")) == (date(2026, 12, 29), [])


def test_a_weak_report_is_sent_back_by_somebody_who_did_not_write_it(client, monday):  # noqa: F811
    signer, letter = signing.signer(), signing.submitted()
    client.force_login(signer)
    step = letter.current_workflow_task_state.pk
    asked = reverse("wagtailsnippets_wagtail_complaints_response:workflow_action", args=[letter.pk, "reject", step])
    shown = client.get(asked, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
    typed = {box["name"]: box["value"] for box in BeautifulSoup(shown, "html.parser").select("input[value]")}
    sent_back = {**typed, "comment": "It does not say why the rota was left empty."}
    assert client.post(asked, sent_back).status_code == 302
    letter = Response.objects.get(pk=letter.pk)
    assert (letter.awaits_signature, letter.issued_on) == (False, None)
    assert not letter.case_stage.case.letters.filter(kind=LetterKind.RESPONSE).exists()


def test_a_letter_that_leaves_out_a_part_of_the_complaint_is_not_signed(client, monday):  # noqa: F811
    author = signing.author()
    stage = signing.case_stage(
        decider=author, signed_by=signing.workflow(), points=("The bin was left.", "Nobody rang.")
    )
    signing.signer()
    response = responses.draft(stage, by=author)
    client.force_login(author)
    typed = written(response, **{"findings-1-reasons": "", "action-submit": "1"})
    answer = client.post(letter_address("edit", response), typed, follow=True)
    assert "The letter is not ready: point 2 has no reasons." in answer.content.decode()
    assert not Response.objects.get().awaits_signature


def test_a_complaint_taken_for_a_request_is_taken_up_with_the_day_it_really_came(desk):  # noqa: F811
    case = triaged()
    made(desk, case, "service-request/", to="The depot", reason="It asks for a bin.")
    assert "can complain at any time" in " ".join(last_letter(case, LetterKind.SERVICE_REQUEST).split())
    made(desk, case, "reopen/", on="2026-11-09", reason="She complains that nobody came.")
    # 3 working days from Monday 2 November: Thursday 5. It counts from when she wrote, not from when we understood.
    assert (case.received_on, case.next_due_on) == (factories.MONDAY, date(2026, 11, 5))


def test_nobody_is_refused_for_a_label_but_for_a_reason_that_can_be_taken_further(desk):  # noqa: F811
    case = triaged(given={"email": "often@example.com"})
    refused = {"on": "2026-11-09", "reason": "refused"}
    assert desk.post(place(case, "close/"), refused).status_code == 409
    made(desk, case, "close/", **refused, note="A court has decided it.")
    letter = last_letter(case, LetterKind.REFUSAL)
    for said in ("A court has decided it.", "Local Government and Social Care Ombudsman"):
        assert said in letter
    again = factories.case(procedure=case.procedure_version.procedure, given={"email": "often@example.com"})
    assert references(desk, standing="new") == [again.reference]


def test_an_advocate_is_offered_on_the_first_day_and_again(desk):  # noqa: F811
    case = triaged(procedure=procedure(slug="young", advocates="under-18"))
    made(desk, case, "stages/stage-1/acknowledge/", on="2026-11-09")
    for kind in (LetterKind.RECEIPT, LetterKind.ACKNOWLEDGEMENT):
        assert "you have the right to an advocate" in last_letter(case, kind)


def test_no_date_is_moved_without_a_reason_a_ceiling_and_word_to_the_complainant(desk):  # noqa: F811
    case = triaged()
    more = {"event": "responded", "to": "2026-12-01", "given_on": "2026-11-09"}
    assert list(errors(desk.post(place(case, "stages/stage-1/extend/"), more))) == ["reason"]
    # 20 working days from Monday 2 November: Monday 30.
    answer = desk.post(place(case, "stages/stage-1/extend/"), {**more, "reason": "The rota is lost."})
    assert "30 November 2026" in errors(answer)["__all__"][0]
    made(desk, case, "stages/stage-1/extend/", **{**more, "to": "2026-11-30", "reason": "The rota is lost."})
    letter = last_letter(case, LetterKind.EXTENSION)
    for said in ("The rota is lost.", "Monday 30 November 2026", "Local Government and Social Care Ombudsman"):
        assert said in letter


def test_every_procedure_stands_in_one_register_and_in_one_export(desk):  # noqa: F811
    children = factories.procedure_version(factories.two_stages(slug="children", title="Children’s")).procedure
    kept = {case.reference for case in (triaged(), triaged(procedure=children))}
    rows = list(csv.DictReader(StringIO(desk.get(REGISTER, {"export": "csv"}).getvalue().decode())))
    assert {row["Reference"] for row in rows} == kept
    assert {row["Procedure"] for row in rows} == {"Children’s", "Complaints about our services"}


def test_a_complaint_that_was_looked_into_is_not_closed_before_somebody_says_what_was_learnt(desk):  # noqa: F811
    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=day("2026-11-09"), by=None)
    closing = {"on": "2026-11-09", "reason": "resolved"}
    assert list(errors(desk.post(place(case, "close/"), closing))) == ["learnt", "learning"]
    assert Case.objects.get().is_open
    made(desk, case, "close/", **closing, learnt="nothing", learning="The lorry had broken down.")
    assert "The lorry had broken down." in desk.get(place(case)).content.decode()
