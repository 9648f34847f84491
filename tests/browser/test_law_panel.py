"""An editor types, and the side panel answers from the form, without a save and without a mouse."""

import pytest
from wagtail.models import Page, Site

from tests import factories
from tests.browser.conftest import sign_in
from tests.wagtail_admin import law_at_hand

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(browser_page):
    """A window on the editor of a page whose reply takes longer than the law has it."""
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    made = law_at_hand.page(home)
    page = browser_page()
    sign_in(page, factories.superuser())
    page.goto(f"/admin/pages/{made.pk}/edit/")
    return page


def test_the_panel_follows_what_is_typed(editor):
    toggle = editor.locator('[data-side-panel-toggle="law"]')
    toggle.focus()
    editor.keyboard.press("Enter")
    finding = editor.locator("[data-law-answer]").get_by_text("The procedure says 30 working days; the rule is")
    finding.wait_for()
    assert editor.locator("[data-law-status]").get_attribute("aria-live") == "polite"
    length = '[name="stages-0-value-timescale-1-value-within"]'
    editor.evaluate("name => { document.querySelector(name).value = '10 working days' }", length)
    finding.wait_for(state="detached")
    editor.evaluate("name => { document.querySelector(name).value = 'soon' }", length)
    editor.get_by_text("Stages, Stage 1, Timescales 2, Within: “soon” is not a length of time.").first.wait_for()
    assert editor.locator("[data-law-status]").text_content() == "Not yet a procedure"


def test_a_reason_is_begun_from_the_panel_in_the_stage_that_it_is_about(editor):
    editor.click('[data-side-panel-toggle="law"]')
    finding = editor.locator(".wc-law__finding", has_text="The procedure says 30 working days")
    button = finding.get_by_role("button", name="We differ, because…")
    button.focus()
    editor.keyboard.press("Enter")
    reason = '[name="stages-0-value-differs-0-value-reason"]'
    editor.wait_for_function("name => document.activeElement.matches(name)", arg=reason)
    assert editor.input_value('[name="stages-0-value-differs-0-value-finding"]') == "too-long:responded"
    editor.keyboard.type("We are few.")
    finding.get_by_text("Answered: We are few.").wait_for()
    assert button.count() == 0


def test_a_reason_for_the_whole_procedure_is_begun_once_in_its_own_tab(editor):
    editor.click('[data-side-panel-toggle="law"]')
    missing = editor.locator(".wc-law__finding", has_text="There is no stage for this")
    reason = '[name="differs-0-value-reason"]'
    for _twice in range(2):
        missing.get_by_role("button", name="We differ, because…").click()
        editor.wait_for_function("name => document.activeElement.matches(name)", arg=reason)
        assert editor.input_value('[name="differs-count"]') == "1"
    assert editor.locator(reason).is_visible()


def test_where_the_blocks_cannot_be_reached_the_way_by_hand_is_shown(editor):
    editor.click('[data-side-panel-toggle="law"]')
    finding = editor.locator(".wc-law__finding", has_text="The procedure says 30 working days")
    finding.wait_for()
    editor.evaluate("delete document.getElementById('stages-root').rootBlock")
    finding.get_by_role("button", name="We differ, because…").click()
    finding.get_by_text("add this finding: too-long:responded").wait_for()
