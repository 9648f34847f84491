"""A procedure and its document are the same thing twice, and a wrong document says all that is wrong."""

import tomllib
from pathlib import Path

import pytest

from wagtail_complaints.procedure.document import digest, from_document, load, to_document
from wagtail_complaints.procedure.problem import DocumentError, Problem
from wagtail_complaints.procedure.terms import Event
from wagtail_complaints.procedure_files import lines_of, read, write

from .making import document, procedure, stage

REPOSITORY = Path(__file__).parents[2]
DOCUMENTS = [
    *sorted((Path(__file__).parent / "documents").glob("*.toml")),
    *sorted((REPOSITORY / "wagtail_complaints" / "presets").glob("*.toml")),
]

EVERYTHING = """
format = 1
slug = "everything"
title = "Every key there is"
nation = "wales"
calendar = "united-kingdom"
regime = "wales-social"
kinds = ["complaint", "comment"]
time_limit = "12 months"
advocates = "under-18"
complainant = [{ who = "A child" }, { who = "Someone asked to", needs = "consent" }]
track = [{ key = "low", name = "Low" }]
redirect = [{ about = "Danger", to = "The police", urgent = true }, { about = "Schools", procedure = "schools" }]

[[stage]]
key = "stage-1"
name = "Stage 1"
summary = "We look into it."
detail = "First line.\\nSecond line."
decided_by = "Manager"
entry = "first"
counting = "roll-start"
hold_reasons = ["awaiting-advocate"]
points = "not-upheld"
escalation_window = { within = "2 months", of = "resolved", or = "time_limit" }
sign_off = "Letters"

  [[stage.person]]
  does = "sits"
  who = "Panel"
  number = 3
  required = false
  not = ["earlier", "connected"]

  [[stage.timescale]]
  key = "reply"
  event = "responded"
  of = "received"
  within = "25 calendar days"
  counting = "day-one"
  roll_end = "back"
  closures = "excluded"
  extendable_to = "65 calendar days"
  extension = "range"
  firmness = "aim"
  when = "low"
  requires = ["The decision"]
  backstop = { within = "1 month", of = "happened", extendable_to = "any" }

  [[stage.timescale]]
  event = "updated"
  every = "4 weeks"
  of = "received"
  until = "responded"
  when = "extended"

[[stage]]
key = "stage-2"
name = "Stage 2"
decided_by = "Director"
entry = "gate"
direct = true
grounds = ["The letter was wrong"]
asks_for = ["Evidence"]
refusal_reasons = ["A court is deciding about it"]
early_referral = ["All of it was upheld", "You agree"]
escalation_window = "20 working days"

  [[stage.letter]]
  name = "Invitation to the panel"
  of = "accepted"
  before = "responded"
  says = ["When and where"]

[[stage]]
key = "stage-3"
name = "Stage 3"
decided_by = "Panel"
entry = "request"

[[external]]
name = "Ombudsman"
for = "the rest"
open = "any-time"
website = "https://example.org"
telephone = "01"
email = "a@example.org"
address = "Here"
note = "Soon"
"""


def problems(data):
    with pytest.raises(DocumentError) as refused:
        from_document(data)
    return {problem.path: problem.message for problem in refused.value.problems}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_procedure_written_down_reads_back_equal(path):
    found = read(path.read_text())
    assert read(write(found)) == from_document(to_document(found)) == found


def test_every_key_is_read_and_written_back():
    data = tomllib.loads(EVERYTHING)
    assert to_document(load(data)) == data
    assert read(write(read(EVERYTHING))) == read(EVERYTHING)


def test_defaults_are_left_out():
    plain = document(stage())
    del plain["stage"][0]["timescale"]
    spelled_out = document(stage(points="all", direct=False), kinds=["complaint"], calendar="")
    assert to_document(load(spelled_out)) == plain


