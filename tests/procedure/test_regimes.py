"""A procedure is held against the law, and told where it differs, why, and who says so."""

import pytest

from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.problem import DocumentError
from wagtail_complaints.procedure.regimes import Finding, What, compare, regime_from
from wagtail_complaints.procedure.terms import ANY, EVENTS, UNITED_KINGDOM, Conflict, Does, Nation
from wagtail_complaints.procedure_files import presets, regimes

from .making import procedure, stage

REPLY = {"event": "responded", "within": "10 working days", "of": "received"}
READ = {"source": "The Act, s1", "read": True}
LIMIT = {"event": "responded", "of": ["received"], "within": "10 working days", "ground": READ}


def law(*stages, **more):
    """Return a regime; a stage is its limits, or a dictionary."""
    rows = [row if isinstance(row, dict) else {"limit": row} for row in stages]
    rows = [{"name": f"Stage {number}", "ground": READ} | row for number, row in enumerate(rows, 1)]
    return regime_from({"format": 1, "key": "a", "title": "A", "nations": ["england"], "stage": rows} | more)


def found(made, regime):
    return [(finding.what, finding.where) for finding in compare(made, regime)]


def of_row(row, limit=LIMIT, **more):
    """Return what is found in a first stage's one timescale."""
    return [(what, where[4:]) for what, where in found(procedure(stage(row, **more)), law([limit]))]


def test_a_finding_says_what_where_why_and_by_which_source():
    late = procedure(stage(REPLY | {"within": "11 working days"}))
    assert compare(late, law([LIMIT])) == (
        Finding(
            What.TOO_LONG,
            ("stage", 0, "timescale", 0, "within"),
            "The procedure says 11 working days; the rule is 10 working days from receipt of the complaint.",
            "The Act, s1",
            True,
            "responded",
        ),
    )


@pytest.mark.parametrize("key", sorted(regimes()))
def test_the_name_of_a_finding_and_its_stage_tell_it_from_every_other(key):
    """A procedure that promises nothing at all misses everything that its law expects."""
    bare = procedure(stage(), stage(key="stage-2", entry="request"), nation=regimes()[key].nations[0])
    places = [(found.stage, found.key) for found in compare(bare, regimes()[key])]
    assert len(set(places)) == len(places) > 0


def test_a_timescale_that_moves_takes_the_name_of_its_finding_along():
    late = REPLY | {"within": "11 working days"}
    other = {"event": "acknowledged", "of": "received", "within": "3 working days"}
    (one,) = compare(procedure(stage(late, other)), law([LIMIT]))
    (moved,) = compare(procedure(stage(other, late)), law([LIMIT]))
    assert (one.where, moved.where) == (
        ("stage", 0, "timescale", 0, "within"),
        ("stage", 0, "timescale", 1, "within"),
    )
    assert (one.stage, one.key) == (moved.stage, moved.key) == (0, "too-long:responded")


@pytest.mark.parametrize("key", sorted(regimes()))
def test_a_preset_differs_from_its_regime_only_in_what_is_merely_believed(key):
    assert regimes()[key].key == key
    assert {finding.read for finding in compare(presets()[key], regimes()[key])} <= {False}


def test_every_regime_has_a_preset_and_names_only_events_that_there_are():
    assert regimes().keys() == presets().keys()
    limits = [limit for regime in regimes().values() for each in regime.stages for limit in each.limits]
    assert {limit.event for limit in limits} | {of for limit in limits for of in limit.of} <= EVENTS
    assert all(limit.ground.source for limit in limits)


def test_a_regime_that_is_not_well_written_is_refused():
    with pytest.raises(DocumentError, match="“source” is missing"):
        law([LIMIT | {"ground": {"read": True}}])


def test_a_promise_inside_the_limit_is_left_alone():
    assert of_row(REPLY) == of_row(REPLY | {"within": "2 weeks"}) == of_row(REPLY | {"within": "24 hours"}) == []


