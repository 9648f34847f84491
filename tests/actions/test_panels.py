"""A panel meets once it is complete, recommends after it has met, and the letter answers every recommendation."""

from dataclasses import replace
from datetime import date, time
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from tests import factories, signing
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, case_stages, clocks, outside_people, panels, points, responses
from wagtail_complaints.letters.responses import signed_text
from wagtail_complaints.models import OutsidePerson, PanelAttendance, PanelPaper, RecommendationAnswer, Response
from wagtail_complaints.procedure.journey import MoveRefused
from wagtail_complaints.procedure.lengths import Length
from wagtail_complaints.procedure.terms import Does, Person, Timescale

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY, NEXT = factories.MONDAY, date(2026, 11, 6), date(2026, 11, 9)
THREE = Person(Does.SITS, "Panel member", number=3)


@pytest.fixture
def panel():
    """A stage where a panel of three sits; its report is due 5 working days after it met."""
    first, second = factories.two_stages().stages
    report = Timescale("panel-reported", "panel-met", within=Length.parse("5 working days"))
    second = replace(second, people=(THREE,), timescales=(report, *second.timescales))
    version = factories.procedure_version(factories.two_stages(stages=(first, second)))
    case = factories.case(procedure=version.procedure)
    points.add(case, text="The bin was left.", by=None)
    clocks.record_event(case.stages.get(), event="resolved", on=MONDAY, by=None)
    return case_stages.request(case, key="stage-2", on=MONDAY, by=None)


def arrange(panel, meets_on=FRIDAY, **more):
    return panels.arrange(panel, meets_on=meets_on, by=None, on=MONDAY, **more)


def appoint(panel, *names):
    for does, name in zip(("chairs", "sits", "sits"), names, strict=False):
        appointments.appoint(panel, does=does, name=name, by=None, on=MONDAY)
    return panels.members_of(panel)


@pytest.fixture
def met(panel):
    members = appoint(panel, "Ada", "Bea", "Cleo")
    arrange(panel)
    panels.record_meeting(panel, on=FRIDAY, by=None, members=members)
    return panel


@pytest.mark.parametrize(
    ("named", "called"),
    [
        (Person(Does.SITS, "Three independent people", number=3), "Panel member"),
        (Person(Does.SITS, "Chair of governors", number=1), "Chair of governors"),
        (Person(Does.SITS, "Independent member"), "Independent member"),
    ],
)
def test_one_of_several_people_is_called_by_what_they_do(named, called):
    terms = replace(factories.two_stages().stages[1], people=(named,))
    assert appointments.role_of(SimpleNamespace(terms=terms), Does.SITS) == called


def test_a_meeting_is_moved_with_a_reason_and_the_history_keeps_both_days(panel):
    arrange(panel, starts_at=time(10, 30), place=" Shire House ")
    with pytest.raises(MoveRefused, match="when and where the panel meets"):
        arrange(panel, starts_at=time(10, 30), place="Shire House")
    with pytest.raises(MoveRefused, match="Say why the meeting is moved"):
        arrange(panel, NEXT)
    meeting = arrange(panel, NEXT, reason="The chair is ill.")
    assert [row.meets_on for row in meeting.history.all()] == [NEXT, FRIDAY]
    assert meeting.history.first().history_change_reason == "The chair is ill."


def test_a_panel_meets_neither_before_it_was_asked_for_nor_while_a_member_is_away(panel):
    with pytest.raises(MoveRefused, match="before the stage was asked for"):
        arrange(panel, date(2026, 11, 1))
    appoint(panel, "Ada")
    ada = OutsidePerson.objects.get()
    outside_people.away(ada, from_on=FRIDAY, to_on=FRIDAY, by=None)
    with pytest.raises(MoveRefused, match="Not available on 6 November 2026: Ada"):
        arrange(panel)
    assert arrange(panel, NEXT).meets_on == NEXT


