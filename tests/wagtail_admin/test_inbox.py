"""The inbox shows what was sent, word for word, to those who may see it, and records what was done with it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import links, opening
from wagtail_complaints.models import Case, Channel, Handling, Kind, LetterKind, Submission, SubmissionHandling

pytestmark = pytest.mark.django_db

INBOX = "/admin/complaints/inbox/"
DASHBOARD = "/admin/"


@pytest.fixture
def manager(client):
    client.force_login(factories.user(roles.MANAGER))
    return client


@pytest.fixture
def procedure():
    return factories.procedure_version().procedure


def listed(response) -> list[str]:
    return [sent.reference for sent in response.context["object_list"]]


@pytest.mark.parametrize("role", [roles.CONTACT_CENTRE, roles.INVESTIGATOR, roles.SIGNER, roles.EDITOR])
def test_who_may_not_see_submissions_opens_no_page_of_the_inbox(client, procedure, role):
    sent = factories.submission(procedure=procedure, given={"name": "Canary Example"})
    client.force_login(factories.user(role))
    pages = ["", "results/", "?export=csv", f"inspect/{sent.pk}/", f"open-case/{sent.pk}/", f"handle/{sent.pk}/"]
    for page in pages:
        response = client.get(f"{INBOX}{page}")
        assert (response.status_code, response.url) == (302, DASHBOARD)
        assert b"Canary" not in response.content
    assert b"complaints/inbox" not in client.get(DASHBOARD).content


def test_somebody_who_is_not_signed_in_is_asked_to(client, procedure):
    sent = factories.submission(procedure=procedure)
    for page in ("", "results/", "?export=csv", f"inspect/{sent.pk}/"):
        assert client.get(f"{INBOX}{page}").url.startswith(reverse("wagtailadmin_login"))


def test_an_auditor_reads_the_inbox_and_changes_nothing(client, procedure):
    sent = factories.submission(procedure=procedure)
    client.force_login(factories.user(roles.AUDITOR))
    assert [client.get(f"{INBOX}{page}").status_code for page in ("", f"inspect/{sent.pk}/")] == [200, 200]
    page = client.get(f"{INBOX}inspect/{sent.pk}/").content.decode()
    assert f"open-case/{sent.pk}" not in page
    for move, posted in (("open-case", {}), ("handle", {"outcome": "noted"})):
        assert client.post(f"{INBOX}{move}/{sent.pk}/", posted).url == DASHBOARD
    assert (Case.objects.count(), SubmissionHandling.objects.count()) == (0, 0)


def test_every_answer_stands_under_the_label_it_was_asked_with(manager, procedure):
    answers = [
        {"key": "on_behalf", "label": "Who are you doing this for?", "value": "someone-else"},
        {"key": "what_happened", "label": "What happened?", "value": "The <b>bin</b>\nwas not emptied."},
        {"key": "5f0c", "label": "Which of these apply?", "value": ["Noise", "Litter"]},
        {"key": "9a1b", "label": "Did you tell us before?", "value": True},
        {"key": "77ce", "label": "Anything else?", "value": ""},
    ]
    sent = factories.submission(procedure=procedure, answers=answers, privacy_notice="Six years.")
    page = manager.get(f"{INBOX}inspect/{sent.pk}/")
    assert [(given["label"], given["shown"]) for given in page.context["answers"]] == [
        ("Who are you doing this for?", "Someone else"),
        ("What happened?", "The <b>bin</b>\nwas not emptied."),
        ("Which of these apply?", "Noise, Litter"),
        ("Did you tell us before?", "Yes"),
        ("Anything else?", ""),
    ]
    html = page.content.decode()
    assert "The &lt;b&gt;bin&lt;/b&gt;<br>was not emptied." in html
    assert "Not answered" in html
    assert "Six years." in html


def test_filters_narrow_the_list(manager, procedure):
    def send(**fields):
        return factories.submission(procedure=procedure, **fields).reference

    by_form = send()
    by_letter = send(channel=Channel.LETTER, received_on=date(2026, 11, 6))
    thanks = send(kind=Kind.COMPLIMENT, received_on=date(2026, 11, 9))
    found = {
        query: set(listed(manager.get(f"{INBOX}?{query}")))
        for query in (
            "kind=compliment",
            "channel=letter",
            "received_on_to=2026-11-06",
            "received_on_from=2026-11-06",
        )
    }
    assert found == {
        "kind=compliment": {thanks},
        "channel=letter": {by_letter},
        "received_on_to=2026-11-06": {by_form, by_letter},
        "received_on_from=2026-11-06": {by_letter, thanks},
    }


def test_the_state_says_what_became_of_each(manager, procedure):
    waiting, case, spam = (factories.submission(procedure=procedure) for _each in range(3))
    manager.post(f"{INBOX}open-case/{case.pk}/")
    manager.post(f"{INBOX}handle/{spam.pk}/", {"outcome": "spam", "reason": "An advertisement."})
    found = {state: listed(manager.get(f"{INBOX}?state={state}")) for state in ("waiting", "case", "spam", "noted")}
    assert found == {
        "waiting": [waiting.reference],
        "case": [case.reference],
        "spam": [spam.reference],
        "noted": [],
    }


@pytest.mark.parametrize("words", ["zoë", "Zoë flooded", "{reference}", '100% "sure"'])
def test_search_finds_words_of_an_answer_and_references(manager, procedure, words):
    factories.submission(procedure=procedure)
    sent = factories.submission(
        procedure=procedure, given={"name": "Zoë Example", "what_happened": 'The cellar flooded, 100% "sure".'}
    )
    if words == "zoë":
        words = "Zoë"
    assert listed(manager.get(INBOX, {"q": words.format(reference=sent.reference)})) == [sent.reference]


def test_triage_opens_one_case_from_a_waiting_submission(manager, procedure):
    sent = factories.submission(procedure=procedure)
    assert f"{INBOX}open-case/{sent.pk}/" in manager.get(f"{INBOX}inspect/{sent.pk}/").content.decode()
    asked = BeautifulSoup(manager.get(f"{INBOX}open-case/{sent.pk}/").content, "html.parser")
    assert asked.select_one("#header-title").text == "Open a case"
    assert sent.reference in asked.select_one(".wc-move-head").text
    assert Case.objects.count() == 0
    assert manager.post(f"{INBOX}open-case/{sent.pk}/").status_code == 302
    assert [case.submission for case in Case.objects.all()] == [sent]
    assert f"{INBOX}open-case/{sent.pk}/" not in manager.get(f"{INBOX}inspect/{sent.pk}/").content.decode()


def test_what_became_two_cases_stands_in_the_inbox_once(manager, procedure):
    sent = factories.submission(procedure=procedure)
    case = opening.open_case(sent, by=None, on=sent.received_on)
    other = factories.procedure_version(factories.two_stages(slug="children", title="Children")).procedure
    links.split(case, procedure=other, subject="Contact", reason="Another law.", by=None, on=sent.received_on)
    assert sent.cases.count() == 2
    for asked in ({}, {"state": "case"}, {"q": sent.reference}):
        assert listed(manager.get(INBOX, asked)) == [sent.reference]


def test_what_came_without_a_procedure_is_given_one_at_triage(manager, procedure):
    sent = Submission.objects.create(
        reference="WITHOUT",
        kind=Kind.COMPLAINT,
        channel=Channel.LETTER,
        on_behalf="myself",
        received_on=date(2026, 11, 2),
        answers=factories.answers(),
        idempotency_key="without",
    )
    address = f"{INBOX}open-case/{sent.pk}/"
    assert manager.post(address).context["form"].errors == {"procedure": ["This field is required."]}
    manager.post(address, {"procedure": procedure.pk})
    assert Case.objects.get().procedure_version.procedure == procedure


def test_a_compliment_is_passed_on_and_the_record_says_to_whom_and_by_whom(manager, procedure):
    sent = factories.submission(procedure=procedure, kind=Kind.COMPLIMENT)
    manager.post(f"{INBOX}handle/{sent.pk}/", {"outcome": "passed-on", "passed_to": "Waste crew 4", "reason": ""})
    handling = SubmissionHandling.objects.get()
    assert (handling.submission, handling.outcome, handling.passed_to) == (sent, Handling.PASSED_ON, "Waste crew 4")
    assert handling.handled_by == handling.history.get().history_user
    assert "Waste crew 4" in manager.get(f"{INBOX}inspect/{sent.pk}/").content.decode()


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"outcome": "passed-on"}, "passed_to"),
        ({"outcome": "not-for-us"}, "passed_to"),
        ({"outcome": "spam"}, "reason"),
        ({"outcome": "duplicate"}, "reason"),
        ({"outcome": "eaten"}, "outcome"),
    ],
)
def test_what_was_done_is_asked_for_in_full(manager, procedure, posted, field):
    sent = factories.submission(procedure=procedure)
    page = manager.post(f"{INBOX}handle/{sent.pk}/", posted)
    assert set(page.context["form"].errors) == {field}
    assert SubmissionHandling.objects.count() == 0


def test_what_was_dealt_with_meanwhile_is_refused_with_a_reason(manager, procedure):
    sent = factories.submission(procedure=procedure)
    address = f"{INBOX}handle/{sent.pk}/"
    manager.post(address, {"outcome": "noted"})
    page = manager.post(address, {"outcome": "spam", "reason": "An advertisement."})
    assert len(page.context["form"].non_field_errors()) == 1
    assert SubmissionHandling.objects.get().outcome == Handling.NOTED


def test_a_concern_about_safety_is_passed_on_from_the_inbox_and_its_letters_follow_the_case(manager, procedure):
    factories.settings(urgent_email="safe@wenbury.example")
    sent = factories.submission(procedure=procedure, kind=Kind.COMMENT)
    shown = manager.get(f"{INBOX}inspect/{sent.pk}/")
    assert f'href="{INBOX}pass-on/{sent.pk}/"' in shown.content.decode()
    assert [label for label, _url in shown.context["moves"]] == ["Record what was done", "Open a case"]
    given = {"to": "Safeguarding", "text": "A child is left alone in Mill Lane."}
    assert manager.post(f"{INBOX}pass-on/{sent.pk}/", given).status_code == 302
    urgent, told = sent.letters.order_by("pk")[1:]
    assert (urgent.kind, urgent.to_email) == (LetterKind.URGENT, "safe@wenbury.example")
    assert "Mill Lane" in urgent.body
    assert (told.kind, told.to_email) == (LetterKind.PASSED_ON, "robin@example.com")
    again = manager.post(f"{INBOX}pass-on/{sent.pk}/", given)
    assert "passed on to them today already" in again.content.decode()
    case = opening.open_case(sent, by=None, on=factories.MONDAY)
    assert set(case.letters.values_list("kind", flat=True)) == {"receipt", "urgent", "passed-on"}
    page = manager.get(f"{INBOX}inspect/{sent.pk}/").content.decode()
    assert f'href="/admin/complaints/cases/{case.pk}/pass-on/"' in page
    refused = manager.post(f"{INBOX}pass-on/{sent.pk}/", {**given, "to": "The police"})
    assert "Pass it on from there" in refused.content.decode()


def test_the_receipt_that_went_out_is_a_click_away_for_who_reads_letters(manager, procedure):
    sent = factories.submission(procedure=procedure)
    [receipt] = sent.letters.all()
    link = f"/admin/complaints/letters/inspect/{receipt.pk}/"
    assert f'<a href="{link}">Receipt</a>' in manager.get(f"{INBOX}inspect/{sent.pk}/").content.decode()
    assert manager.get(link).status_code == 200


def test_who_only_reads_the_inbox_passes_nothing_on(client, procedure):
    client.force_login(factories.user(roles.AUDITOR))
    sent = factories.submission(procedure=procedure)
    assert "pass-on" not in client.get(f"{INBOX}inspect/{sent.pk}/").content.decode()
    assert client.post(f"{INBOX}pass-on/{sent.pk}/", {"to": "The police", "text": "Now."}).status_code in (302, 403)
    assert sent.letters.count() == 1


def test_an_export_holds_the_filtered_rows_and_their_answers(manager, procedure):
    factories.submission(procedure=procedure, given={"name": "Left Out"})
    sent = factories.submission(procedure=procedure, kind=Kind.COMPLIMENT, given={"name": "=Robin"})
    csv = b"".join(manager.get(f"{INBOX}?kind=compliment&export=csv").streaming_content).decode()
    assert "Left Out" not in csv
    assert f"{sent.reference},Compliment,Form on the website,Myself" in csv
    assert "Name: =Robin" in csv


def test_the_menu_says_how_many_wait(manager, procedure):
    for _each in range(2):
        factories.submission(procedure=procedure)
    assert "Inbox (2)" in manager.get(DASHBOARD).content.decode()


def test_a_listing_asks_as_many_questions_for_twenty_as_for_two(manager, procedure):
    def questions():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            manager.get(INBOX)
        return len(asked)

    for _each in range(2):
        factories.submission(procedure=procedure)
    questions()
    few = questions()
    for _each in range(18):
        factories.submission(procedure=procedure)
    assert questions() == few
