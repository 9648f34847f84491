"""A form that asks one question at a time: on its page first, then page by page, with nothing kept elsewhere."""

import pytest
from django.test import Client

from tests import factories
from tests.forms.hostile_files import PDF
from wagtail_complaints.forms.feedback import FeedbackAnswers
from wagtail_complaints.models import FormQuestion, Submission

from .visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    young = factories.procedure_version(factories.two_stages(advocates="under-18")).procedure
    return factories.feedback_form(young, one_at_a_time=True, takes_files=True)


@pytest.fixture
def started(visitor, page):
    return visitor.open(page.url)


def answer(visitor, **answers):
    return visitor.fill(**answers).press("Continue")


def to_the_story(visitor):
    answer(visitor, kind="complaint")
    answer(visitor, on_behalf="myself")
    return answer(visitor)


def to_the_check(visitor):
    to_the_story(visitor)
    answer(visitor, what_happened="The bin was not emptied.")
    for _left in ("put right", "files", "reach", "safe", "help"):
        answer(visitor)
    return visitor


def test_each_page_asks_one_thing_and_is_named_after_it(started):
    titles = [started.soup.select_one("form legend").get_text(strip=True)]
    answer(started, kind="complaint")
    titles.append(started.title)
    answer(started, on_behalf="myself")
    titles.append(started.title)
    answer(started)
    titles.append(started.title)
    answer(started, what_happened="The bin was not emptied.")
    while started.title != "Check your answers":
        titles.append(started.title)
        assert started.soup.h1.get_text(" ", strip=True).removesuffix(" (optional)") == started.title
        answer(started)
    assert titles == [
        "What would you like to send us?",
        "Who are you doing this for?",
        "Is the person it is about under 18?",
        "What would you like to tell us?",
        "What would put it right?",
        "Is there anything you want to show us?",
        "How we can reach you",
        "Contacting you safely",
        "Help you may need",
    ]
    started.press("Send my complaint")
    assert (started.title, Submission.objects.get().answer("what_happened")) == (
        "We have your complaint",
        "The bin was not emptied.",
    )


def test_what_does_not_arise_is_not_asked(started):
    answer(started, kind="comment")
    to_the_story_of_a_comment = answer(answer(started, on_behalf="myself"))
    answer(to_the_story_of_a_comment, what_happened="More benches.")
    assert started.title == "Is there anything you want to show us?"


def test_the_first_question_stands_on_the_page_and_so_do_its_errors(started):
    answer(started)
    assert (started.title, started.errors) == ("Error: Tell us", ["Choose what you would like to send us"])
    assert "Before the form." in started.text


def test_an_error_stays_at_its_question_and_is_told_in_the_title(started):
    to_the_story(started)
    answer(started)
    assert (started.title, started.errors) == (
        "Error: What would you like to tell us?",
        ["Write what you would like to tell us"],
    )


def test_going_back_loses_nothing_not_even_what_was_just_typed(started):
    to_the_story(started)
    started.fill(what_happened="Half a sent").press("Back")
    assert started.title == "Is the person it is about under 18?"
    answer(started)
    assert started.typed()["what_happened"] == "Half a sent"


def test_back_from_the_second_question_is_the_page_itself(started):
    answer(started, kind="comment").press("Back")
    assert (started.title, started.typed()["kind"]) == ("Tell us", "comment")


def test_changing_an_answer_leads_to_it_and_straight_back(started):
    to_the_check(started).press("Change What would put it right?")
    assert started.title == "What would put it right?"
    answer(started, put_right="Empty it.")
    assert started.title == "Check your answers"
    assert "Empty it." in started.text


def test_an_answer_changed_so_that_more_arises_is_followed_by_that(started):
    answer(started, kind="comment")
    answer(answer(started, on_behalf="myself"))
    answer(started, what_happened="The bin was not emptied.")
    for _left in ("files", "reach", "safe", "help"):
        answer(started)
    started.press("Change What would you like to send us?")
    answer(started, kind="complaint")
    assert started.title == "What would put it right?"


def test_a_wrong_answer_carried_past_its_question_is_asked_again(started):
    to_the_check(started)
    sent = started.typed()
    sent["email"] = "robin"
    started.post(sent)
    assert (started.title, started.errors) == (
        "Error: How we can reach you",
        ["Enter an e-mail address in the right form, like name@example.com"],
    )


def test_files_are_added_and_removed_at_their_question(started):
    to_the_story(started)
    answer(answer(started, what_happened="The bin was not emptied."))
    started.choose(("letter.pdf", PDF)).press("Add these files")
    assert started.title == "Is there anything you want to show us?"
    started.press("Remove letter.pdf").choose(("photo.pdf", PDF)).press("Continue")
    assert started.title == "How we can reach you"
    answer(answer(answer(started))).press("Send my complaint")
    assert [each.name for each in Submission.objects.get().uploads.all()] == ["photo.pdf"]


def test_nothing_is_in_an_address_or_a_cookie(started):
    seen = []
    to_the_story(started)
    seen.append((started.action, dict(started.response.cookies)))
    answer(started, what_happened="kestrel")
    seen.append((started.action, dict(started.response.cookies)))
    assert [("kestrel" in url, cookies) for url, cookies in seen] == [(False, {})] * 2
    assert started.response.headers["Cache-Control"] == "no-store, private"


def test_an_editors_question_has_a_page_of_its_own(visitor, stand, form):
    form.questions = [FormQuestion(label="When was it?", type="date", is_required=True)]
    form.save()
    visitor.open(stand(form).url)
    to_the_story(visitor)
    answer(answer(visitor, what_happened="It was late."))
    assert visitor.title == "When was it?"
    answer(visitor)
    assert visitor.errors == ["Answer the question “When was it?”"]


def test_the_page_is_the_same_for_everybody(page):
    one, other = (Visitor(Client()).open(page.url).response for _each in range(2))
    assert (one.content, one.cookies) == (other.content, {})


def test_before_how_to_reach_them_somebody_learns_that_they_need_not_say_who_they_are(form):
    asked = FeedbackAnswers(form.current_version.asks, place="here")
    said = {}
    for step in asked.steps:
        asked.at = step.key
        said[step.key] = [section.introduction[:44] for section in asked.sections]
    assert said.pop("reach") == ["You do not have to say who you are, and we w"]
    assert {words for (words,) in said.values()} == {""}
