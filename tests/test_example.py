"""Is the example council what a real one could have become, and is it kept away from real cases?"""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from wagtail_complaints import conf
from wagtail_complaints.models import (
    Case,
    Deputy,
    EqualityFigure,
    Letter,
    PageVerdict,
    Quarantine,
    Recommendation,
    Response,
    Restriction,
    SavedView,
    StageLetterSent,
    Submission,
    SubmissionHandling,
    Team,
    Upload,
)
from wagtail_complaints.models.procedure_page import pages_of
from wagtail_complaints.models.quarterly import quarter_of
from wagtail_complaints.procedure.letters_owed import LetterState, letters_owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


def load() -> str:
    said = StringIO()
    call_command("load_example", stdout=said)
    return said.getvalue()


def test_wenbury_loads_once_in_every_state_and_its_dates_replay(debug):
    said = load()
    assert (Case.objects.count(), Submission.objects.filter(case=None).count()) == (66, 10)
    assert "director" in said

    today = conf.today()
    assert set(Case.objects.exclude(closed_on=None).values_list("close_reason", flat=True)) == {
        *("resolved", "answered", "completed", "withdrawn", "redirected", "refused", "duplicate")
    }
    waiting = [letter.current_workflow_task.name for letter in Response.objects.all() if letter.awaits_signature]
    assert Counter(waiting) == {"Service manager signs": 2, "Assistant director signs": 1}
    assert Case.objects.overdue(today).exists()
    assert Case.objects.filter(triaged_on=None, closed_on=None).exists()
    assert SubmissionHandling.objects.count() == 8

    assert Restriction.objects.current().count() == 1
    assert Case.objects.filter(links_from__kind="split").count() == 1
    assert Quarantine.objects.filter(released_on=None).count() == 1
    assert [upload.name for upload in Upload.objects.exclude(submission=None)] == ["diary.txt"]
    assert Letter.objects.given_up().count() == 1
    assert Deputy.objects.of_today().count() == 1
    assert Team.objects.count() == 2
    assert SavedView.objects.count() == 2
    assert set(PageVerdict.objects.values_list("page", flat=True)) == {page.pk for page in pages_of()}
    assert EqualityFigure.objects.filter(quarter__lt=quarter_of(today)).exists()
    [owed] = StageLetterSent.objects.cases_owing(Case.objects.all())
    [letter] = letters_owed(owed.facts(), owed.facts().stage("stage-3"), sent=())
    assert (owed.subject, letter.state) == ("Short break cancelled on the doorstep", LetterState.MISSING)
    assert [row.answer for row in Recommendation.objects.current()] == ["accepted", ""]

    said = StringIO()
    call_command("complaints_recompute", stdout=said)
    assert said.getvalue() == "66 cases read, 0 changed.\n"

    assert "66 are there already" in load()
    assert Case.objects.count() == 66


def test_it_is_not_loaded_where_the_site_is_in_use(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG off"):
        load()


def test_it_is_not_loaded_beside_a_real_submission(debug):
    factories.submission()
    with pytest.raises(CommandError, match="holds real submissions"):
        load()
    assert Submission.objects.count() == 1
