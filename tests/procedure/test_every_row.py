"""Every procedure that we know of, of five councils' own pages and of law and practice, is a document without code.

A row is a stage of one procedure; it stands beside the document that holds it, and where in it. That each document
survives the blocks of a page and the database is tests/blocks/test_document.py.
"""

import pytest

from wagtail_complaints.procedure.terms import Does, Entry

from .test_regimes_on_paper import HERE, PRESETS, of

OF_COUNCILS = {
    "K1": ("k-children", "stage-1"),
    "K2": ("k-children", "stage-2"),
    "K3": ("k-corporate", "step-1"),
    "K4": ("k-corporate", "step-2"),
    "K5": ("k-corporate", "Local Government and Social Care Ombudsman"),
    "K6": ("k-schools", "stage-1"),
    "K7": ("k-schools", "stage-2"),
    "K8": ("k-schools", "stage-3"),
    "K9": ("k-schools", "stage-4"),
    "K10": ("k-information", "review"),
    "K11": ("k-councillor", "assessment"),
    "K12": ("k-corporate", "Adult social care"),
    "D1": ("d-children", "stage-1"),
    "D2": ("d-children", "stage-2"),
    "D2r": ("d-children", "stage-2"),
    "D3": ("d-children", "stage-3"),
    "C0": ("c-children", "conciliation"),
    "C1": ("c-children", "stage-1"),
    "C2": ("c-children", "stage-2"),
    "C3": ("c-children", "stage-3"),
    "Y0": ("y-young-people", "before"),
    "Y1": ("y-young-people", "stage-1"),
    "Y2": ("y-young-people", "stage-2"),
    "Y3": ("y-young-people", "stage-3"),
}
OF_LAW_AND_PRACTICE = {
    "CH0": ("children-england", "A child who is in danger"),
    "CH1": ("children-england", "stage-1"),
    "CH2": ("children-england", "stage-2"),
    "CH2, from the statement": ("ch2-from-statement", "stage-2"),
    "CH3a to CH3c": ("children-england", "stage-3"),
    "AD0": ("adult-england", "at-once"),
    "AD1": ("adult-england", "complaint"),
    "ADj": ("adult-england", "joint"),
    "ADl": ("adl-tiers", "complaint"),
    "ADt, Thurrock": ("adt-thurrock", "complaint"),
    "ADt, Bexley": ("adt-bexley", "complaint"),
    "ADt, Manchester": ("adt-manchester", "complaint"),
    "PH1": ("public-health-england", "complaint"),
    "PH1, with a local acknowledgement": ("ph1-local", "complaint"),
    "CC1": ("corporate-lgsco-2024", "stage-1"),
    "CC2": ("corporate-lgsco-2024", "stage-2"),
    "CC2, windows of councils": ("windows-and-hours", "stage-1"),
    "HC1": ("housing-2024", "stage-1"),
    "HC2": ("housing-2024", "stage-2"),
    "SC1": ("schools", "informal"),
    "SC2": ("schools", "head"),
    "SC3": ("schools", "chair"),
    "SC4": ("schools", "panel"),
    "SC1 to SC4, with numbers": ("sc-school-days", "head"),
    "SC5": ("schools", "panel"),
    "FOI": ("foi", "review"),
    "EIR": ("eir", "reconsideration"),
    "DP": ("dp-2026", "complaint"),
    "MO, assessment": ("councillor-conduct", "assessment"),
    "MO, informal": ("councillor-conduct", "informal"),
    "MO, investigation": ("councillor-conduct", "investigation"),
    "MO, hearing": ("councillor-conduct", "hearing"),
    "MO, with local figures": ("mo-local", "assessment"),
    "WS1": ("wales-social", "stage-1"),
    "WS2": ("wales-social", "stage-2"),
    "WR": ("wales-children", "stage-1"),
    "WC1": ("wc1-informal", "informal"),
    "WC2": ("wales-corporate", "formal"),
    "SP1": ("scotland-mchp", "stage-1"),
    "SP2": ("scotland-mchp", "stage-2"),
    "NI1": ("ni-mchp", "stage-1"),
    "NI2": ("ni-mchp", "stage-2"),
}
ROWS = OF_COUNCILS | OF_LAW_AND_PRACTICE


@pytest.mark.parametrize("row", ROWS)
def test_every_row_stands_in_a_document(row):
    name, place = ROWS[row]
    made = of(name)
    keys = {each.key for each in (*made.stages, *made.tracks)}
    assert place in keys | {each.about for each in made.redirects} | {each.name for each in made.externals}


def test_no_document_is_there_for_nothing():
    files = {path.stem for folder in (HERE, PRESETS) for path in folder.glob("*.toml")}
    assert files == {name for name, _place in ROWS.values()}


def test_a_refused_stage_can_be_appealed_against():
    gated = of("d-children").stage("stage-2")
    assert gated.entry == Entry.GATE
    assert Does.HEARS_APPEAL in {person.does for person in gated.people}


def test_an_academys_panel_has_somebody_who_does_not_run_the_school():
    (outsider,) = (each for each in of("schools").stage("panel").people if each.number == 1)
    assert (outsider.does, outsider.not_) == (Does.SITS, ("connected",))


def test_whoever_is_not_named_needs_a_decision_on_their_interest():
    assert {each.needs for each in of("children-england").complainants} >= {"", "decision"}
