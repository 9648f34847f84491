"""Who may have a part: what is known of somebody, held against the rules of the procedure and of its law."""

from dataclasses import replace

import pytest

from tests.procedure.making import document, stage
from wagtail_complaints.procedure.conflicts import Known, Part, Someone, objections
from wagtail_complaints.procedure.document import load
from wagtail_complaints.procedure.independence import Against, Declared, Rule, legal_stage, rules
from wagtail_complaints.procedure.limits import regime_from
from wagtail_complaints.procedure.problem import DocumentError
from wagtail_complaints.procedure.terms import Conflict, Does

ROADS, HOUSING = "roads", "housing"


def part(does, *not_, override=(), who=""):
    return {"does": does, "who": who or does, "not": list(not_), "may_override": list(override)}


FIVE = load(
    document(
        stage(),
        stage(key="talk", entry="offer"),
        stage(
            key="stage-2",
            entry="request",
            person=[
                part("investigates", "same-service", override=["same-service"], who="Investigating officer"),
                part("observes", "connected", who="Independent person"),
            ],
        ),
        stage(key="stage-3", entry="request", person=[part("sits", "earlier", who="Panel") | {"number": 3}]),
        stage(key="ethics", entry="referral", person=[part("decides", "subject"), part("signs", "same-service")]),
    )
)
LAW = regime_from(
    {
        "format": 1,
        "key": "law",
        "title": "A law",
        "nations": ["england"],
        "part": [{"does": "advises", "not": ["connected"], "ground": {"source": "the Act"}}],
        "stage": [
            {"name": "One", "ground": {"source": "the Act"}},
            {
                "name": "Two",
                "ground": {"source": "the Act"},
                "part": [
                    {"does": "investigates", "not": ["same-service"], "ground": {"source": "regulation 17"}},
                    {
                        "does": "decides",
                        "not": ["earlier"],
                        "may_override": ["earlier"],
                        "ground": {"source": "the Code"},
                    },
                ],
            },
        ],
    }
)

NEITHER = Known(FIVE)
KATE = Someone("Kate")
AT_ROADS = Someone("Kate", services=frozenset({ROADS}))
OFFICER = Someone("Omar", is_staff=True)


def against(someone, does, key, known=NEITHER, set_aside=()) -> list:
    """Return which rules stand in the way."""
    found = objections(someone, Does(does), FIVE.stage(key), known, set_aside)
    return [str(each.rule.against) for each in found]


def known(*parts, **fields) -> Known:
    held = tuple(Part(key, Does(does), "Kate", *over) for key, does, *over in parts)
    return Known(FIVE, parts=held, **fields)


@pytest.mark.parametrize(
    ("someone", "does", "key", "case", "ruled_out_by"),
    [
        (KATE, "investigates", "stage-2", NEITHER, []),
        (KATE, "decides", "stage-2", known(subjects=frozenset({"Kate"})), ["subject"]),
        (KATE, "decides", "ethics", known(subjects=frozenset({"Kate"})), ["subject"]),
        (
            Someone("Kate", services=frozenset({ROADS})),
            "investigates",
            "stage-2",
            known(service=ROADS),
            ["same-service"],
        ),
        (AT_ROADS, "investigates", "stage-2", known(service=HOUSING), []),
        (AT_ROADS, "investigates", "stage-2", NEITHER, []),
        (OFFICER, "investigates", "stage-2", NEITHER, []),
        (OFFICER, "observes", "stage-2", NEITHER, ["connected"]),
        (Someone("Kate", declared=frozenset({Declared.MEMBER})), "observes", "stage-2", NEITHER, ["connected"]),
        (Someone("Kate", declared=frozenset({Declared.EMPLOYED})), "observes", "stage-2", NEITHER, ["connected"]),
        (Someone("Kate", declared=frozenset({Declared.PARTNER})), "observes", "stage-2", NEITHER, ["connected"]),
        (Someone("Kate", declared=frozenset({Declared.NOTHING})), "observes", "stage-2", NEITHER, []),
        (KATE, "observes", "stage-2", known(("stage-2", "investigates")), ["own-work"]),
        (KATE, "observes", "stage-2", known(("stage-2", "investigates", True)), []),
        (KATE, "investigates", "stage-2", known(("stage-2", "observes")), ["own-work"]),
        (KATE, "sits", "stage-3", known(("stage-2", "observes")), ["earlier"]),
        (KATE, "sits", "stage-3", known(("stage-2", "observes", True)), ["earlier"]),
        (KATE, "chairs", "stage-3", known(("stage-2", "observes")), ["earlier"]),
        (KATE, "sits", "stage-3", known(("stage-3", "advises")), []),
        (KATE, "sits", "stage-3", known(involved=frozenset({"Kate"})), ["earlier"]),
        (Someone("Kate", had_to_do_with=frozenset({ROADS})), "sits", "stage-3", known(service=ROADS), ["earlier"]),
        (Someone("Kate", had_to_do_with=frozenset({ROADS})), "sits", "stage-3", known(service=HOUSING), []),
        (Someone("Kate", had_to_do_with=frozenset({ROADS})), "sits", "stage-3", NEITHER, []),
        (KATE, "observes", "stage-2", known(("stage-3", "sits")), ["earlier"]),
        (KATE, "observes", "stage-2", known(("stage-3", "sits", True)), []),
        (KATE, "decides", "stage-2", known(("stage-1", "decides")), ["own-decision"]),
        (KATE, "signs", "stage-2", known(("stage-1", "signs")), ["own-decision"]),
        (KATE, "decides-instead", "stage-2", known(("stage-1", "decides")), ["own-decision"]),
        (KATE, "decides", "stage-2", known(("stage-1", "advises")), []),
        (KATE, "decides", "stage-2", known(("talk", "decides")), []),
        (KATE, "decides", "talk", known(("stage-1", "decides")), []),
        (KATE, "decides", "stage-1", known(("stage-2", "decides")), ["own-decision"]),
        (KATE, "advises", "stage-1", known(("stage-2", "decides")), []),
        (KATE, "chairs", "talk", known(("stage-1", "decides")), []),
        (Someone(None), "observes", "stage-2", known(("stage-2", "investigates")), []),
        (AT_ROADS, "signs", "ethics", known(service=ROADS), ["same-service"]),
    ],
)
def test_who_is_ruled_out_of_what(someone, does, key, case, ruled_out_by):
    assert against(someone, does, key, case) == ruled_out_by