def test_papers_are_recorded_with_the_day_they_were_sent_each_once(panel):
    arrange(panel)
    sent = panels.send_papers(panel, titles=["Report", " Letter ", "", "Report"], sent_on=MONDAY, by=None)
    assert [(paper.title, paper.sent_on) for paper in sent] == [("Report", MONDAY), ("Letter", MONDAY)]
    with pytest.raises(MoveRefused, match="“Report” was sent already"):
        panels.send_papers(panel, titles=["Report"], sent_on=FRIDAY, by=None)
    with pytest.raises(MoveRefused, match="which papers"):
        panels.send_papers(panel, titles=[" "], sent_on=FRIDAY, by=None)


def test_the_meeting_starts_the_clock_of_the_report_and_keeps_who_came(panel):
    """Five working days after Friday 6 November: Friday 13."""
    ada, bea, _cleo = appoint(panel, "Ada", "Bea", "Cleo")
    arrange(panel)
    party = panel.case.parties.get()
    with pytest.raises(MoveRefused, match="Say which members"):
        panels.record_meeting(panel, on=FRIDAY, by=None)
    panels.record_meeting(
        panel, on=FRIDAY, by=None, members=[ada, bea], parties=[party], others=["Mr Obi, advocate", " "]
    )
    kept = PanelAttendance.objects.values_list("name", "came")
    assert list(kept) == [
        ("Ada", True),
        ("Bea", True),
        ("Cleo", False),
        ("Robin Example", True),
        ("Mr Obi, advocate", True),
    ]
    assert panel.deadlines.get(event="panel-reported").due_on == date(2026, 11, 13)
    with pytest.raises(MoveRefused, match="The panel met on 6 November 2026"):
        arrange(panel, NEXT, reason="Too late.")


def test_a_panel_that_lacks_somebody_or_a_chair_cannot_have_met(panel):
    arrange(panel)
    appoint(panel, "Ada", "Bea")
    with pytest.raises(MoveRefused, match="two people are appointed"):
        panels.record_meeting(panel, on=FRIDAY, by=None, members=panels.members_of(panel))
    chair = panels.members_of(panel)[0]
    appointments.end_appointment(chair, on=MONDAY, by=None, reason="She withdrew.")
    for name in ("Cleo", "Dora"):
        appointments.appoint(panel, does="sits", name=name, by=None, on=MONDAY)
    with pytest.raises(MoveRefused, match="appointed yet to chair"):
        panels.record_meeting(panel, on=FRIDAY, by=None, members=panels.members_of(panel))
    appointments.appoint(panel, does="chairs", name="Cleo", by=None, on=MONDAY)
    assert [(each.name, each.does) for each in panels.members_of(panel)] == [
        ("Cleo", "chairs"),
        ("Bea", "sits"),
        ("Dora", "sits"),
    ]


def test_a_correction_names_no_paper_twice_and_leaves_a_member_who_came(panel):
    ada, *_others = appoint(panel, "Ada", "Bea", "Cleo")
    arrange(panel)
    report, letter = panels.send_papers(panel, titles=["Report", "Letter"], sent_on=MONDAY, by=None)
    with pytest.raises(MoveRefused, match="sent already"):
        clocks.supersede(letter, because="A slip.", by=None, title="Report")
    panels.record_meeting(panel, on=FRIDAY, by=None, members=[ada], others=["Mr Obi"])
    came = PanelAttendance.objects.get(name="Ada")
    with pytest.raises(MoveRefused, match="which members"):
        clocks.supersede(came, because="She was ill.", by=None, came=False)
    with pytest.raises(MoveRefused, match="needs a reason"):
        clocks.supersede(report, because=" ", by=None)
    with pytest.raises(PermissionDenied):
        clocks.supersede(report, because="A slip.", by=factories.user(roles.CLERK))
    right = clocks.supersede(report, because="The second one.", by=None, title="Second report")
    assert (right.supersedes, right.correction_reason) == (report, "The second one.")
    assert [paper.title for paper in PanelPaper.objects.current()] == ["Letter", "Second report"]


