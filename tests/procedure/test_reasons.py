"""A council says why it differs from the law, and its reason is held against what was found."""

import pytest

from wagtail_complaints.procedure.reasons import NoSuchLaw, Reasons, standing
from wagtail_complaints.procedure.regimes import What

from .making import procedure, stage
from .test_regimes import LIMIT, READ, REPLY, law

LAWS = {"a": law([LIMIT], body=[{"words": ["Ombudsman"], "ground": READ}])}
LATE = REPLY | {"within": "11 working days"}
TOO_LONG = "too-long:responded"
NO_BODY = "body-missing:Ombudsman"


def held(reasons=None, **more):
    return standing(procedure(stage(LATE), **({"regime": "a"} | more)), LAWS, reasons)


def test_what_has_no_reason_is_open():
    found = held()
    assert [(each.finding.key, each.reason) for each in found.weighed] == [(TOO_LONG, ""), (NO_BODY, "")]
    assert found.open == found.weighed


def test_a_reason_of_a_stage_answers_its_finding_and_no_other():
    found = held(Reasons(stages={"stage-1": {TOO_LONG: "We are few."}}))
    assert [each.reason for each in found.weighed] == ["We are few.", ""]
    assert [each.finding.what for each in found.open] == [What.BODY_MISSING]
    assert found.unused == ()


def test_a_reason_of_the_whole_does_not_answer_a_stage():
    found = held(Reasons(whole={NO_BODY: "It is on the page above.", TOO_LONG: "We are few."}))
    assert [each.finding.key for each in found.open] == [TOO_LONG]
    assert found.unused == (("", TOO_LONG),)


def test_a_reason_that_answers_nothing_any_more_is_told_of():
    found = held(Reasons(stages={"stage-1": {"gate": "They may."}, "gone": {TOO_LONG: "We were few."}}))
    assert found.unused == (("stage-1", "gate"), ("gone", TOO_LONG))


def test_under_no_law_nothing_is_found():
    found = held(regime="")
    assert (found.regime, found.weighed, found.open, found.unused) == (None, (), (), ())


def test_a_law_that_is_not_known_is_named_with_those_that_are():
    with pytest.raises(NoSuchLaw, match="“a” is under “b”, which is none of: a"):
        held(regime="b")