def test_an_objection_says_what_it_is_about_and_who_says_so():
    (objection,) = objections(KATE, Does.SITS, FIVE.stage("stage-3"), known(("stage-2", "observes")))
    assert objection.sentence == "They had a part in “stage-2”. That is ruled out by this procedure (“Panel”)."
    (other,) = objections(KATE, Does.OBSERVES, FIVE.stage("stage-2"), known(("stage-3", "chairs")))
    assert other.because == "They have a part in “stage-3”, for people who had none before"


def test_a_rule_is_set_aside_only_where_it_leaves_a_way():
    of_roads = Someone("Kate", services=frozenset({ROADS}), declared=frozenset({Declared.MEMBER}))
    case = known(service=ROADS)
    assert against(of_roads, "investigates", "stage-2", case, {Against.SAME_SERVICE}) == []
    assert against(of_roads, "observes", "stage-2", case, {Against.CONNECTED}) == ["connected"]


def test_the_law_adds_its_rules_to_the_procedures_and_both_must_leave_a_way():
    second = FIVE.stage("stage-2")
    assert rules(FIVE, second, Does.INVESTIGATES, LAW)[0] == Rule(
        Against.SAME_SERVICE, "regulation 17 and this procedure (“Investigating officer”)"
    )
    assert rules(FIVE, second, Does.INVESTIGATES)[0].may_override
    assert rules(FIVE, second, Does.DECIDES, LAW)[0] == Rule(Against.EARLIER, "the Code", may_override=True)
    assert [rule.against for rule in rules(FIVE, second, Does.SIGNS, LAW)] == [Against.EARLIER, Against.SUBJECT]
    assert rules(FIVE, second, Does.ADVISES, LAW)[0].source == "the Act"


def test_a_decision_that_may_be_looked_at_again_by_the_same_person_all_the_same():
    case = replace(known(("stage-1", "decides")), regime=LAW)
    assert against(KATE, "decides", "stage-2", case) == ["earlier"]
    assert against(KATE, "decides", "stage-2", case, {Against.EARLIER}) == []


def test_a_stage_is_held_against_its_own_in_the_law_offers_and_referrals_left_out():
    found = {each.key: legal_stage(FIVE, each, LAW) for each in FIVE.stages}
    assert {key: legal and legal.name for key, legal in found.items()} == {
        "stage-1": "One",
        "talk": None,
        "stage-2": "Two",
        "stage-3": None,
        "ethics": None,
    }


def test_where_several_share_a_part_only_what_rules_people_out_of_every_place_does():
    """A governor may sit although one of the panel, in an academy, must have no tie to the school."""
    rows = [part("sits", "earlier", "subject"), part("sits", "earlier", "connected")]
    shared = load(document(stage(person=rows)))
    found = [rule.against for rule in rules(shared, shared.stages[0], Does.SITS)]
    assert found == [Against.EARLIER, Against.SUBJECT]


def test_what_rules_people_out_has_the_words_of_the_document():
    assert set(Conflict) < {str(each) for each in Against}


def test_nothing_is_set_aside_that_is_not_ruled_out():
    rows = [part("observes", "connected", override=["earlier"])]
    with pytest.raises(DocumentError, match="“earlier” is not in `not`"):
        load(document(stage(person=rows)))
