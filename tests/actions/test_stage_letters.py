"""A letter that a stage owes goes out when it says all it must, or is recorded as sent in another way."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, stage_letters
from wagtail_complaints.models import CaseStage, LetterKind
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

MONDAY = factories.MONDAY
START = terms.StageLetter("Start of the investigation", says=("Who investigates", "The dates"))


@pytest.fixture
def stage() -> CaseStage:
    first, second = factories.two_stages().stages
    version = factories.procedure_version(factories.two_stages(stages=(replace(first, letters=(START,)), second)))
    return factories.case(procedure=version.procedure).stages.get()


def send(stage, **fields):
    usual = {"name": START.name, "text": "Ann Lee investigates.", "says": START.says, "on": MONDAY, "by": None}
    stage_letters.send(stage, **usual | fields)


def test_it_goes_out_in_the_frame_of_all_letters_and_is_known_as_sent(stage):
    send(stage)
    sent = stage.letters_sent.get()
    assert (sent.name, sent.sent_on, sent.letter.kind) == (START.name, MONDAY, LetterKind.STAGE_LETTER)
    assert sent.letter.subject == f"Start of the investigation: {stage.case.reference}"
    assert "at this stage: Stage 1.\n\nAnn Lee investigates." in sent.letter.body
    assert sent.letter.called == sent.letter.subject


def test_it_says_all_that_the_procedure_asks_for(stage):
    with pytest.raises(MoveRefused, match="must say this too: The dates"):
        send(stage, says=["Who investigates"])
    with pytest.raises(MoveRefused, match="Write the letter"):
        send(stage, text=" ")
    with pytest.raises(MoveRefused, match="no such letter"):
        send(stage, name="Invitation")
    assert not stage.letters_sent.exists()


def test_pressed_twice_it_goes_out_once_and_other_words_are_another_letter(stage):
    send(stage)
    with pytest.raises(MoveRefused, match="gone out already"):
        send(stage)
    send(stage, text="Bo Day investigates, for Ann Lee is ill.")
    assert stage.letters_sent.count() == stage.case.letters.filter(kind=LetterKind.STAGE_LETTER).count() == 2


def test_what_was_sent_in_another_way_is_recorded_with_how(stage):
    with pytest.raises(MoveRefused, match="Say how"):
        stage_letters.record(stage, name=START.name, note=" ", on=MONDAY, by=None)
    stage_letters.record(stage, name=START.name, note="By hand, at the meeting.", on=MONDAY, by=None)
    assert stage.letters_sent.get().letter is None
    with pytest.raises(MoveRefused, match="recorded already"):
        stage_letters.record(stage, name=START.name, note="By hand, at the meeting.", on=MONDAY, by=None)


def test_a_stage_that_owes_none_sends_none_and_a_reader_sends_none_at_all(stage):
    with pytest.raises(MoveRefused, match="asks for no letter of its own"):
        send(factories.case().stages.get())
    with pytest.raises(PermissionDenied):
        send(stage, by=factories.user(roles.AUDITOR))


def test_nothing_goes_out_in_a_closed_case(stage):
    cases.close(stage.case, on=MONDAY, by=None, reason="logged-in-error")
    with pytest.raises(MoveRefused, match="The case is closed"):
        send(stage)
