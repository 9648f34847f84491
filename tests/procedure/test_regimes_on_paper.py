"""Every row of law and practice that we know is a document, and its clocks give the dates that paper gives."""

import tomllib
from pathlib import Path

import pytest

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.procedure.clock import Extension, Hold, Status, deadlines, windows
from wagtail_complaints.procedure.document import load

from .making import ENGLAND, case, dates, deadline, on

HERE = Path(__file__).parent / "documents"
PRESETS = Path(__file__).parents[2] / "wagtail_complaints" / "presets"


def of(name):
    folder = HERE if (HERE / f"{name}.toml").exists() else PRESETS
    return load(tomllib.loads((folder / f"{name}.toml").read_text()))


def due(name, received="2026-01-05", key="responded", stage=None, seen="2026-01-06", calendar=ENGLAND, **facts):
    """Return what is due, and at the latest, in the stage that the facts are about."""
    procedure = of(name)
    key_of_stage = (stage or procedure.first_stage.key).replace("_", "-")
    found = deadline(case(procedure, received, **facts), key, key_of_stage, seen, calendar)
    return dates(found)


@pytest.mark.parametrize("folder", [HERE, PRESETS], ids=["documents", "presets"])
def test_a_document_is_called_what_its_file_is_called(folder):
    found = {path.stem: tomllib.loads(path.read_text())["slug"] for path in folder.glob("*.toml")}
    assert found == {name: name for name in found}


def test_there_is_a_preset_for_each_regime():
    assert {path.stem for path in PRESETS.glob("*.toml")} == {
        *("children-england", "adult-england", "public-health-england", "corporate-lgsco-2024", "housing-2024"),
        *("schools", "foi", "eir", "dp-2026", "councillor-conduct", "wales-social", "wales-children"),
        *("wales-corporate", "scotland-mchp", "ni-mchp"),
    }


def test_ch2_from_the_day_it_was_asked_for():
    # V1, the Ombudsman's own arithmetic: asked for on Thursday 29 August 2024, at most 65 working days.
    facts = {"stage_2": {"requested": "2024-08-29"}}
    # 25: 30 August, 2 September to 2 October (24).
    assert due("children-england", "2024-06-03", stage="stage_2", **facts) == ("2024-10-03", "2024-11-28")


def test_ch2_from_the_agreed_statement_ends_with_its_backstop():
    asked = {"requested": "2024-08-29"}
    # 35 from the request: 30 August, then 34 to 17 October; the statement was late.
    assert due("ch2-from-statement", "2024-06-03", stage="stage_2", stage_2=asked)[0] == "2024-10-17"
    late = asked | {"statement-agreed": "2024-12-02"}
    assert due("ch2-from-statement", "2024-06-03", stage="stage_2", stage_2=late)[0] == "2024-10-17"
    soon = asked | {"statement-agreed": "2024-09-02"}
    # 25 from 2 September: 3 September to 7 October.
    assert due("ch2-from-statement", "2024-06-03", stage="stage_2", stage_2=soon)[0] == "2024-10-07"


def test_ch1_waits_for_an_advocate():
    hold = Hold(on("2026-01-06"), on("2026-01-12"), "awaiting-advocate")
    # 5 of the days were working days: from 19 January to the 26th, and the ceiling from 2 to 9 February.
    assert due("children-england", stage_1={"holds": (hold,)}) == ("2026-01-26", "2026-02-09")


def test_ch3_has_three_clocks():
    # V8.
    facts = {"requested": "2026-03-02", "panel-met": "2026-04-10", "panel-reported": "2026-04-17"}
    found = [
        due("children-england", "2025-10-01", key, "stage_3", stage_3=facts)
        for key in ("panel-met", "panel-reported", "responded")
    ]
    assert found == [("2026-04-15", "2026-04-15"), ("2026-04-17", None), ("2026-05-11", None)]


@pytest.mark.parametrize("name", ["corporate-lgsco-2024", "housing-2024"])
def test_cc1_counts_the_reply_from_the_acknowledgement(name):
    # V3.
    assert due(name, "2025-12-19", "acknowledged") == ("2025-12-30", "2025-12-30")
    acknowledged = {"acknowledged": "2025-12-30"}
    assert due(name, "2025-12-19", stage_1=acknowledged) == ("2026-01-14", "2026-01-28")
    assert due(name, "2025-12-19") == ("2026-01-14", "2026-01-28")
    extension = Extension("responded", on("2026-01-28"), on("2026-01-14"))
    assert due(name, "2025-12-19", stage_1=acknowledged | {"extensions": (extension,)})[0] == "2026-01-28"


