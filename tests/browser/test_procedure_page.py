"""Somebody reads a procedure on a small telephone, by keyboard, without scripts; an editor gets a length wrong."""

import pytest
from wagtail.models import Page, Site, Workflow

from example_site.council.models import ProcedurePage
from tests import factories
from tests.browser.conftest import sign_in
from wagtail_complaints import conf
from wagtail_complaints.models import ProcedureVersion

pytestmark = pytest.mark.browser


@pytest.fixture
def published(browser_page):
    """A published procedure page; asked for after the browser, so that it is there when the rows are."""
    factories.settings(sign_off_workflow=Workflow.objects.create(name="Sign-off", active=True))
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    page = ProcedurePage(slug="complaints", live=False)
    page.fill(factories.two_stages())
    page.stages[0].value["detail"] = "Bring a friend to any meeting."
    page = home.add_child(instance=page)
    page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_runs_over_the_edge_and_the_days_are_there(browser_page, published, width):
    page = browser_page(width, javascript=False)
    page.goto("/complaints/")
    dated = published.dated_promises(on=conf.today())["stage-1"]
    assert page.locator("#stage-1 .complaints-promise-dated").all_inner_texts() == [each.dated for each in dated]
    widest = max(box["width"] + box["x"] for box in map(_box, page.locator(".complaints-procedure *").all()) if box)
    assert widest <= width


def _box(locator):
    return locator.bounding_box()


def test_the_information_button_opens_by_keyboard_without_scripts(browser_page, published):
    page = browser_page(320, javascript=False)
    page.goto("/complaints/")
    more = page.get_by_text("Bring a friend to any meeting.")
    button = page.locator("#stage-1 summary", has_text="More about this stage")
    assert not more.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert more.is_visible()
    assert button.bounding_box()["height"] >= 44


def test_what_is_folded_away_is_printed(browser_page, published):
    page = browser_page(1280)
    page.goto("/complaints/")
    page.emulate_media(media="print")
    assert page.get_by_text("Bring a friend to any meeting.").bounding_box()["height"] > 0


def test_an_editor_is_shown_the_field_and_publishes_when_it_is_right(browser_page, published):
    page = browser_page(1400)
    sign_in(page, factories.superuser())
    page.goto(f"/admin/pages/{published.pk}/edit/")
    page.get_by_role("tab", name="Stages").click()
    page.locator("#panel-child-stages-stages-section [data-streamfield-child] button[aria-controls]").first.click()
    timescale = page.locator('[data-contentpath="timescale"] [data-streamfield-child]').nth(1)
    timescale.locator("button[aria-controls]").first.click()
    length = page.locator('[name="stages-0-value-timescale-1-value-within"]')

    length.fill("30 working days")
    publish(page)
    message = timescale.locator(".w-field__errors, .error-message").filter(has_text="below")
    message.first.wait_for(state="attached")
    assert "The ceiling of 20 working days is below the length of 30 working days" in message.first.text_content()

    page.get_by_role("tab", name="Stages").click()  # the stage and the timescale that are wrong stand open
    assert message.first.is_visible()

    length.fill("15 working days")
    publish(page)
    page.get_by_text("published", exact=False).first.wait_for()
    versions = [version.terms.stages[0] for version in ProcedureVersion.objects.order_by("number")]
    assert [str(stage.timescales[1].within) for stage in versions] == ["10 working days", "15 working days"]


def publish(page):
    page.locator("footer [data-w-dropdown-target='toggle']").click()
    with page.expect_navigation():
        page.locator("button[name='action-publish']").click()