def test_who_came_goes_with_a_meeting_that_never_was(met):
    event = met.events.get(event="panel-met")
    clocks.supersede(event, because="It was called off.", by=None)
    assert not PanelAttendance.objects.current().exists()
    panels.record_meeting(met, on=NEXT, by=None, members=panels.members_of(met)[:2])
    kept = PanelAttendance.objects.current().values_list("name", "came")
    assert list(kept) == [("Ada", True), ("Bea", True), ("Cleo", False)]


def recommend(stage, text="Apologise.", **more):
    return panels.recommend(stage, text=text, made_on=NEXT, by=None, **more)


def test_a_recommendation_comes_after_the_meeting_and_once(met):
    point = met.case.points.get()
    assert recommend(met, point=point).point == point
    with pytest.raises(MoveRefused, match="recorded already"):
        recommend(met, point=point)
    with pytest.raises(MoveRefused, match="recommended nothing before"):
        panels.recommend(met, text="Too soon.", made_on=MONDAY, by=None)
    with pytest.raises(MoveRefused, match="what the panel recommends"):
        recommend(met, text=" ")


def test_a_recommendation_that_is_not_followed_in_full_needs_reasons(met):
    row = recommend(met)
    with pytest.raises(MoveRefused, match="Give the reasons"):
        panels.answer(row, answer=RecommendationAnswer.PARTLY, by=None, on=NEXT)
    with pytest.raises(MoveRefused, match="before it was made"):
        panels.answer(row, answer=RecommendationAnswer.ACCEPTED, by=None, on=FRIDAY)
    panels.answer(row, answer=RecommendationAnswer.ACCEPTED, by=None, on=NEXT)
    assert (row.answer, row.answered_on) == ("accepted", NEXT)


def test_a_recommendation_that_was_never_made_is_struck_out(met):
    row = recommend(met)
    with pytest.raises(MoveRefused, match="Say why"):
        panels.strike_out(row, because=" ", by=None)
    panels.strike_out(row, because="It was another case.", by=None)
    assert row.history.first().history_change_reason == "It was another case."
    with pytest.raises(MoveRefused, match="recommended nothing yet"):
        panels.answer(row, answer=RecommendationAnswer.ACCEPTED, by=None, on=NEXT)
    other = recommend(met, "Train the crew.")
    for again in (
        lambda: panels.strike_out(row, because="Again.", by=None),
        lambda: panels.answer(row, answer=RecommendationAnswer.ACCEPTED, by=None, on=NEXT),
    ):
        with pytest.raises(MoveRefused, match="struck out"):
            again()
    assert list(met.recommendations.current()) == [other]


@pytest.fixture
def letter(met):
    author = signing.author()
    met.decider = author
    met.save()
    case = met.case
    case.triaged_on = MONDAY
    case.save()
    return signing.write(responses.draft(met, by=author), author), author


def test_the_letter_is_not_ready_until_every_recommendation_is_answered_and_says_each(letter, met):
    response, author = letter
    row = recommend(met, "Apologise to Robin.", point=met.case.points.get())
    with pytest.raises(MoveRefused, match="the panel’s recommendation 1 has no answer"):
        responses.submit(response, by=author)
    panels.answer(row, answer=RecommendationAnswer.REJECTED, reasons="We have done so.", by=None, on=NEXT)
    said = signed_text(Response.objects.get(pk=response.pk))
    for words in ("Recommendation 1 of the panel", "Apologise to Robin.", "Not accepted", "We have done so."):
        assert words in said


def test_an_answer_is_part_of_what_is_signed(letter, met):
    response, _author = letter
    row = recommend(met)
    revision = response.get_latest_revision()
    before = response.digest_of(revision)
    panels.answer(row, answer=RecommendationAnswer.ACCEPTED, by=None, on=NEXT)
    assert response.digest_of(revision) != before
