"""Somebody comes to the page of their own case, and nobody else does: by no guess, no old link, no number."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.web.visitor import Visitor
from wagtail_complaints import conf
from wagtail_complaints.actions import cases, clocks, entitlement, people, tracking, triage
from wagtail_complaints.letters import tracking_link
from wagtail_complaints.models import Case, Letter, LetterKind, Party, Submission, TrackingAccess, TrackingVisit
from wagtail_complaints.procedure.references import new_reference
from wagtail_complaints.web import tracking_story
from wagtail_complaints.web.tracking_visit import COOKIE

pytestmark = pytest.mark.django_db

ON = factories.MONDAY
NOON = datetime(2026, 11, 2, 12, tzinfo=conf.UNITED_KINGDOM)
PAGE = "/tell-us/track/complaint/"


@pytest.fixture
def clock(monkeypatch):
    """Set the one clock that the doors read; call it to move on."""

    def move(instant):
        monkeypatch.setattr(conf, "now", lambda: instant)

    move(NOON)
    return move


@pytest.fixture
def case(clock):
    factories.settings()
    case = factories.case()
    triage.triage(case, procedure=case.procedure_version.procedure, by=None, on=ON, subject="Missed bins")
    cases.acknowledge(case.stages.get(), on=ON, by=None)
    return case


def complainant(case) -> Party:
    return case.parties.get()


def address(name, *args) -> str:
    return reverse(f"wagtail_complaints:{name}", args=args)


def link_to(party) -> str:
    """Send a link, and return the path of it."""
    return address(
        "tracking_open", tracking_link.token_of(tracking.send_link(party, by=None, on=ON, at=conf.now()))
    )


def inside(visitor, party) -> Visitor:
    return visitor.open(link_to(party)).press("Open my complaint")


def ask(visitor, reference, code=""):
    return visitor.open(address("tracking")).fill(reference=reference, code=code).press("Continue")


def mailed(django_capture_on_commit_callbacks, visitor, reference) -> list:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        ask(visitor, reference)
    return mail.outbox


def test_a_reference_brings_a_link_by_email_and_a_button_opens_the_page(
    visitor, case, django_capture_on_commit_callbacks
):
    (message,) = mailed(django_capture_on_commit_callbacks, visitor, case.reference.lower().replace("-", " "))
    assert (message.to, message.subject) == (["robin@example.com"], f"See where it is: {case.reference}")
    path = next(line for line in message.body.splitlines() if "/track/open/" in line).partition("/tell-us")[2]
    visitor.open(f"/tell-us{path}").press("Open my complaint")
    assert (visitor.answered.status_code, visitor.answered.url) == (303, PAGE)
    assert visitor.title == "Your complaint"
    assert case.reference in visitor.text
    assert "It is at this stage: Stage 1." in visitor.text
    assert "By Monday 16 November 2026 we will reply." in visitor.text  # 10 working days after 2 November


def test_the_link_is_in_the_email_alone(visitor, case, django_capture_on_commit_callbacks):
    mailed(django_capture_on_commit_callbacks, visitor, case.reference)
    letter = Letter.objects.get(kind=LetterKind.TRACKING_LINK)
    token = tracking_link.token_of(letter.tracking_access)
    assert token in mail.outbox[0].body
    assert tracking_link.LINK_MARK in letter.body
    kept = [*TrackingAccess.objects.values_list(), *Letter.objects.values_list(), *Letter.history.values_list()]
    assert token not in repr(kept)


def test_known_and_unknown_references_get_the_same_answer(visitor, case):
    def answer(reference, code=""):
        ask(visitor, reference, code)
        response = visitor.answered
        words = response.content.decode().replace(reference, "")
        return response.status_code, sorted(response.headers.items()), words, visitor.text.replace(reference, "")

    assert answer(case.reference) == answer(new_reference())
    assert answer(case.reference, "0000-0000-0000-0000") == answer(new_reference(), "0000-0000-0000-0000")


def test_trying_a_code_asks_the_same_of_the_database_for_any_reference(case):
    def asked(reference):
        with CaptureQueriesContext(connection) as queries:
            assert tracking.enter_by_code(reference, "ABCD-ABCD-ABCD-ABCD", at=NOON) is None
        return len(queries)

    assert asked(case.reference) == asked(new_reference())


def test_whoever_may_not_be_emailed_never_is(visitor, case, django_capture_on_commit_callbacks):
    people.change(complainant(case), by=None, contact_safety="He reads her e-mails.")
    assert mailed(django_capture_on_commit_callbacks, visitor, case.reference) == []
    assert visitor.title == "Look at your e-mails"


def test_asking_again_and_again_fills_nobodys_letter_box(visitor, case, clock, django_capture_on_commit_callbacks):
    assert len(mailed(django_capture_on_commit_callbacks, visitor, case.reference)) == 1
    assert len(mailed(django_capture_on_commit_callbacks, visitor, case.reference)) == 0
    clock(NOON + timedelta(minutes=11))
    assert len(mailed(django_capture_on_commit_callbacks, visitor, case.reference)) == 1


def test_a_mail_scanner_that_follows_the_link_spends_nothing(visitor, case, client):
    link = link_to(complainant(case))
    for _each in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    visitor.open(link).press("Open my complaint")
    assert visitor.title == "Your complaint"


def test_a_link_opens_once(visitor, case, client):
    link = link_to(complainant(case))
    visitor.open(link).press("Open my complaint")
    client.cookies.clear()
    visitor.open(link)
    assert (visitor.response.status_code, visitor.title) == (410, "This link opens nothing any more")
    assert client.post(link, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 410
    assert TrackingVisit.objects.count() == 1


def test_a_link_opens_for_three_days(visitor, case, clock):
    link = link_to(complainant(case))
    clock(NOON + timedelta(hours=71, minutes=59))
    assert visitor.open(link).response.status_code == 200
    clock(NOON + timedelta(hours=72))
    assert visitor.open(link).response.status_code == 410


def test_a_new_link_closes_the_one_before(visitor, case):
    first, second = link_to(complainant(case)), link_to(complainant(case))
    assert visitor.open(first).response.status_code == 410
    assert visitor.open(second).response.status_code == 200


def test_a_link_to_an_address_that_is_theirs_no_longer_opens_nothing(visitor, case):
    link = link_to(complainant(case))
    people.change(complainant(case), by=None, email="new@example.com")
    assert visitor.open(link).response.status_code == 410


@pytest.mark.parametrize("way", ["link", "code"])
def test_revoking_closes_the_link_the_code_and_the_page_that_is_open(visitor, case, client, way):
    party = complainant(case)
    code = tracking.print_code(party, by=None, on=ON, at=NOON).code
    if way == "link":
        inside(visitor, party)
    else:
        ask(visitor, case.reference, code)
    assert visitor.open(PAGE).response.status_code == 200
    tracking.revoke(party, reason="Her partner has the letter.", by=None, at=NOON)
    visitor.open(PAGE)
    assert (visitor.response.status_code, visitor.title) == (403, "You are no longer signed in here")
    assert case.reference not in visitor.text
    assert ask(visitor, case.reference, code).title == "Error: Follow your complaint"


def test_a_link_from_elsewhere_or_made_up_opens_nothing(visitor, case):
    access = tracking.send_link(complainant(case), by=None, on=ON, at=NOON)
    for guess in (access.nonce, case.reference, f"{access.nonce}:abc", str(access.pk), "x" * 90):
        assert visitor.open(address("tracking_open", guess)).response.status_code == 410
    link = address("tracking_open", tracking_link.token_of(access))
    visitor.client.post(link, headers={"Sec-Fetch-Site": "cross-site"})
    assert TrackingVisit.objects.count() == 0


def test_a_code_opens_again_and_again_however_it_is_typed(visitor, case, client):
    people.change(complainant(case), by=None, contact_by="post", address="1 High Street")
    made = tracking.print_code(complainant(case), by=None, on=ON, at=NOON)
    for typed in (made.code, made.code.lower().replace("-", " "), made.code.replace("-", "")):
        client.cookies.clear()
        assert ask(visitor, case.reference, typed).title == "Your complaint"
    assert made.code in made.words
    kept = repr([*TrackingAccess.objects.values_list(), *Letter.objects.values_list()])
    assert made.code not in kept
    assert made.code.replace("-", "") not in kept
    assert made.letter.to_email == ""


def test_a_code_opens_no_other_case(visitor, case):
    code = tracking.print_code(complainant(case), by=None, on=ON, at=NOON).code
    other = factories.case()
    ask(visitor, other.reference, code)
    assert visitor.errors == ["This reference and this code do not belong together. Check both for a slip"]
    assert COOKIE not in visitor.client.cookies


def test_wrong_tries_are_limited_for_any_reference_and_it_is_said_when_to_try_again(visitor, case, settings):
    settings.WAGTAIL_COMPLAINTS_TRIES_OF_A_REFERENCE_AN_HOUR = 3
    code = tracking.print_code(complainant(case), by=None, on=ON, at=NOON).code
    for reference in (case.reference, new_reference()):
        for _each in range(3):
            assert ask(visitor, reference, "WRNG").response.status_code == 200
        ask(visitor, reference, "WRNG")
        assert (visitor.response.status_code, visitor.title) == (429, "Try again later")
        assert 0 < int(visitor.response.headers["Retry-After"]) <= 3600
    assert ask(visitor, case.reference, code).response.status_code == 429


def test_a_slip_in_the_reference_is_told_from_its_check_character(visitor, case):
    slip = case.reference[:-1] + ("0" if case.reference[-1] != "0" else "1")
    ask(visitor, slip)
    assert visitor.errors == ["This is not a reference of ours: check it for a slip"]


def test_the_cookie_is_for_these_pages_alone_and_no_cache_keeps_them(visitor, case, client):
    inside(visitor, complainant(case))
    cookie = client.cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/tell-us/track/", "Strict", True)
    assert set(client.cookies) == {COOKIE}
    for path in (PAGE, address("tracking"), address("tracking_sent"), address("tracking_letter", 1)):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"


def test_leaving_ends_the_visit_for_the_cookie_too(visitor, case, client):
    inside(visitor, complainant(case))
    cookie = client.cookies[COOKIE].value
    visitor.press("Leave")
    assert visitor.title == "You have left"
    client.cookies[COOKIE] = cookie
    assert visitor.open(PAGE).response.status_code == 403


def test_a_page_that_is_left_open_closes_after_an_hour(visitor, case, clock):
    inside(visitor, complainant(case))
    clock(NOON + timedelta(minutes=59))
    assert visitor.open(PAGE).response.status_code == 200
    clock(NOON + timedelta(minutes=59 + 60))
    assert visitor.open(PAGE).response.status_code == 403


@pytest.mark.parametrize("cookie", ["", "guess", "guess:1abc:sig", "1"])
def test_a_made_up_cookie_opens_nothing(client, case, cookie):
    client.cookies[COOKIE] = cookie
    for path in (PAGE, address("tracking_letter", 1)):
        answer = client.get(path)
        assert answer.status_code == 403
        assert case.reference not in answer.content.decode()


def test_letters_are_read_and_downloaded_and_no_number_leads_to_another_case(visitor, case, client):
    other = factories.case(given={"name": "Somebody Else"})
    cases.acknowledge(other.stages.get(), on=ON, by=None)
    inside(visitor, complainant(case))
    assert [each.get_text() for each in visitor.soup.select(".complaints-tracking-letter summary")] == [
        "2 November 2026: Receipt",
        "2 November 2026: Acknowledgement",
    ]
    answer = client.get(address("tracking_letter", 2))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.decode() == case.letters.get(kind=LetterKind.ACKNOWLEDGEMENT).body
    for number in (0, 3, *Letter.objects.values_list("pk", flat=True)):
        found = client.get(address("tracking_letter", number))
        assert found.status_code == (200 if number in (1, 2) else 404)
        assert "Somebody Else" not in found.content.decode()


def test_what_is_for_staff_alone_is_on_nobodys_page(visitor, case):
    Letter.objects.create(
        case=case, kind=LetterKind.URGENT, subject="A", body="A concern about a child.", once="a", dated=ON
    )
    assert "A concern" not in inside(visitor, complainant(case)).text


def test_the_council_chooses_whether_staff_are_named(visitor, case):
    cases.assign(case, by=None, owner=factories.user(first_name="Priya", last_name="Nair"))
    assert "Who is dealing with it Team manager" in inside(visitor, complainant(case)).text
    factories.settings(is_staff_named=True)
    assert "Who is dealing with it Priya Nair" in visitor.open(PAGE).text


def advocate(case) -> Party:
    return people.add(case, by=None, role="advocate", name="Ada Voice", email="ada@example.org", consent="given")


def test_an_advocate_has_a_link_of_their_own_and_sees_what_was_written_to_them(visitor, case):
    ada = advocate(case)
    inside(visitor, ada)
    assert "There is no letter to you yet." in visitor.text
    assert "The bin was not emptied" not in visitor.text
    clocks.update(case.stages.get(), text="We are on it.", on=ON, by=None)
    assert "We are on it." in visitor.open(PAGE).text


def test_two_who_complain_do_not_read_each_others_letters_or_addresses(visitor, case):
    kim = people.add(case, by=None, role="complainant", name="Kim Other", email="kim@example.org")
    shown = inside(visitor, kim).text
    assert "There is no letter to you yet." in shown
    assert "The bin was not emptied for three weeks." in shown
    assert "robin@example.com" not in shown


def test_two_of_one_name_and_one_address_read_each_their_own_letters(visitor, case):
    twin = people.add(case, by=None, role="complainant", name="Robin Example", email="robin@example.com")
    assert "There is no letter to you yet." in inside(visitor, twin).text
    inside(visitor, case.parties.exclude(pk=twin.pk).get())
    assert [each.get_text() for each in visitor.soup.select(".complaints-tracking-letter summary")] == [
        "2 November 2026: Receipt",
        "2 November 2026: Acknowledgement",
    ]


def test_the_letter_of_the_receipt_says_where_a_complaint_is_followed_and_a_comment_is_not(clock):
    factories.settings()
    complaint, comment = factories.submission(), factories.submission(kind="comment")
    assert "http://localhost/tell-us/track/" in complaint.letters.get().body
    assert "/track/" not in comment.letters.get().body


def test_an_older_browser_that_says_nothing_of_where_it_comes_from_gets_in(client, case):
    link = link_to(complainant(case))
    assert client.post(link, headers={"Origin": "null"}).url == PAGE


def test_consent_that_is_withdrawn_closes_the_page_at_once(visitor, case):
    ada = advocate(case)
    inside(visitor, ada)
    entitlement.decide(
        ada, entitlement="Her advocate", consent="refused", consent_on=ON, by=None, on=ON, reason="She said so."
    )
    assert visitor.open(PAGE).response.status_code == 403


@pytest.mark.parametrize("known", [{"role": "affected"}, {"role": "representative", "consent": "asked"}])
def test_nobody_follows_whose_complaint_it_is_not(case, known):
    party = people.add(case, by=None, name="Somebody", email="somebody@example.com", **known)
    with pytest.raises(tracking.MoveRefused):
        tracking.send_link(party, by=None, on=ON, at=NOON)
    with pytest.raises(tracking.MoveRefused):
        tracking.print_code(party, by=None, on=ON, at=NOON)


def test_what_happened_by_itself_is_said_to_be_of_somebody_outside(visitor, case):
    inside(visitor, complainant(case))
    used = TrackingAccess.history.order_by("-history_id").first()
    assert (used.actor_name, used.history_user) == ("Complainant", None)


def test_the_receipt_says_how_to_follow_the_complaint(visitor, stand, clock):
    visitor.open(stand(factories.feedback_form()).url)
    visitor.fill(kind="complaint", on_behalf="myself", what_happened="The bin.", email="robin@example.com")
    visitor.press("Continue").press("Send my complaint")
    assert visitor.soup.find("a", string="Follow your complaint")["href"] == address("tracking")


def test_whoever_sent_it_reads_what_they_chose_in_its_words_and_not_as_its_code():
    given = [
        {"key": "on_behalf", "label": "Who are you doing this for?", "value": "someone-else"},
        {"key": "put_right", "label": "What would put it right?", "value": ""},
    ]
    sender = Party(case=Case(submission=Submission(answers=given)), is_sender=True)
    assert [(each["label"], each["shown"]) for each in tracking_story.sent_by(sender)] == [
        ("Who are you doing this for?", "Someone else")
    ]
