"""What somebody types is kept to the letter, and said back plainly where it cannot be read."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from wagtail_complaints.forms.fields import Date, Email, Line, OneOf, Option, Telephone, Text, clean_text


def wrong_with(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


def test_control_characters_become_spaces_and_the_words_stay():
    assert clean_text("a\x00b\x0bc\x0cd\x1ce\x7ff\x85g") == "a b c d e f g"


def test_tabs_and_line_ends_stay():
    assert clean_text("one\ttwo\r\nthree\rfour\n") == "one\ttwo\nthree\nfour\n"


def test_half_a_character_is_marked_as_unreadable():
    assert clean_text("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_visible_text_of_any_language_is_untouched(text):
    assert clean_text(text) == text


@given(st.text(st.characters(exclude_categories=[])))
def test_whatever_is_typed_can_be_written_down(text):
    assert clean_text(text).encode().decode() == clean_text(clean_text(text))


def test_a_line_is_one_line():
    assert Line().clean("Robin\r\nBcc: everyone@example.com") == "Robin Bcc: everyone@example.com"


def test_several_lines_stay_several_lines():
    assert Text().clean("One.\r\n\r\nTwo.") == "One.\n\nTwo."


def test_a_telephone_number_is_taken_as_people_write_it():
    assert Telephone().clean("+44 (0)1632 960 001, after 6") == "+44 (0)1632 960 001, after 6"


def test_an_address_that_is_none_is_refused_with_an_example():
    assert wrong_with(Email(), "robin") == ["Enter an e-mail address in the right form, like name@example.com"]


def test_an_answer_that_is_too_long_is_told_by_how_much():
    assert wrong_with(Line(max_length=5), "sixsix") == ["This answer must be 5 characters or fewer, and has 6"]


def test_an_answer_that_was_not_offered_is_refused():
    assert wrong_with(OneOf([Option("yes", "Yes")]), "maybe") == ["Choose one of the answers"]


def test_three_boxes_make_a_date():
    assert Date().clean(("27", "3", "2026")) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("boxes", "lacks"),
    [
        (("27", "", "2026"), "a month"),
        (("", "3", "2026"), "a day"),
        (("27", "3", ""), "a year"),
        (("", "", "2026"), "a day, a month and a year"),
    ],
)
def test_a_date_with_an_empty_box_is_told_what_it_lacks(boxes, lacks):
    assert wrong_with(Date(), boxes) == [f"The date must include {lacks}"]


@pytest.mark.parametrize(
    ("day", "month", "year", "wrong"),
    [
        ("27", "3", "", ["year"]),
        ("", "", "2026", ["day", "month"]),
        ("31", "2", "2026", ["day", "month", "year"]),
        ("", "", "", ["day", "month", "year"]),
        ("27", "3", "2026", []),
    ],
)
def test_the_boxes_that_are_wrong_say_so_and_the_first_of_them_is_begun_with(day, month, year, wrong):
    class Asked(forms.Form):
        when = Date()

    bound = Asked({"when-day": day, "when-month": month, "when-year": year})["when"]
    assert [box.part for box in bound.boxes if box.is_wrong] == wrong
    assert bound.first == (wrong or ["day"])[0]


@pytest.mark.parametrize(
    "boxes",
    [("31", "2", "2026"), ("27", "March", "2026"), ("27", "3", "26"), ("-1", "3", "2026"), ("²", "3", "2026")],
)
def test_a_date_that_does_not_exist_is_refused(boxes):
    assert wrong_with(Date(), boxes) == ["The date must be a real date, with a year of four digits, like 27 3 2026"]


def test_a_date_may_be_left_empty_where_it_is_optional():
    assert Date(required=False).clean(("", "", "")) is None


def test_a_date_is_kept_for_machines_and_shown_to_people():
    assert (Date().stored(date(2026, 3, 7)), Date().shown(date(2026, 3, 7))) == ("2026-03-07", "7 March 2026")
