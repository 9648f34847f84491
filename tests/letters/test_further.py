"""Where a letter sends whoever is not content: to the next stage, and outside once the council has had its say."""

from datetime import date

import pytest

from tests import factories
from wagtail_complaints.actions import case_stages, clocks
from wagtail_complaints.letters.addressee import Addressee
from wagtail_complaints.letters.writing import compose
from wagtail_complaints.models import LetterKind

pytestmark = pytest.mark.django_db

NOW = "You can go to them now: our own procedure is finished."
AFTER = "You can go to them when our procedure is finished."


def said(kind, case_stage, **facts) -> str:
    to = Addressee("Robin", "robin@example.com")
    return compose(kind, on=date(2026, 11, 20), to=to, case=case_stage.case, case_stage=case_stage, **facts).body


def stages():
    """Return both stages of a case whose first was resolved on Monday 16 November."""
    case = factories.case()
    first = case.stages.get()
    clocks.record_event(first, event="resolved", on=date(2026, 11, 16), by=None)
    return first, case_stages.request(case, key="stage-2", on=date(2026, 11, 18), by=None)


def test_the_answer_of_the_last_stage_says_that_the_ombudsman_can_be_asked_now():
    first, last = stages()
    assert AFTER in said(LetterKind.RESPONSE, first, text="No.")
    assert NOW in said(LetterKind.RESPONSE, last, text="No.")


def test_a_letter_on_the_way_sends_nobody_outside_yet():
    _first, last = stages()
    assert AFTER in said(LetterKind.ACKNOWLEDGEMENT, last)


def test_a_closure_says_so_only_where_the_last_stage_was_answered():
    _first, last = stages()
    assert AFTER in said(LetterKind.CLOSURE, last)
    clocks.record_event(last, event="resolved", on=date(2026, 11, 19), by=None)
    assert NOW in said(LetterKind.CLOSURE, last)


def test_a_refusal_is_the_last_word():
    first, _last = stages()
    assert NOW in said(LetterKind.REFUSAL, first, reason="It is a matter for the court.")
