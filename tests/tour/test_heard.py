"""How do the pages read to somebody who hears them? Names say where they lead, and headings lead through.

What axe can find (contrast, roles, labels that are missing) is looked for in `tests/browser`. A name is what stands
on a link or a button, with the words that are there for listening alone.
"""

import re
from collections import defaultdict
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="package")
def heard(pages):
    """Return every page that is served, to be read; a letter and a printed document have no frame of the site."""
    return {
        stop: BeautifulSoup(html, "html.parser")
        for stop, html in pages.items()
        if not stop.startswith("letters") and "document" not in stop
    }


def name_of(element) -> str:
    return element.get("aria-label") or " ".join(element.get_text().split())


def test_a_title_says_what_the_page_is_and_whose(heard):
    titles = {stop: soup.title.get_text().rpartition(" – ") for stop, soup in heard.items()}
    assert {whose for _what, _dash, whose in titles.values()} == {"Wenbury Council"}
    assert [stop for stop, (what, *_rest) in titles.items() if not what.strip()] == []


def test_a_page_that_asks_again_says_so_first(heard):
    wrong = {stop for stop, soup in heard.items() if soup.select_one("[role=alert]")}
    assert {stop for stop, soup in heard.items() if soup.title.get_text().startswith("Error: ")} == wrong
    assert len(wrong) > 5


def test_headings_lead_through_the_page_and_skip_no_level(heard):
    skipped = {}
    for stop, soup in heard.items():
        levels = [int(each.name[1]) for each in soup.main.find_all(re.compile("^h[1-6]$"))]
        firsts = [level for level in levels if level == 1]
        steps = [each for each in pairwise(levels) if each[1] > each[0] + 1]
        if len(firsts) != 1 or steps:
            skipped[stop] = levels
    assert skipped == {}


def test_two_links_of_one_name_lead_to_one_place(heard):
    astray = {}
    for stop, soup in heard.items():
        places = defaultdict(set)
        for link in soup.main.select("a[href]"):
            places[name_of(link)].add(link["href"].removeprefix("http://localhost"))
        astray |= {f"{stop}: {name}": places[name] for name in places if len(places[name]) > 1}
    assert astray == {}


def test_two_buttons_of_one_name_stand_in_parts_of_different_names(heard):
    alike = {}
    for stop, soup in heard.items():
        names = [
            (_part_around(button, soup), name_of(button))
            for button in soup.main.select("button:not([aria-hidden])")
        ]
        if len(set(names)) < len(names):
            alike[stop] = names
    assert alike == {}


def _part_around(element, soup) -> str:
    part = element.find_parent("section", attrs={"aria-labelledby": True})
    return name_of(soup.find(id=part["aria-labelledby"])) if part else ""


VAGUE = {
    "",
    "here",
    "click here",
    "more",
    "read more",
    "read it",
    "read it again",
    "answer",
    "leave",
    "change",
    "remove",
}


def test_no_link_button_or_summary_needs_what_stands_around_it(heard):
    vague = {
        stop: names
        for stop, soup in heard.items()
        if (names := {name_of(each).lower() for each in soup.main.select("a, button, summary")} & VAGUE)
    }
    assert vague == {}


def test_every_table_has_a_name_and_heads(heard):
    tables = [table for soup in heard.values() for table in soup.select("table")]
    assert [str(table)[:80] for table in tables if not (table.caption and table.select("th[scope]"))] == []
    assert len(tables) > 5


def test_a_message_is_found_by_its_heading(heard):
    headings = [name_of(each) for each in heard["tracking: a case with questions and letters"].select("h3")]
    assert headings == [
        "You, 2 November 2026",
        "The council, 2 November 2026",
        "The council, 2 November 2026",
    ]


def test_each_question_is_answered_by_a_link_that_says_which(heard):
    links = heard["tracking: a case with questions and letters"].select(".complaints-tracking-message a")
    assert [name_of(each) for each in links] == [
        "Answer this question Which bin was it?",
        "Answer this question And which street?",
    ]


def test_what_was_done_is_read_first(heard):
    done = heard["tracking: something done"].select_one("[role=status]")
    assert (done["tabindex"], done.has_attr("data-complaints-focus")) == ("-1", True)


def test_a_label_is_parted_from_what_it_labels(heard):
    leaflet = heard["pages: the leaflet of children's services"]
    assert name_of(leaflet.select_one(".complaints-stage-decider")) == (
        "Who answers: A manager chosen by the complaints team"
    )
    assert name_of(leaflet.select_one(".complaints-reach li")) == "Website: www.lgo.org.uk"


def test_a_part_of_a_leaflet_is_said_once_by_its_heading(heard):
    leaflet = heard["pages: the leaflet of children's services"]
    assert leaflet.select("main section[aria-labelledby], main section[aria-label]") == []


def test_no_mark_is_heard_alone(heard):
    """What is hidden from the eye stands by itself, and a colon that does is read as a word: “colon”."""
    alone = {
        stop: marks
        for stop, soup in heard.items()
        if (marks := [each for each in soup.select(".complaints-hidden") if not re.search(r"\w", name_of(each))])
    }
    assert alone == {}


def test_the_hidden_words_of_a_link_or_a_summary_are_words_from_the_first(heard):
    """They are a piece of their own to a reader, which began with “colon”."""
    within = "a .complaints-hidden, summary .complaints-hidden"
    hidden = [name_of(each) for soup in heard.values() for each in soup.select(within)]
    assert [words for words in hidden if not re.match(r"\w", words)] == []
    assert len(hidden) > 1


def test_a_table_is_not_named_by_the_heading_that_was_just_heard(heard):
    again = {
        stop: name_of(table.caption)
        for stop, soup in heard.items()
        for table in soup.select("table:has(caption)")
        if name_of(table.caption) == name_of(table.find_previous(re.compile("^h[1-6]$")))
    }
    assert again == {}


def test_a_page_without_a_database_says_whose_it_is_and_whom_to_ring(heard):
    page = name_of(heard["forms: with the database gone"].main)
    assert page.startswith("Exit this page Wenbury Council We could not save what you wrote")
    assert "Telephone: 01632 960001" in page
    assert "Telephone: 01632 960001" in name_of(heard["forms: too much at once"].main)
