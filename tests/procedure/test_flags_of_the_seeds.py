"""Five published leaflets and pages break the law in ways that people have found: each of them is told of, by name.

The documents are those of the example council, written from the five. A row of the table is one known flaw; beside
it stand the findings that show it, in the stage that it is about.
"""

import tomllib
from pathlib import Path

import pytest

from wagtail_complaints.procedure.document import load
from wagtail_complaints.procedure.regimes import compare
from wagtail_complaints.procedure_files import regimes

EXAMPLE = Path(__file__).parents[2] / "example_site" / "procedures"

FLAWS = {
    "001: three steps where the Code has two, for “talk first” is nearly a stage of its own": (
        "001-council-services",
        [("step-1", "early-stage")],
    ),
    "001: 20 working days from receipt where the Code has 10 from the acknowledgement": (
        "001-council-services",
        [("step-1", "norm-left-out:responded")],
    ),
    "001: updates every four weeks without an upper limit": (
        "001-council-services",
        [("step-1", "no-ceiling:responded")],
    ),
    "001: the director's step has no acknowledgement, no length, and no rule that it is somebody else": (
        "001-council-services",
        [
            ("step-2", "step-missing:acknowledged"),
            ("step-2", "no-length:responded"),
            ("step-2", "not-independent:decides"),
        ],
    ),
    "001: two page numbers for one section": (
        "001-council-services",
        [("", "page-number:Adult social care"), ("", "page-number:Local Government and Social Care Ombudsman")],
    ),
    "001: a body that is not there any more": ("001-schools", [("", "body-gone:Education Funding Agency")]),
    "001: a review of a request for information without a length": (
        "001-information-requests",
        [("review", "no-length:responded")],
    ),
    "001: nothing on the data protection duties of 19 June 2026": (
        "001-information-requests",
        [("", "referral-missing:how personal data is used")],
    ),
    "000: no stage 3": ("000-childrens-services", [("", "stage-missing:Stage 3: review panel")]),
    "000: no length for stage 2": ("000-childrens-services", [("stage-2", "no-length:responded")]),
    "000: no escalation window": (
        "000-childrens-services",
        [("stage-1", "window-missing"), ("stage-2", "window-missing")],
    ),
    "000: “a bit longer” has no ceiling": ("000-childrens-services", [("stage-1", "no-ceiling:responded")]),
    "002: stage 1 has no maximum": ("002-childrens-trust", [("stage-1", "no-length:responded")]),
    "002: evidence is asked for, and a manager may refuse stage 2": (
        "002-childrens-trust",
        [("stage-2", "gate"), ("stage-2", "evidence")],
    ),
    "002: evidence is asked for before a panel": ("002-childrens-trust", [("stage-3", "evidence")]),
    "002: 65 working days without the 25 that are the rule": (
        "002-childrens-trust",
        [("stage-2", "norm-left-out:responded")],
    ),
    "002: none of the panel's clocks of 30, 5 and 15 working days": (
        "002-childrens-trust",
        [
            ("stage-3", "no-length:panel-met"),
            ("stage-3", "step-missing:panel-reported"),
            ("stage-3", "step-missing:responded"),
        ],
    ),
    "003: no independent person; “outside the service” is weaker than regulation 2": (
        "003-childrens-feedback",
        [("stage-2", "part-missing:observes")],
    ),
    "003: a panel from outside the service only, whatever its part before": (
        "003-childrens-feedback",
        [("stage-3", "not-independent:sits")],
    ),
    "003: no clock of 30 or of 5 working days": (
        "003-childrens-feedback",
        [("stage-3", "no-length:panel-met"), ("stage-3", "no-length:panel-reported")],
    ),
    "003: no acknowledgement anywhere": ("003-childrens-feedback", [("stage-1", "step-missing:acknowledged")]),
    "003: no escalation windows": (
        "003-childrens-feedback",
        [("stage-1", "window-missing"), ("stage-2", "window-missing")],
    ),
    "003: conciliation that does not say whether stage 2 stays open": (
        "003-childrens-feedback",
        [("conciliation", "offer")],
    ),
    "004: no timescales at all": (
        "004-young-people",
        [
            ("stage-1", "no-length:responded"),
            ("stage-2", "no-length:responded"),
            ("stage-3", "no-length:panel-met"),
            ("stage-3", "no-length:panel-reported"),
            ("stage-3", "step-missing:responded"),
        ],
    ),
    "004: no Ombudsman": ("004-young-people", [("", "body-missing:Local Government and Social Care Ombudsman")]),
    "004: stage 3 only on three grounds": ("004-young-people", [("stage-3", "grounds")]),
}


def found_in(name):
    """Return what the law finds in a document: the key of the stage, empty for the whole, and the finding."""
    made = load(tomllib.loads((EXAMPLE / f"{name}.toml").read_text()))
    findings = compare(made, regimes()[made.regime])
    return {("" if each.stage is None else made.stages[each.stage].key, each.key): each for each in findings}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_known_flaw_of_a_leaflet_is_told_of(flaw):
    name, shown_by = FLAWS[flaw]
    assert set(shown_by) - found_in(name).keys() == set()


def test_what_is_told_of_beside_the_known_flaws_is_meant():
    """A new finding about these documents is looked at by a person before it stands here."""
    known = {(name, *place) for name, places in FLAWS.values() for place in places}
    every = {(path.stem, *place) for path in EXAMPLE.glob("*.toml") for place in found_in(path.stem)}
    assert every - known == {
        ("000-childrens-services", "stage-1", "step-missing:acknowledged"),
        ("000-childrens-services", "stage-2", "part-missing:investigates"),
        ("000-childrens-services", "stage-2", "part-missing:observes"),
        ("001-information-requests", "", "calendar"),
        ("001-information-requests", "review", "not-independent:decides"),
        ("001-schools", "", "part-missing:sits"),
        ("002-childrens-trust", "stage-3", "not-independent:sits"),
        ("004-young-people", "stage-1", "step-missing:acknowledged"),
        ("004-young-people", "stage-1", "window-missing"),
        ("004-young-people", "stage-2", "window-missing"),
        ("004-young-people", "stage-2", "part-missing:observes"),
    }


def test_the_step_too_many_is_counted():
    early = found_in("001-council-services")["step-1", "early-stage"]
    assert (early.why, early.source) == (
        "“talk to the person” reads like a stage before this one. With it there are 3 steps, and no more than 2 "
        "may be gone through. The Code has no extra stage, whatever it is called.",
        "LGSCO Complaint Handling Code 2024, 5.2",
    )


def test_the_extension_without_end_is_told_what_its_letter_owes():
    ceiling = found_in("001-council-services")["step-1", "no-ceiling:responded"]
    assert ceiling.why.endswith("A letter that extends it gives the Ombudsman's details.")


def test_the_data_protection_duties_are_told_with_their_day():
    referral = found_in("001-information-requests")["", "referral-missing:how personal data is used"]
    assert referral.source == "Data Protection Act 2018, section 164A, in force on 19 June 2026"
