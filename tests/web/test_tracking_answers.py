"""Somebody answers on the page of their case: whether they agree to wait longer, and how it was handled."""

from datetime import datetime, timedelta

import pytest

from tests import factories
from tests.actions.test_proposals import DUE, LATER, due, propose, under_agreement
from tests.web.test_tracking import NOON, PAGE, address, advocate, clock, complainant, inside  # noqa: F401
from tests.web.test_tracking_acts import choose, last
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import cases, clocks, surveys
from wagtail_complaints.forms.survey import SurveyForm
from wagtail_complaints.models import CaseMessage, ExtensionProposal, SurveyFigure, SurveyGiven
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.wagtail_admin.quarterly_figures import rows

pytestmark = pytest.mark.django_db

ON = factories.MONDAY
REPORT = "/admin/reports/complaints-survey/"


@pytest.fixture
def asked(clock):  # noqa: F811
    """A case in which a later date is proposed; the clock stands at its day."""
    case = under_agreement()
    proposal = propose(case)
    clock(datetime(2026, 11, 10, 9, tzinfo=conf.UNITED_KINGDOM))
    return proposal


@pytest.mark.parametrize(("says", "date", "told"), [("yes", LATER, "is now the later"), ("no", DUE, "stays as it")])
def test_somebody_agrees_to_wait_or_not(visitor, asked, says, date, told):
    case = asked.case_stage.case
    inside(visitor, complainant(case))
    assert "We ask you: Say whether you agree to wait until 27 November 2026" in visitor.text
    choose(visitor, "Say whether you agree to wait")
    assert "A witness is away." in visitor.text
    assert "If you do not, the date stays Monday 16 November 2026." in visitor.text
    visitor.press("Send my answer")
    assert visitor.errors == ["Choose yes or no"]
    visitor.fill(agrees=says, text="Well.").press("Send my answer")
    assert told in visitor.text
    assert due(case) == date
    assert last(ExtensionProposal).actor_name == "Complainant"
    assert CaseMessage.objects.get().text.endswith("27 November 2026.\n\nWell.")
    assert visitor.open(address("tracking_proposed_date", 1)).response.status_code == 404


def test_a_proposal_that_came_to_nothing_is_not_asked_about(visitor, asked):
    case = asked.case_stage.case
    inside(visitor, complainant(case))
    clocks.record_event(case.stages.get(), event="resolved", on=datetime(2026, 11, 10).date(), by=None)
    assert visitor.open(address("tracking_proposed_date", 1)).response.status_code == 404


def test_an_advocate_is_not_asked_to_agree(visitor, asked):
    inside(visitor, advocate(asked.case_stage.case))
    assert "We ask you" not in visitor.text
    assert visitor.open(address("tracking_proposed_date", 1)).response.status_code == 404


@pytest.fixture
def settled(clock):  # noqa: F811
    """A case whose first stage has ended."""
    factories.settings()
    case = factories.case()
    cases.acknowledge(case.stages.get(), on=ON, by=None)
    clocks.record_event(case.stages.get(), event="resolved", on=ON, by=None)
    return case


def test_after_a_stage_somebody_says_how_it_was_handled_and_is_asked_no_more(visitor, settled):
    inside(visitor, complainant(settled))
    assert "We ask you: Tell us how we handled your complaint: Stage 1" in visitor.text
    choose(visitor, "Tell us how we handled").press("Send my answers")
    assert visitor.errors == ["Answer at least one question, or write something"]
    visitor.fill(simple="partly", listened="yes", text="Everybody was kind.").press("Send my answers")
    assert "Thank you for telling us how it went." in visitor.text
    assert "Tell us how we handled" not in visitor.text
    counted = SurveyFigure.objects.values_list("question", "answer", "number")
    assert sorted(counted) == [("listened", "yes", 1), ("simple", "partly", 1)]
    said = CaseMessage.objects.get()
    assert (said.about, said.text, said.case) == ("survey", "Everybody was kind.", settled)
    assert visitor.open(address("tracking_survey")).response.status_code == 404


