"""What docs/overriding.md promises to a council's own app: its templates win, and its receivers are called."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests import factories
from tests.overriding.council_words import receivers
from wagtail_complaints import conf, roles, signals
from wagtail_complaints.actions import cases, handling
from wagtail_complaints.models import Kind, LetterKind

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parent.parent.parent / "docs" / "overriding.md"


@pytest.fixture
def told():
    receivers.told.clear()
    return receivers.told


def test_a_letter_in_the_council_s_own_words_wins():
    factories.settings()
    sent = factories.submission(kind=Kind.COMPLIMENT)
    handling.handle(sent, outcome="passed-on", passed_to="Waste crew 4", by=None, on=date(2026, 11, 3))
    letter = sent.letters.get(kind=LetterKind.THANKS)
    assert "Thank you, Robin Example. Wenbury has passed your kind words on to Waste crew 4." in letter.body


def test_a_page_of_the_admin_is_extended_by_its_own_name(client):
    sent = factories.submission()
    client.force_login(factories.user(roles.MANAGER))
    page = client.get(f"/admin/complaints/inbox/inspect/{sent.pk}/").content.decode()
    assert page.index("Wenbury: read this aloud to the caller.") < page.index("The bin was not emptied")


def test_receivers_are_told_on_commit_what_happened_and_who_did_it(told, django_capture_on_commit_callbacks):
    by = factories.user(roles.MANAGER)
    with django_capture_on_commit_callbacks(execute=True):
        case = factories.case(by=by)
        assert told == []
    assert told == [("received", case.submission, None), ("opened", case, by)]


def test_a_receiver_that_fails_leaves_the_case_as_it_is(told, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(receivers, "system_is_down", True)
    factories.settings()
    by, case = factories.user(roles.MANAGER), factories.case()
    with django_capture_on_commit_callbacks(execute=True):
        cases.withdraw(case, on=date(2026, 11, 4), by=by, reason="They rang to withdraw it.")
    assert told[-1] == ("closed", case, by)
    case.refresh_from_db()
    assert case.closed_on == date(2026, 11, 4)


def test_every_signal_and_every_setting_is_documented():
    page = PAGE.read_text()
    named = set(re.findall(r"`(\w+)`", page))
    declared = {name for name, value in vars(signals).items() if isinstance(value, signals.Signal)}
    assert (declared - named, set(conf.DEFAULTS) - named) == (set(), set())


def test_every_template_that_is_named_exists():
    templates = Path(conf.__file__).parent / "templates"
    named = re.findall(r"`(wagtail_complaints/[\w./-]+\.(?:html|txt))`", PAGE.read_text())
    assert [name for name in named if not (templates / name).exists()] == []
    assert len(named) > 10
