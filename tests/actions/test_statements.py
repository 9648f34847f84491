"""The statement of complaint: composed of the points, versioned, sent, and agreed to by the complainant."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import case_stages, cases, clocks, from_outside, people, points, statements
from wagtail_complaints.models import AnsweredBy, LetterKind, PartyRole, Statement
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.journey import MoveRefused, moves
from wagtail_complaints.procedure.lengths import Length

pytestmark = pytest.mark.django_db

MONDAY, WEDNESDAY = factories.MONDAY, date(2026, 11, 4)
NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)


@pytest.fixture
def stage():
    """A stage whose reply is counted from the agreed statement, of a case with one point."""
    investigation = terms.Stage(
        key="stage-1",
        name="Investigation",
        decided_by="Head of service",
        entry=terms.Entry.FIRST,
        timescales=(
            terms.Timescale("statement-agreed", "received"),
            terms.Timescale("responded", "statement-agreed", within=Length.parse("10 working days")),
        ),
    )
    version = factories.procedure_version(factories.two_stages(stages=(investigation,)))
    case = factories.case(procedure=version.procedure)
    points.add(case, text="The bin was not emptied.", outcome_sought="Empty it.", by=None)
    return case.stages.get()


def sent(stage, **fields) -> Statement:
    return statements.send(stage, **{"by": None, "on": MONDAY, "outcomes": "A clean street.", **fields})


def test_a_statement_is_made_of_the_points_and_sent_to_be_agreed(stage):
    points.withdraw(points.add(stage.case, text="It smelt.", by=None), reason="She said so.", by=None)
    statement = sent(stage)
    assert statement.points == [
        {"number": 1, "text": "The bin was not emptied.", "outcome_sought": "Empty it."},
    ]
    letter = stage.case.letters.get(kind=LetterKind.STATEMENT)
    assert "1. The bin was not emptied.\nWhat would put it right: Empty it." in letter.body
    assert "What you hope for:\nA clean street." in letter.body
    assert not stage.events.exists()


def test_what_was_sent_stays_as_it_was_and_a_change_makes_the_next_version(stage):
    first = sent(stage)
    with pytest.raises(MoveRefused, match="Version 1 says exactly this"):
        sent(stage)
    points.add(stage.case, text="Nobody rang back.", by=None)
    second = sent(stage, on=WEDNESDAY)
    first.refresh_from_db()
    assert (first.number, len(first.points), second.number, len(second.points)) == (1, 1, 2, 2)
    with pytest.raises(MoveRefused, match="later version"):
        statements.agree(first, how="letter", on=WEDNESDAY, by=None)


def test_without_a_point_there_is_nothing_to_state(stage):
    points.withdraw(stage.case.points.get(), reason="She said so.", by=None)
    with pytest.raises(MoveRefused, match="no point of complaint yet"):
        sent(stage)


def test_agreed_it_is_the_event_from_which_the_reply_is_counted(stage):
    statement = sent(stage)
    statements.agree(statement, how="telephone", on=WEDNESDAY, by=None)
    assert (statement.is_agreed, statement.answered_on, statement.answered_by) == (True, WEDNESDAY, "telephone")
    assert stage.events.get(event="statement-agreed").on == WEDNESDAY
    # 10 working days from Wednesday 4 November: two whole weeks, to Wednesday 18 November.
    assert stage.deadlines.get(event="responded").due_on == date(2026, 11, 18)
    with pytest.raises(MoveRefused, match="is agreed"):
        statements.agree(statement, how="telephone", on=WEDNESDAY, by=None)


def test_an_agreement_that_was_recorded_wrongly_is_struck_out_and_recorded_again(stage):
    statement = sent(stage)
    statements.agree(statement, how="telephone", on=MONDAY, by=None)
    clocks.supersede(stage.events.get(), because="That was her sister.", by=None)
    statements.agree(statement, how="letter", on=WEDNESDAY, by=None)
    assert (statement.answered_on, stage.events.current().get().on) == (WEDNESDAY, WEDNESDAY)


def test_a_version_agreed_later_moves_no_clock_back(stage):
    statements.agree(sent(stage), how="letter", on=MONDAY, by=None)
    points.add(stage.case, text="Nobody rang back.", by=None)
    statements.agree(sent(stage, on=WEDNESDAY), how="letter", on=WEDNESDAY, by=None)
    assert stage.events.get(event="statement-agreed").on == MONDAY


def test_nobody_agrees_before_it_was_sent(stage):
    statement = sent(stage, on=WEDNESDAY)
    with pytest.raises(MoveRefused, match="was sent on 4 November 2026"):
        statements.agree(statement, how="letter", on=MONDAY, by=None)


def test_what_is_missing_is_kept_and_they_may_agree_after_all(stage):
    statement = sent(stage)
    with pytest.raises(MoveRefused, match="Say what is missing"):
        statements.object_to(statement, missing=" ", how="email", on=WEDNESDAY, by=None)
    statements.object_to(statement, missing="The lid too.", how="email", on=WEDNESDAY, by=None)
    assert (statement.answer, statement.missing, stage.events.count()) == ("missing", "The lid too.", 0)
    with pytest.raises(MoveRefused, match="Version 1 says exactly this"):
        sent(stage)
    statements.agree(statement, how="email", on=WEDNESDAY, by=None)
    assert (statement.is_agreed, statement.missing) == (True, "")


def test_a_stage_that_agrees_no_statement_has_no_such_move():
    stage = factories.case().stages.get()
    assert not [each for each in moves(stage.case.state(MONDAY)) if "statement" in each.verb]


def test_a_stage_in_which_somebody_investigates_agrees_one_whatever_its_clocks():
    case = factories.case(procedure=factories.example("004-young-people").procedure)
    asked = case.stages.get()
    clocks.record_event(asked, event="resolved", on=MONDAY, by=None)
    second = case_stages.request(case, key="stage-2", on=MONDAY, by=None)
    points.add(case, text="Nobody listened.", by=None)
    statements.agree(sent(second), how="in-person", on=MONDAY, by=None)
    assert second.events.get(event="statement-agreed").on == MONDAY


def test_who_may_not_work_the_case_sends_and_answers_nothing(stage):
    auditor = factories.user(roles.AUDITOR)
    with pytest.raises(PermissionDenied):
        sent(stage, by=auditor)
    with pytest.raises(PermissionDenied):
        statements.agree(sent(stage), how="letter", on=WEDNESDAY, by=auditor)


def test_the_complainant_agrees_from_outside_under_the_name_of_their_part(stage):
    statement, party = sent(stage), stage.case.parties.get()
    from_outside.agree_to_statement(party, statement, on=WEDNESDAY)
    statement.refresh_from_db()
    assert (statement.answered_by, statement.party) == (AnsweredBy.TRACKING, party)
    assert statement.history.first().actor_name == "Complainant"
    assert stage.events.get().on == WEDNESDAY


def test_what_they_miss_from_outside_is_a_message_to_read_too(stage):
    party = stage.case.parties.get()
    from_outside.object_to_statement(party, sent(stage), text="The lid too.", on=WEDNESDAY, at=NOON)
    message = stage.case.messages.unread_by_staff().get()
    assert (message.about, message.text) == ("statement", "The lid too.")


def test_an_advocate_agrees_to_nothing_and_nobody_to_the_statement_of_another_case(stage):
    statement = sent(stage)
    advocate = people.add(stage.case, by=None, role=PartyRole.ADVOCATE, name="Ada")
    other = factories.case().parties.get()
    for party in (advocate, other):
        with pytest.raises(PermissionDenied):
            from_outside.agree_to_statement(party, statement, on=WEDNESDAY)
    assert from_outside.statement_for(advocate, stage.case.state(WEDNESDAY)) is None


def test_nothing_is_sent_or_answered_in_a_closed_case(stage):
    statement = sent(stage)
    cases.close(stage.case, on=WEDNESDAY, by=None, reason="logged-in-error")
    with pytest.raises(MoveRefused, match="The case is closed"):
        statements.agree(statement, how="letter", on=WEDNESDAY, by=None)
