"""Files go with what is sent: kept while the rest is corrected, shown, removable, refused in plain words."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.test import Client

from tests import factories
from tests.forms.hostile_files import GENUINE, HOSTILE, PDF, picture
from wagtail_complaints import conf
from wagtail_complaints.actions import uploads
from wagtail_complaints.models import Case, Submission, Upload
from wagtail_complaints.private_files import private_storage

from .visitor import COMPLAINT, Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(stand):
    return stand(factories.feedback_form(takes_files=True))


@pytest.fixture
def at_the_form(visitor, page):
    return visitor.open(page.url)


def listed(visitor) -> list[str]:
    return [
        item.span.get_text(" ", strip=True).partition(" (")[0]
        for item in visitor.soup.select(".complaints-files li")
    ]


def names() -> list[str]:
    return list(Upload.objects.values_list("name", flat=True))


def test_a_file_goes_with_the_complaint(at_the_form):
    at_the_form.fill(**COMPLAINT).choose(("bin.jpg", GENUINE["jpeg"]), ("letter.pdf", PDF)).press("Continue")
    assert at_the_form.title == "Check your answers"
    assert "bin.jpg letter.pdf" in at_the_form.text
    at_the_form.press("Send my complaint")
    sent = Submission.objects.get()
    assert [(each.name, each.type, each.size) for each in sent.uploads.all()] == [
        ("bin.jpg", "jpeg", len(GENUINE["jpeg"])),
        ("letter.pdf", "pdf", len(PDF)),
    ]
    assert Case.objects.get().submission == sent


def test_a_file_is_kept_through_errors_and_back_and_forth(at_the_form):
    at_the_form.fill(kind="complaint").choose(("bin.jpg", GENUINE["jpeg"])).press("Continue")
    assert (at_the_form.title, listed(at_the_form)) == ("Error: Tell us", ["bin.jpg"])
    at_the_form.fill(**COMPLAINT).press("Continue").press("Change What would you like")
    assert listed(at_the_form) == ["bin.jpg"]
    at_the_form.choose(("letter.pdf", PDF)).press("Add these files")
    assert (at_the_form.errors, listed(at_the_form)) == ([], ["bin.jpg", "letter.pdf"])
    at_the_form.press("Continue").press("Send my complaint")
    assert Submission.objects.get().uploads.count() == 2


def test_adding_a_file_says_nothing_of_what_is_not_answered_yet(at_the_form):
    at_the_form.choose(("letter.pdf", PDF)).press("Add these files")
    assert (at_the_form.title, at_the_form.errors, listed(at_the_form)) == ("Tell us", [], ["letter.pdf"])


def test_a_file_can_be_removed_and_is_gone(at_the_form, django_capture_on_commit_callbacks):
    at_the_form.fill(**COMPLAINT).choose(("bin.jpg", GENUINE["jpeg"]), ("letter.pdf", PDF)).press("Add these files")
    gone = Upload.objects.get(name="bin.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        at_the_form.press("Remove bin.jpg")
    assert (listed(at_the_form), at_the_form.typed()["what_happened"]) == (
        ["letter.pdf"],
        COMPLAINT["what_happened"],
    )
    assert names() == ["letter.pdf"]
    assert [private_storage().exists(name) for name in (gone.original.name, gone.copy.name)] == [False, False]


def test_nobody_removes_the_file_of_somebody_else(at_the_form, page):
    at_the_form.choose(("letter.pdf", PDF)).press("Add these files")
    key = str(Upload.objects.get().key)
    other = Visitor(Client()).open(page.url)
    other.choose(("mine.pdf", PDF)).press("Add these files")
    for guess in (key, "nonsense"):
        sent = other.typed()
        sent["remove"] = guess
        other.post(sent)
    assert names() == ["letter.pdf", "mine.pdf"]


def test_a_token_that_we_did_not_seal_opens_nothing(at_the_form):
    at_the_form.choose(("letter.pdf", PDF)).press("Add these files")
    sealed = at_the_form.typed()["uploads"]
    at_the_form.fill(uploads=f"x{sealed}").press("Continue")
    assert listed(at_the_form) == []
    assert sealed.partition(":")[0] not in {each.batch for each in Upload.objects.all()}


@pytest.mark.parametrize("what", [what for what in HOSTILE if what not in ("a document that unpacks to 200 MB",)])
def test_what_we_do_not_take_is_said_at_the_question_and_nothing_typed_is_lost(at_the_form, what):
    at_the_form.fill(**COMPLAINT).choose(("../mine.jpg", HOSTILE[what]), ("letter.pdf", PDF)).press("Continue")
    [error] = at_the_form.errors
    assert error.startswith("“mine.jpg” ")
    link = at_the_form.soup.select_one(".complaints-error-summary a")["href"]
    assert at_the_form.soup.select_one(link)["type"] == "file"
    assert listed(at_the_form) == ["letter.pdf"]
    assert at_the_form.typed()["what_happened"] == COMPLAINT["what_happened"]
    assert names() == ["letter.pdf"]
    at_the_form.press("Continue")
    assert at_the_form.title == "Check your answers"


def test_a_file_too_large_is_not_even_read_to_its_end(at_the_form, settings):
    settings.WAGTAIL_COMPLAINTS_FILE_MB = 1
    large = picture() + b"\0" * 1024 * 1024
    at_the_form.fill(**COMPLAINT).choose(("large.jpg", large), ("letter.pdf", PDF)).press("Continue")
    assert at_the_form.errors == ["“large.jpg” must be smaller than 1 MB"]
    assert listed(at_the_form) == ["letter.pdf"]


def test_so_many_files_and_no_more(at_the_form, settings):
    settings.WAGTAIL_COMPLAINTS_FILES = 2
    at_the_form.choose(*[(f"{number}.pdf", PDF) for number in range(3)]).press("Add these files")
    assert (at_the_form.errors, listed(at_the_form)) == (["You can add up to 2 files"], ["0.pdf", "1.pdf"])


def test_hundreds_of_files_at_once_are_too_much_and_nothing_breaks(at_the_form):
    at_the_form.choose(*[(f"{number}.pdf", b"x") for number in range(101)]).press("Continue")
    assert (at_the_form.response.status_code, at_the_form.title) == (413, "That was more than we can take at once")
    assert names() == []


def test_somebody_who_adds_very_many_is_told_when_to_try_again_and_can_send_without(at_the_form, settings):
    settings.WAGTAIL_COMPLAINTS_UPLOADS_AN_HOUR = 1
    at_the_form.fill(**COMPLAINT).choose(("1.pdf", PDF)).press("Add these files")
    at_the_form.choose(("2.pdf", PDF)).press("Continue")
    [error] = at_the_form.errors
    assert error.startswith("Very many files came from where you are. Try again in ")
    at_the_form.press("Continue").press("Send my complaint")
    assert list(Submission.objects.get().uploads.values_list("name", flat=True)) == ["1.pdf"]


def test_pressing_twice_makes_one_with_its_files(at_the_form):
    at_the_form.fill(**COMPLAINT).choose(("letter.pdf", PDF)).press("Continue").press("Send my complaint")
    at_the_form.post(at_the_form.sent)
    assert (Submission.objects.get().uploads.count(), Upload.objects.count()) == (1, 1)


def test_other_words_sent_from_an_older_page_have_the_files_too(at_the_form):
    at_the_form.fill(**COMPLAINT).choose(("letter.pdf", PDF)).press("Continue").press("Send my complaint")
    changed = at_the_form.sent.copy()
    changed["what_happened"] = "And the street was not swept."
    at_the_form.post(changed)
    assert [sent.uploads.get().name for sent in Submission.objects.all()] == ["letter.pdf", "letter.pdf"]


def test_where_a_form_takes_no_files_none_is_asked_for_or_kept(visitor, stand):
    visitor.open(stand(factories.feedback_form()).url)
    assert visitor.soup.select("input[type=file]") == []
    sent = visitor.fill(**COMPLAINT).filled
    visitor.action = visitor.forms()[0]["action"].partition("#")[0]
    visitor.post(sent, [BytesIO(PDF)])
    assert (visitor.title, Upload.objects.count()) == ("Check your answers", 0)


def test_a_form_asks_for_files_only_where_they_can_be_kept(settings):
    form = factories.feedback_form(takes_files=True)
    assert form.definition.takes_files
    settings.STORAGES = {name: each for name, each in settings.STORAGES.items() if name != "wagtail_complaints"}
    settings.WAGTAIL_COMPLAINTS_PRIVATE_ROOT = None
    assert not form.definition.takes_files


def test_the_page_of_a_form_that_takes_files_is_the_same_for_everybody(page):
    one, other = (Visitor(Client()).open(page.url).response for _each in range(2))
    assert (one.content, one.cookies) == (other.content, {})


def test_what_nobody_sent_is_swept_away_after_a_day_and_what_was_sent_is_not(
    at_the_form, page, django_capture_on_commit_callbacks
):
    at_the_form.fill(**COMPLAINT).choose(("sent.pdf", PDF)).press("Continue").press("Send my complaint")
    for name in ("old.pdf", "new.pdf"):
        at_the_form.open(page.url).choose((name, PDF)).press("Add these files")
    old = Upload.objects.get(name="old.pdf")
    Upload.objects.exclude(name="new.pdf").update(stored_at=conf.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("complaints_uploads")
    assert names() == ["sent.pdf", "new.pdf"]
    assert not private_storage().exists(old.original.name)


def test_files_of_two_submissions_outlive_the_sweep_of_one(at_the_form):
    at_the_form.choose(("letter.pdf", PDF)).press("Add these files")
    upload = Upload.objects.get()
    uploads.claim(upload.batch, factories.submission())
    uploads.claim(upload.batch, factories.submission())
    uploads.remove(upload.batch, upload.key)
    assert [(each.name, each.submission is not None) for each in Upload.objects.all()] == [("letter.pdf", True)] * 2


def test_a_stored_file_has_a_name_that_says_nothing_and_no_address(at_the_form):
    at_the_form.choose(("kestrel.pdf", PDF)).press("Add these files")
    upload = Upload.objects.get()
    assert "kestrel" not in upload.original.name
    assert len(upload.original.name.rpartition("/")[2]) >= 38
