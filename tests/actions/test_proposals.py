"""A later date that needs agreement is proposed, and only a yes in time makes it a fact."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests import factories
from wagtail_complaints import conf
from wagtail_complaints.actions import clocks, from_outside, proposals
from wagtail_complaints.models import CaseMessage, ExtensionProposal, LetterKind
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.terms import ExtensionRule

pytestmark = pytest.mark.django_db

DUE = date(2026, 11, 16)  # 10 working days after Monday 2 November
LATER = date(2026, 11, 27)
ASKED_ON = date(2026, 11, 9)


def under_agreement():
    """Open a case whose reply moves only where the complainant agrees."""
    plain = factories.two_stages()
    first, *others = plain.stages
    reply = replace(first.timescales[1], extension=ExtensionRule.AGREED)
    stages = (replace(first, timescales=(first.timescales[0], reply)), *others)
    factories.settings()
    return factories.case(procedure=factories.procedure_version(replace(plain, stages=stages)).procedure)


def propose(case, **fields):
    return proposals.propose(
        case.stages.get(), **{"to": LATER, "reason": "A witness is away.", "on": ASKED_ON, "by": None, **fields}
    )


def due(case):
    case.refresh_from_db()
    return (
        case.next_due_on
        if case.next_due_event == "responded"
        else case.stages.get().deadlines.get(event="responded").due_on
    )


def test_a_proposal_is_a_letter_that_asks_and_moves_no_date():
    case = under_agreement()
    propose(case)
    assert (due(case), case.stages.get().extensions.count()) == (DUE, 0)
    letter = case.letters.get(kind=LetterKind.EXTENSION_PROPOSED)
    assert "We said that we would reply by Monday 16 November 2026." in letter.body
    assert "We propose to reply by Friday 27 November 2026." in letter.body
    assert "A witness is away." in letter.body
    assert "/tell-us/track/" in letter.body
    assert (letter.promised_event, letter.promised_on) == ("responded", DUE)


def test_a_yes_gives_the_extension_on_its_day_and_tells_so():
    case = under_agreement()
    answered = proposals.answer(propose(case), agrees=True, on=date(2026, 11, 12))
    given = answered.extension
    assert (due(case), given.given_on, given.complainant_agreed) == (LATER, date(2026, 11, 12), True)
    assert case.letters.filter(kind=LetterKind.EXTENSION).count() == 1


def test_a_no_moves_nothing_and_another_date_may_be_proposed():
    case = under_agreement()
    declined = proposals.answer(propose(case), agrees=False, on=ASKED_ON)
    assert (declined.answer, declined.extension, due(case)) == ("declined", None, DUE)
    assert propose(case, to=date(2026, 11, 20)).answer == "waiting"


def test_a_yes_that_comes_after_the_date_in_force_is_too_late():
    proposal = propose(under_agreement())
    with pytest.raises(MoveRefused, match="on or before the date in force, and that was 16 November 2026"):
        proposals.answer(proposal, agrees=True, on=date(2026, 11, 17))
    proposal.refresh_from_db()
    assert proposal.answer == "waiting"


def test_nobody_is_asked_for_more_than_the_procedure_allows_or_twice_at_once():
    case = under_agreement()
    with pytest.raises(MoveRefused, match="cannot be later than 30 November 2026"):  # 20 working days
        propose(case, to=date(2026, 12, 1))
    with pytest.raises(MoveRefused, match="Give the reason"):
        propose(case, reason=" ")
    propose(case)
    with pytest.raises(MoveRefused, match="waits for an answer"):
        propose(case)
    with pytest.raises(MoveRefused, match="waits for an answer"):
        clocks.extend(
            case.stages.get(), to=LATER, reason="No.", given_on=ASKED_ON, by=None, complainant_agreed=True
        )


def test_a_date_that_needs_no_agreement_is_not_proposed():
    with pytest.raises(MoveRefused, match="needs nobody’s agreement"):
        propose(factories.case())


def test_what_they_said_by_telephone_is_recorded_with_how_they_said_it():
    proposal = propose(under_agreement())
    with pytest.raises(MoveRefused, match="how they told us"):
        proposals.record_answer(proposal, agrees=True, on=ASKED_ON, by=None, note="")
    with pytest.raises(MoveRefused, match="proposed after that day"):
        proposals.record_answer(proposal, agrees=True, on=date(2026, 11, 8), by=None, note="By telephone.")
    told = proposals.record_answer(proposal, agrees=True, on=date(2026, 11, 10), by=None, note="By telephone.")
    assert (told.answer_note, told.extension.given_on) == ("By telephone.", date(2026, 11, 10))
    with pytest.raises(MoveRefused, match="answered already"):
        proposals.answer(proposal, agrees=False, on=date(2026, 11, 11))


def test_a_proposal_taken_back_cannot_be_agreed_to():
    proposal = propose(under_agreement())
    proposals.take_back(proposal, on=ASKED_ON, by=None, note="The witness is back.")
    with pytest.raises(MoveRefused, match="taken back"):
        proposals.answer(proposal, agrees=True, on=ASKED_ON)


def test_the_complainant_answers_and_whoever_asked_reads_what_they_say():
    case = under_agreement()
    proposal, party = propose(case), case.parties.get()
    assert from_outside.proposed_dates(party, case.state(ASKED_ON)) == [proposal]
    at = datetime(2026, 11, 9, 12, tzinfo=conf.UNITED_KINGDOM)
    from_outside.answer_proposed_date(party, proposal, agrees=False, text="I waited enough.", on=ASKED_ON, at=at)
    assert from_outside.proposed_dates(party, case.state(ASKED_ON)) == []
    said = CaseMessage.objects.get()
    assert (said.about, said.text) == (
        "later-date",
        "I do not agree to the later date, 27 November 2026.\n\nI waited enough.",
    )
    last = ExtensionProposal.history.order_by("-history_id").first()
    assert (last.actor_name, last.answer) == ("Complainant", "declined")
