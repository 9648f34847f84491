"""Somebody fills in the form in a real browser: by keyboard alone, on a small telephone, without scripts."""

import json

import pytest
from wagtail.models import Page, Site

from example_site.council.models import ContentPage
from tests import factories
from tests.forms.hostile_files import PDF
from wagtail_complaints.models import Case, FeedbackForm, FormQuestion, Submission

pytestmark = pytest.mark.browser


@pytest.fixture
def stood(browser_page):
    """Put a form low on a page of the site; asked for after the browser, so that it is there when the rows are."""
    factories.settings()
    procedure = factories.procedure_version(factories.two_stages(advocates="under-18")).procedure
    form = factories.feedback_form(procedure)
    form.questions = [FormQuestion(label="When did it happen?", type="date", help_text="For example, 27 3 2026.")]
    form.save()
    blocks = [
        {"type": "text", "value": "<p>Ordinary words of an ordinary page.</p>" * 40},
        {"type": "feedback_form", "value": {"heading": "Tell us", "introduction": "", "form": form.pk}},
    ]
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    home.add_child(instance=ContentPage(title="Contact us", slug="contact", body=json.dumps(blocks)))


def press_enter_and_arrive(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_by_keyboard_alone_from_the_first_question_to_the_reference(browser_page, stood):
    page = browser_page(1280)
    page.goto("/contact/")
    button = page.get_by_role("button", name="Continue")
    button.focus()
    press_enter_and_arrive(page)

    assert page.title().startswith("Error: Contact us")
    summary = page.locator(".complaints-error-summary")
    assert page.evaluate("document.activeElement.className") == "complaints-error-summary"
    assert summary.locator("a").all_inner_texts() == [
        "Choose what you would like to send us",
        "Choose who you are doing this for",
        "Write what you would like to tell us",
    ]

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")  # the link led to the first answer: a complaint
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # myself
    page.keyboard.press("Tab")  # the age, which is left open
    page.keyboard.press("Tab")
    page.keyboard.type("The bin was not emptied.")
    page.keyboard.press("Tab")
    page.keyboard.type("Empty it.")
    for part in ("3", "11", "2026"):
        page.keyboard.press("Tab")
        page.keyboard.type(part)
    press_enter_and_arrive(page)

    assert page.get_by_role("heading", level=1).inner_text() == "Check your answers"
    page.get_by_role("button", name="Send my complaint").focus()
    press_enter_and_arrive(page)

    assert page.get_by_role("heading", level=1).inner_text() == "We have your complaint"
    sent = Submission.objects.get()
    assert page.locator(".complaints-reference").inner_text() == sent.reference
    assert [sent.answer(key) for key in ("kind", "on_behalf", "what_happened", "put_right")] == [
        "complaint",
        "myself",
        "The bin was not emptied.",
        "Empty it.",
    ]
    assert sent.answers[-1]["value"] == "2026-11-03"
    assert Case.objects.get().submission == sent


def test_questions_appear_when_they_arise(browser_page, stood):
    page = browser_page(320)
    page.goto("/contact/")
    name, put_right = (
        page.get_by_label("Name of the person it is about"),
        page.get_by_label("What would put it right?"),
    )
    assert (name.is_visible(), put_right.is_visible()) == (False, False)
    page.get_by_label("Someone else: I am their advocate").check()
    page.get_by_label("A complaint").check()
    assert (name.is_visible(), put_right.is_visible()) == (True, True)
    name.fill("Kim")
    page.get_by_label("Myself").check()
    assert name.is_visible() is False
    page.get_by_label("What would you like to tell us?").fill("It was late.")
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_text("Kim", exact=True).count() == 0


def test_without_scripts_on_a_small_telephone(browser_page, stood):
    page = browser_page(320, javascript=False)
    page.goto("/contact/")
    assert page.get_by_label("Name of the person it is about").is_visible()
    page.get_by_role("button", name="Continue").click()
    summary = page.locator(".complaints-error-summary")
    assert summary.bounding_box()["y"] < 100, "the page comes back at what is wrong, however long it is"
    page.get_by_label("A complaint").check()
    page.get_by_label("Someone else", exact=True).check()
    page.get_by_label("Name of the person it is about").fill("Kim")
    page.get_by_label("What would you like to tell us?").fill("It was late.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Change What would you like to tell us?").click()
    box = page.get_by_label("What would you like to tell us?")
    assert (box.input_value(), box.bounding_box()["y"] < 900) == ("It was late.", True)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send my complaint").click()
    assert page.get_by_role("heading", level=1).inner_text() == "We have your complaint"
    assert Submission.objects.get().answer("affected_name") == "Kim"


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_window(browser_page, stood, width):
    page = browser_page(width)

    def overflows():
        return page.locator("html").evaluate("root => root.scrollWidth > root.clientWidth")

    page.goto("/contact/")
    found = [overflows()]
    page.get_by_role("button", name="Continue").click()
    found.append(overflows())
    page.get_by_label("A complaint").check()
    page.get_by_label("Myself").check()
    page.get_by_label("What would you like to tell us?").fill("W" * 200)
    page.get_by_role("button", name="Continue").click()
    found.append(overflows())
    page.get_by_role("button", name="Send my complaint").click()
    found.append(overflows())
    assert found == [False] * 4


WEATHER = "/weather-of-the-test/"


@pytest.fixture
def watched(stood, live_server):
    factories.settings(exit_url=f"{live_server.url}{WEATHER}")


def test_somebody_who_is_watched_is_gone_at_once_and_nothing_is_there_to_go_back_to(browser_page, watched):
    page = browser_page(320)
    page.goto("/")
    page.goto("/contact/")
    page.get_by_label("What would you like to tell us?").fill("My secret words")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")  # the caret comes to rest
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"**{WEATHER}")
    page.go_back()
    assert page.url.endswith("/")
    assert page.get_by_text("My secret words").count() == 0
    assert not page.url.endswith("/contact/")


