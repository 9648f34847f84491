"""A panel is arranged, sent its papers, recorded and answered from the page of the case."""

from datetime import date

import pytest

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, case_stages, clocks, panels, points
from wagtail_complaints.models import Recommendation
from wagtail_complaints.procedure_files import read, write

pytestmark = pytest.mark.django_db

MONDAY, ON = factories.MONDAY, date(2026, 11, 9)


@pytest.fixture
def panel(monday):
    """The panel of the feedback page, with papers 5 working days ahead, complete, and a point to look at."""
    text = (factories.PROCEDURES / "003-childrens-feedback.toml").read_text()
    told = write(read(text)).replace('key = "stage-3"', 'key = "stage-3"\npapers_ahead = "5 working days"')
    case = factories.case(procedure=factories.procedure_version(read(told)).procedure)
    points.add(case, text="Nobody rang back.", by=None)
    for key in ("stage-2", "stage-3"):
        clocks.record_event(case.stages.last(), event="resolved", on=MONDAY, by=None)
        case_stages.request(case, key=key, on=MONDAY, by=None)
    stage = case.stages.get(key="stage-3")
    for does, name in (("chairs", "Ada Chair"), ("sits", "Bea Member"), ("sits", "Cleo Member")):
        appointments.appoint(stage, does=does, name=name, by=None, on=MONDAY)
    return stage


def address(panel, place="") -> str:
    at = f"stages/stage-3/{place}/" if place else ""
    return f"/admin/complaints/cases/{panel.case_id}/{at}"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def send(desk, panel, move, **given):
    response = desk.post(address(panel, move), given)
    assert response.status_code == 302, text(response)


def test_a_panel_from_its_day_to_the_answer_to_what_it_recommends(desk, panel):
    """Five working days before Friday 20 November, the day itself counted: 20, 19, 18, 17, 16; so Friday 13."""
    page = text(desk.get(address(panel)))
    assert "Arrange the panel’s meeting" in page
    assert "No meeting of the panel is arranged yet." in page
    send(desk, panel, "arrange-panel", meets_on="2026-11-20", starts_at="10:30", place="Shire House")
    assert "To be sent by" in text(desk.get(address(panel, "send-papers")))
    send(desk, panel, "send-papers", titles="Report\nLetter", sent_on="2026-11-16")
    page = text(desk.get(address(panel)))
    assert "20 Nov 2026, at 10:30, Shire House" in page
    assert "To be sent by 13 Nov 2026" in page
    assert "Sent on 16 Nov 2026: <strong>late</strong>" in page
    members = [member.pk for member in panels.members_of(panel)]
    send(desk, panel, "record-meeting", on="2026-11-20", members=members[:2], others="Mr Obi, advocate")
    page = text(desk.get(address(panel)))
    assert [each.name for each in story(desk, panel).came] == ["Ada Chair", "Bea Member", "Mr Obi, advocate"]
    assert "Cleo Member did not come" in page
    point = panel.case.points.get()
    assert "The complaint as a whole" in text(desk.get(address(panel, "recommend")))
    send(desk, panel, "recommend", point=point.pk, text="Ring back.", made_on="2026-11-20")
    assert "Not answered yet." in text(desk.get(address(panel)))
    row = Recommendation.objects.get()
    refused = desk.post(
        address(panel, "answer-recommendation"),
        {"recommendation": row.pk, "says": "rejected", "on": "2026-11-23"},
    )
    assert "Give the reasons" in text(refused)
    given = {"recommendation": row.pk, "says": "partly", "reasons": "We wrote.", "on": "2026-11-23"}
    send(desk, panel, "answer-recommendation", **given)
    page = text(desk.get(address(panel)))
    assert "Accepted in part.</strong> We wrote." in page
    assert "We wrote." in text(desk.get(f"{address(panel, 'answer-recommendation')}?recommendation={row.pk}"))
    history = text(desk.get(f"{address(panel)}history/"))
    for line in ("Panel’s meeting arranged for 20 Nov 2026", "Sent to the panel on", "recommends: Ring back."):
        assert line in history
    send(desk, panel, f"recommendations/{row.pk}", because="It was another case.")
    assert "Ring back." not in text(desk.get(address(panel)))


def story(desk, panel):
    return next(each.panel for each in desk.get(address(panel)).context["stages"] if each.terms.key == panel.key)