def test_nobody_is_asked_how_it_went_before_anything_has_ended(visitor, clock):  # noqa: F811
    factories.settings()
    inside(visitor, complainant(factories.case()))
    assert "Tell us how we handled" not in visitor.text
    assert visitor.open(address("tracking_survey")).response.status_code == 404


def test_what_is_counted_leads_to_nobody():
    fields = {field.name for field in SurveyFigure._meta.get_fields()}
    assert fields == {"id", "procedure", "quarter", "question", "answer", "number"}
    assert {field.name for field in SurveyGiven._meta.get_fields()} == {"id", "party", "case_stage", "given_on"}


def test_each_person_is_heard_once_of_each_stage(settled):
    given = {"answers": [("simple", "yes")], "text": "", "on": ON, "at": NOON}
    stage = settled.stages.get()
    surveys.give(complainant(settled), stage, **given)
    with pytest.raises(MoveRefused, match="told us already"):
        surveys.give(complainant(settled), stage, **given)
    surveys.give(advocate_of(settled), stage, **given)
    assert SurveyFigure.objects.get().number == 2


def advocate_of(case):
    return case.parties.filter(role="advocate").first() or advocate(case)


def test_a_closed_case_is_asked_about_and_after_the_next_stage_again(settled):
    party, at = complainant(settled), {"on": ON, "at": NOON}
    surveys.give(party, settled.stages.get(), answers=[("simple", "yes")], text="", **at)
    assert surveys.asked_about(party, settled.state(ON)) is None
    from wagtail_complaints.actions import case_stages

    second = case_stages.request(settled, key="stage-2", on=ON + timedelta(days=1), by=None)
    assert surveys.asked_about(party, settled.state(ON)) is None
    cases.withdraw(settled, on=ON + timedelta(days=2), by=None, reason="Enough.")
    settled.refresh_from_db()
    assert surveys.asked_about(party, settled.state(ON + timedelta(days=2))) == second


def test_managers_read_figures_of_finished_quarters_without_small_numbers(client, settled, monkeypatch):
    procedure = settled.procedure_version.procedure
    for answer, number in (("yes", 40), ("partly", 9), ("no", 3)):
        SurveyFigure.objects.create(
            procedure=procedure,
            quarter=ON.replace(month=7, day=1),
            question="simple",
            answer=answer,
            number=number,
        )
    client.force_login(factories.user(roles.MANAGER))
    hidden = "withheld"
    rows = [(each.answer, each.number) for each in client.get(REPORT).context["object_list"]]
    assert rows == [("Yes", "40"), ("Partly", hidden), ("No", hidden)]


def test_the_figures_stand_in_the_order_of_the_form_whoever_answered_first(settled):
    procedure, quarter = settled.procedure_version.procedure, ON.replace(month=7, day=1)
    for question, answer in (("simple", "no"), ("simple", "yes"), ("spoke-up", "partly"), ("simple", "partly")):
        SurveyFigure.objects.create(
            procedure=procedure, quarter=quarter, question=question, answer=answer, number=40
        )
    told = [(row.question, row.answer) for row in rows(SurveyFigure, SurveyForm())]
    assert told == [
        ("Did you feel able to speak up?", "Partly"),
        ("Was it simple to complain?", "Yes"),
        ("Was it simple to complain?", "Partly"),
        ("Was it simple to complain?", "No"),
    ]


@pytest.mark.parametrize("role", [roles.CONTACT_CENTRE, roles.INVESTIGATOR])
def test_others_do_not_read_the_figures(client, role):
    client.force_login(factories.user(role))
    assert [client.get(f"{REPORT}{page}").status_code for page in ("", "results/")] == [302, 302]


def test_a_survey_from_another_site_counts_nothing(visitor, settled):
    inside(visitor, complainant(settled))
    answer = visitor.client.post(
        address("tracking_survey"), {"simple": "no"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert (answer.status_code, SurveyFigure.objects.count()) == (403, 0)
    assert PAGE in answer.content.decode()
