"""An editor types, and the side panel answers from the form, without a save and without a mouse."""

import pytest
from wagtail.models import Page, Site

from tests import factories
from tests.wagtail_admin import law_at_hand

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(browser_page):
    """A window on the editor of a page whose reply takes longer than the law has it."""
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    made = law_at_hand.page(home)
    user = factories.superuser()
    page = browser_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", "password")
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#wagtail")
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
