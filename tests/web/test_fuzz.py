"""Whatever is typed or sent, in any box: no page breaks, nothing runs, nothing that was typed is lost."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.forms.hostile_files import GENUINE, HOSTILE
from tests.web.test_tracking import inside
from wagtail_complaints import roles
from wagtail_complaints.actions import clocks
from wagtail_complaints.forms.fields import clean_text
from wagtail_complaints.models import FormQuestion, Submission, Upload

from .visitor import Visitor

pytestmark = pytest.mark.django_db

QUICK = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MARKED = "kestrelqx"
HARM = [
    f"</textarea><script>{MARKED}</script>",
    f'"><img src=x onerror={MARKED}>',
    f"<!--/feedback feedback-00000001--><script>{MARKED}</script>",
    f"{{{{ {MARKED} }}}}{{% now 'Y' %}}",
    f"javascript:{MARKED}//",
    f"\r\nBcc: {MARKED}@example.com",
    "\x00\x0b\x1d\x7f\u202e\u200b\ufeff",
    '=HYPERLINK("http://example.com")',
    "😀" * 300,
    "9" * 5000,
    "-1",
    "29",
]
WORDS = st.sampled_from(HARM) | st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
CONTENT = st.sampled_from([*[HOSTILE[name] for name in HOSTILE if "200 MB" not in name], *GENUINE.values()])
NAMES = WORDS.map(lambda name: f"{name[:150]}a.pdf")
"""No browser sends a file without a name, or with one of kilobytes."""

FILES = st.lists(st.tuples(NAMES, CONTENT | st.binary(max_size=200)), max_size=3)
BOXES = (
    *("kind", "on_behalf", "affected_name", "relationship", "consent", "is_young_person", "talk_first"),
    *("wants_advocate", "what_happened", "put_right", "name", "email", "telephone", "address", "contact_by"),
    *("safe_contact", "safe_times", "may_leave_message", "adjustments", "language", "needs_interpreter"),
    *(
        "leave_empty",
        "uploads",
        "contact",
        "intention",
        "passed",
        "at",
        "remove",
        "upload",
        "change",
        "back",
        "send",
    ),
)
HONEST = {"kind": "complaint", "on_behalf": "myself", "what_happened": "The bin was not emptied."}


@pytest.fixture
def form():
    young = factories.procedure_version(factories.two_stages(advocates="under-18")).procedure
    made = factories.feedback_form(young, takes_files=True)
    made.questions = [
        FormQuestion(label="Which?", type="choice", choices="Bins\nRoads"),
        FormQuestion(label="Which ones?", type="choices", choices="Bins\nRoads"),
        FormQuestion(label="When?", type="date"),
        FormQuestion(label="Account", type="short"),
        FormQuestion(label="More", type="long"),
    ]
    made.save()
    return made


@pytest.fixture
def boxes(form):
    extra = [str(question.key) for question in form.questions.all()]
    dates = [f"{extra[2]}-{part}" for part in ("day", "month", "year")]
    return [*BOXES, *extra, *dates]


def harmless(response):
    page = BeautifulSoup(response.content, "html.parser")
    assert [tag for tag in page.select("script, img") if not tag.get("src", "").startswith("/static/")] == []
    assert [name for tag in page.select("*") for name in tag.attrs if name.startswith("on")] == []
    return page


@pytest.mark.parametrize("one_at_a_time", [False, True])
def test_any_words_in_any_box_break_and_run_nothing(stand, form, boxes, one_at_a_time):
    form.one_at_a_time = one_at_a_time
    form.save()
    page = stand(form)
    visitor = Visitor(Client())

    @QUICK
    @given(st.dictionaries(st.sampled_from(boxes), WORDS, max_size=8), FILES)
    def anything_is_answered(typed, files):
        visitor.open(page.url).fill(**typed)
        visitor.choose(*files).press("Continue")
        assert visitor.answered.status_code in (200, 303)
        harmless(visitor.response)

    anything_is_answered()


def test_nothing_typed_is_lost_when_something_is_wrong(stand, form):
    page = stand(form)
    visitor = Visitor(Client())
    boxes = ("affected_name", "what_happened", "put_right", "name", "telephone", "address", "language")

    @QUICK
    @given(st.fixed_dictionaries(dict.fromkeys(boxes, WORDS)), FILES)
    def all_of_it_is_there(typed, files):
        visitor.open(page.url).fill(**typed).choose(*files).press("Continue")
        assert visitor.errors
        there = visitor.typed()
        assert {name: seen(there[name]) for name in boxes} == {name: seen(typed[name]) for name in boxes}

    all_of_it_is_there()


def seen(words: str) -> str:
    """Return what a person can see of words, whatever a browser makes of characters that nobody sees."""
    return " ".join(clean_text(words).replace("\ufffd", " ").split())


def test_what_was_typed_is_stored_to_the_letter_and_runs_nowhere(stand, form):
    page = stand(form)
    visitor = Visitor(Client())
    staff = Client()
    staff.force_login(factories.user(roles.MANAGER))

    @QUICK
    @given(WORDS.filter(lambda words: clean_text(words).strip()), WORDS)
    def stored_and_shown(story, put_right):
        visitor.open(page.url).fill(**{**HONEST, "what_happened": story, "put_right": put_right})
        visitor.press("Continue").press("Send my complaint")
        sent = Submission.objects.order_by("pk").last()
        assert sent.answer("what_happened") == clean_text(story).strip()
        assert sent.answer("put_right") == clean_text(put_right).strip()
        shown = staff.get(f"/admin/complaints/inbox/inspect/{sent.pk}/")
        assert shown.status_code == 200
        assert MARKED not in "".join(script.get_text() for script in _scripts(shown))

    stored_and_shown()


def _scripts(response):
    return BeautifulSoup(response.content, "html.parser").select("script")


def test_whatever_file_is_kept_is_of_a_kind_that_we_take(stand, form):
    page = stand(form)
    visitor = Visitor(Client())

    @QUICK
    @given(FILES)
    def only_what_we_take(files):
        Upload.objects.all().delete()
        visitor.open(page.url).fill(**HONEST).choose(*files).press("Continue")
        assert visitor.answered.status_code == 200
        refused = len(visitor.errors)
        assert refused + Upload.objects.count() == len(files)
        for upload in Upload.objects.all():
            assert upload.type in GENUINE
            assert not set(upload.name) & set("/\\\r\n\x00\u202e")

    only_what_we_take()


def answered(visitor, path: str, typed: dict):
    """Post to an address as its own page would."""
    return visitor.client.post(path, typed, headers={"Sec-Fetch-Site": "same-origin"})


def test_any_words_in_any_box_of_the_tracking_page_break_and_run_nothing(visitor):
    factories.settings()
    case = factories.case()
    clocks.record_event(case.stages.get(), event="resolved", on=case.received_on, by=None)
    inside(visitor, case.parties.get())
    here = reverse("wagtail_complaints:tracking_case")
    boxes = ("reference", "code", "text", "agrees", "uploads", "remove", "upload", *_SURVEY)
    places = st.sampled_from(["", "write/", "how-it-went/", "advocate/", "later-date/1/", "proposed-date/1/"])

    @QUICK
    @given(places, st.dictionaries(st.sampled_from(boxes), WORDS, max_size=4))
    def anything_is_sent(place, typed):
        place = f"{here}{place}" if place else reverse("wagtail_complaints:tracking")
        response = answered(visitor, place, typed)
        assert response.status_code in (200, 303, 404, 429)
        if response["Content-Type"].startswith("text/html"):
            harmless(response)
        shown = visitor.client.get(here)
        assert shown.status_code == 200
        harmless(shown)

    anything_is_sent()


_SURVEY = ("spoke-up", "simple", "listened", "difference", "again")


def test_any_verdict_and_any_answer_about_equality_break_nothing(visitor, stand, form):
    form.asks_equality = True
    form.save()
    page = stand(form)
    verdict = reverse("wagtail_complaints:helpful", args=[page.pk])
    thanks = answered(visitor, verdict, {"helpful": "no"}).url
    places = [reverse("wagtail_complaints:equality"), verdict, thanks]

    @QUICK
    @given(
        st.sampled_from(places),
        st.dictionaries(st.sampled_from(["token", "age", "sex", "helpful", "why", "leave_empty"]), WORDS),
    )
    def anything_is_answered(path, typed):
        response = answered(visitor, path, typed)
        assert response.status_code in (200, 302, 303)
        harmless(response)

    anything_is_answered()
