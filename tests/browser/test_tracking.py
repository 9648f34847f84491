"""Somebody follows their complaint in a real browser: by keyboard, on a small telephone, without scripts."""

import pytest

from tests import factories
from tests.browser.axe import violations
from tests.wagtail_admin.cases_at_hand import CONSENT, triaged
from wagtail_complaints import conf
from wagtail_complaints.actions import cases, clocks, messages, people, tracking
from wagtail_complaints.models import CaseMessage

pytestmark = pytest.mark.browser


@pytest.fixture
def case(browser_page):
    """A case on hold with letters and a question; asked for after the browser, when the rows are there."""
    factories.settings()
    on = conf.today()
    case = triaged(received_on=on, on=on)
    cases.acknowledge(case.stages.get(), on=on, by=None, text="The bins of Mill Lane were not emptied.")
    held = clocks.hold(case.stages.get(), from_on=on, reason=CONSENT, by=None)
    people.change(case.parties.get(), by=None, contact_by="post", address="1 High Street")
    messages.send(case.parties.get(), text="Does your sister agree?", by=None, on=on, at=conf.now(), hold=held)
    return case


def code_of(case) -> str:
    return tracking.print_code(case.parties.get(), by=None, on=conf.today(), at=conf.now()).code


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def follow(page, words):
    with page.expect_navigation():
        page.get_by_role("link", name=words).click()


def fits(page) -> bool:
    return page.locator("html").evaluate("root => root.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_from_a_code_on_paper_to_an_answer_and_out_again(browser_page, case, width):
    page = browser_page(width, javascript=False)
    page.goto("/tell-us/track/")
    page.get_by_label("Your reference").fill(case.reference.lower())
    page.get_by_label("Access code").fill(code_of(case))
    press(page, "Continue")
    assert page.url.endswith("/tell-us/track/complaint/")
    assert page.get_by_text(f"“Stage 1” is on hold: {CONSENT}.").is_visible()
    page.get_by_text(": Acknowledgement").first.click()  # details open without a script
    assert page.get_by_text("The bins of Mill Lane were not emptied.").is_visible()
    follow(page, "Answer this question")
    page.get_by_label("Your message").fill("She does.")
    press(page, "Send")
    assert page.get_by_role("status").inner_text().startswith("We have your message.")
    assert page.get_by_text("It is at this stage: Stage 1.").is_visible()
    press(page, "Leave")
    page.go_back()
    assert not page.get_by_text("She does.").is_visible()
    assert CaseMessage.objects.filter(text="She does.").count() == 1


def test_by_keyboard_alone_a_complaint_is_withdrawn(browser_page, case):
    page = browser_page(1280)
    page.goto("/tell-us/track/")
    page.get_by_label("Your reference").focus()
    page.keyboard.type(case.reference)
    page.keyboard.press("Tab")
    page.keyboard.type("WRNG")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.title().startswith("Error: Follow your complaint")
    page.get_by_role("link", name="This reference and this code").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type(code_of(case))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("link", name="Withdraw your complaint").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes, withdraw my complaint").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    case.refresh_from_db()
    assert case.close_reason == "withdrawn"


def test_axe_finds_nothing_on_any_of_the_pages_and_none_is_too_wide(browser_page, case):
    page = browser_page(320)
    found = {}

    def look(name):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found[name, width] = (violations(page), fits(page))

    page.goto("/tell-us/track/")
    look("come in")
    press(page, "Continue")
    look("come in, with errors")
    for name in ("sent/", "left/", "open/nothing/", "complaint/"):
        page.goto(f"/tell-us/track/{name}")
        look(name)
    page.goto("/tell-us/track/")
    page.get_by_label("Your reference").fill(case.reference)
    page.get_by_label("Access code").fill(code_of(case))
    press(page, "Continue")
    look("the case")
    for name in ("write/", "answer/1/", "withdraw/"):
        page.goto(f"/tell-us/track/complaint/{name}")
        look(name)
    press(page, "Yes, withdraw")
    look("withdrawn")
    page.goto("/tell-us/track/complaint/how-it-went/")
    look("survey")
    press(page, "Send my answers")
    look("survey, with errors")
    assert found == dict.fromkeys(found, ([], True))
