"""Staff open the tracking page to somebody, close it, and read and answer what was written there."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests import factories
from tests.wagtail_admin.cases_at_hand import CONSENT, triaged
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import cases, clocks, letters, messages, people, tracking, uploads
from wagtail_complaints.models import CaseMessage, Letter, LetterKind, TrackingAccess, Upload
from wagtail_complaints.procedure.journey import MoveRefused

pytestmark = pytest.mark.django_db

ON = factories.MONDAY


@pytest.fixture
def case(monday):
    factories.settings()
    return triaged()


def address(case, *parts) -> str:
    return "/".join(["/admin/complaints/cases", str(case.pk), *map(str, parts), ""])


def page(desk, case) -> str:
    return desk.get(address(case)).content.decode()


def test_the_complainant_stands_first_among_the_people_whoever_was_added_first(desk, case):
    case.parties.update(role="affected")
    people.add(case, by=None, role="complainant", name="Sam")
    shown = [party.name for party, _follower in desk.get(address(case)).context["people"]]
    assert shown == ["Sam", *case.parties.filter(role="affected").values_list("name", flat=True)]


def test_a_link_is_sent_a_code_printed_once_and_both_are_closed(desk, case):
    party = case.parties.get()
    assert "nothing sent yet" in page(desk, case)
    assert desk.post(address(case, "people", party.pk, "link")).url == address(case)
    assert "opened to them on 9 Nov 2026, 10 a.m., not used yet" in page(desk, case)
    answer = desk.post(address(case, "people", party.pk, "code"))
    made = TrackingAccess.objects.get(way="code")
    assert "no-store" in answer.headers["Cache-Control"]
    code = answer.context["made"].code
    assert f'<strong class="wc-printed__code">{code}</strong>' in answer.content.decode()
    assert answer.content.decode().count(code) == 1
    assert code not in page(desk, case)
    desk.post(address(case, "people", party.pk, "revoke"), {"reason": "Somebody else has the letter."})
    assert set(TrackingAccess.objects.exclude(revoked_at=None)) == set(TrackingAccess.objects.all())
    assert TrackingAccess.history.filter(id=made.pk).latest("history_id").history_change_reason == (
        "Somebody else has the letter."
    )


def test_the_case_page_says_when_it_was_last_used(desk, case):
    made = tracking.print_code(case.parties.get(), by=None, on=ON, at=conf.now())
    tracking.enter_by_code(case.reference, made.code, at=conf.now())
    assert "last used on 9 Nov 2026, 10 a.m." in page(desk, case)


def test_no_link_is_offered_or_sent_where_email_is_not_safe(desk, case):
    party = case.parties.get()
    people.change(party, by=None, contact_safety="Her brother reads her e-mails.")
    assert reverse("complaints_cases:tracking-link", args=[case.pk, party.pk]) not in page(desk, case)
    assert desk.post(address(case, "people", party.pk, "link")).status_code == 409
    assert not Letter.objects.filter(kind=LetterKind.TRACKING_LINK).exists()


def test_what_somebody_writes_is_work_for_the_owner_until_it_is_read(desk, case, manager):
    cases.assign(case, by=manager, owner=manager)
    mine = reverse("complaints_cases:index") + "?whose=with-me&waiting=messages"
    assert case.reference not in desk.get(mine).content.decode()
    messages.write_to_us(case.parties.get(), text="I found it.", on=ON, at=conf.now())
    assert case.reference in desk.get(mine).content.decode()
    assert "Messages to me, not read yet" in desk.get(reverse("complaints_my_work")).content.decode()
    shown = page(desk, case)
    assert "I found it." in shown and "Not read yet" in shown
    assert desk.post(address(case, "messages", "read")).url == address(case)
    assert case.reference not in desk.get(mine).content.decode()
    assert desk.post(address(case, "messages", "read")).status_code == 409


def test_a_question_is_asked_and_the_hold_waits_for_its_answer(desk, case, manager):
    held = clocks.hold(case.stages.get(), from_on=ON, reason=CONSENT, by=manager)
    party = case.parties.get()
    desk.post(address(case, "people", party.pk, "write"), {"text": "Does she agree?", "ends_hold": "on"})
    asked = CaseMessage.objects.get()
    assert (asked.hold, asked.is_question, asked.written_by) == (held, True, manager)
    assert "Question, waiting for an answer" in page(desk, case)


def test_the_history_tells_of_messages_and_ways_in(desk, case):
    messages.write_to_us(case.parties.get(), text="I found it.", on=ON, at=conf.now())
    tracking.send_link(case.parties.get(), by=None, on=ON, at=conf.now())
    told = desk.get(reverse("complaints_case_history", args=[case.pk])).content.decode()
    assert "Message received: I found it." in told
    assert "Tracking page opened to somebody: Link by e-mail" in told


def test_a_file_of_a_message_is_opened_by_those_who_see_the_case(desk, case, client):
    uploads.keep("batch", ContentFile(b"words of a letter"), "a.txt")
    messages.write_to_us(case.parties.get(), text="Here.", on=ON, at=conf.now(), batch="batch")
    path = reverse("complaints_file", args=[Upload.objects.get().key])
    assert path in page(desk, case)
    assert b"".join(desk.get(path).streaming_content) == b"words of a letter"
    assert uploads.sweep(at=conf.now() + timedelta(days=30)) == 0
    client.force_login(factories.user(roles.INVESTIGATOR))
    assert client.get(path).status_code == 404


def test_a_link_that_was_given_up_is_not_queued_to_another_address(desk, case, manager):
    letter = tracking.send_link(case.parties.get(), by=None, on=ON, at=conf.now()).letter
    Letter.objects.filter(pk=letter.pk).update(is_dead=True)
    with pytest.raises(MoveRefused, match="Send a new one"):
        letters.queue_again(letter, to_email="other@example.com", reason="A slip.", by=manager)


@pytest.mark.parametrize("move", ["link", "code", "revoke", "write"])
def test_somebody_of_another_case_is_not_found(desk, case, move):
    other = factories.case().parties.get()
    assert desk.post(address(case, "people", other.pk, move), {"text": "A", "reason": "B"}).status_code == 404


@pytest.mark.parametrize("move", ["link", "code", "revoke", "write"])
def test_who_may_only_read_the_case_opens_it_to_nobody(client, case, monday, move):
    client.force_login(factories.user(roles.AUDITOR))
    path = address(case, "people", case.parties.get().pk, move)
    assert client.post(path, {"text": "A", "reason": "B"}).status_code == 403
    assert not TrackingAccess.objects.exists()
