"""What is kept of where a case stands, and of whether a submission waits, is what the facts say after each move."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories, signing
from wagtail_complaints import roles
from wagtail_complaints.actions import case_stages, cases, clocks, handling, links, opening, triage
from wagtail_complaints.models import Case, Kind, Submission

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, FRIDAY = factories.MONDAY, date(2026, 11, 3), date(2026, 11, 6)


@pytest.fixture(autouse=True)
def nothing_is_kept_wrongly(db):
    yield
    assert (Case.objects.standing_elsewhere(), list(Submission.objects.said_wrongly())) == ({}, [])


def kept(case) -> str:
    return Case.objects.values_list("standing", flat=True).get(pk=case.pk)


def test_a_case_says_where_it_stands_from_move_to_move():
    plain = factories.two_stages()
    first, *others = plain.stages
    held = replace(plain, stages=(replace(first, hold_reasons=("Waiting for an advocate",)), *others))
    case = factories.case(procedure=factories.procedure_version(held).procedure)
    stage, stood = case.stages.get(), [kept(case)]
    triage.triage(case, procedure=case.procedure_version.procedure, by=None, on=MONDAY)
    stood.append(kept(case))
    hold = clocks.hold(stage, from_on=TUESDAY, reason="Waiting for an advocate", by=None)
    stood.append(kept(case))
    clocks.end_hold(hold, to_on=FRIDAY, by=None)
    stood.append(kept(case))
    clocks.record_event(stage, event="resolved", on=FRIDAY, by=None)
    stood.append(kept(case))
    case_stages.request(case, key="stage-2", on=FRIDAY, by=None)
    stood.append(kept(case))
    cases.withdraw(case, on=FRIDAY, by=None, reason="Settled.")
    stood.append(kept(case))
    cases.reopen(case, on=FRIDAY, by=None, reason="It was not settled.")
    stood.append(kept(case))
    assert stood == ["new", "in-hand", "on-hold", "in-hand", "answered", "in-hand", "closed", "in-hand"]


def test_a_case_waits_for_sign_off_until_its_letter_is_sent_back_or_signed():
    signer, letter = signing.signer(), signing.submitted()
    case = letter.case_stage.case
    assert kept(case) == "sign-off"
    signing.send_back(letter, signer)
    assert kept(case) == "in-hand"
    other = signing.submitted()
    signing.sign(other, signer)
    assert kept(other.case_stage.case) == "answered"


def test_a_case_whose_signers_step_is_switched_off_waits_for_them_no_more():
    signing.signer()
    letter = signing.submitted()
    step = letter.current_workflow_task
    step.active = False
    step.save()
    assert kept(letter.case_stage.case) == "in-hand"


def test_the_recompute_puts_right_what_is_kept_wrongly_and_says_so():
    case = factories.case()
    Case.objects.update(standing="closed")
    Submission.objects.update(is_waiting=True)
    said = StringIO()
    call_command("complaints_recompute", stdout=said, on=MONDAY)
    assert said.getvalue().splitlines() == [
        "1 submissions said wrongly whether they wait.",
        f"{case}: what is due next, or where it stands",
        "1 cases read, 1 changed.",
    ]
    assert (kept(case), Submission.objects.waiting().count()) == ("new", 0)


def test_a_submission_waits_until_somebody_deals_with_it_and_again_when_it_is_taken_up():
    sent, manager = factories.submission(kind=Kind.COMMENT), factories.user(roles.MANAGER)
    waited = [Submission.objects.waiting().exists()]
    handling.handle(sent, outcome="noted", by=manager, on=MONDAY)
    waited.append(Submission.objects.waiting().exists())
    handling.take_up(sent, reason="It was a complaint after all.", by=manager, on=TUESDAY)
    waited.append(Submission.objects.waiting().exists())
    case = opening.open_case(Submission.objects.get(), by=None, on=TUESDAY)
    waited.append(Submission.objects.waiting().exists())
    assert waited == [True, False, True, False]
    links.split(
        case,
        procedure=case.procedure_version.procedure,
        subject="Noise",
        reason="Another matter.",
        by=None,
        on=FRIDAY,
    )


def test_to_count_what_waits_no_case_is_read():
    with CaptureQueriesContext(connection) as asked:
        assert Submission.objects.waiting().count() == 0
    assert ["complaints_case" in each["sql"] for each in asked] == [False]