@pytest.mark.parametrize("name", ["corporate-lgsco-2024", "housing-2024"])
def test_cc2_counts_from_the_acknowledgement_of_the_request(name):
    asked = {"requested": "2026-02-02"}
    # 3 to 6 February (4), 9. Then 20 from the 9th: four weeks. Without an acknowledgement: 25 from the 2nd, five.
    assert due(name, key="acknowledged", stage="stage_2", stage_2=asked)[0] == "2026-02-09"
    assert due(name, stage="stage_2", stage_2=asked)[0] == "2026-03-09"
    assert due(name, stage="stage_2", stage_2=asked | {"acknowledged": "2026-02-04"})[0] == "2026-03-04"


def test_ad1_ends_six_months_commencing_on_the_day_of_receipt():
    # 5 January to 4 July, a Saturday: nothing rolls.
    assert due("adult-england") == ("2026-07-04", None)
    assert due("adult-england", key="acknowledged")[0] == "2026-01-08"
    agreed = {"set_dates": {"responded": on("2026-02-27")}}
    assert due("adult-england", complaint=agreed)[0] == "2026-02-27"
    longer = agreed | {"extensions": (Extension("responded", on("2026-08-03"), on("2026-02-20")),)}
    assert due("adult-england", complaint=longer)[0] == "2026-08-03"


def test_ad0_ends_with_the_next_working_day():
    # Received on Thursday 2 April; Good Friday and Easter Monday follow.
    assert due("adult-england", "2026-04-02", "resolved", "at-once")[0] == "2026-04-07"


def test_adj_the_lead_is_agreed_only_in_a_joint_complaint():
    joint = deadlines(case(of("adult-england"), track="joint"), ENGLAND, on("2026-01-06"))
    alone = deadlines(case(of("adult-england")), ENGLAND, on("2026-01-06"))
    assert {each.key for each in joint} - {each.key for each in alone} == {"x-lead-agreed"}


@pytest.mark.parametrize(
    ("track", "end"),
    [
        ("low", "2026-02-16"),  # 19 days to 30 January, 11 to 16 February
        ("medium", "2026-03-30"),  # 12 weeks
        ("high", "2026-07-04"),
    ],
)
def test_adl_the_time_goes_with_the_number_of_issues(track, end):
    assert due("adl-tiers", track=track) == (end, end)


@pytest.mark.parametrize(
    ("name", "end"),
    [("adt-bexley", "2026-01-26"), ("adt-thurrock", "2026-02-02"), ("adt-manchester", "2026-02-09")],
)
def test_adt_one_stage(name, end):
    assert due(name)[0] == end


def test_ph1_counts_from_receipt_or_from_the_notice_to_the_provider():
    assert due("public-health-england") == ("2026-07-04", None)
    told = {"provider-notified": "2026-01-08"}
    assert due("public-health-england", track="provider", complaint=told)[0] == "2026-07-07"


def test_ph1_a_closing_day_stops_a_local_target_only_where_it_says_so():
    closing = calendar("england", closures={on("2026-01-06"): "Closed"})
    assert due("ph1-local", key="acknowledged", calendar=closing)[0] == "2026-01-09"
    assert due("adt-bexley", calendar=closing)[0] == "2026-01-26"


def test_sc_a_complaint_out_of_term_counts_from_the_first_school_day():
    terms = [(on("2026-09-02"), on("2026-10-23")), (on("2026-11-02"), on("2026-12-18"))]
    school = calendar("england", terms=terms)
    # Taken as Wednesday 2 September: 3, 4, 7, 8, 9.
    assert due("sc-school-days", "2026-08-10", "acknowledged", calendar=school)[0] == "2026-09-09"
    # 20 October is a Tuesday: 3 days, half term, then 12 to Tuesday 17 November.
    assert due("sc-school-days", "2026-10-20", calendar=school) == ("2026-11-17", None)


def test_foi_leaves_out_the_holidays_of_every_nation():
    everywhere = calendar("united-kingdom")
    # 16 November 2026: ten working days in England end on the 30th, which is Saint Andrew's Day; 20 on 14 December.
    assert due("foi", "2026-11-16")[0] == "2026-12-14"
    assert due("foi", "2026-11-16", calendar=everywhere)[0] == "2026-12-15"


def test_eir_has_forty_working_days():
    assert due("eir") == ("2026-03-02", "2026-03-02")


def test_dp_an_acknowledgement_rolls_to_the_next_working_day():
    # 30 days from Wednesday 25 November is Christmas Day; then a weekend and a substitute day.
    assert due("dp-2026", "2026-11-25", "acknowledged")[0] == "2026-12-29"
    assert due("dp-2026", "2026-11-23", "acknowledged")[0] == "2026-12-23"


def test_mo_two_councils_figures():
    # 5 January: 28 working days are 5 weeks and 3 days.
    assert (due("mo-local", key="acknowledged")[0], due("mo-local")[0]) == ("2026-01-12", "2026-02-12")


