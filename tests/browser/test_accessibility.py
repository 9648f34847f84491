"""What a machine can see of accessibility: axe finds nothing on the public pages and the officers' screens."""

import json

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site, Workflow

from example_site.council.models import ContentPage, ProcedurePage
from tests import factories, signing
from tests.browser.conftest import sign_in
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, triage

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BEST = "best-practice"


def violations(page, within: str | None = None) -> list[str]:
    """Return what axe finds, with everything that is folded away opened: the part of the page that is ours.

    A public page is looked at whole, and by the best practices too; Wagtail's frame around a screen has its own.
    """
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    rules = RULES if within else [*RULES, BEST]
    found = Axe().run(page, context=within, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{each['id']}: {', '.join(' '.join(map(str, node['target'])) for node in each['nodes'])}"
        for each in found.response["violations"]
    ]


@pytest.fixture
def council(browser_page):
    """A procedure page, a form on a page, and a case; asked for after the browser."""
    factories.settings(sign_off_workflow=Workflow.objects.create(name="Sign-off", active=True))
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    procedure_page = ProcedurePage(slug="complaints", live=False)
    procedure_page.fill(factories.two_stages())
    procedure_page.stages[0].value["detail"] = "Bring a friend to any meeting."
    procedure_page = home.add_child(instance=procedure_page)
    procedure_page.save_revision().publish()
    case = factories.case()
    form = factories.feedback_form(case.procedure_version.procedure)
    block = {"type": "feedback_form", "value": {"heading": "Tell us", "introduction": "", "form": form.pk}}
    home.add_child(instance=ContentPage(title="Contact us", slug="contact", body=json.dumps([block])))
    manager = factories.user(roles.MANAGER, username="manager")
    triage.triage(
        case, procedure=case.procedure_version.procedure, by=manager, on=factories.MONDAY, subject="Missed bins"
    )
    cases.acknowledge(case.stages.get(), on=factories.MONDAY, by=manager)
    case.letters.update(is_dead=True)
    return case


@pytest.mark.parametrize("width", [320, 1280])
def test_the_procedure_page_with_its_days_unfolded(browser_page, council, width):
    page = browser_page(width)
    page.goto("/complaints/")
    assert page.locator(".complaints-ledger").count() == 3
    assert violations(page) == []


def test_the_form_its_errors_what_is_checked_and_what_is_received(browser_page, council):
    page = browser_page(320)
    page.goto("/contact/")
    assert violations(page) == []
    send(page, "Continue")
    assert page.locator(".complaints-error-summary").count() == 1
    assert violations(page) == []
    page.check("input[name$='kind'][value='complaint']")
    page.check("input[name$='on_behalf'][value='myself']")
    page.fill("textarea[name$='what_happened']", "The bin was not emptied.")
    send(page, "Continue")
    assert violations(page) == []
    send(page, "Send my complaint")
    assert page.locator(".complaints-received, .complaints-reference").count() > 0
    assert violations(page) == []


def send(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_the_screens_of_an_officer_in_light_and_dark(browser_page, council):
    page = browser_page(1280)
    sign_in(page, get_user_model().objects.get(username="manager"))
    here = f"/admin/complaints/cases/{council.pk}/"
    letter = council.letters.get(kind="acknowledgement")
    screens = (
        "/admin/complaints/cases/",
        here,
        f"{here}history/",
        f"{here}triage/",
        f"{here}stages/stage-1/extend/",
        "/admin/complaints/inbox/",
        "/admin/complaints/letters/",
        f"/admin/complaints/letters/queue-again/{letter.pk}/",
    )
    found = {}
    for screen in screens:
        assert page.goto(screen).ok, screen
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found[screen, scheme] = violations(page, "#main")
    assert {where: broken for where, broken in found.items() if broken} == {}
    assert len(found) == 16


def test_a_letter_that_waits_for_a_signature_can_be_read_in_light_and_dark(browser_page):
    head = signing.signer()
    letter = signing.submitted()
    page = browser_page(1280)
    sign_in(page, head)
    found = {}
    assert page.goto(f"/admin/snippets/wagtail_complaints/response/edit/{letter.pk}/").ok
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.locator(".complaints-letter h3").count() > 0
        found[scheme] = violations(page, ".complaints-letter")
    assert found == {"light": [], "dark": []}
