"""A signature and the end of the case, or of the stage, at the same moment: they end in one consistent state."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from tests import factories, signing
from tests.workflows.test_races import TRIALS, at_once, decides
from wagtail_complaints import roles
from wagtail_complaints.actions import case_stages, cases, clocks
from wagtail_complaints.models import Case, CaseNote, CaseStage, Letter, LetterKind, Response
from wagtail_complaints.wagtail_admin.cases.meanwhile import mark

pytestmark = [
    pytest.mark.usefixtures("rows_put_back", "django_db_serialized_rollback", "transactional_db"),
    pytest.mark.database,
]


def letters(case) -> list[str]:
    """Return the kinds of the letters to the complainant."""
    sent = Letter.objects.filter(case=case).exclude(kind=LetterKind.SIGN_OFF_NOTICE)
    return sorted(sent.values_list("kind", flat=True))


@pytest.mark.parametrize("trial", range(TRIALS))
def test_the_last_signature_and_a_withdrawal(trial):
    """While the letter is in sign-off the withdrawal is refused; once it is out, the case closes as withdrawn."""
    head = signing.signer()
    response = signing.submitted()
    case = response.case_stage.case

    def withdraw():
        case = Case.objects.get(pk=response.case_stage.case_id)
        return lambda: cases.withdraw(case, on=date(2026, 11, 16), by=None, reason="They rang.")

    signed, withdrawn = at_once(decides(response, head, "approve"), withdraw)
    case.refresh_from_db()
    assert signed == "done"
    assert case.is_open is (withdrawn == "MoveRefused")
    assert letters(case) == [LetterKind.RESPONSE] + [LetterKind.WITHDRAWAL] * (not case.is_open)
    assert not Response.objects.get(pk=response.pk).awaits_signature


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_refusal_at_the_gate_and_an_acceptance(trial):
    stage = CaseStage.objects.get(pk=_at_the_gate().pk)
    on = date(2026, 11, 17)
    outcomes = at_once(
        lambda: lambda: case_stages.accept(CaseStage.objects.get(pk=stage.pk), on=on, by=None),
        lambda: lambda: case_stages.refuse(CaseStage.objects.get(pk=stage.pk), on=on, by=None, reason="Not ours."),
    )
    stage.refresh_from_db()
    was_refused_first = outcomes == ["done", "done"]
    told = sorted(Letter.objects.filter(case_stage=stage).values_list("kind", flat=True))
    if was_refused_first:  # the acceptance is then one on appeal
        assert told == [LetterKind.STAGE_OPENED, LetterKind.STAGE_REFUSED, LetterKind.STAGE_REQUESTED]
    else:
        assert (outcomes, told) == (["done", "MoveRefused"], [LetterKind.STAGE_OPENED, LetterKind.STAGE_REQUESTED])
    assert stage.ended_on is None
    assert stage.events.current().filter(event="accepted").count() == 1


def _at_the_gate() -> CaseStage:
    from tests.wagtail_admin.cases_at_hand import triaged

    case = triaged()
    clocks.record_event(case.stages.get(), event="resolved", on=date(2026, 11, 9), by=None)
    ask = {"on": date(2026, 11, 16), "by": None}
    case_stages.request(case, key="stage-2", **ask)
    clocks.record_event(case.stages.get(key="stage-2"), event="resolved", on=date(2026, 11, 16), by=None)
    return case_stages.request(case, key="review", **ask)


@pytest.mark.parametrize("trial", range(TRIALS))
def test_two_officers_who_save_the_same_form_at_once(trial, monkeypatch):
    """Over HTTP, with the form that both opened: one is kept, and the other is shown what the first kept."""
    case = factories.case()
    browsers = [Client(raise_request_exception=False) for _officer in range(2)]
    for browser in browsers:
        browser.force_login(factories.user(roles.MANAGER))
    seen, barrier = mark(case), Barrier(2)

    def save(browser):
        barrier.wait(timeout=20)
        try:
            place = f"/admin/complaints/cases/{case.pk}/notes/add/"
            return browser.post(place, {"text": "They rang.", "as_opened": seen}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, browsers)) == [302, 409]
    assert CaseNote.objects.filter(case=case).count() == 1