def test_a_promise_in_another_unit_that_is_surely_longer():
    assert of_row(REPLY | {"within": "4 weeks"}) == [(What.TOO_LONG, ("within",))]
    months = LIMIT | {"within": "6 months"}
    assert of_row(REPLY | {"within": "100 working days"}, months) == []
    assert of_row(REPLY | {"within": "200 calendar days"}, months) == [(What.TOO_LONG, ("within",))]


def test_a_step_that_is_not_there():
    assert found(procedure(stage()), law([LIMIT])) == [(What.STEP_MISSING, ("stage", 0, "timescale"))]
    assert found(procedure(stage(REPLY)), law([{"event": "responded", "of": ["received"], "ground": READ}])) == []


def test_a_step_without_a_length():
    assert of_row({"event": "responded", "of": "received"}) == [(What.NO_LENGTH, ("within",))]


def test_only_the_longest_is_printed():
    extended = LIMIT | {"at_most": "20 working days"}
    assert of_row(REPLY | {"within": "20 working days"}, extended) == [(What.NORM_LEFT_OUT, ("within",))]
    assert of_row(REPLY | {"within": "21 working days"}, extended) == [(What.TOO_LONG, ("within",))]
    assert of_row(REPLY | {"within": "21 working days"}, LIMIT | {"at_most": ANY}) == [
        (What.NORM_LEFT_OUT, ("within",))
    ]


def test_a_ceiling_above_the_laws():
    extended = LIMIT | {"at_most": "20 working days"}
    assert of_row(REPLY | {"extendable_to": "20 working days"}, extended) == []
    assert of_row(REPLY | {"extendable_to": "21 working days"}, extended) == [
        (What.CEILING_TOO_HIGH, ("extendable_to",))
    ]
    assert of_row(REPLY | {"extendable_to": "any"}, extended) == [(What.NO_CEILING, ("extendable_to",))]
    assert of_row(REPLY | {"extendable_to": "11 working days"}) == [(What.CEILING_TOO_HIGH, ("extendable_to",))]
    assert of_row(REPLY | {"extendable_to": "any"}, LIMIT | {"at_most": ANY}) == []


CHAIN = LIMIT | {
    "of": ["acknowledged"],
    "backstop": {"within": "15 working days", "of": "received", "extendable_to": "25 working days"},
}


def test_a_clock_from_an_earlier_start_has_the_days_of_both():
    assert of_row(REPLY | {"within": "15 working days"}, CHAIN) == []
    assert of_row(REPLY | {"within": "26 working days"}, CHAIN) == [(What.TOO_LONG, ("within",))]
    without = LIMIT | {"of": ["acknowledged"]}
    assert of_row(REPLY | {"within": "99 working days"}, without) == []


def test_a_clock_from_a_later_start():
    rows = [{"event": "investigated", "of": "received"}, REPLY | {"of": "investigated"}]
    made = procedure(stage(*rows))
    assert found(made, law([LIMIT])) == [(What.LATER_START, ("stage", 0, "timescale", 1, "of"))]
    stopped = rows[1] | {"backstop": {"within": "10 working days", "of": "received"}}
    assert found(procedure(stage(rows[0], stopped)), law([LIMIT])) == []


def test_in_the_first_stage_the_request_is_the_receipt():
    assert of_row(REPLY | {"of": "requested"}) == []
    second = stage(REPLY | {"of": "requested"}, key="stage-2", entry="request")
    assert found(procedure(stage(), second), law([], [LIMIT])) == [
        (What.LATER_START, ("stage", 1, "timescale", 0, "of"))
    ]


def test_closing_days_do_not_stop_the_law():
    assert of_row(REPLY | {"closures": "excluded"}) == [(What.CLOSURES, ("closures",))]


def test_a_stage_by_right_has_no_gate_no_grounds_and_no_evidence():
    second = {"key": "stage-2", "grounds": ["It was wrong"], "asks_for": ["Your EVIDENCE"]}
    made = procedure(stage(), stage(entry="gate", **second))
    assert found(made, law({}, {"by_right": READ}, evidence=["evidence"])) == [
        (What.GATE, ("stage", 1, "entry")),
        (What.GROUNDS, ("stage", 1, "grounds")),
        (What.EVIDENCE, ("stage", 1, "asks_for")),
    ]


