"""A procedure that contradicts itself says where, and what would be right."""

import pytest

from wagtail_complaints.procedure.document import from_document
from wagtail_complaints.procedure.validation import possible_events, problems

from .making import document, procedure, stage

REPLY = {"event": "responded", "within": "10 working days", "of": "received", "extendable_to": "20 working days"}
SECOND = stage(key="stage-2", entry="request")


def found(*stages, **more):
    return [(problem.path, problem.message) for problem in problems(from_document(document(*stages, **more)))]


def the_one(*stages, **more):
    ((path, message),) = found(*stages, **more)
    return path, message


def of_timescale(**row):
    """Return where in the one timescale the problem lies, and what is said."""
    path, message = the_one(stage(REPLY | row))
    assert path[:4] == ("stage", 0, "timescale", 0)
    return path[4:], message


def test_a_sound_procedure_has_no_problems():
    assert found(stage(REPLY, escalation_window="20 working days"), SECOND) == []


def test_two_stages_with_one_key():
    assert the_one(stage(), stage(entry="request")) == (
        ("stage", 1, "key"),
        "Two stages have the key “stage-1”. Give each its own.",
    )


def test_two_tracks_with_one_key():
    low = {"key": "low", "name": "Low"}
    assert the_one(stage(), track=[low, low])[0] == ("track", 1, "key")


def test_a_track_cannot_be_called_extended():
    assert the_one(stage(), track=[{"key": "extended", "name": "Long"}])[0] == ("track", 0, "key")


def test_one_stage_is_first():
    assert the_one(stage(entry="request")) == (
        ("stage", 0, "entry"),
        "One stage must be “first”: the one in which a case opens.",
    )
    assert the_one(stage(), stage(key="stage-2"))[0] == ("stage", 1, "entry")


def test_a_guide_needs_no_first_stage_and_may_have_one():
    assert found(kinds=[]) == found(stage(entry="offer"), kinds=[]) == found(stage(), kinds=[]) == []
    assert the_one(stage(), stage(key="stage-2"), kinds=[])[0] == ("stage", 1, "entry")


def test_a_procedure_that_opens_cases_has_a_stage():
    assert the_one() == (
        ("stage",),
        "A procedure that opens cases needs a stage. (A guide says `kinds = []`.)",
    )


def test_only_a_later_stage_is_entered_directly():
    assert the_one(stage(direct=True))[0] == ("stage", 0, "direct")
    assert found(stage(), SECOND | {"direct": True}) == []


@pytest.mark.parametrize("key", ["hold_reasons", "grounds", "asks_for"])
def test_what_is_listed_is_listed_once(key):
    assert the_one(stage(**{key: ["a", "b", "a"]})) == (
        ("stage", 0, key, 2),
        "“a” stands here twice. Once is enough.",
    )


def test_only_a_stage_that_somebody_decides_about_has_reasons_to_refuse_it():
    assert the_one(stage(refusal_reasons=["Not yet answered"]))[0] == ("stage", 0, "refusal_reasons")
    gated = stage(key="stage-2", entry="gate", refusal_reasons=["Not yet answered"])
    assert found(stage(), gated) == []


def test_nothing_is_referred_early_where_nobody_outside_is_named():
    early = stage(early_referral=["Everything was upheld"])
    assert the_one(early)[0] == ("stage", 0, "early_referral")
    assert found(early, external=[{"name": "Ombudsman"}]) == []


def test_a_letter_is_owed_by_events_that_can_happen_and_has_a_name_of_its_own():
    letters = [{"name": "Invitation", "before": "panel-met"}, {"name": "Invitation", "of": "received"}]
    assert [path for path, _said in found(stage(letter=letters))] == [
        ("stage", 0, "letter", 0, "before"),
        ("stage", 0, "letter", 1, "name"),
    ]
    assert found(stage(letter=letters[:1], person=[{"does": "sits"}])) == []


@pytest.mark.parametrize(
    ("window", "part"),
    [
        ({"within": "1 month", "of": "acknowledged"}, ("of",)),
        ({"within": "1 month", "or": "time_limit"}, ("or",)),
    ],
)
def test_a_window_counts_from_an_end_and_to_a_limit_that_is_there(window, part):
    assert the_one(stage(escalation_window=window), SECOND)[0] == ("stage", 0, "escalation_window", *part)


