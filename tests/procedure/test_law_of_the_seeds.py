"""What the law has to say of the five seeds: each flag is one that a person found by reading."""

from wagtail_complaints.procedure.regimes import compare
from wagtail_complaints.procedure_files import regimes

from .test_regimes_on_paper import of


def flags(name):
    """Return what is found in a document under its regime, by stage key where it is in one."""
    made = of(name)
    keys = [each.key for each in made.stages]
    return {
        (
            finding.what.value,
            keys[finding.where[1]] if finding.where[:1] == ("stage",) and finding.where[1:] else "",
        )
        for finding in compare(made, regimes()[made.regime])
    }


def test_seed_000_has_no_third_stage_no_time_for_the_second_and_no_window():
    assert flags("k-children") >= {
        ("stage-missing", ""),
        ("no-length", "stage-2"),
        ("window-missing", "stage-1"),
        ("no-ceiling", "stage-1"),
    }


def test_seed_001_promises_more_days_than_the_code_and_extends_without_end():
    assert flags("k-corporate") == {
        ("norm-left-out", "step-1"),
        ("no-ceiling", "step-1"),
        ("step-missing", "step-2"),
        ("no-length", "step-2"),
        ("not-independent", "step-2"),
    }
    (ceiling,) = (
        each for each in compare(of("k-corporate"), regimes()["corporate-lgsco-2024"]) if each.what == "no-ceiling"
    )
    assert ceiling.why.endswith("A letter that extends it gives the Ombudsman's details.")


def test_seed_001_names_a_body_that_is_gone():
    assert ("body-gone", "") in flags("k-schools")


def test_seed_001_gives_no_time_for_a_review_and_is_silent_on_personal_data():
    assert flags("k-information") == {
        ("no-length", "review"),
        ("referral-missing", ""),
        ("not-independent", "review"),
    }


def test_seed_001_conduct_has_its_independent_person():
    assert flags("k-councillor") == set()


def test_seed_002_gates_a_right_asks_for_evidence_and_leaves_the_norm_out():
    assert flags("d-children") >= {
        ("no-length", "stage-1"),
        ("gate", "stage-2"),
        ("evidence", "stage-2"),
        ("norm-left-out", "stage-2"),
        ("step-missing", "stage-3"),
    }


def test_seed_003_has_no_independent_person_two_clocks_short_and_a_conciliation_that_says_too_little():
    assert flags("c-children") == {
        ("window-missing", "stage-1"),
        ("window-missing", "stage-2"),
        ("step-missing", "stage-1"),
        ("part-missing", "stage-2"),
        ("step-missing", "stage-3"),
        ("not-independent", "stage-3"),
        ("offer", "conciliation"),
    }


def test_seed_004_has_no_times_no_ombudsman_and_grounds_for_a_right():
    assert flags("y-young-people") >= {
        ("no-length", "stage-1"),
        ("no-length", "stage-2"),
        ("no-length", "stage-3"),
        ("body-missing", ""),
        ("grounds", "stage-3"),
    }