def test_an_events_word_may_come_as_the_word_itself_or_as_the_enum():
    row = {"event": Event.RESPONDED, "of": Event.RECEIVED, "within": "1 week"}
    assert to_document(procedure(stage(row)))["stage"][0]["timescale"] == [
        {"event": "responded", "of": "received", "within": "1 week"}
    ]


def test_equal_procedures_have_equal_digests_and_others_have_not():
    one, other = procedure(stage()), procedure(stage(), title="B")
    assert digest(one) == digest(load(to_document(one)))
    assert digest(one) != digest(other)
    assert len(digest(one)) == 64


def test_everything_wrong_is_said_at_once():
    wrong = document(
        {"key": "Stage 1", "name": " ", "entry": "fist", "direct": "yes", "colour": "red", "hold_reasons": [""]},
        "stage-2",
        slug="a b",
        title=7,
        calendar="england",
        kinds="complaint",
        time_limit=12,
        stages=[],
    )
    assert problems(wrong) == {
        ("stages",): "“stages” means nothing here. Perhaps “stage”?",
        ("slug",): "“a b” is not a key: use small letters, digits and hyphens, such as “stage-1”.",
        ("title",): "This is a text, in quotes, not 7.",
        ("calendar",): "“england” is not one of the words that fit here: united-kingdom.",
        ("kinds",): "This is a list, in square brackets, not 'complaint'.",
        ("time_limit",): "This is a length of time in quotes, such as “10 working days”, not 12.",
        ("stage", 0, "colour"): (
            "“colour” means nothing here. These do: key, name, decided_by, entry, summary, detail, direct, "
            "counting, papers_ahead, hold_reasons, grounds, asks_for, refusal_reasons, early_referral, points, "
            "escalation_window, sign_off, person, timescale, letter."
        ),
        ("stage", 0, "key"): "“Stage 1” is not a key: use small letters, digits and hyphens, such as “stage-1”.",
        ("stage", 0, "name"): "This must not be empty.",
        ("stage", 0, "decided_by"): "“decided_by” is missing.",
        ("stage", 0, "entry"): (
            "“fist” is not one of the words that fit here: first, request, gate, referral, offer."
        ),
        ("stage", 0, "direct"): "This is true or false, not 'yes'.",
        ("stage", 0, "hold_reasons", 0): "This must not be empty.",
        ("stage", 1): (
            "This is a table of key, name, decided_by, entry, summary, detail, direct, counting, papers_ahead, "
            "hold_reasons, grounds, asks_for, refusal_reasons, early_referral, points, escalation_window, "
            "sign_off, person, timescale, letter, not 'stage-2'."
        ),
    }


