"""What the council does because of a complaint is agreed, done with evidence, and told; or given up."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import agreed_actions, cases, complained_about, points
from wagtail_complaints.models import AgreedAction, Case, LetterKind, Purpose
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, FRIDAY = factories.MONDAY, date(2026, 11, 3), date(2026, 11, 6)
APOLOGY = {
    "purpose": "remedy",
    "kind": "apology",
    "text": "Say sorry in person.",
    "owner_name": "The crew’s manager",
    "due_on": FRIDAY,
}


@pytest.fixture
def case() -> Case:
    return factories.case()


def agreed(case, **known) -> AgreedAction:
    return agreed_actions.agree_on(case, by=None, on=MONDAY, **APOLOGY | known)


def outstanding(on=MONDAY) -> tuple[list, list]:
    return list(AgreedAction.objects.outstanding()), list(AgreedAction.objects.overdue(on))


def test_an_action_says_what_who_and_by_when(case):
    for wrong, said in (
        ({"text": " "}, "what is to be done"),
        ({"owner_name": " "}, "who does it"),
        ({"due_on": None}, "by when"),
        ({"due_on": date(2026, 11, 1)}, "before it was agreed"),
    ):
        with pytest.raises(MoveRefused, match=said):
            agreed(case, **wrong)
    point = points.add(case, text="The bin was not emptied.", by=None)
    action = agreed(case, point=point, kind="payment", amount=Decimal("150.00"), case_stage=case.stages.get())
    assert (action.point, action.amount, action.is_to_do) == (point, Decimal("150.00"), True)
    with pytest.raises(MoveRefused, match="recorded already"):
        agreed(case, point=point, case_stage=case.stages.get())


def test_the_day_after_its_last_day_it_is_overdue(case):
    action = agreed(case)
    assert outstanding(FRIDAY) == ([action], [])
    assert outstanding(date(2026, 11, 7)) == ([action], [action])


def test_done_it_is_outstanding_until_the_complainant_has_been_told(case):
    action = agreed(case)
    with pytest.raises(MoveRefused, match="how it is known"):
        agreed_actions.finish(action, done_on=TUESDAY, evidence=" ", on=TUESDAY, by=None)
    with pytest.raises(MoveRefused, match="not come yet"):
        agreed_actions.finish(action, done_on=FRIDAY, evidence="He rang.", on=TUESDAY, by=None)
    with pytest.raises(MoveRefused, match="nothing to tell yet"):
        agreed_actions.tell(action, text="We did.", on=TUESDAY, by=None)
    done = agreed_actions.finish(action, done_on=TUESDAY, evidence="He rang.", on=TUESDAY, by=None)
    assert (done.is_to_be_told, outstanding(date(2026, 12, 1))) == (True, ([done], []))
    agreed_actions.tell(action, text="The manager rang you on 3 November.", on=TUESDAY, by=None)
    assert outstanding() == ([], [])
    assert "The manager rang you on 3 November." in case.letters.get(kind=LetterKind.ACTION_DONE).body


def test_they_are_told_by_letter_or_in_another_way_and_once(case):
    action = agreed_actions.finish(agreed(case), done_on=TUESDAY, evidence="He rang.", on=TUESDAY, by=None)
    for both_or_neither in ({}, {"text": "We did.", "told_how": "By telephone."}):
        with pytest.raises(MoveRefused, match="or say how"):
            agreed_actions.tell(action, on=TUESDAY, by=None, **both_or_neither)
    agreed_actions.tell(action, told_how="By telephone.", on=TUESDAY, by=None)
    assert not case.letters.filter(kind=LetterKind.ACTION_DONE).exists()
    with pytest.raises(MoveRefused, match="told already"):
        agreed_actions.tell(action, told_how="By telephone.", on=TUESDAY, by=None)


def test_what_is_learnt_owes_the_complainant_no_word(case):
    action = agreed(case, purpose=Purpose.LEARNING, kind="training")
    agreed_actions.finish(action, done_on=TUESDAY, evidence="Ten people came.", on=TUESDAY, by=None)
    assert outstanding() == ([], [])


def test_what_cannot_be_done_is_given_up_with_what_is_done_instead(case):
    action = agreed(case)
    with pytest.raises(MoveRefused, match="what is done instead"):
        agreed_actions.give_up(action, reason="", on=TUESDAY, by=None)
    dropped = agreed_actions.give_up(action, reason="He left. The director writes.", on=TUESDAY, by=None)
    assert (dropped.is_to_be_told, outstanding(date(2026, 12, 1))) == (True, ([dropped], []))
    with pytest.raises(MoveRefused, match="done or given up already"):
        agreed_actions.finish(action, done_on=TUESDAY, evidence="No.", on=TUESDAY, by=None)


def test_a_later_day_has_a_reason_in_the_history(case):
    action = agreed(case)
    with pytest.raises(MoveRefused, match="why it is changed"):
        agreed_actions.change(action, reason=" ", due_on=date(2026, 11, 20), by=None)
    changed = agreed_actions.change(action, reason="He is on leave.", due_on=date(2026, 11, 20), by=None)
    assert (changed.due_on, changed.history.first().history_change_reason) == (
        date(2026, 11, 20),
        "He is on leave.",
    )
    with pytest.raises(MoveRefused, match="nothing to change"):
        agreed_actions.change(action, reason="Again.", due_on=date(2026, 11, 20), by=None)


def test_a_case_is_closed_with_actions_outstanding_and_they_are_worked_on_afterwards(case):
    action = agreed(case)
    cases.close(case, on=TUESDAY, by=None, reason="logged-in-error")
    assert list(AgreedAction.objects.outstanding().cases_with(Case.objects.all())) == [case]
    agreed_actions.finish(action, done_on=FRIDAY, evidence="He rang.", on=FRIDAY, by=None)
    agreed_actions.tell(action, told_how="By telephone.", on=FRIDAY, by=None)
    assert not AgreedAction.objects.outstanding().cases_with(Case.objects.all()).exists()


def test_what_was_learnt_is_kept_as_the_case_is_closed(case):
    cases.close(case, on=TUESDAY, by=None, reason="logged-in-error", learning="One slip.", is_none_learnt=True)
    learnt = case.learning.get()
    assert (learnt.is_none, learnt.text, learnt.recorded_on) == (True, "One slip.", TUESDAY)


def test_who_may_not_work_the_case_agrees_on_nothing_and_staff_complained_about_own_nothing(case):
    with pytest.raises(PermissionDenied):
        agreed_actions.agree_on(case, by=factories.user(roles.AUDITOR), on=MONDAY, **APOLOGY)
    about = factories.user(roles.INVESTIGATOR)
    complained_about.record(case, user=about, by=factories.user(roles.MANAGER), on=MONDAY)
    with pytest.raises(MoveRefused, match="may not see this case"):
        agreed(case, owner=about)