def test_a_window_is_a_window_to_a_stage_that_can_be_asked_for():
    for after in ([], [stage(key="talk", entry="offer")], [stage(key="court", entry="referral")]):
        path, _ = the_one(stage(escalation_window="20 working days"), *after)
        assert path == ("stage", 0, "escalation_window")


def test_a_redirect_in_a_hurry_has_somewhere_to_go():
    assert the_one(stage(), redirect=[{"about": "Danger", "urgent": True}])[0] == ("redirect", 0, "urgent")
    assert found(stage(), redirect=[{"about": "Danger", "urgent": True, "to": "Us"}, {"about": "Noise"}]) == []


def test_a_redirect_leads_elsewhere():
    assert the_one(stage(), redirect=[{"about": "Us", "procedure": "a"}])[0] == ("redirect", 0, "procedure")


def test_a_number_of_people_is_at_least_one():
    assert the_one(stage(person=[{"does": "sits", "number": 0}]))[0] == ("stage", 0, "person", 0, "number")


@pytest.mark.parametrize("does", ["gates", "hears-appeal"])
def test_only_a_gate_has_a_keeper(does):
    assert the_one(stage(person=[{"does": does}]))[0] == ("stage", 0, "person", 0, "does")
    assert found(stage(), stage(key="stage-2", entry="gate", person=[{"does": does}])) == []


@pytest.mark.parametrize("event", ["happened", "received", "requested"])
def test_no_clock_ends_with_a_beginning(event):
    path, message = of_timescale(event=event, of="happened" if event == "received" else "received")
    assert (path, message) == (("event",), f"“{event}” starts clocks; a clock cannot end with it.")


def test_only_a_gate_answers():
    assert of_timescale(event="accepted")[0] == ("event",)
    accepted = [{"event": "accepted", "of": "requested"}, {"event": "responded", "of": "accepted"}]
    assert found(stage(), stage(*accepted, key="stage-2", entry="gate")) == []


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ("panel-met", 'give the stage a timescale with `event = "panel-met"`'),
        ("x-ready", 'give the stage a timescale with `event = "x-ready"`'),
        ("acknowledged", "so this clock never starts"),
        ("accepted", 'its stage needs `entry = "gate"`'),
        ("updated", "no clock can count from it"),
    ],
)
def test_a_clock_starts_with_what_can_happen_in_its_stage(of, said):
    path, message = of_timescale(of=of)
    assert path == ("of",)
    assert said in message


def test_a_backstop_starts_with_what_can_happen_too():
    assert of_timescale(backstop={"within": "1 month", "of": "panel-met"})[0] == ("backstop", "of")


def test_some_events_happen_in_any_stage_and_some_with_its_people():
    people = [{"does": "sits"}, {"does": "investigates"}]
    everyone = procedure(stage({"event": "x-ready", "of": "received"}, person=people)).first_stage
    assert possible_events(everyone) == {
        *("happened", "received", "requested", "responded", "resolved", "provider-notified", "x-ready"),
        *("panel-met", "panel-reported", "investigator-appointed", "statement-agreed", "investigated"),
    }


def test_only_updates_repeat():
    path, _ = of_timescale(every="4 weeks")
    assert path == ("every",)
    assert of_timescale(until="resolved")[0] == ("until",)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"within": "4 weeks"}, "within"),
        ({"every": "4 weeks", "until": ""}, "every"),
        ({"until": "received"}, "until"),
        ({"until": "panel-met"}, "until"),
        ({"extendable_to": "any"}, "extendable_to"),
        ({"backstop": {"within": "4 weeks", "of": "received"}}, "backstop"),
    ],
)
def test_what_repeats_repeats_until_something_happens(row, key):
    row = {"event": "updated", "of": "received", "until": "responded"} | row
    assert the_one(stage(row))[0] == ("stage", 0, "timescale", 0, key)


def test_where_the_date_is_agreed_no_length_is_published():
    assert of_timescale(firmness="agreed")[0] == ("within",)


@pytest.mark.parametrize(
    ("within", "ceiling"),
    [
        ("10 working days", "9 working days"),
        ("10 working days", "11 calendar days"),
        ("25 working days", "4 weeks"),
        ("2 calendar days", "24 hours"),
        ("3 months", "12 weeks"),
        ("10 school days", "5 school days"),
    ],
)
def test_a_ceiling_below_the_length(within, ceiling):
    path, message = of_timescale(within=within, extendable_to=ceiling)
    assert (path, f"The ceiling of {ceiling} is below the length of {within}" in message) == (
        ("extendable_to",),
        True,
    )


