"""What somebody does on the page of their case is done in their name, and in their own case alone."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.test import RequestFactory
from django.test.client import encode_multipart
from django.urls import reverse

from tests import factories
from tests.wagtail_admin.cases_at_hand import CONSENT, triaged
from tests.web.test_tracking import NOON, PAGE, address, advocate, clock, complainant, inside  # noqa: F401
from tests.web.visitor import BreaksOff
from wagtail_complaints import conf
from wagtail_complaints.actions import cases, clocks, messages, people
from wagtail_complaints.models import Case, CaseMessage, CaseStage, Letter, LetterKind, Upload

pytestmark = pytest.mark.django_db

ON = factories.MONDAY


@pytest.fixture
def case(clock):  # noqa: F811
    factories.settings()
    return triaged()


def choose(visitor, words):
    """Follow a link of the page by its words."""
    link = next(each for each in visitor.soup.select("a") if words in each.get_text(" ", strip=True))
    return visitor.open(link["href"])


def last(model):
    return model.history.order_by("-history_id").first()


def test_somebody_writes_to_us_once_however_often_they_press(visitor, case):
    choose(inside(visitor, complainant(case)), "Write to us")
    for _press in range(2):
        visitor.fill(text="I found the photograph.").press("Send")
        assert (visitor.answered.status_code, visitor.answered.url) == (303, f"{PAGE}?done=written")
        visitor.open(address("tracking_write"))
    written = CaseMessage.objects.get()
    assert (written.case, written.text, written.is_ours) == (case, "I found the photograph.", False)
    assert (last(CaseMessage).actor_name, last(CaseMessage).history_user) == ("Complainant", None)
    assert "I found the photograph." in visitor.open(PAGE).text


def test_an_empty_message_is_asked_for_again(visitor, case):
    choose(inside(visitor, complainant(case)), "Write to us")
    visitor.fill(text=" ").press("Send")
    assert (visitor.title, visitor.errors) == ("Error: Write to us", ["Write your message"])


def test_a_file_comes_with_a_message_that_is_sent_at_once(visitor, case):
    choose(inside(visitor, complainant(case)), "Write to us")
    visitor.choose(("a.txt", b"words of a letter")).fill(text="Here it is.").press("Send")
    assert Upload.objects.get().message == CaseMessage.objects.get()
    assert "a.txt" in visitor.text


def test_files_come_with_a_message_and_stay_through_errors(visitor, case):
    choose(inside(visitor, complainant(case)), "Write to us")
    visitor.choose(("a.txt", b"words of a letter")).fill(text="").press("Send")
    assert visitor.errors == ["Write your message"]
    assert visitor.soup.select_one(".complaints-files li span").get_text(strip=True).startswith("a.txt")
    visitor.fill(text="Here it is.").press("Send")
    upload = Upload.objects.get()
    assert (upload.message.text, upload.submission, upload.batch) == ("Here it is.", None, "")
    assert "a.txt" in visitor.open(PAGE).text


def test_an_answer_to_a_question_ends_the_hold_that_waits_for_it(visitor, case, clock):  # noqa: F811
    held = clocks.hold(case.stages.get(), from_on=ON, reason=CONSENT, by=None)
    party = complainant(case)
    messages.send(party, text="Does your sister agree?", by=None, on=ON, at=NOON, hold=held)
    clock(NOON + timedelta(days=2))
    inside(visitor, party)
    assert f"“Stage 1” is on hold: {CONSENT}." in visitor.text
    choose(visitor, "Answer this question")
    assert "Does your sister agree?" in visitor.text
    visitor.fill(text="She does.").press("Send")
    held.refresh_from_db()
    assert held.to_on.isoformat() == "2026-11-04"
    assert last(type(held)).actor_name == "Complainant"
    assert visitor.open(address("tracking_answer", 1)).response.status_code == 404


def test_a_question_of_another_case_cannot_be_answered(visitor, case):
    other = factories.case()
    messages.send(complainant(other), text="Theirs?", by=None, on=ON, at=NOON, is_question=True)
    inside(visitor, complainant(case))
    for number in (1, CaseMessage.objects.get().pk):
        assert visitor.open(address("tracking_answer", number)).response.status_code == 404
    with pytest.raises(messages.MoveRefused):
        messages.write_to_us(
            complainant(case), text="Mine.", on=ON, at=NOON, question=CaseMessage.objects.get(is_ours=True)
        )


def test_the_email_says_that_there_is_a_message_and_never_what_it_says(visitor, case):
    messages.send(complainant(case), text="Your daughter’s file.", by=None, on=ON, at=NOON)
    letter = Letter.objects.get(kind=LetterKind.MESSAGE)
    assert letter.to_email == "robin@example.com"
    assert "daughter" not in letter.subject + letter.body


def test_nobody_is_emailed_of_a_message_where_that_is_not_safe(visitor, case):
    people.change(complainant(case), by=None, contact_by="telephone")
    messages.send(complainant(case), text="Hello.", by=None, on=ON, at=NOON)
    assert not Letter.objects.filter(kind=LetterKind.MESSAGE).exists()


def test_a_message_is_read_by_the_one_person_it_was_written_to(visitor, case):
    messages.send(complainant(case), text="For Robin alone.", by=None, on=ON, at=NOON)
    assert "For Robin alone." not in inside(visitor, advocate(case)).text


def test_the_next_stage_is_a_right_where_the_answer_did_not_come(visitor, case, clock):  # noqa: F811
    assert "Ask for the next stage" not in inside(visitor, complainant(case)).text
    # 20 working days after 2 November, the latest day to answer, is 30 November
    clock(datetime(2026, 12, 1, 9, tzinfo=conf.UNITED_KINGDOM))
    choose(inside(visitor, complainant(case)), "Ask for the next stage: Stage 2")
    visitor.fill(text="Nobody answered.").press("Ask for this stage")
    stage = CaseStage.objects.get(key="stage-2")
    assert (stage.requested_on.isoformat(), stage.requested_by) == ("2026-12-01", "Complainant")
    assert stage.request_note == "Nobody answered."
    assert last(CaseStage).actor_name == "Complainant"
    assert "It is at this stage: Stage 2." in visitor.text


def test_after_its_window_the_next_stage_is_asked_for_and_somebody_decides(visitor, case, clock):  # noqa: F811
    ended = datetime(2026, 11, 16, 9, tzinfo=conf.UNITED_KINGDOM)
    clocks.record_event(case.stages.get(), event="resolved", on=ended.date(), by=None)
    clock(ended)
    inside(visitor, complainant(case))
    assert "“Stage 1” is finished." in visitor.text
    # 20 working days from Monday 16 November: four whole weeks
    assert "you can ask for the next stage until Monday 14 December 2026." in visitor.text
    clock(ended + timedelta(days=29))
    inside(visitor, complainant(case))
    assert "ended on Monday 14 December 2026. You can ask all the same, and we decide." in visitor.text
    choose(visitor, "Ask for the next stage: Stage 2")
    assert "The time to ask for it has passed. You can ask all the same" in visitor.text
    visitor.fill(text="I was in hospital.").press("Ask for this stage")
    asked = CaseStage.objects.get(key="stage-2")
    assert (asked.is_late, asked.request_note) == (True, "I was in hospital.")
    assert asked.case in Case.objects.to_be_decided()
    assert "You asked for “Stage 2”. We are deciding about that." in visitor.text
    assert "so we decide, and tell you why." in visitor.text


def test_a_complaint_is_withdrawn_after_a_question_back(visitor, case):
    choose(inside(visitor, complainant(case)), "Withdraw your complaint")
    case.refresh_from_db()
    assert case.is_open
    visitor.press("Yes, withdraw my complaint")
    case.refresh_from_db()
    assert (case.close_reason, case.closed_on) == ("withdrawn", ON)
    assert last(type(case)).actor_name == "Complainant"
    assert "It was closed on 2 November 2026." in visitor.text
    assert visitor.open(address("tracking_withdraw")).response.status_code == 404


def test_an_advocate_withdraws_nothing_and_agrees_to_nothing(visitor, case):
    clocks.extend(case.stages.get(), to=ON + timedelta(days=21), reason="Files.", given_on=ON, by=None)
    inside(visitor, advocate(case))
    for name, args in (("tracking_withdraw", ()), ("tracking_later_date", (1,))):
        answer = visitor.client.post(address(name, *args), {"agrees": "yes"}, headers={"Sec-Fetch-Site": "none"})
        assert answer.status_code == 404
    case.refresh_from_db()
    assert case.is_open


@pytest.mark.parametrize(("says", "kept"), [("yes", True), ("no", False)])
def test_a_later_date_is_agreed_to_or_not(visitor, case, says, kept):
    given = clocks.extend(case.stages.get(), to=ON + timedelta(days=21), reason="Files.", given_on=ON, by=None)
    choose(inside(visitor, complainant(case)), "Say whether you agree to the later date, 23 November 2026")
    visitor.press("Send my answer")
    assert visitor.errors == ["Choose yes or no"]
    visitor.fill(agrees=says).press("Send my answer")
    given.refresh_from_db()
    assert given.complainant_agreed is kept
    assert last(type(given)).actor_name == "Complainant"
    assert visitor.open(address("tracking_later_date", 1)).response.status_code == 404


def test_an_advocate_is_asked_for_where_the_procedure_offers_one(visitor, clock):  # noqa: F811
    factories.settings()
    plain = triaged()
    inside(visitor, complainant(plain))
    assert visitor.open(address("tracking_advocate")).response.status_code == 404
    version = factories.procedure_version(factories.two_stages(slug="young", advocates="under-18"))
    case = factories.case(procedure=version.procedure)
    choose(inside(visitor, complainant(case)), "Ask for an advocate").press("Ask for an advocate")
    assert CaseMessage.objects.get(case=case).about == "advocate"


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("write", ()),
        ("advocate", ()),
        ("withdraw", ()),
        ("next_stage", (1,)),
        ("later_date", (1,)),
        ("answer", (1,)),
    ],
)
def test_from_outside_nothing_is_shown_or_done_and_what_was_typed_comes_back(client, case, name, args):
    path = address(f"tracking_{name}", *args)
    assert client.get(path).status_code == 403
    answer = client.post(path, {"text": "My words."}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert "My words." in answer.content.decode()
    assert not CaseMessage.objects.exists()


def test_a_post_from_another_site_does_nothing(visitor, case):
    inside(visitor, complainant(case))
    for name in ("tracking_write", "tracking_withdraw"):
        answer = visitor.client.post(address(name), {"text": "No."}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    case.refresh_from_db()
    assert case.is_open and not CaseMessage.objects.exists()


def test_a_closed_case_can_be_written_to(visitor, case):
    cases.withdraw(case, on=ON, by=None, reason="It is settled.")
    choose(inside(visitor, complainant(case)), "Write to us").fill(text="Thank you.").press("Send")
    assert CaseMessage.objects.get().text == "Thank you."
    assert reverse("wagtail_complaints:tracking_case") == PAGE


def test_a_message_that_was_spoilt_on_its_way_is_a_page_with_the_words(visitor, case):
    inside(visitor, complainant(case))
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nMy words.\r\n--x--\r\n'
    answer = visitor.client.post(address("tracking_write"), body, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "We could not read what you sent" in answer.content.decode()
    assert "My words." in answer.content.decode()
    assert not CaseMessage.objects.exists()


def test_a_message_that_breaks_off_on_its_way_is_a_page_with_the_words_that_arrived(visitor, case):
    inside(visitor, complainant(case))
    body = encode_multipart("a-boundary", {"text": "My words.", "files": SimpleUploadedFile("a.txt", b"x" * 9000)})
    asked = RequestFactory().post(
        address("tracking_write"), body, content_type="multipart/form-data; boundary=a-boundary"
    )
    asked.environ["wsgi.input"] = BreaksOff(body, arrive=4096)
    asked.environ["HTTP_COOKIE"] = visitor.client.cookies.output(header="", sep=";").strip()
    answer = WSGIHandler().get_response(WSGIRequest(asked.environ))
    assert answer.status_code == 400
    assert "We could not read what you sent" in answer.content.decode()
    assert "My words." in answer.content.decode()
    assert not CaseMessage.objects.exists()