@pytest.mark.parametrize(
    ("row", "key", "said"),
    [
        ({"within": "ten days"}, "within", "“ten days” is not a length of time."),
        ({"within": "0 working days"}, "within", "A length of time is at least 1"),
        ({"extendable_to": "for ever"}, "extendable_to", "Or “any”, where there is no ceiling."),
        ({"event": "answered"}, "event", "“answered” is not one of the words that fit here: happened, received"),
        ({"event": "x-"}, "event", "“x-” is not one of the words"),
        ({"until": "then"}, "until", "“then” is not one of the words"),
        ({"backstop": {"within": "1 week"}}, "backstop", "“of” is missing."),
        ({"requires": ["a", 1]}, "requires", "This is a text, in quotes, not 1."),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(row, key, said):
    row = {"event": "responded", "of": "received"} | row
    ((path, message),) = problems(document(stage(row))).items()
    assert path[:5] == ("stage", 0, "timescale", 0, key)
    assert said in message


def test_a_number_of_people_is_a_whole_number_and_not_a_truth():
    found = problems(document(stage(person=[{"does": "sits", "number": True}])))
    assert found == {("stage", 0, "person", 0, "number"): "This is a whole number, not True."}


@pytest.mark.parametrize("number", [None, 2, True, "1"])
def test_another_format_is_refused(number):
    data = document(stage()) | {"format": number}
    assert problems(data) == {("format",): "Write “format = 1”: the version of the document that is read here."}


def test_a_document_without_a_format_is_refused():
    data = document(stage())
    del data["format"]
    assert list(problems(data)) == [("format",)]


def test_a_contradiction_is_refused_too():
    with pytest.raises(DocumentError, match="stage 2, key: Two stages have the key “stage-1”"):
        load(document(stage(), stage(entry="request")))


def test_a_problem_says_its_place_in_words_or_its_line():
    assert str(Problem(("stage", 1, "timescale", 0, "within"), "No.")) == "stage 2, timescale 1, within: No."
    assert str(Problem(("stage",), "No.", 7)) == "line 7: No."
    assert str(Problem((), "No.")) == "No."
    assert str(Problem((0,), "No.")) == "0: No."


def wrong_lines(text):
    with pytest.raises(DocumentError) as refused:
        read(text)
    return [(problem.line, problem.path) for problem in refused.value.problems]


def test_a_file_says_the_line_of_each_problem():
    text = EVERYTHING.replace('"25 calendar days"', '"a while"').replace('who = "Panel"', 'whom = "Panel"')
    text = text.replace('calendar days"\n  extension', 'calendar day"\n  extensio').replace('"Letters"', "3")
    place = {line.strip(): number for number, line in enumerate(text.splitlines(), 1)}
    assert wrong_lines(text) == [
        (place["sign_off = 3"], ("stage", 0, "sign_off")),
        (place['whom = "Panel"'], ("stage", 0, "person", 0, "whom")),
        (place['within = "a while"'], ("stage", 0, "timescale", 0, "within")),
        (place['extensio = "range"'], ("stage", 0, "timescale", 0, "extensio")),
    ]


def test_what_is_missing_is_said_on_the_line_of_its_table():
    text = EVERYTHING.replace('decided_by = "Director"\n', "")
    place = [number for number, line in enumerate(text.splitlines(), 1) if line == "[[stage]]"]
    assert wrong_lines(text) == [(place[1], ("stage", 1, "decided_by"))]
    assert wrong_lines("format = 1\n")[0] == (1, ("slug",))


def test_what_looks_like_a_key_inside_a_text_is_none():
    text = 'a = """\n[stage]\nkey = 1\n"""\n[b]\nc = \'\'\'x""" = 1\nd = 2\'\'\'\n'
    assert lines_of(text) == {(): 1, ("a",): 1, ("b",): 5, ("b", "c"): 6}


def test_a_table_on_one_line_has_its_line():
    text = "[[stage]]\ntimescale = [\n    { event = 1 },\n    { event = 2 },\n]\n[stage.backstop]\nof = 1\n"
    assert lines_of(text) == {
        (): 1,
        ("stage", 0): 1,
        ("stage", 0, "timescale"): 2,
        ("stage", 0, "timescale", 0): 3,
        ("stage", 0, "timescale", 1): 4,
        ("stage", 0, "backstop"): 6,
        ("stage", 0, "backstop", "of"): 7,
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("format = 1\nslug = \n", 2, "This line is not TOML: Invalid value."),
        ("format = 1\nformat = 1\n", 2, "This line is not TOML: Cannot overwrite a value."),
        ("format = 1\n\nslug = [1,\n", 3, "This line is not TOML: "),
        ("a = " + "[" * 5000, 1, "Too many brackets inside one another."),
    ],
)
def test_a_file_that_is_not_toml_says_where(text, line, said):
    with pytest.raises(DocumentError) as refused:
        read(text)
    (problem,) = refused.value.problems
    assert (problem.line, problem.message.startswith(said)) == (line, True)


def test_a_byte_order_mark_is_no_mistake():
    assert read("\ufeff" + EVERYTHING) == read(EVERYTHING)


def test_carriage_returns_survive():
    text = procedure(stage(detail='One\r\ntwo\nthree """ \\ four'))
    assert read(write(text)) == text
