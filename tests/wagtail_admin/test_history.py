"""The history of a case tells in order what happened, who did it, what it changed and why."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from tests import factories, signing
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import cases, clocks, points, responses
from wagtail_complaints.models import Response
from wagtail_complaints.wagtail_admin import changes
from wagtail_complaints.wagtail_admin.cases.history import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return factories.user(roles.MANAGER, first_name="Mo", last_name="Grant")


@pytest.fixture
def case(manager):
    factories.settings()
    return factories.case(by=manager)


def address(case) -> str:
    return f"/admin/complaints/cases/{case.pk}/history/"


def told(case, start=0) -> list[tuple[str, str, str]]:
    return [(line.who, line.what, line.why) for line in lines(case)[start:]]


def test_it_begins_with_what_was_sent_and_the_case_that_it_opened(case):
    assert told(case) == [
        ("The sender", "Complaint received: Form on the website", ""),
        ("The system", "Letter written: Receipt", ""),
        (
            "Mo Grant",
            "Case opened under “Complaints about our services, version 1”, received on 2 Nov 2026",
            "",
        ),
        ("Mo Grant", "“Stage 1” started", ""),
        ("Mo Grant", "Complainant: Robin Example", ""),
    ]


def test_an_extension_tells_who_gave_it_why_and_which_date_moved(case, manager):
    before = len(lines(case))
    # 10 working days after Monday 2 November is Monday 16 November
    clocks.extend(
        case.stages.get(),
        to=date(2026, 11, 23),
        reason="Two witnesses are away.",
        given_on=date(2026, 11, 6),
        by=manager,
    )
    found = told(case, before)
    assert [line for line in found if "Letter" not in line[1]] == [
        ("Mo Grant", "Stage 1: Response extended to 23 Nov 2026. Two witnesses are away.", ""),
        ("Mo Grant", "Stage 1: Response due: 16 Nov 2026 → 23 Nov 2026", "Two witnesses are away."),
    ]
    assert [line[1] for line in found if "Letter" in line[1]] == ["Letter written: Extension"]


def test_a_corrected_fact_is_one_line_with_old_and_new(case, manager):
    event = clocks.record_event(case.stages.get(), event="discussed", on=date(2026, 11, 4), by=manager)
    before = len(lines(case))
    clocks.supersede(event, on=date(2026, 11, 3), because="The note says Tuesday.", by=manager)
    assert told(case, before) == [
        (
            "Mo Grant",
            "Corrected: Stage 1: Discussed with the complainant, 4 Nov 2026"
            " → Stage 1: Discussed with the complainant, 3 Nov 2026",
            "The note says Tuesday.",
        )
    ]


def test_a_fact_that_was_struck_out_says_so(case, manager):
    event = clocks.record_event(case.stages.get(), event="discussed", on=date(2026, 11, 4), by=manager)
    before = len(lines(case))
    clocks.supersede(event, because="It was another case.", by=manager)
    assert told(case, before) == [
        ("Mo Grant", "Struck out: Stage 1: Discussed with the complainant, 4 Nov 2026", "It was another case.")
    ]


def test_an_owner_is_told_by_name_with_who_it_was_before(case, manager):
    first = factories.user(roles.INVESTIGATOR, first_name="Ann", last_name="Bell")
    second = factories.user(roles.INVESTIGATOR, first_name="Bea", last_name="Cole")
    cases.assign(case, by=manager, owner=first)
    cases.assign(case, by=manager, owner=second)
    owners = [what for _who, what, _why in told(case) if what.startswith("Owner")]
    assert owners == ["Owner: nobody → Ann Bell", "Owner: Ann Bell → Bea Cole"]


def test_a_point_is_told_when_added_and_when_reworded(case, manager):
    point = points.add(case, text="The bin was missed.", by=manager)
    points.revise(point, text="The bin was missed three times.", reason="She rang to say so.", by=manager)
    assert told(case)[-2:] == [
        ("Mo Grant", "Point 1: The bin was missed.", ""),
        (
            "Mo Grant",
            "Point 1: Point: The bin was missed. → The bin was missed three times.",
            "She rang to say so.",
        ),
    ]


def test_who_did_it_is_still_told_when_the_account_is_gone(case, manager):
    leaver = factories.user(roles.MANAGER, first_name="Lee", last_name="Ver")
    points.add(case, text="The bin was missed.", by=leaver)
    leaver.delete()
    assert told(case)[-1] == ("Lee Ver", "Point 1: The bin was missed.", "")


def test_the_number_of_queries_does_not_grow_with_the_case(case, manager, client):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(case)).status_code == 200
        return len(asked)

    client.force_login(manager)
    for number in range(2):
        points.add(case, text=f"Point {number}", by=manager)
        clocks.record_event(case.stages.get(), event="updated", on=date(2026, 11, 3 + number), by=manager)
    Response.objects.create(case_stage=case.stages.get(), author=manager)
    questions()
    few = questions()
    for number in range(2, 12):
        points.add(case, text=f"Point {number}", by=manager)
        clocks.record_event(case.stages.get(), event="updated", on=date(2026, 11, 3 + number), by=manager)
        cases.assign(case, by=manager, owner=factories.user(roles.INVESTIGATOR))
        Response.objects.create(case_stage=case.stages.get(), author=manager)
    assert questions() == few


def test_it_is_read_page_by_page_in_either_order(case, manager, client):
    for number in range(50):
        points.add(case, text=f"Point {number}", by=manager)
    client.force_login(manager)
    whole = lines(case)
    assert client.get(address(case)).context["object_list"] == whole[:50]
    assert client.get(f"{address(case)}?p=2").context["object_list"] == whole[50:]
    assert client.get(f"{address(case)}?ordering=-when").context["object_list"] == whole[::-1][:50]


def test_only_who_sees_the_case_sees_its_history(case, client):
    investigator, owner = (factories.user(roles.INVESTIGATOR) for _each in range(2))
    cases.assign(case, by=factories.user(roles.MANAGER), owner=owner)
    answers = {}
    for name, user in {
        "owner": owner,
        "auditor": factories.user(roles.AUDITOR),
        "another investigator": investigator,
        "contact centre": factories.user(roles.CONTACT_CENTRE),
        "editor": factories.user(roles.EDITOR),
    }.items():
        client.force_login(user)
        answers[name] = client.get(address(case)).status_code
    assert answers == {
        "owner": 200,
        "auditor": 200,
        "another investigator": 404,
        "contact centre": 404,
        "editor": 404,
    }


def test_sign_off_tells_who_was_asked_who_sent_it_back_and_why_and_who_approved():
    factories.settings()
    signer = signing.signer(first_name="Dee", last_name="Rector")
    letter = signing.submitted(by=signing.author(first_name="Ann", last_name="Bell"))
    case, author = letter.case_stage.case, letter.author
    before = len(lines(case))
    letter = signing.send_back(letter, signer, comment="Say when the bin will be emptied.")
    letter = signing.write(letter, author, body="<p>It is emptied on Mondays.</p>")
    responses.submit(letter, by=author)
    signing.sign(Response.objects.get(pk=letter.pk), signer)
    signed = [line for line in told(case, before) if "Head of service" in line[1]]
    assert signed == [
        ("Dee Rector", "Stage 1: Sent back: Head of service", "Say when the bin will be emptied."),
        ("Ann Bell", "Stage 1: Response sent to be signed: Head of service", ""),
        ("Dee Rector", "Stage 1: Signed: Head of service", ""),
    ]
    today = date_format(conf.today())
    issued = [what for _who, what, _why in told(case, before) if today in what]
    assert issued == [
        f"Stage 1, response: Issued on: nothing → {today}",
        f"Stage 1: Responded, {today}",
    ]


@pytest.mark.parametrize(
    ("what", "why", "shown"),
    [
        ("Response drafted", "Drafted", ""),
        ("What happened: nothing known", "no", "no"),
        ("Held: Complex.", "Complex.", ""),
    ],
)
def test_a_reason_is_left_out_only_where_its_very_words_stand_beside_it(what, why, shown):
    row = SimpleNamespace(history_date=None, actor_name="Sam", history_change_reason=why)
    assert changes.line(row, what).why == shown
