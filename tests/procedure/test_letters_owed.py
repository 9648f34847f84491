"""A letter of a stage is owed once its event has happened, and missing once it should have gone out before."""

from wagtail_complaints.procedure.letters_owed import letters_owed

from .making import case, procedure, stage

INVITATION = {"name": "Invitation", "of": "requested", "before": "panel-met"}
REPORT = {"name": "Report", "of": "panel-reported"}
AFTERWARDS = {"name": "Terms", "of": "resolved"}
PANEL = procedure(
    stage(("responded", "10 working days", "received")),
    stage(
        key="stage-2",
        entry="request",
        person=[{"does": "sits"}],
        letter=[INVITATION, REPORT, AFTERWARDS],
    ),
)


def states(sent=(), **of_stage):
    facts = case(PANEL, stage_1={}, stage_2={"requested": "2026-02-02", **of_stage})
    return [str(each.state) for each in letters_owed(facts, facts.stage("stage-2"), sent)]


def test_what_has_begun_is_owed_and_the_rest_is_to_come():
    assert states() == ["owed", "to-come", "to-come"]


def test_what_was_sent_is_sent_whatever_happens_afterwards():
    assert states(["Invitation"], **{"panel-met": "2026-02-20"}) == ["sent", "to-come", "to-come"]


def test_a_letter_is_missing_once_that_has_happened_before_which_it_should_have_gone_out():
    assert states(**{"panel-met": "2026-02-20"}) == ["missing", "to-come", "to-come"]


def test_a_letter_is_missing_once_its_stage_has_ended_without_it():
    given = {"panel-met": "2026-02-20", "panel-reported": "2026-02-25", "responded": "2026-03-02"}
    assert states(["Invitation"], **given) == ["sent", "missing", "to-come"]


def test_what_the_end_itself_owes_is_owed_after_the_end():
    assert states(["Invitation"], resolved="2026-02-20") == ["sent", "to-come", "owed"]


def test_a_stage_whose_document_asks_for_none_owes_none():
    facts = case(PANEL, stage_1={})
    assert letters_owed(facts, facts.stage("stage-1"), ()) == ()
