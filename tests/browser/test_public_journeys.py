"""From each seed's page to the tracking page, by keyboard alone: at 320 and 1280 pixels, once without scripts.

The five share one site. Somebody reads a leaflet, follows it to the form, sends it, and comes back by a
printed code or an e-mailed link; the date they read then is the one that the case has stored.
"""

import re
import time
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.utils.formats import date_format

from tests.browser.axe import violations
from tests.browser.walks.keyboard import Keyboard
from wagtail_complaints import conf
from wagtail_complaints.actions import tracking, triage
from wagtail_complaints.models import Case

pytestmark = pytest.mark.browser

NOON = datetime(2026, 11, 2, 12, tzinfo=conf.UNITED_KINGDOM)
TOLD = {
    "What would you like to tell us?": "Nobody rang me back.",
    "What happened?": "Nobody asked me.",
    "What would put it right?": "Ring me.",
    "Your name": "Robin Example",
    "Your e-mail address": "robin@example.com",
}


@dataclass(frozen=True)
class Seed:
    """Where a leaflet stands, which of its links leads to the form, and whether somebody has to say what it is."""

    path: str
    link: str
    says_what: bool = True


SEEDS = {
    "000": Seed("/children/services/", "Use the form"),
    "001": Seed("/complaints/council-services/", "Tell us what happened"),
    "002": Seed("/children/trust/", "complain here"),
    "003": Seed("/children/care-and-support/", "Send a comment, a compliment or a complaint"),
    "004": Seed("/children/your-care/", "Make a complaint", says_what=False),
}


@pytest.fixture
def db(standing_site):
    """The rows are those of the site that stands, for all tests of this module."""


@pytest.fixture
def a_monday():
    """Monday 2 November 2026, at noon."""
    with time_machine.travel(NOON, tick=True):
        yield NOON.date()


class Somebody:
    """Somebody without a mouse. Every page they come to must fit its window; axe looks at those not seen before.

    The leaflets are all of their own. Of the forms there are three: one question at a time, all at once, and the
    young people's; what comes after them is the same for all.
    """

    def __init__(self, page, *, is_examined: bool, is_scripted: bool):
        self.page, self.keys = page, Keyboard(page)
        self._is_examined, self._is_scripted = is_examined, is_scripted

    def opens(self, path: str):
        self.page.goto(path)
        self._looks(is_new=True)

    def presses(self, name: str, key="Enter"):
        """Go to what bears this name, and press it to go on."""
        self.keys.tabs_to(name)
        self.keys.presses(key, arrives=True)
        self._looks()

    def types(self, name: str, words: str):
        self.keys.tabs_to(name)
        self.keys.types(words)

    def answers_what_is_asked(self, *, says_what: bool):
        """Answer from one page to the next, however many they are, until the answers are to be checked."""
        choices = ["A complaint", "Myself"] if says_what else ["Myself"]
        left = [*((choice, None) for choice in choices), *TOLD.items()]
        for _page in range(15):
            if self.heading == "Check your answers":
                return
            for name, words in list(left):
                if self._is_asked(name):
                    self.keys.tabs_to(name)
                    self.keys.presses("Space") if words is None else self.keys.types(words)
                    left.remove((name, words))
            self.presses("Continue")
        raise AssertionError(f"The form never came to an end: {self.heading}")

    def _is_asked(self, name: str) -> bool:
        asked = self.page.get_by_label(re.compile(f"^{re.escape(name)}( \\(optional\\))?$"))
        return asked.count() > 0 and asked.first.is_visible()

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).first.inner_text()

    @property
    def next_date(self) -> str:
        """Return the first date on the tracking page, as it stands there."""
        return self.page.locator(".complaints-tracking-date strong").first.inner_text()

    def _looks(self, *, is_new=False):
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url
        if self._is_examined or (is_new and self._is_scripted):
            assert violations(self.page) == [], self.page.url


