"""`complaints_due` answers as the procedure document says it does, and says on one line what it cannot answer."""

import csv
import json
import tomllib
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from wagtail_complaints.models import ExtraHoliday, Procedure, ProcedureVersion

CODE = """
format = 1
slug = "code"
title = "Complaints"
nation = "england"
track = [{ key = "low", name = "Low" }, { key = "high", name = "High" }]

[[stage]]
key = "stage-1"
name = "Stage 1"
decided_by = "Officer"
entry = "first"
hold_reasons = ["clarification"]
escalation_window = "20 working days"

  [[stage.timescale]]
  event = "acknowledged"
  within = "5 working days"
  of = "received"

  [[stage.timescale]]
  key = "reply"
  event = "responded"
  within = "10 working days"
  of = "acknowledged"
  extendable_to = "20 working days"
  backstop = { within = "15 working days", of = "received", extendable_to = "25 working days" }

  [[stage.timescale]]
  event = "updated"
  every = "4 weeks"
  of = "received"
  until = "responded"
  when = "high"

[[stage]]
key = "stage-2"
name = "Stage 2"
decided_by = "Reviewer"
entry = "request"
direct = true

  [[stage.timescale]]
  event = "x-terms-sent"
  of = "requested"

  [[stage.timescale]]
  event = "responded"
  within = "20 working days"
  of = "requested"
"""


@pytest.fixture
def code(tmp_path):
    path = tmp_path / "code.toml"
    path.write_text(CODE)
    return str(path)


def due(*args):
    out = StringIO()
    call_command("complaints_due", *args, stdout=out)
    return out.getvalue()


def in_a_case(*args):
    """Return the deadlines by stage and key, and the windows."""
    found = json.loads(due(*args, "--json"))
    return {(each["stage"], each["key"]): each for each in found["deadlines"]}, found["windows"]


def refusal(*args):
    with pytest.raises(CommandError) as refused:
        due(*args)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_every_timescale_of_every_stage_is_listed(code):
    # V3: 22 to 24 December, 29, 30; then 31, 2 January, 5 to 9, 12 to 14.
    args = ("--event", "received=2025-12-19", "--event", "acknowledged=2025-12-30", "--on", "2026-01-05")
    found = json.loads(due(code, *args, "--json"))
    assert found == {
        "deadlines": [
            {
                "stage": "stage-1",
                "key": "acknowledged",
                "event": "acknowledged",
                "of": "received",
                "start": "2025-12-19",
                "due": "2025-12-30",
                "latest": "2025-12-30",
                "status": "met",
            },
            {
                "stage": "stage-1",
                "key": "reply",
                "event": "responded",
                "of": "acknowledged",
                "start": "2025-12-30",
                "due": "2026-01-14",
                "latest": "2026-01-28",
                "status": "running",
            },
            {
                "stage": "stage-2",
                "key": "x-terms-sent",
                "event": "x-terms-sent",
                "of": "requested",
                "start": None,
                "due": None,
                "latest": None,
                "status": "not-started",
            },
            {
                "stage": "stage-2",
                "key": "responded",
                "event": "responded",
                "of": "requested",
                "start": None,
                "due": None,
                "latest": None,
                "status": "not-started",
            },
        ],
        "windows": [],
    }


def test_a_backstop_runs_before_its_clock_has_started(code):
    found, _ = in_a_case(code, "--event", "received=2025-12-19", "--on", "2026-01-15")
    assert found["stage-1", "reply"] | {"event": "", "of": ""} == {
        "stage": "stage-1",
        "key": "reply",
        "event": "",
        "of": "",
        "start": None,
        "due": "2026-01-14",
        "latest": "2026-01-28",
        "status": "overdue",
    }


def test_holds_extensions_and_tracks_are_reckoned(code):
    args = [code, "--event", "received=2026-01-05", "--event", "acknowledged=2026-01-06", "--track", "high"]
    args += ["--event", "updated=2026-01-20", "--on", "2026-01-20"]
    args += [
        "--hold",
        "stage-1=2026-01-08..2026-01-09:clarification",
        "--extend",
        "stage-1.reply=2026-01-29@2026-01-07",
    ]
    found, _ = in_a_case(*args)
    # The extension was given before the two held days: 30 January and 2 February.
    assert found["stage-1", "reply"]["due"] == "2026-02-02"
    assert found["stage-1", "updated"]["due"] == "2026-02-17"
    given_now, _ = in_a_case(*args[:-1], "stage-1.reply=2026-01-29")
    assert given_now["stage-1", "reply"]["due"] == "2026-01-29"


def test_an_open_hold_runs_to_the_day_asked_about(code):
    args = (code, "--event", "received=2026-01-05", "--hold", "stage-1=2026-01-08..:clarification")
    found, _ = in_a_case(*args, "--on", "2026-01-09")
    assert (found["stage-1", "reply"]["due"], found["stage-1", "reply"]["status"]) == ("2026-01-28", "held")


