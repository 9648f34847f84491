"""What comes by telephone or letter is logged within two minutes, by keyboard alone, with the day it really came.

Nobody is timed: the keys are pressed as they come, and counted by the keystroke-level model of Card, Moran and
Newell (1980), at the slower end of its ranges. What the pages take is measured.
"""

import re
import time
from datetime import timedelta

import pytest

from tests import factories
from tests.browser.conftest import sign_in
from tests.forms.hostile_files import photograph
from tests.wagtail_admin.cases_at_hand import procedure
from wagtail_complaints import roles
from wagtail_complaints.conf import today
from wagtail_complaints.models import Case

pytestmark = pytest.mark.browser

KEY = 0.3
"""Seconds for a key of text: 40 words a minute."""
STEP = 0.1
"""Seconds for Tab, an arrow, Space or Enter."""
THOUGHT = 1.35
"""Seconds of looking and deciding, at each place that the focus comes to, used or not."""
TWO_MINUTES = 120

AT = "() => document.activeElement.name || document.activeElement.textContent.trim()"
HAPPENED = "Bin not emptied for three weeks. Rang twice and was told Friday each time. There are rats now."
WISH = "Empty it this week, and say why it was missed."


class Hands:
    """Two hands on a keyboard, and the seconds that they and the pages have taken."""

    def __init__(self, page):
        self.page, self.seconds, self.places = page, 0, 0

    def press(self, key: str):
        self.page.keyboard.press(key)
        self.seconds += STEP

    def type(self, text: str):
        self.page.keyboard.type(text)
        self.seconds += KEY * len(text)

    def to(self, name: str):
        """Press Tab until this has the focus."""
        for _ in range(40):
            if self.page.evaluate(AT) == name:
                return
            self.press("Tab")
            self.seconds += THOUGHT
            self.places += 1
        raise AssertionError(f"{name} is not reached.")

    def give(self, name: str, text: str):
        self.to(name)
        self.type(text)

    def add(self, name: str, file: dict):
        """Choose a file by its name. The dialog is the system's: its keys are counted, and not pressed."""
        self.to(name)
        self.seconds += STEP + THOUGHT + KEY * len(file["name"]) + STEP
        self.page.locator(f"[name={name}]").set_input_files(file)

    def load(self, act, address: str):
        began = time.perf_counter()
        act()
        self.page.wait_for_url(re.compile(address))
        self.seconds += time.perf_counter() - began


@pytest.fixture
def hands(browser_page):
    factories.settings()
    procedure()
    page = browser_page()
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, factories.user(roles.CONTACT_CENTRE))
    hands = Hands(page)
    hands.load(lambda: page.goto("/admin/"), "/admin/$")
    hands.to("Log a representation")
    hands.load(lambda: hands.press("Enter"), "/cases/log/$")
    return hands


def test_a_call_is_logged_by_keyboard_within_two_minutes(hands):
    hands.to("channel")
    hands.press("Space")
    hands.to("procedure")
    hands.press("ArrowDown")
    hands.give("what_happened", HAPPENED)
    hands.give("put_right", WISH)
    hands.give("name", "Robin Example")
    hands.give("telephone", "01632 960001")
    hands.load(lambda: hands.press("Control+s"), r"/cases/\d+/$")
    case = Case.objects.get()
    assert (case.channel, case.received_on, case.parties.get().telephone) == ("telephone", today(), "01632 960001")
    assert hands.seconds < TWO_MINUTES


def test_a_letter_of_three_days_ago_is_logged_with_its_scan_within_two_minutes(hands):
    came = today() - timedelta(days=3)
    hands.to("channel")
    hands.press("ArrowRight")
    hands.give("received_on", f"{came:%d/%m/%Y}")
    hands.to("procedure")
    hands.press("ArrowDown")
    hands.give("what_happened", HAPPENED)
    hands.give("name", "Robin Example")
    hands.give("address", "4 Mill Lane, Wenbury WE2 7QT")
    hands.add("files", {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    hands.load(lambda: hands.press("Control+s"), r"/cases/\d+/$")
    case = Case.objects.get()
    assert (case.channel, case.received_on, case.submission.uploads.get().name) == ("letter", came, "letter.jpg")
    assert hands.seconds < TWO_MINUTES


def test_a_day_that_cannot_be_read_is_never_exchanged_for_today(hands):
    hands.give("received_on", "the 19th")
    hands.press("Tab")
    assert hands.page.locator("[name=received_on]").input_value() == "the 19th"