def test_a_stage_that_may_be_entered_at_once():
    second = {"key": "stage-2", "entry": "request"}
    regime = law({}, {"direct": READ})
    assert found(procedure(stage(), stage(**second)), regime) == [(What.NOT_DIRECT, ("stage", 1, "direct"))]
    assert found(procedure(stage(), stage(direct=True, **second)), regime) == []


def test_a_window_that_is_missing_or_short():
    regime = law({"window": {"at_least": "20 working days", "ground": READ}})
    second = stage(key="stage-2", entry="request")

    def window(**more):
        return [what for what, _ in found(procedure(stage(**more), second), regime)]

    assert window() == [What.WINDOW_MISSING]
    assert window(escalation_window="10 working days") == [What.WINDOW_SHORT]
    assert window(escalation_window="28 days") == window(escalation_window="20 working days") == []


def test_a_hold_for_another_reason():
    regime = law({"holds": {"reasons": ["awaiting-advocate"], "ground": READ}})
    assert found(procedure(stage(hold_reasons=["awaiting-advocate", "busy"])), regime) == [
        (What.HOLD, ("stage", 0, "hold_reasons"))
    ]


def test_a_part_that_nobody_has_or_too_few():
    regime = law({"part": [{"does": "sits", "number": 3, "not": ["earlier"], "ground": READ}]})

    def parts(**person):
        people = [{"does": "sits"} | person] if person else [{"does": "chairs"}]
        return found(procedure(stage(person=people)), regime)

    assert parts() == [(What.PART_MISSING, ("stage", 0, "person"))]
    assert parts(number=3) == [(What.NOT_INDEPENDENT, ("stage", 0, "person", 0))]
    assert parts(number=2, **{"not": ["earlier"]}) == [(What.PART_MISSING, ("stage", 0, "person", 0))]
    assert parts(number=3, **{"not": ["earlier", "connected"]}) == parts(**{"not": ["earlier"]}) == []


def test_who_decides_is_there_though_no_rule_about_it_is():
    regime = law({"part": [{"does": "decides", "not": ["earlier"], "ground": READ}]})
    assert found(procedure(stage()), regime) == [(What.NOT_INDEPENDENT, ("stage", 0, "person"))]


def test_a_part_may_be_anywhere_in_the_procedure():
    regime = law(part=[{"does": "advises", "ground": READ}])
    assert found(procedure(stage()), regime) == [(What.PART_MISSING, ("stage",))]
    assert found(procedure(stage(person=[{"does": "advises"}])), regime) == []


def test_more_stages_than_the_law_lets_people_go_through():
    regime = law({}, {}, most_stages=2, most_stages_ground=READ)
    later = [stage(key=f"stage-{number}", entry="request") for number in (2, 3)]
    assert found(procedure(stage(), *later), regime) == [(What.TOO_MANY_STAGES, ("stage", 2))]
    offers = [stage(key="talk", entry="offer"), stage(key="court", entry="referral")]
    assert found(procedure(stage(), *offers, later[0]), regime) == []


def test_an_offer_between_stages_says_that_the_next_is_open():
    regime = law(offers={"words": ["all the same"], "ground": READ})
    second = stage(key="stage-2", entry="request") | {"name": "Stage 2: investigation"}

    def offered(*stages):
        return found(procedure(*stages), regime)

    talk = stage(key="talk", entry="offer")
    assert offered(stage(), talk, second) == [(What.OFFER, ("stage", 1, "detail"))]
    assert offered(stage(), talk | {"detail": "You can ask for stage 2 all the same."}, second) == []
    assert offered(talk, stage(), second) == offered(stage(), second, talk) == []


