"""On the page of their case somebody reads the statement of it, and agrees or says what is missing."""

import pytest

from tests import factories
from tests.actions.test_statements import sent, stage  # noqa: F401
from tests.web.test_tracking import NOON, PAGE, address, advocate, clock, complainant, inside  # noqa: F401
from wagtail_complaints.actions import points
from wagtail_complaints.models import CaseMessage, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(clock, stage):  # noqa: F811
    factories.settings()
    return sent(stage)


def opened(visitor, statement):
    return inside(visitor, complainant(statement.case_stage.case)).open(address("tracking_statement"))


def test_the_complainant_reads_it_and_agrees(visitor, statement):
    opened(visitor, statement)
    assert "The bin was not emptied." in visitor.text
    visitor.fill(agrees="yes").press("Send my answer")
    assert visitor.answered.url == f"{PAGE}?done=statement-agreed"
    assert Statement.objects.get().is_agreed
    assert "You agreed with this on 2 November 2026." in visitor.text
    assert visitor.open(address("tracking_statement")).response.status_code == 404


def test_the_complainant_says_what_is_missing(visitor, statement):
    opened(visitor, statement).fill(agrees="no", text=" ").press("Send my answer")
    assert visitor.errors == ["Tell us what is missing or wrong"]
    visitor.fill(text="The lid too.").press("Send my answer")
    assert (Statement.objects.get().missing, CaseMessage.objects.get().text) == ("The lid too.", "The lid too.")
    assert "You told us that something is missing or wrong." in visitor.text


def test_an_answer_to_a_version_that_another_followed_is_asked_for_again(visitor, statement):
    opened(visitor, statement)
    points.add(statement.case_stage.case, text="Nobody rang back.", by=None)
    sent(statement.case_stage)
    visitor.fill(agrees="yes").press("Send my answer")
    assert "We have sent you a new statement meanwhile." in visitor.text
    assert "Nobody rang back." in visitor.text
    assert not Statement.objects.exclude(answer="").exists()


def test_an_advocate_is_not_asked(visitor, statement):
    inside(visitor, advocate(statement.case_stage.case))
    assert "as we understand it" not in visitor.text
    assert visitor.open(address("tracking_statement")).response.status_code == 404


def test_the_page_says_nothing_of_a_statement_that_was_never_sent(visitor, clock, stage):  # noqa: F811
    factories.settings()
    assert "as we understand it" not in inside(visitor, complainant(stage.case)).text
