"""How does a letter come to be sent? Written in Wagtail's editor, submitted, sent back or signed."""

import re

from django.urls import reverse

from tests.browser.walks.desk import Desk
from wagtail_complaints.models import Case

KEPT = "said => document.querySelector('[name=body]').value.includes(said)"
"""Whether the form holds the words: Wagtail's editor hands them over a moment after they were typed."""


def drafts(author: Desk, *, stage: str):
    """Let an author open the letter of a stage in the editor, from the page of the case."""
    author.starts_a_draft(stage=stage)
    author.page.get_by_role("region", name="The letter").wait_for()


def opens_again(author: Desk, case: Case):
    """Let an author come back to a letter that is still being written, from the page of the case."""
    author.opens(case)
    with author.page.expect_navigation():
        author.page.get_by_role("link", name="Response being written").click()


def writes(author: Desk, *paragraphs: str, instead=False):
    """Type the paragraphs into the editor, `instead` of what stands there."""
    box = _text(author)
    box.click()
    if instead:
        box.press("Control+A")
        box.press("Delete")
    for number, paragraph in enumerate(paragraphs):
        if number:
            box.press("Enter")
        box.press_sequentially(paragraph)
    assert [line for line in box.inner_text().splitlines() if line.strip()] == list(paragraphs)
    author.page.wait_for_function(KEPT, arg=paragraphs[-1])


def _text(author: Desk):
    return author.page.get_by_role("region", name="The letter").get_by_role("textbox").first


def decides(author: Desk, outcome: str, *findings: tuple[str, str], says=(), first_point=1):
    """Choose the outcome, and a finding with its reasons on each point; tick what the letter must say and does."""
    page = author.page
    page.get_by_role("combobox", name="Outcome").select_option(label=outcome)
    for need in says:
        page.get_by_role("checkbox", name=need).check()
    for number, (finding, reasons) in enumerate(findings, first_point):
        point = page.get_by_role("group", name=f"Point {number}")
        point.get_by_role("combobox", name="Finding").select_option(label=finding)
        point.get_by_role("textbox", name="Reasons").fill(reasons)


def submits(author: Desk, workflow: str):
    """Submit the letter to the workflow that its stage names."""
    author.looks("editor")
    page = author.page
    page.get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^Submit to {workflow}")).click()
    assert page.get_by_text("The letter has been submitted for sign-off.").is_visible()
    author.looks("editor-submitted")


def finds(signer: Desk, case: Case):
    """Open the letter of a case from Wagtail's “Awaiting your review”."""
    page = signer.page
    page.goto(reverse("wagtailadmin_home"))
    waiting = page.get_by_role("region", name="Awaiting your review")
    signer.looks("awaiting-your-review")
    with page.expect_navigation():
        waiting.get_by_role("link", name=re.compile(f"^{case.reference}")).first.click()
    signer.looks("letter-to-sign")


def signs(signer: Desk, case: Case):
    """Read the letter, and sign it."""
    finds(signer, case)
    dialog = _opens(signer, "Sign")
    dialog.get_by_role("checkbox", name="I have read this letter").check()
    signer.looks("sign-dialog")
    _confirms(signer, dialog, "Sign")
    signer.looks("signed")


def sends_back(signer: Desk, case: Case, comment: str):
    """Read the letter, and send it back to its author."""
    finds(signer, case)
    signer.page.get_by_role("button", name="More actions").click()
    dialog = _opens(signer, "Send back")
    dialog.get_by_role("textbox", name="What should change").fill(comment)
    signer.looks("send-back-dialog")
    _confirms(signer, dialog, "Send back")
    signer.looks("sent-back")


def _opens(signer: Desk, decision: str):
    """Return the dialog of a decision, as Wagtail opens it over the letter."""
    signer.page.get_by_role("button", name=decision, exact=True).click()
    dialog = signer.page.get_by_role("dialog")
    dialog.get_by_role("button", name=decision, exact=True).wait_for()
    return dialog


def _confirms(signer: Desk, dialog, decision: str):
    with signer.page.expect_navigation():
        dialog.get_by_role("button", name=decision, exact=True).click()


def awaits(signer: Desk, case: Case) -> bool:
    """Is a letter of the case among those that Wagtail says await this person's review?"""
    signer.page.goto(reverse("wagtailadmin_home"))
    return signer.page.get_by_role("link", name=re.compile(f"^{case.reference}")).count() > 0
