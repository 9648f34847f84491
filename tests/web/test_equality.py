"""Questions about equality come after everything is sent, are counted apart, and shown as large figures alone."""

from datetime import date
from urllib.parse import urlencode

import pytest

from tests import factories
from wagtail_complaints import conf, roles
from wagtail_complaints.models import EqualityFigure, Submission

from .visitor import COMPLAINT, broken_off

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/equality-figures/"


@pytest.fixture
def form():
    return factories.feedback_form(asks_equality=True)


@pytest.fixture
def at_the_receipt(visitor, stand, form, monkeypatch):
    monkeypatch.setattr(conf, "today", lambda: date(2026, 11, 22))
    visitor.open(stand(form).url).fill(**COMPLAINT).press("Continue").press("Send my complaint")
    return visitor


def counted() -> dict:
    return {(each.question, each.answer): each.number for each in EqualityFigure.objects.all()}


def test_answers_are_counted_and_go_nowhere_else(at_the_receipt, form):
    at_the_receipt.fill(age="25-44", disability="yes").press("Count my answers")
    assert at_the_receipt.title == "Thank you"
    assert counted() == {("age", "25-44"): 1, ("disability", "yes"): 1}
    figure = EqualityFigure.objects.first()
    assert (figure.procedure, figure.quarter) == (form.procedure, date(2026, 10, 1))
    assert [answer["key"] for answer in Submission.objects.get().answers] == ["kind", "on_behalf", "what_happened"]


def test_no_row_of_the_figures_leads_to_a_person_or_a_case():
    fields = {field.name for field in EqualityFigure._meta.get_fields()}
    assert fields == {"id", "procedure", "quarter", "question", "answer", "number"}


def test_what_is_sealed_into_the_questions_names_no_submission(at_the_receipt):
    import base64
    import json

    sent = Submission.objects.get()
    token = at_the_receipt.typed()["token"].partition(":")[0]
    said = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    assert said[0] == sent.procedure_id
    assert str(said[1]) not in f"{sent.idempotency_key} {sent.reference}"
    assert len(said) == 2


def test_pressing_twice_counts_once(at_the_receipt):
    at_the_receipt.fill(sex="female").press("Count my answers")
    at_the_receipt.post(at_the_receipt.sent)
    assert counted() == {("sex", "female"): 1}


def test_who_has_sent_nothing_counts_nothing(at_the_receipt):
    sent = at_the_receipt.fill(sex="female").filled
    sent["token"] = "made-up"
    at_the_receipt.action = at_the_receipt.forms()[0]["action"]
    at_the_receipt.post(sent)
    assert (at_the_receipt.title, counted()) == ("Thank you", {})


def test_answers_that_were_not_offered_are_not_counted(at_the_receipt):
    at_the_receipt.fill(sex="<script>", age="25-44").press("Count my answers")
    assert counted() == {("age", "25-44"): 1}


def test_the_questions_are_asked_only_where_the_form_says_so(visitor, stand):
    visitor.open(stand(factories.feedback_form()).url).fill(**COMPLAINT).press("Continue").press(
        "Send my complaint"
    )
    assert "Do we treat everybody fairly?" not in visitor.text


def test_the_figures_hide_small_numbers_and_what_would_betray_them(client, form):
    for answer, number in (("yes", 3), ("no", 40), ("rather-not", 9)):
        EqualityFigure.objects.create(
            procedure=form.procedure, quarter=date(2026, 7, 1), question="disability", answer=answer, number=number
        )
    client.force_login(factories.user(roles.MANAGER))
    rows = client.get(REPORT).context["object_list"]
    hidden = "withheld"
    assert [(row.answer, row.number) for row in rows] == [
        ("Yes", hidden),
        ("No", "40"),
        ("I would rather not say", hidden),
    ]
    exported = b"".join(client.get(f"{REPORT}?export=csv")).decode()
    assert ",3" not in exported and ",9" not in exported


def test_a_quarter_that_goes_on_is_not_shown(client, form, monkeypatch):
    monkeypatch.setattr(conf, "today", lambda: date(2026, 12, 31))
    EqualityFigure.objects.create(
        procedure=form.procedure, quarter=date(2026, 10, 1), question="sex", answer="male", number=50
    )
    client.force_login(factories.user(roles.AUDITOR))
    assert list(client.get(REPORT).context["object_list"]) == []
    monkeypatch.setattr(conf, "today", lambda: date(2027, 1, 1))
    assert [row.number for row in client.get(REPORT).context["object_list"]] == ["50"]


@pytest.mark.parametrize("role", [roles.EDITOR, roles.CONTACT_CENTRE, roles.INVESTIGATOR, roles.SIGNER])
def test_others_do_not_see_the_figures(client, role):
    client.force_login(factories.user(role))
    assert [client.get(f"{REPORT}{page}").status_code for page in ("", "results/")] == [302, 302]


def test_a_browser_that_may_not_say_where_it_comes_from_is_counted(at_the_receipt):
    """The receipt tells nobody its address, so on plain http Chromium sends “Origin: null” and nothing else."""
    at_the_receipt.fill(sex="female").press("Count my answers", **{"Sec-Fetch-Site": "", "Origin": "null"})
    assert counted() == {("sex", "female"): 1}


def test_answers_that_break_off_are_asked_again_with_those_that_arrived_and_then_counted(at_the_receipt):
    chosen = {"age": "25-44", "sex": "female", "ethnicity": "white" * 20}
    sent = urlencode({**at_the_receipt.typed().dict(), **chosen}).encode()
    cut = sent.index(b"ethnicity") + 50
    action = at_the_receipt.forms()[0]["action"]
    broken_off(at_the_receipt, sent, "application/x-www-form-urlencoded", arrive=cut, action=action)
    assert (at_the_receipt.response.status_code, at_the_receipt.title) == (400, "We could not read what you sent")
    assert counted() == {}
    at_the_receipt.fill().press("Count my answers")
    assert counted() == {("age", "25-44"): 1, ("sex", "female"): 1}
