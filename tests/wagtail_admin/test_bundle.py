"""The bundle for an ombudsman, opened: everything that is asked for is in it, and what colleagues wrote is not."""

import hashlib
import io
import zipfile
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from tests import factories
from tests.wagtail_admin.cases_at_hand import CONSENT, day, triaged
from wagtail_complaints import procedure_files, roles
from wagtail_complaints.actions import (
    appointments,
    cases,
    clocks,
    complained_about,
    fees,
    notes,
    people,
    points,
    restrictions,
)
from wagtail_complaints.models import (
    CaseBundle,
    IndependenceOverride,
    PanelAttendance,
    PanelMeeting,
    PanelPaper,
    Recommendation,
    ScanState,
    Upload,
)
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db

SECRET = "Colleagues alone read this."


@pytest.fixture
def case(manager):
    """Monday 2 November: three working days to Thursday 5, ten to Monday 16, twelve with the two held days."""
    case = triaged()
    stage = case.stages.get()
    cases.acknowledge(stage, on=day("2026-11-04"), by=manager, text="You say that the bins were missed.")
    clocks.hold(stage, from_on=day("2026-11-05"), to_on=day("2026-11-06"), reason=CONSENT, by=manager, note=SECRET)
    clocks.record_event(stage, event="discussed", on=day("2026-11-09"), by=manager, note=SECRET)
    points.add(case, text="The bins were missed.", by=manager)
    notes.add(case, text=SECRET, by=manager)
    people.change(case.parties.first(), by=manager, contact_safety=SECRET, reason=SECRET)
    cases.assign(case, by=manager, owner=manager, reason=SECRET)
    return case


def sent(case, name, content, scan=ScanState.CLEAN):
    upload = Upload(submission=case.submission, name=name, type="txt", size=len(content), scan=scan)
    upload.original.save(name, ContentFile(content), save=True)
    return upload


def address(case) -> str:
    return f"/admin/complaints/cases/{case.pk}/bundle/"


def made(browser, case) -> bytes:
    response = browser.post(address(case))
    assert (response.status_code, response.streaming) == (200, True)
    return b"".join(response.streaming_content)


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def texts(papers: dict[str, bytes]) -> str:
    return "\n".join(content.decode() for content in papers.values())


def test_the_papers_are_there_in_their_order_and_their_sums_are_right(desk, case):
    sent(case, "photo of the bins.txt", b"A picture, in words.")
    papers = opened(made(desk, case))
    assert list(papers) == [
        "0-index.html",
        "1-chronology.html",
        "2-procedure.html",
        "2-procedure.toml",
        "3-dates.html",
        "4-letters/001-2026-11-02-receipt.html",
        "4-letters/002-2026-11-04-acknowledgement.html",
        "5-submission.html",
        "6-points.html",
        "7-files/001-photo of the bins.txt",
        "look.css",
        "SHA256SUMS",
    ]
    sums = papers.pop("SHA256SUMS").decode()
    assert sums == "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in papers.items())


def test_each_paper_says_what_it_is_for(desk, case):
    sent(case, "photo.txt", b"A picture, in words.")
    papers = {name: content.decode() for name, content in opened(made(desk, case)).items()}
    assert case.reference in papers["0-index.html"]
    assert "On hold from 5 Nov 2026 to 6 Nov 2026" in papers["1-chronology.html"]
    assert procedure_files.read(papers["2-procedure.toml"]) == case.terms
    assert case.terms.stages[1].name in papers["2-procedure.html"]
    assert "18 November 2026" in papers["3-dates.html"]
    assert "You say that the bins were missed." in papers["4-letters/002-2026-11-04-acknowledgement.html"]
    assert str(case.submission.answer("what_happened")) in papers["5-submission.html"]
    assert "The bins were missed." in papers["6-points.html"]
    assert papers["7-files/001-photo.txt"] == "A picture, in words."


def test_what_colleagues_wrote_for_one_another_is_never_in_it(desk, case):
    assert SECRET in " ".join(line.what + line.why for line in lines(case))
    assert SECRET not in texts(opened(made(desk, case)))


def test_a_file_that_is_held_back_is_left_out_and_the_index_says_so(desk, case):
    sent(case, "virus.txt", b"Not to be opened.", scan=ScanState.INFECTED)
    papers = opened(made(desk, case))
    assert [name for name in papers if name.startswith("7-files")] == []
    assert "1 file that was sent, held back" in papers["0-index.html"].decode()