def test_a_ceiling_in_another_unit_that_may_be_above_is_left_alone():
    for within, ceiling in [
        ("10 working days", "2 weeks"),
        ("25 working days", "6 months"),
        ("1 month", "31 calendar days"),
    ]:
        assert found(stage(REPLY | {"within": within, "extendable_to": ceiling})) == []


def test_a_backstops_ceiling_is_not_below_its_length():
    backstop = {"within": "15 working days", "of": "received", "extendable_to": "14 working days"}
    assert of_timescale(backstop=backstop)[0] == ("backstop", "extendable_to")


def test_a_backstop_moves_only_with_its_timescale():
    backstop = {"within": "15 working days", "of": "received", "extendable_to": "25 working days"}
    row = {"event": "responded", "within": "10 working days", "of": "received", "backstop": backstop}
    assert the_one(stage(row))[0] == ("stage", 0, "timescale", 0, "backstop", "extendable_to")
    assert found(stage(row | {"extendable_to": "any"})) == []


def test_only_calendar_lengths_roll_at_their_end():
    assert of_timescale(roll_end="back")[0] == ("roll_end",)
    assert found(stage(REPLY | {"roll_end": "back", "extendable_to": "2 months"})) == []
    assert found(stage({"event": "responded", "of": "received", "roll_end": "back"})) == []


def test_an_extension_needs_something_to_extend():
    row = {"event": "responded", "of": "received", "extension": "agreed"}
    assert the_one(stage(row))[0] == ("stage", 0, "timescale", 0, "extension")


@pytest.mark.parametrize("row", [{"extendable_to": "any"}, {"within": "", "extendable_to": "1 month"}])
def test_a_range_has_two_ends(row):
    row = {key: value for key, value in (REPLY | {"extension": "range"} | row).items() if value}
    assert the_one(stage(row))[0] == ("stage", 0, "timescale", 0, "extension")


def test_when_names_a_track():
    path, message = of_timescale(when="low")
    assert (path, message) == (("when",), "“low” is not a track of this procedure (none yet), nor “extended”.")
    low = {"key": "high", "name": "High"}
    assert "(high)" in the_one(stage(REPLY | {"when": "low"}), track=[low])[1]


def test_what_waits_for_an_extension_needs_one_that_can_be_given():
    update = {"event": "updated", "of": "received", "until": "responded", "when": "extended"}
    assert found(stage(REPLY, update)) == []
    assert the_one(stage(update))[0] == ("stage", 0, "timescale", 0, "when")
    assert of_timescale(when="extended")[0] == ("when",)


def test_two_timescales_of_one_name_on_one_track():
    assert the_one(stage(REPLY, REPLY)) == (
        ("stage", 0, "timescale", 1, "event"),
        "Two timescales of this stage can run in one case as “responded”. Give each a `key`.",
    )
    keyed = REPLY | {"key": "reply"}
    assert the_one(stage(keyed, keyed))[0] == ("stage", 0, "timescale", 1, "key")
    assert found(stage(REPLY, keyed)) == []


def test_timescales_of_one_name_on_different_tracks():
    tracks = [{"key": "low", "name": "Low"}, {"key": "high", "name": "High"}]
    low, high = REPLY | {"when": "low"}, REPLY | {"when": "high"}
    assert found(stage(low, high), track=tracks) == []
    assert the_one(stage(low, REPLY), track=tracks)[0] == ("stage", 0, "timescale", 1, "event")
    update = {"event": "updated", "of": "received", "until": "responded"}
    rows = [low, update | {"when": "low"}, update | {"when": "extended"}]
    assert the_one(stage(*rows), track=tracks)[0] == ("stage", 0, "timescale", 2, "event")


def test_a_clock_does_not_wait_for_its_own_end():
    assert of_timescale(of="responded")[0] == ("of",)
    rows = [
        {"event": "acknowledged", "of": "discussed"},
        {"event": "discussed", "of": "statement-agreed"},
        {"event": "statement-agreed", "of": "acknowledged"},
        {"event": "responded", "of": "acknowledged"},
    ]
    assert [path for path, _ in found(stage(*rows))] == [
        ("stage", 0, "timescale", number, "of") for number in range(3)
    ]