def test_a_first_stage_that_begins_with_a_step_of_its_own():
    talk = {"words": ["talk first"], "ground": READ}
    first = stage() | {"name": "Step 1: Talk first to us"}
    second = stage(key="stage-2", entry="request")
    (early,) = compare(procedure(first, second), law({}, {}, early_stage=talk))
    assert (early.what, early.where, early.why) == (
        What.EARLY_STAGE,
        ("stage", 0, "name"),
        "“talk first” reads like a stage before this one.",
    )
    (one_more,) = compare(
        procedure(first, second), law({}, {}, early_stage=talk, most_stages=2, most_stages_ground=READ)
    )
    assert one_more.why.endswith("With it there are 3 steps, and no more than 2 may be gone through.")
    (enough,) = compare(
        procedure(first, second), law({}, {}, early_stage=talk, most_stages=3, most_stages_ground=READ)
    )
    assert enough.why == early.why
    assert found(procedure(stage(), second), law({}, {}, early_stage=talk)) == []


@pytest.mark.parametrize(
    "said", ["Described on page four.", "See pages 3 to 5.", "See overleaf.", "The back of this leaflet."]
)
def test_a_page_of_paper_means_nothing_on_the_web(said):
    made = procedure(
        stage(detail=said),
        redirect=[{"about": "A school", "to": said}],
        external=[{"name": "The Ombudsman", "for": said, "note": said}],
    )
    assert found(made, law({})) == [
        (What.PAGE_NUMBER, ("stage", 0, "detail")),
        (What.PAGE_NUMBER, ("redirect", 0, "to")),
        (What.PAGE_NUMBER, ("external", 0, "for")),
        (What.PAGE_NUMBER, ("external", 0, "note")),
    ]
    places = [(each.stage, each.key) for each in compare(made, law({}))]
    assert len(set(places)) == len(places)


def test_a_page_of_the_site_may_be_named():
    assert found(procedure(stage(detail="See our page on schools. Two pages say so.")), law({})) == []


def test_the_way_to_a_body_outside():
    regime = law(body=[{"words": ["Ombudsman"], "ground": READ}], gone=[{"words": ["Commission"], "ground": READ}])
    assert found(procedure(stage()), regime) == [(What.BODY_MISSING, ("external",))]
    bodies = [{"name": "The ombudsman"}, {"name": "The Audit Commission"}]
    assert found(procedure(stage(), external=bodies), regime) == [(What.BODY_GONE, ("external", 1, "name"))]


def test_a_matter_with_duties_of_its_own():
    regime = law(referral=[{"about": "data", "words": ["personal data"], "ground": READ}])
    assert found(procedure(stage()), regime) == [(What.REFERRAL_MISSING, ("redirect",))]
    assert found(procedure(stage(), redirect=[{"about": "Personal data"}]), regime) == []


def test_the_time_to_complain_is_not_shorter_than_the_laws():
    regime = law(time_limit="12 months", time_limit_ground=READ)
    assert found(procedure(stage(), time_limit="6 months"), regime) == [(What.TIME_LIMIT, ("time_limit",))]
    assert found(procedure(stage(), time_limit="12 months"), regime) == found(procedure(stage()), regime) == []


def test_advocates_calendars_and_nations():
    regime = law(
        advocates="under-18",
        advocates_ground=READ,
        calendar=UNITED_KINGDOM,
        calendar_ground=READ,
        nations=["wales"],
    )
    assert found(procedure(stage()), regime) == [
        (What.NATION, ("nation",)),
        (What.CALENDAR, ("calendar",)),
        (What.ADVOCATES, ("advocates",)),
    ]
    assert [each.why for each in compare(procedure(stage()), regime)][:2] == [
        "These rules are not those of England.",
        "Count by the bank holidays of the whole United Kingdom.",
    ]
    right = {"calendar": UNITED_KINGDOM, "nation": "wales"}
    assert found(procedure(stage(), advocates="anyone", **right), regime) == []


def test_a_regime_is_values():
    children = regimes()["children-england"]
    assert children.nations == (Nation.ENGLAND,)
    assert children.stages[1].limits[0].at_most == Length.parse("65 working days")
    assert (children.stages[1].parts[1].does, children.stages[1].parts[1].not_) == (
        Does.OBSERVES,
        (Conflict.CONNECTED,),
    )
