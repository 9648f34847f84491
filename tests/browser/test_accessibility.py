"""What a machine can see of accessibility: axe finds nothing on the public pages and the officers' screens."""

import json

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import GroupApprovalTask, Page, Site, Workflow, WorkflowTask

from example_site.council.models import ContentPage, ProcedurePage
from tests import factories, signing
from tests.browser.axe import WAGTAILS_OWN, findings, violations, violations_in_light_and_dark
from tests.browser.conftest import sign_in
from wagtail_complaints import roles
from wagtail_complaints.actions import cases, triage

pytestmark = pytest.mark.browser


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


def test_the_screens_of_the_desk_in_light_and_dark(browser_page, council):
    page = browser_page(1280)
    sign_in(page, get_user_model().objects.get(username="manager"))
    here = f"/admin/complaints/cases/{council.pk}/"
    looks_at_each(
        page,
        "/admin/complaints/cases/?q=bins",
        here,
        f"{here}history/",
        f"{here}stages/stage-1/extend/",
        f"/admin/complaints/inbox/inspect/{council.submission_id}/",
        f"/admin/complaints/letters/queue-again/{council.letters.get(kind='acknowledgement').pk}/",
        "/admin/complaints/bank-holidays/",
        "/admin/snippets/wagtail_complaints/feedbackform/?q=nothing-like-it",
        "/admin/reports/complaints-in-figures/",
    )


def test_the_editors_of_a_letter_and_of_a_page_in_light_and_dark(browser_page, council):
    page = browser_page(1280)
    sign_in(page, factories.superuser())
    letter = "/admin/snippets/wagtail_complaints/response"
    signing.signer()
    draft, submitted = signing.letter(), signing.submitted()
    run, shown = submitted.current_workflow_state, submitted.get_latest_revision()
    looks_at_each(
        page,
        f"{letter}/edit/{draft.pk}/",
        f"{letter}/edit/{submitted.pk}/",
        f"{letter}/history/{submitted.pk}/revisions/{shown.pk}/view/",
        f"{letter}/workflow_history/{submitted.pk}/detail/{run.pk}/",
        f"/admin/pages/{ProcedurePage.objects.get().pk}/edit/",
    )


def looks_at_each(page, *screens):
    found = {}
    for screen in screens:
        assert page.goto(screen).ok, screen
        for scheme, broken in violations_in_light_and_dark(page).items():
            found[screen, scheme] = broken
    assert {where: broken for where, broken in found.items() if broken} == {}
    assert len(found) == 2 * len(screens)


@pytest.fixture
def bare_screens(browser_page):
    """Wagtail's screens of a page that is no more than a title; asked for after the browser."""
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    bare = home.add_child(instance=ContentPage(title="Bare", slug="bare", live=False))
    bare.save_revision()
    workflow = Workflow.objects.create(name="Wagtail's own")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Approval"))
    run = workflow.start(bare, None)
    return {
        "the workflow of a page": f"/admin/pages/{bare.pk}/workflow_history/detail/{run.pk}/",
        "the report of workflows": "/admin/reports/workflow/",
        "a preview of a page that cannot be shown": f"/admin/pages/{bare.pk}/edit/preview/",
        "the choice of a page to redirect to": "/admin/redirects/add/",
        "a page that somebody else has open": f"/admin/pages/{bare.pk}/edit/",
    }


def test_what_is_called_wagtails_own_is_found_where_nothing_is_ours(browser_page, bare_screens):
    page, elsewhere = browser_page(1280), browser_page(1280)
    for window in (page, elsewhere):
        sign_in(window, factories.superuser())
    elsewhere.goto(bare_screens["a page that somebody else has open"])
    found = set()
    for name, address in bare_screens.items():
        assert page.goto(address).ok, name
        if name.startswith("the choice"):
            page.get_by_role("button", name="Choose a page").click()
            page.get_by_role("dialog").get_by_role("textbox").first.wait_for()
        found |= {each.own for each in findings(page) if each.own and each.own.bare == name}
    assert found == set(WAGTAILS_OWN)


def test_a_letter_that_waits_for_a_signature_and_the_words_by_which_it_is_signed(browser_page):
    head = signing.signer()
    letter = signing.submitted()
    page = browser_page(1280)
    sign_in(page, head)
    assert page.goto(f"/admin/snippets/wagtail_complaints/response/edit/{letter.pk}/").ok
    assert page.locator(".complaints-letter h3").count() > 0
    assert violations_in_light_and_dark(page) == {"light": [], "dark": []}
    page.locator("footer").get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("dialog").get_by_label("I have read").wait_for()
    assert violations_in_light_and_dark(page) == {"light": [], "dark": []}