@pytest.mark.parametrize("name", ["wales-social", "wales-children"])
def test_ws_the_discussion_counts_from_the_acknowledgement(name):
    wales = calendar("wales")
    assert due(name, key="acknowledged", calendar=wales)[0] == "2026-01-07"
    assert due(name, key="discussed", calendar=wales, stage_1={"acknowledged": "2026-01-06"})[0] == "2026-01-20"
    settled = {"acknowledged": "2026-01-06", "resolved": "2026-01-16"}
    assert due(name, key="x-terms-sent", calendar=wales, stage_1=settled)[0] == "2026-01-23"
    direct = {"opened_in": "stage-2", "stage_2": {}}
    assert due(name, stage="stage_2", calendar=wales, **direct)[0] == "2026-02-09"
    assert due(name, key="acknowledged", calendar=wales, **direct) == (None, None)


def test_wc_the_formal_stage_counts_from_its_request():
    wales = calendar("wales")
    assert due("wales-corporate", calendar=wales) == ("2026-02-02", None)
    assert due("wc1-informal", calendar=wales) == ("2026-02-02", "2026-07-05")
    assert due("wc1-informal", key="resolved", stage="informal", calendar=wales)[0] == "2026-01-19"


@pytest.mark.parametrize(
    ("name", "nation", "frontline", "investigated"),
    [
        # St Andrew's Day falls into the Scottish counts.
        ("scotland-mchp", "scotland", ("2026-12-02", "2026-12-09"), "2026-12-23"),
        ("ni-mchp", "northern-ireland", ("2026-12-01", "2026-12-08"), "2026-12-22"),
    ],
)
def test_sp_and_ni_have_a_short_stage_and_a_long_one(name, nation, frontline, investigated):
    there = calendar(nation)
    assert due(name, "2026-11-24", calendar=there) == frontline
    direct = {"opened_in": "stage-2", "stage_2": {}}
    assert due(name, "2026-11-24", stage="stage_2", calendar=there, **direct) == (investigated, None)


def test_sp_stage_2_is_asked_for_within_six_months_of_the_matter_or_two_of_the_answer():
    def until(happened):
        facts = case(of("scotland-mchp"), happened=happened, stage_1={"responded": "2026-01-09"})
        return [window.until for window in windows(facts, calendar("scotland"), on("2026-01-12"))]

    assert until("2026-01-02") == [on("2026-07-02")]
    assert until("2025-08-01") == [on("2026-03-09")]


def test_k3_is_updated_every_four_weeks_once_it_takes_longer():
    # V11.
    extension = Extension("responded", on("2026-04-20"), on("2026-02-09"))
    sent = {"extensions": (extension,), "updates": (on("2026-02-09"), on("2026-03-09"))}
    assert due("k-corporate", "2026-01-12", "updated", step_1=sent)[0] == "2026-04-02"
    assert due("k-corporate", "2026-01-12") == ("2026-02-09", None)
    assert due("k-corporate", "2026-01-12", "acknowledged")[0] == "2026-01-15"


def test_k3_an_acknowledgement_lapses_where_the_answer_comes_at_once():
    facts = case(of("k-corporate"), step_1={"responded": "2026-01-06"})
    found = deadline(facts, "acknowledged", "step-1", "2026-02-01")
    assert found.status == Status.LAPSED


def test_d2_runs_from_the_request_through_the_gate():
    asked = {"requested": "2024-08-29", "accepted": "2024-09-05"}
    assert due("d-children", "2024-06-03", stage="stage_2", stage_2=asked) == ("2024-11-28", "2024-11-28")


def test_c2_is_a_range():
    asked = {"requested": "2024-08-29"}
    assert due("c-children", "2024-06-03", stage="stage_2", stage_2=asked) == ("2024-10-03", "2024-11-28")


def test_y0_two_days_of_no_kind_are_calendar_days():
    # Received on a Friday.
    assert due("y-young-people", "2026-01-09", "resolved", "before")[0] == "2026-01-11"


def test_windows_come_in_every_unit():
    facts = case(
        of("windows-and-hours"),
        stage_0={"responded": "2026-01-31"},
        stage_1={"requested": "2026-02-02", "responded": "2026-02-02"},
        stage_2={"requested": "2026-03-23", "responded": "2026-03-23"},
    )
    # The last three weeks before Easter: 24 March to 2 April (8), 7, 8.
    assert [window.until.isoformat() for window in windows(facts, ENGLAND, on("2026-04-01"))] == [
        "2026-02-28",
        "2026-03-02",
        "2026-04-08",
    ]
    assert due("windows-and-hours")[0] == "2026-01-06"


def test_the_silent_procedures_stay_silent():
    for name in ("k-schools", "k-information", "k-councillor", "schools", "councillor-conduct"):
        assert {each.due for each in deadlines(case(of(name)), ENGLAND, on("2026-02-02"))} <= {None}