def test_a_paper_and_who_came_are_corrected_and_struck_out_from_the_case_page(desk, panel):
    panels.arrange(panel, meets_on=ON, by=None, on=ON)
    report, letter = panels.send_papers(panel, titles=["Report", "Letter"], sent_on=ON, by=None)
    panels.record_meeting(panel, on=ON, by=None, members=panels.members_of(panel), others=["Mr Obi"])
    chair, _bea, cleo, obi = panel.panel_meeting.attendances.all()
    page, facts = text(desk.get(address(panel))), f"{address(panel)}facts/"
    for place in (f"paper/{report.pk}/", f"attendance/{cleo.pk}/"):
        assert f'href="{facts}{place}"' in page
    given = {"title": "The first report", "sent_on": "2026-11-06", "why": "The wrong day."}
    assert desk.post(f"{facts}paper/{report.pk}/", given).status_code == 302
    struck = {"title": "Letter", "sent_on": "2026-11-09", "strike_out": "on", "why": "It stayed here."}
    assert desk.post(f"{facts}paper/{letter.pk}/", struck).status_code == 302
    absent = {"name": "Cleo Member", "why": "She was ill."}
    assert desk.post(f"{facts}attendance/{cleo.pk}/", absent).status_code == 302
    never = {"name": "Mr Obi", "came": "on", "strike_out": "on", "why": "He sent a letter."}
    assert desk.post(f"{facts}attendance/{obi.pk}/", never).status_code == 302
    now = story(desk, panel)
    assert [(each.title, each.sent_on) for of in now.papers for each in of.papers] == [
        ("The first report", date(2026, 11, 6))
    ]
    assert [each.name for each in (*now.came, *now.stayed_away)] == ["Ada Chair", "Bea Member", "Cleo Member"]
    told = text(desk.get(f"{address(panel)}history/"))
    for line in ("Struck out: Sent to the panel on 9 Nov 2026: Letter", "Struck out: Came to the panel: Mr Obi"):
        assert line in told
    assert (
        desk.get(f"/admin/complaints/cases/{factories.case().pk}/facts/attendance/{chair.pk}/").status_code == 404
    )


def test_a_meeting_is_moved_with_a_reason(desk, panel):
    send(desk, panel, "arrange-panel", meets_on="2026-11-20")
    page = desk.post(address(panel, "arrange-panel"), {"meets_on": "2026-11-23"})
    assert page.context["form"].errors["reason"]
    send(desk, panel, "arrange-panel", meets_on="2026-11-23", reason="The chair is ill.")
    assert "23 Nov 2026" in text(desk.get(address(panel)))


def test_a_panel_that_is_not_complete_is_said_to_be_so(desk, panel):
    chair = panels.members_of(panel)[0]
    appointments.end_appointment(chair, on=ON, by=None, reason="She withdrew.")
    page = text(desk.get(address(panel)))
    assert "Of three people, two so far. Nobody chairs it yet." in page


def test_a_recommendation_of_another_stage_is_not_found_here(desk, panel):
    assert desk.get(address(panel, "recommendations/99")).status_code == 404


def test_who_only_reads_finds_no_way_to_answer(client, panel):
    panels.arrange(panel, meets_on=ON, by=None, on=ON)
    panels.record_meeting(panel, on=ON, by=None, members=panels.members_of(panel))
    row = panels.recommend(panel, text="Ring back.", made_on=ON, by=None)
    client.force_login(factories.user(roles.AUDITOR))
    page = text(client.get(address(panel)))
    assert "Ring back." in page
    assert f"?recommendation={row.pk}" not in page
    assert client.post(address(panel, "answer-recommendation"), {}).status_code == 403


def test_the_page_of_a_case_asks_no_more_of_the_database_for_many_recommendations_than_for_one(
    desk, panel, django_assert_max_num_queries
):
    panels.arrange(panel, meets_on=ON, by=None, on=ON)
    panels.record_meeting(panel, on=ON, by=None, members=panels.members_of(panel), others=["One"])
    panels.recommend(panel, text="One.", made_on=ON, by=None, point=panel.case.points.get())
    panels.send_papers(panel, titles=["Paper"], sent_on=ON, by=None)
    desk.get(address(panel))
    with django_assert_max_num_queries(200) as asked:
        desk.get(address(panel))
    for number in range(4):
        panels.recommend(panel, text=f"And {number}.", made_on=ON, by=None, point=panel.case.points.get())
        panels.send_papers(panel, titles=[f"Paper {number}"], sent_on=ON, by=None)
    with django_assert_max_num_queries(len(asked.captured_queries)):
        desk.get(address(panel))


def test_somebody_and_a_paper_that_were_forgotten_are_added_from_the_case_page(desk, panel, today_is):
    panels.arrange(panel, meets_on=ON, by=None, on=ON)
    today_is(2026, 11, 12)
    early = desk.get(address(panel, "add-to-meeting"))
    assert (early.context["form"], early.context["refusal"]) == (None, "The panel has not met yet.")
    panels.record_meeting(panel, on=ON, by=None, members=panels.members_of(panel))
    assert f'href="{address(panel, "add-to-meeting")}"' in text(desk.get(address(panel)))
    form = desk.get(address(panel, "add-to-meeting")).context["form"]
    assert list(form.fields) == ["parties", "others", "titles", "sent_on", "because", "as_opened"]
    given = {"others": "Mr Obi, advocate", "titles": "Map", "because": "The minutes name him."}
    assert "on which day" in text(desk.post(address(panel, "add-to-meeting"), given))
    send(desk, panel, "add-to-meeting", **given, sent_on="2026-11-02")
    now = story(desk, panel)
    assert [each.name for each in now.came] == ["Ada Chair", "Bea Member", "Cleo Member", "Mr Obi, advocate"]
    assert [each.title for of in now.papers for each in of.papers] == ["Map"]
