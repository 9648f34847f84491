"""Seed 003."""

import pytest

from wagtail_complaints.models import Case

pytestmark = pytest.mark.browser

STAGE_1 = "Stage 1: local resolution"

def test_walk(town):
    town.it_is("2026-11-30")
    carys = town.visitor("/children/care-and-support/")
    carys.opens_every_stage()
    carys.follows("Send a comment, a compliment or a complaint")
    carys.chooses("What would you like to send us?", "A complaint")
    carys.chooses("Who are you doing this for?", "Myself")
    carys.answers("What would you like to tell us?", "The taxi that takes my son to school has been an hour late.")
    carys.answers("What would put it right?", "A taxi that comes at eight.")
    carys.answers("Your name", "Carys Bell")
    carys.answers("Your e-mail address", "carys@example.com")
    carys.continues()
    carys.sends("Send my complaint")
    sent = town.sent_by(carys)
    case = sent.case
    town.signs_in("manager")
    margaret = town.desk("manager").finds_in_the_inbox(sent)
    assert margaret.next_due == "Response, Monday 14 December"
    margaret.triages("School taxi late", service="Children, families and education")
    margaret.adds_a_point("The taxi was late on nine days.")
    margaret.adds_a_point("Nobody rang to say so.")
    margaret.assigns("Tom Hale")
    assert margaret.dates(STAGE_1) == {"Response": "14 Dec 2026"}
    tom = town.desk("investigator").opens(case)
    tom.starts_a_draft(stage="stage-1")
    print(tom.page.url)
    tom.looks("editor")
    print(tom.page.locator("body").aria_snapshot())