def sends_a_complaint(somebody: Somebody, seed: Seed) -> Case:
    somebody.opens(seed.path)
    somebody.presses(seed.link)
    somebody.keys.starts_at_the_top()
    somebody.answers_what_is_asked(says_what=seed.says_what)
    somebody.presses("Send my complaint")
    assert somebody.heading == "We have your complaint"
    return Case.objects.get(reference=somebody.page.locator(".complaints-reference").inner_text())


def comes_in_by_a_code(somebody: Somebody, case: Case):
    printed = tracking.print_code(case.parties.get(), by=None, on=NOON.date(), at=conf.now())
    somebody.presses("Follow your complaint")
    somebody.types("Your reference", case.reference)
    somebody.types("Access code", printed.code)
    somebody.presses("Continue")


def comes_in_by_a_link(somebody: Somebody, case: Case):
    somebody.presses("Follow your complaint")
    somebody.types("Your reference", case.reference)
    somebody.presses("Continue")
    assert somebody.heading == "Look at your e-mails"
    somebody.opens(link_mailed_about(case))
    somebody.presses("Open my complaint")


def link_mailed_about(case: Case) -> str:
    """Return the path of the link, which is sent when the page that promises it is out."""
    for _tenth in range(100):
        for message in mail.outbox:
            if case.reference in message.subject and (link := re.search(r"\S+/track/open/\S+", message.body)):
                return urlsplit(link[0]).path
        time.sleep(0.1)
    raise AssertionError("No link came by e-mail.")


WALKS = [
    ("000", 320, comes_in_by_a_link, True),
    ("000", 1280, comes_in_by_a_code, True),
    ("001", 320, comes_in_by_a_code, False),
    ("001", 1280, comes_in_by_a_link, True),
    ("002", 320, comes_in_by_a_link, True),
    ("002", 1280, comes_in_by_a_code, True),
    ("003", 320, comes_in_by_a_code, True),
    ("003", 1280, comes_in_by_a_link, True),
    ("004", 320, comes_in_by_a_link, True),
    ("004", 1280, comes_in_by_a_code, True),
]


EXAMINED = {("000", 320), ("002", 320), ("004", 1280)}


@pytest.mark.parametrize(
    ("seed", "width", "comes_in", "javascript"),
    WALKS,
    ids=[f"{seed}-{width}{'' if script else '-no-scripts'}" for seed, width, _way, script in WALKS],
)
def test_from_the_leaflet_to_the_date_on_the_tracking_page(
    db, standing_page, a_monday, seed, width, comes_in, javascript
):
    page = standing_page(width, javascript=javascript)
    somebody = Somebody(page, is_examined=(seed, width) in EXAMINED, is_scripted=javascript)
    case = sends_a_complaint(somebody, SEEDS[seed])
    assert case.submission.answer("put_right") == "Ring me."
    if seed == "004":  # stage 1 publishes no length: the two days are those of the talk before it
        triage.triage(
            case,
            procedure=case.procedure_version.procedure,
            stage_key="before",
            by=None,
            on=a_monday,
            subject="Moved",
        )
    comes_in(somebody, case)
    assert somebody.heading == "Your complaint"
    case.refresh_from_db()
    assert somebody.next_date == f"By {date_format(case.next_due_on, 'l j F Y')}"


BESIDE_THE_WAY = (
    "/",
    "/contact/",
    "/complaints/",
    "/complaints/another-format/",
    "/complaints/information-requests/ask/",
    "/complaints/councillors/report/",
    "/children/your-care/say/",
    "/tell-us/received/an-old-receipt/",
    "/tell-us/helpful/thanks/an-old-answer/",
    "/tell-us/track/open/a-spent-link/",
    "/tell-us/track/complaint/",
    "/tell-us/track/left/",
)


def test_axe_finds_nothing_on_the_pages_beside_the_way(db, standing_page, a_monday):
    page, found = standing_page(320), {}
    for path in BESIDE_THE_WAY:
        page.goto(path)
        is_narrow = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        found[path] = (violations(page), is_narrow)
    assert found == dict.fromkeys(BESIDE_THE_WAY, ([], True))