def test_windows_are_dated_once_there_is_an_answer(code):
    _, windows = in_a_case(code, "--event", "received=2026-01-05", "--event", "stage-1.responded=2026-01-12")
    # 13 to 30 January are 14 days; 2 to 6 February 19; the 9th.
    assert windows == [{"stage": "stage-1", "until": "2026-02-09"}]


def test_a_date_that_staff_set_is_due(code):
    args = (code, "--event", "stage-2.requested=2026-02-02", "--set", "stage-2.x-terms-sent=2026-02-20")
    found, _ = in_a_case(*args, "--on", "2026-02-03")
    assert found["stage-2", "x-terms-sent"]["due"] == "2026-02-20"
    assert found["stage-1", "acknowledged"]["start"] is None


def test_a_case_may_open_in_a_later_stage(code):
    found, _ = in_a_case(code, "--event", "stage-2.received=2026-02-02", "--on", "2026-02-03")
    assert found["stage-2", "responded"]["due"] == "2026-03-02"
    assert found["stage-1", "reply"]["due"] is None


def test_asking_for_the_first_stage_is_receipt(code):
    found, _ = in_a_case(code, "--event", "requested=2026-01-05", "--event", "happened=2025-12-01")
    assert found["stage-1", "acknowledged"]["start"] == "2026-01-05"


def test_without_json_it_is_read_by_a_person(code):
    args = (code, "--event", "received=2026-01-05", "--event", "responded=2026-01-07", "--on", "2026-01-07")
    assert due(*args).splitlines() == [
        "stage-1.acknowledged: lapsed, due 2026-01-12, at the latest 2026-01-12",
        "stage-1.reply: met, due 2026-01-26, at the latest 2026-02-09",
        "stage-2.x-terms-sent: not-started, due –, at the latest –",
        "stage-2.responded: not-started, due –, at the latest –",
        "stage-1: the next stage can be asked for until 2026-02-04",
    ]
    assert due(*args, "--explain").splitlines()[:5] == [
        "stage-1.acknowledged: lapsed, due 2026-01-12, at the latest 2026-01-12",
        "  5 working days from receipt of the complaint on 5 January.",
        "    2026-01-05  start",
        "    2026-01-06  counted 1",
        "    2026-01-07  counted 2",
    ]


def test_one_date_from_one_day():
    asked = ("--nation", "england", "--from", "2025-12-30", "--within", "2 working days")
    assert due(*asked) == "2026-01-02\n"
    assert due(*asked, "--explain").splitlines() == [
        "2026-01-02",
        "  2 working days from 30 December, not counting New Year's Day.",
        "    2025-12-30  start",
        "    2025-12-31  counted 1",
        "    2026-01-01  holiday: New Year's Day",
        "    2026-01-02  counted 2",
    ]
    found = json.loads(due(*asked, "--json", "--explain"))
    assert (found["due"], found["ledger"][2]) == (
        "2026-01-02",
        {"day": "2026-01-01", "mark": "holiday", "name": "New Year's Day"},
    )


def test_counting_rules_and_rolls_are_chosen():
    asked = ("--nation", "united-kingdom", "--from", "2026-11-21")
    # A Saturday; 30 November is Saint Andrew's Day.
    assert due(*asked, "--within", "5 working days", "--counting", "roll-start") == "2026-12-01\n"
    assert due(*asked, "--within", "1 calendar day", "--roll-end", "forward") == "2026-11-23\n"


def test_school_days_need_terms(tmp_path):
    terms = tmp_path / "terms.csv"
    terms.write_text("from,to\n2026-09-02,2026-10-23\n2026-11-02,2026-12-18\n")
    asked = ("--nation", "england", "--from", "2026-10-22", "--within", "2 school days")
    assert due(*asked, "--terms", str(terms)) == "2026-11-02\n"
    assert refusal(*asked) == "No term dates are known, so school days cannot be counted."
    terms.write_text("2026-09-02")
    assert "write the first and the last day of each term" in refusal(*asked, "--terms", str(terms))


