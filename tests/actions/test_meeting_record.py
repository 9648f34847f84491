"""Somebody who was forgotten, and a paper, are added to the meeting of a panel that is recorded."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories
from tests.actions.test_panels import FRIDAY, MONDAY, appoint, arrange, panel  # noqa: F401
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, clocks, meeting_record, panels
from wagtail_complaints.models import Case
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 12)


@pytest.fixture
def met(panel):  # noqa: F811
    appoint(panel, "Ada", "Bea", "Cleo")
    arrange(panel)
    panels.send_papers(panel, titles=["Report"], sent_on=MONDAY, by=None)
    panels.record_meeting(panel, on=FRIDAY, by=None, members=panels.members_of(panel), others=["Mr Obi"])
    return panel


def add(stage, because="The minutes name them.", by=None, **given):
    return meeting_record.add(stage, because=because, by=by, on=TODAY, **given)


def came(stage) -> list[str]:
    return [each.name for each in stage.panel_meeting.attendances.current()]


def test_who_was_forgotten_is_added_with_who_recorded_it_and_why(met):
    clerk = factories.user(roles.MANAGER, first_name="Kim", last_name="Clerk")
    [party, other] = add(met, by=clerk, parties=met.case.parties.all(), others=["Ms Lam, interpreter", " "])
    assert came(met) == ["Ada", "Bea", "Cleo", "Mr Obi", "Robin Example", "Ms Lam, interpreter"]
    assert [(each.recorded_by, each.supersedes) for each in (party, other)] == [(clerk, None)] * 2
    told = [(line.who, line.what, line.why) for line in lines(met.case) if "Ms Lam" in line.what]
    why = "The minutes name them."
    assert told == [("Kim Clerk", "Came to the panel: Ms Lam, interpreter", why)]


def test_a_paper_that_was_forgotten_is_added_with_its_day_and_each_once(met):
    [paper] = add(met, titles=["Letter", "Letter", ""], sent_on=MONDAY)
    assert (paper.title, paper.sent_on, paper.recorded_by) == ("Letter", MONDAY, None)
    with pytest.raises(MoveRefused, match="“Report” was sent already"):
        add(met, titles=["Report"], sent_on=MONDAY)
    with pytest.raises(MoveRefused, match="on which day"):
        add(met, titles=["Map"])


def test_a_member_whom_nobody_had_recorded_is_added_by_their_appointment(met):
    """Dora sat in Cleo's place, whose appointment has ended since."""
    cleo = panels.members_of(met)[-1]
    appointments.end_appointment(cleo, on=date(2026, 11, 7), by=None, reason="It was never hers.")
    dora = appointments.appoint(met, does="sits", name="Dora", by=None, on=TODAY)
    assert meeting_record.left_out(met, FRIDAY) == [dora]
    add(met, members=[dora])
    assert came(met)[-1] == "Dora"
    with pytest.raises(MoveRefused, match="recorded of a member already"):
        add(met, members=[dora])


@pytest.mark.parametrize("given", [{}, {"others": [" "], "titles": [""]}])
def test_nothing_is_added_where_nothing_is_said(met, given):
    with pytest.raises(MoveRefused, match="Say who else came"):
        add(met, **given)


def test_where_only_the_event_was_recorded_the_record_begins_with_who_came(panel):  # noqa: F811
    members = appoint(panel, "Ada", "Bea", "Cleo")
    clocks.record_event(panel, event="panel-met", on=FRIDAY, by=None)
    with pytest.raises(MoveRefused, match="Say which members of the panel came"):
        add(panel, others=["Mr Obi"])
    add(panel, members=members[:2], others=["Mr Obi"])
    assert (panel.panel_meeting.meets_on, came(panel)) == (FRIDAY, ["Ada", "Bea", "Mr Obi"])


def test_it_needs_a_reason_and_nobody_is_recorded_twice(met):
    with pytest.raises(MoveRefused, match="added to the record now"):
        add(met, because=" ", others=["Ms Lam"])
    with pytest.raises(MoveRefused, match="Of Mr Obi it is recorded already"):
        add(met, others=["Ms Lam", "Mr Obi"])
    assert came(met)[-1] == "Mr Obi"


def test_it_is_added_to_a_closed_case_too_and_to_no_meeting_that_was_not_recorded(met, panel):  # noqa: F811
    Case.objects.update(closed_on=TODAY, close_reason="answered")
    assert add(met, others=["Ms Lam"])
    met.events.filter(event="panel-met").update(is_current=False)
    with pytest.raises(MoveRefused, match="has not met yet"):
        add(met, others=["Mr Li"])


def test_who_may_not_work_on_the_case_adds_nothing(met):
    with pytest.raises(PermissionDenied):
        add(met, by=factories.user(roles.AUDITOR), others=["Ms Lam"])
