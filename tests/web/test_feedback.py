"""Somebody tells the council something: on any page, without JavaScript, and nothing is lost on the way."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_complaints import conf, roles
from wagtail_complaints.models import Case, FormQuestion, Letter, Submission
from wagtail_complaints.web.feedback import Received

from .visitor import COMPLAINT

pytestmark = pytest.mark.django_db


@pytest.fixture
def sunday(monkeypatch):
    """22 November 2026 is a Sunday: the first working day counted is Monday the 23rd."""
    monkeypatch.setattr(conf, "today", lambda: date(2026, 11, 22))


def test_a_complaint_is_checked_sent_and_given_a_reference(visitor, page, form, sunday):
    visitor.open(page.url).fill(**COMPLAINT, email="robin@example.com").press("Continue")
    assert (visitor.title, Submission.objects.count()) == ("Check your answers", 0)

    visitor.press("Send my complaint")

    sent = Submission.objects.get()
    assert visitor.title == "We have your complaint"
    assert sent.reference in visitor.text
    assert sent.answers == [
        {"key": "kind", "label": "What would you like to send us?", "value": "complaint"},
        {"key": "on_behalf", "label": "Who are you doing this for?", "value": "myself"},
        {"key": "what_happened", "label": "What would you like to tell us?", "value": "The bin was not emptied."},
        {"key": "email", "label": "Your e-mail address", "value": "robin@example.com"},
    ]
    assert (sent.kind, sent.channel, sent.on_behalf, sent.received_on) == (
        "complaint",
        "form",
        "myself",
        date(2026, 11, 22),
    )
    assert (sent.form_version, sent.procedure, sent.page_id) == (form.current_version, form.procedure, page.pk)
    assert (sent.page_url, sent.privacy_notice) == (page.full_url, "We keep what you tell us for six years.")


def test_a_complaint_opens_its_case_and_says_by_when_it_is_answered(visitor, page, sunday):
    visitor.open(page.url).fill(**COMPLAINT, email="robin@example.com").press("Continue").press("Send my complaint")
    assert Case.objects.get().submission == Submission.objects.get()
    # Acknowledged in 3 working days: 23, 24, 25 November. Answered in 10: 23 to 27, 30 to 4 December.
    steps = [step.get_text(" ", strip=True) for step in visitor.soup.select(".complaints-steps li")]
    assert [step.partition(" We ")[0] for step in steps] == [
        "By Wednesday 25 November 2026",
        "By Friday 4 December 2026",
    ]


@pytest.mark.parametrize("kind", ["compliment", "comment"])
def test_a_compliment_or_comment_is_kept_and_opens_no_case(visitor, page, kind):
    visitor.open(page.url).fill(kind=kind, on_behalf="myself", what_happened="Thank you.")
    visitor.press("Continue").press(f"Send my {kind}")
    assert visitor.title == f"We have your {kind}"
    assert (Submission.objects.get().kind, Case.objects.count()) == (kind, 0)


def test_an_anonymous_complaint_is_taken_and_told_what_we_cannot_do(visitor, page):
    visitor.open(page.url).fill(**COMPLAINT).press("Continue")
    assert "You have not told us how to reach you." in visitor.text
    visitor.press("Send my complaint")
    assert "You did not tell us how to reach you, so you will not hear from us" in visitor.text
    assert Case.objects.count() == 1


def test_errors_come_back_on_the_page_where_the_form_stands_with_everything_kept(visitor, page):
    visitor.open(page.url).fill(
        kind="complaint", put_right='Say "sorry" & <mean> it.', email="robin", on_behalf="someone-else"
    ).press("Continue")
    assert visitor.response.status_code == 200
    assert visitor.title == "Error: Tell us"
    assert "Before the form." in visitor.text
    assert visitor.errors == [
        "Write what you would like to tell us",
        "Enter an e-mail address in the right form, like name@example.com",
    ]
    kept = visitor.typed()
    assert (kept["kind"], kept["on_behalf"], kept["put_right"], kept["email"]) == (
        "complaint",
        "someone-else",
        'Say "sorry" & <mean> it.',
        "robin",
    )


def test_each_error_leads_to_its_box_which_is_described_by_it(visitor, page):
    visitor.open(page.url).press("Continue")
    for link in visitor.soup.select(".complaints-error-summary a"):
        box = visitor.soup.find(id=link["href"].removeprefix("#"))
        group = box.find_parent("fieldset") or box
        described = visitor.soup.find(id=group["aria-describedby"].split()[-1])
        assert described.get_text(" ", strip=True) == f"Error: {link.get_text()}"


def test_changing_an_answer_goes_back_with_everything_kept_and_no_errors(visitor, page):
    visitor.open(page.url).fill(**COMPLAINT, put_right="Empty it.").press("Continue")
    visitor.press("Change What would put it right?")
    assert (visitor.title, visitor.errors) == ("Tell us", [])
    assert visitor.typed()["put_right"] == "Empty it."
    visitor.fill(put_right="Empty it weekly.").press("Continue").press("Send my complaint")
    assert Submission.objects.get().answer("put_right") == "Empty it weekly."


def test_pressing_twice_makes_one(visitor, page):
    visitor.open(page.url).fill(**COMPLAINT).press("Continue").press("Send my complaint")
    first, again = visitor.answered, visitor.post(visitor.sent).answered
    assert (first.status_code, again.status_code) == (303, 303)
    assert Submission.objects.get().reference in visitor.text
    assert Case.objects.count() == 1


def test_the_same_words_sent_again_on_purpose_make_two(visitor, page):
    for _time in range(2):
        visitor.open(page.url).fill(**COMPLAINT).press("Continue").press("Send my complaint")
    assert Submission.objects.count() == 2


def test_other_words_never_hide_behind_an_earlier_sending(visitor, page):
    visitor.open(page.url).fill(**COMPLAINT).press("Continue").press("Send my complaint")
    changed = visitor.sent.copy()
    changed["what_happened"] = "And the street was not swept."
    visitor.post(changed)
    assert [sent.answer("what_happened") for sent in Submission.objects.order_by("pk")] == [
        "The bin was not emptied.",
        "And the street was not swept.",
    ]


def test_a_post_is_stored_against_the_form_that_was_shown(visitor, page, form):
    shown = form.current_version
    visitor.open(page.url)
    form.questions = [FormQuestion(label="Account number", is_required=True)]
    form.offers_complaint = False
    form.save()
    visitor.fill(**COMPLAINT).press("Continue").press("Send my complaint")
    assert Submission.objects.get().form_version == shown != form.current_version


def test_an_extra_question_is_answered_under_the_words_it_was_asked_with(visitor, stand, form):
    form.questions = [FormQuestion(label="Which service?", type="choice", choices="Bins\nRoads")]
    form.save()
    key = str(form.questions.get().key)
    visitor.open(stand(form).url).fill(**COMPLAINT, **{key: "Roads"}).press("Continue").press("Send my complaint")
    assert {"key": key, "label": "Which service?", "value": "Roads"} in Submission.objects.get().answers


def test_markup_in_an_answer_stays_text(visitor, page):
    hostile = "</textarea><script>alert(1)</script><!--/feedback feedback-00000001-->"
    visitor.open(page.url).fill(what_happened=hostile).press("Continue")
    assert visitor.typed()["what_happened"] == hostile
    assert visitor.soup.find("script", string="alert(1)") is None
    visitor.fill(**{**COMPLAINT, "what_happened": hostile}).press("Continue")
    assert hostile in visitor.text
    assert visitor.soup.find("script", string="alert(1)") is None


def test_a_complaint_costs_at_most_twenty_queries_until_all_of_it_is_stored(visitor, page):
    visitor.open(page.url).fill(**COMPLAINT, email="robin@example.com", name="Robin").press("Continue")
    sent = visitor.typed()
    sent["send"] = "yes"
    asked = RequestFactory().post(visitor.action, sent, headers={"Sec-Fetch-Site": "same-origin"})
    with CaptureQueriesContext(connection) as until_the_answer:
        response = WSGIHandler().get_response(asked)
    assert (response.status_code, Submission.objects.count(), Case.objects.count()) == (303, 1, 0)
    with CaptureQueriesContext(connection) as afterwards:
        response.then()
    assert (Case.objects.count(), Letter.objects.count()) == (1, 1)
    asked = [query["sql"] for query in (*until_the_answer, *afterwards)]
    assert len([sql for sql in asked if "SAVEPOINT" not in sql]) <= 19


def test_where_the_worker_dies_after_the_answer_the_case_is_opened_all_the_same(visitor, page, monkeypatch):
    monkeypatch.setattr(Received, "close", lambda response: None)
    visitor.open(page.url).fill(**COMPLAINT, email="robin@example.com").press("Continue")
    sent = visitor.typed()
    sent["send"] = "yes"
    receipt = visitor.client.post(visitor.action, sent, headers={"Sec-Fetch-Site": "same-origin"}).url
    assert (Submission.objects.count(), Case.objects.count()) == (1, 0)
    call_command("complaints_send_letters")
    assert (Case.objects.count(), Letter.objects.count()) == (1, 1)
    call_command("complaints_send_letters")
    visitor.open(receipt)
    assert (Case.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_question_that_was_reworded_keeps_the_words_it_was_answered_under(visitor, stand, form, client):
    form.questions = [FormQuestion(label="Which service?")]
    form.save()
    page, key = stand(form), str(form.questions.get().key)
    visitor.open(page.url).fill(**COMPLAINT, **{key: "Bins"}).press("Continue").press("Send my complaint")
    question = form.questions.get()
    question.label = "Which team?"
    form.questions = [question]
    form.save()
    visitor.open(page.url).fill(**COMPLAINT, **{key: "Roads"}).press("Continue").press("Send my complaint")
    client.force_login(factories.user(roles.MANAGER))
    asked = {}
    for sent in Submission.objects.order_by("pk"):
        for url in (f"/admin/complaints/inbox/inspect/{sent.pk}/", f"/admin/complaints/cases/{sent.case.pk}/"):
            rows = BeautifulSoup(client.get(url).content, "html.parser").select("dt")
            said = {row.get_text(strip=True): row.find_next("dd").get_text(strip=True) for row in rows}
            asked[url] = [(label, said[label]) for label in ("Which service?", "Which team?") if label in said]
    assert list(asked.values()) == [[("Which service?", "Bins")]] * 2 + [[("Which team?", "Roads")]] * 2


def test_what_keeps_somebody_safe_and_what_they_need_stands_at_the_head_of_their_case(visitor, stand):
    young = factories.procedure_version(factories.two_stages(advocates="under-18")).procedure
    visitor.open(stand(factories.feedback_form(young)).url).fill(
        **COMPLAINT,
        is_young_person="yes",
        talk_first="yes",
        wants_advocate="yes",
        telephone="01632 960002",
        contact_by="text",
        safe_contact="My brother reads my letters.",
        safe_times="After school",
        may_leave_message="no",
        adjustments="Large print",
        language="Polish",
        needs_interpreter="yes",
    ).press("Continue").press("Send my complaint")
    party = Case.objects.get().parties.get()
    assert party.contact_safety.splitlines() == [
        "My brother reads my letters.",
        "Times to ring: After school",
        "Do not leave a message.",
    ]
    assert party.adjustments.splitlines() == [
        "Would like to talk to somebody first.",
        "Would like an advocate.",
        "Large print",
        "Language: Polish",
        "Needs an interpreter.",
    ]
    assert party.is_under_18


def test_who_acts_for_somebody_says_whether_they_agreed(visitor, page):
    visitor.open(page.url).fill(**{**COMPLAINT, "on_behalf": "someone-else"}, consent="no", affected_name="Kim")
    visitor.press("Continue")
    assert "No, they have not agreed, or do not know" in visitor.text
    visitor.press("Send my complaint")
    assert Submission.objects.get().answer("consent") == "no"