def test_a_file_of_days_comes_back_with_a_column(tmp_path):
    path = tmp_path / "days.csv"
    path.write_text(
        "\ufeffid,nation,from,within,counting,roll_end\n"
        "1,england,2026-01-12,4 weeks,,\n"
        '2,scotland,2026-06-12,"1 working day",day-after,\n'
        "3,england,2026-01-12,12 weeks,,back\n"
    )
    rows = list(csv.reader(StringIO(due("--csv", str(path)))))
    assert rows[0] == ["id", "nation", "from", "within", "counting", "roll_end", "due"]
    assert [row[-1] for row in rows[1:]] == ["2026-02-09", "2026-06-16", "2026-04-02"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nation,from\n", "line 1: no column “within”."),
        ("nation,from,within\nengland,2026-01-12,4 weks\n", "line 2: “4 weks” is not a length of time."),
        ("nation,from,within\nengland,2026-01-12\n", "line 2: this line has not 3 columns"),
        ("nation,from,within\nfrance,2026-01-12,1 week\n", "line 2: “france” is not a nation"),
    ],
)
def test_a_wrong_file_of_days_says_its_line(tmp_path, text, said):
    path = tmp_path / "days.csv"
    path.write_text(text)
    assert said in refusal("--csv", str(path))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--event", "received=yesterday"], "“yesterday” is not a date."),
        (["--event", "received=2026-02-30"], "“2026-02-30” is not a date."),
        (["--event", "received"], "“received” is not understood. Write --event [STAGE.]EVENT=DATE."),
        (["--event", "answered=2026-01-05"], "“answered” is not an event that stage “stage-1” knows."),
        (["--event", "x-terms-sent=2026-01-05"], "“x-terms-sent” is not an event that stage “stage-1” knows."),
        (
            ["--event", "stage-3.responded=2026-01-05"],
            "“stage-3” is not a stage of this procedure: stage-1 and stage-2.",
        ),
        (["--event", "received=2026-01-05", "--event", "received=2026-01-06"], "“received” has two dates."),
        (["--event", "received=2026-01-05", "--event", "acknowledged=2026-01-04"], "cannot come before receipt"),
        (["--set", "stage-1.reply=2026-01-05"], "“reply” of stage “stage-1” has a published length"),
        (["--set", "stage-1.lunch=2026-01-05"], "Stage “stage-1” has no timescale “lunch”."),
        (["--set", "stage-1.updated=2026-01-05"], "Stage “stage-1” has no timescale “updated”."),
        (["--extend", "stage-1.reply=2026-01-05@soon"], "“soon” is not a date."),
        (["--extend", "stage-1.reply=2026-01-05@"], "“” is not a date."),
        (["--hold", "stage-1=2026-01-05:x"], "is not a hold. Write --hold STAGE=FROM..[TO]:REASON."),
        (["--hold", "stage-1=2026-01-05..2026-01-04:x"], "a hold cannot end before it starts."),
        (["--track", "middle"], "“middle” is not a track of this procedure: low and high."),
        (["--event", "received=2028-12-22"], "known from 1 January 2000 until 31 December 2028"),
        (["--nation", "england"], "Say one of the three"),
        (["--on", "soon"], "“soon” is not a date."),
        (["--colour", "red"], "unrecognized arguments: --colour red"),
    ],
)
def test_wrong_input_is_refused_on_one_line(code, args, said):
    assert said in refusal(code, *args)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Say one of the three"),
        (["no-such.toml"], "no-such.toml: No such file or directory."),
        (
            ["--nation", "france", "--from", "2026-01-05", "--within", "1 week"],
            "“france” is not a nation: england,",
        ),
        (["--nation", "england", "--within", "1 week"], "“” is not a date."),
        (["--nation", "england", "--from", "2026-01-05"], "“” is not a length of time."),
        (
            ["--nation", "england", "--from", "2026-01-05", "--within", "1 week", "--counting", "up"],
            "counting rule",
        ),
        (["--nation", "england", "--from", "2026-01-05", "--within", "1 week", "--roll-end", "up"], "way to roll"),
    ],
)
def test_a_wrong_question_is_refused_on_one_line(args, said):
    assert said in refusal(*args)


def test_a_wrong_document_says_its_lines(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(CODE.replace('"5 working days"', '"a week"').replace('entry = "request"', 'entry = "ask"'))
    said = refusal(str(path))
    assert "line 18: “a week” is not a length of time." in said
    assert "line 40: “ask” is not one of the words" in said


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "this is not a text file in UTF-8." in refusal(str(path))


def test_a_procedure_without_stages_has_nothing_due(tmp_path):
    path = tmp_path / "guide.toml"
    path.write_text('format = 1\nslug = "a"\ntitle = "A"\nnation = "wales"\nkinds = []\n')
    assert "has no stages" in refusal(str(path))


@pytest.mark.django_db
def test_a_published_procedure_is_asked_for_by_its_slug(code):
    published = Procedure.objects.create(slug="code", title="Complaints")
    for number, title in enumerate(["Old", "Complaints"], start=1):
        document = tomllib.loads(CODE) | {"title": title}
        ProcedureVersion.objects.create(
            procedure=published,
            number=number,
            document=document,
            digest=f"code-{number}",
            published_on=date(2026, 1, number),
        )
    args = ("code", "--event", "received=2026-01-05", "--on", "2026-01-06")
    assert json.loads(due(*args, "--json")) == json.loads(due(code, *args[1:], "--json"))
    ExtraHoliday.objects.create(nation="england", on=date(2026, 1, 8), name="Day of thanks")
    assert in_a_case(*args)[0]["stage-1", "acknowledged"]["due"] == "2026-01-12"
    ExtraHoliday.objects.update(confirmed_on=date(2026, 1, 2))
    assert in_a_case(*args)[0]["stage-1", "acknowledged"]["due"] == "2026-01-13"


@pytest.mark.django_db
def test_a_slug_that_nothing_is_published_under_is_refused():
    assert refusal("no-such") == "No procedure is published as “no-such”, and there is no file of that name."