def test_the_presses_are_told_and_forgotten(browser_page, watched):
    page = browser_page(1280)
    page.goto("/contact/")
    page.keyboard.press("Shift")
    assert page.locator(".complaints-exit [aria-live]").inner_text() == "Press Shift twice more to exit."
    page.keyboard.press("a")
    for _press in range(2):
        page.keyboard.press("Shift")
    assert page.locator(".complaints-exit [aria-live]").inner_text() == "Press Shift once more to exit."
    assert page.url.endswith("/contact/")


def test_shift_that_goes_with_something_else_is_not_counted(browser_page, watched):
    """A screen reader keeps the H of its Shift+H to itself: the page sees Shift, and that the caret has moved."""
    page = browser_page(1280)
    page.goto("/contact/")
    for place in ("h1", "main", "h1"):
        page.keyboard.down("Shift")
        page.evaluate("place => getSelection().collapse(document.querySelector(place), 0)", place)
        page.keyboard.up("Shift")
    page.keyboard.press("Shift+A")
    assert page.locator(".complaints-exit [aria-live]").inner_text() == ""
    assert page.url.endswith("/contact/")


def test_without_scripts_the_way_out_is_a_link(browser_page, watched):
    page = browser_page(320, javascript=False)
    page.goto("/contact/")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url(f"**{WEATHER}")


@pytest.mark.parametrize("javascript", [True, False])
def test_one_question_at_a_time_with_a_file_on_a_small_telephone(browser_page, stood, javascript):
    form = FeedbackForm.objects.get()
    form.one_at_a_time = form.takes_files = True
    form.save()
    page = browser_page(320, javascript=javascript)
    page.goto("/contact/")

    def press(button):
        with page.expect_navigation():
            page.get_by_role("button", name=button).click()

    def go_on():
        assert not page.locator("html").evaluate("root => root.scrollWidth > root.clientWidth")
        press("Continue")

    page.get_by_label("A complaint").check()
    go_on()
    page.get_by_label("Myself").check()
    go_on()
    go_on()  # the age, which is left open
    go_on()  # the story, which is not
    assert page.title().startswith("Error: What would you like to tell us?")
    page.get_by_label("What would you like to tell us?").fill("It was late.")
    go_on()
    page.get_by_label("What would put it right?").press("Tab")
    go_on()
    go_on()  # the date
    page.locator("input[type=file]").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    press("Add these files")
    assert page.get_by_role("list", name="You have added 1 file:").get_by_role("listitem").count() == 1
    go_on()
    assert page.get_by_role("heading", level=1).inner_text() == "How we can reach you"
    page.get_by_label("Your name").fill("Robin")
    with page.expect_navigation():
        page.get_by_label("Your name").press("Enter")  # goes on, and does not go back
    assert page.get_by_role("heading", level=1).inner_text() == "Contacting you safely"
    go_on()
    go_on()
    press("Send my complaint")
    sent = Submission.objects.get()
    assert page.locator(".complaints-reference").inner_text() == sent.reference
    assert (sent.answer("name"), sent.uploads.get().name) == ("Robin", "letter.pdf")