def test_a_name_that_was_sent_never_leads_out_of_the_folder(desk, case):
    sent(case, "../../etc/passwd.txt", b"x")
    assert [name for name in opened(made(desk, case)) if ".." in name or name.startswith("/")] == []


def test_of_a_restricted_case_staff_are_numbered_and_not_named(desk, case, manager):
    about = factories.user(roles.INVESTIGATOR, first_name="Kim", last_name="Complained-Of")
    cases.assign(case, by=manager, owner=about)
    clocks.extend(
        case.stages.get(), to=day("2026-11-20"), reason="The rota is missing.", given_on=day("2026-11-09"), by=about
    )
    complained_about.record(case, user=about, by=manager, on=day("2026-11-09"))
    restrictions.restrict(case, to=[manager], reason=SECRET, by=manager, on=day("2026-11-09"))
    papers = opened(made(desk, case))
    chronology = papers["1-chronology.html"].decode()
    assert [name for name in ("Kim", "Complained-Of", "Priya", "Nair") if name in chronology] == []
    assert "Member of staff 1" in chronology
    assert "staff are numbered and not named" in papers["0-index.html"].decode()
    assert SECRET not in texts(papers)


def test_the_same_case_on_the_same_day_gives_the_same_bytes(desk, case):
    assert made(desk, case) == made(desk, case)


def test_that_it_was_made_is_kept_with_who_made_it(desk, case, manager):
    papers = opened(made(desk, case))
    kept = CaseBundle.objects.get()
    assert (kept.case, kept.made_by, kept.made_on) == (case, manager, day("2026-11-09"))
    assert [*kept.contents, "SHA256SUMS"] == list(papers)
    assert lines(case)[-1][1:3] == ("Priya Nair", "Bundle of the papers made")


def test_the_panel_and_the_rules_set_aside_are_told_and_what_was_paid_is_not(desk, case, manager):
    on = day("2026-11-09")
    told = appointments.appoint(case.stages.get(), does="advises", name="Ada Adviser", by=manager, on=on)
    fees.record(told, kind="agreed", amount=Decimal("432.10"), on=on, by=manager)
    IndependenceOverride.objects.create(
        case_stage=case.stages.get(),
        does="advises",
        person=told.person,
        against="earlier",
        source="the procedure",
        reason=SECRET,
        given_on=on,
        given_by=manager,
    )
    meeting = PanelMeeting.objects.create(case_stage=case.stages.get(), meets_on=on, place="Shire House")
    PanelPaper.objects.create(meeting=meeting, title="The report", sent_on=on)
    PanelAttendance.objects.create(meeting=meeting, name="Bea Member", came=False)
    row = Recommendation.objects.create(case_stage=case.stages.get(), text="Ring back.", made_on=on)
    row.answer, row.reasons, row.answered_on = "rejected", "A draft of the answer.", on
    row.save()
    papers = opened(made(desk, case))
    chronology = " ".join(papers["1-chronology.html"].decode().split())
    for said in (
        "Rule set aside for Ada Adviser",
        "(the procedure)",
        "arranged for 9 Nov 2026, Shire House",
        "Sent to the panel on 9 Nov 2026: The report",
        "Did not come to the panel: Bea Member",
        "The panel recommends: Ring back.",
    ):
        assert said in chronology
    for kept in (SECRET, "432.10", "A draft of the answer."):
        assert kept not in texts(papers)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (roles.MANAGER, 200),
        (roles.OMBUDSMAN_LINK, 200),
        (roles.AUDITOR, 403),
        (roles.SENIOR_LEAD, 403),
        (roles.INVESTIGATOR, 404),
        (roles.CONTACT_CENTRE, 404),
    ],
)
def test_it_is_for_those_who_may_alone(client, case, monday, role, status):
    client.force_login(factories.user(role))
    response = client.post(address(case))
    assert (response.status_code, CaseBundle.objects.count()) == (status, int(status == 200))


def test_it_is_asked_for_by_a_button_and_not_by_following_a_link(desk, case):
    assert desk.get(address(case)).status_code == 405
    assert address(case) in desk.get(f"/admin/complaints/cases/{case.pk}/").content.decode()


def test_a_large_file_is_sent_piece_by_piece(desk, case):
    sent(case, "large.txt", b"0123456789abcdef" * 65536 * 4)
    response = desk.post(address(case))
    pieces = list(response.streaming_content)
    assert len(opened(b"".join(pieces))["7-files/001-large.txt"]) == 4 * 1024 * 1024
    assert max(map(len, pieces)) < 256 * 1024
