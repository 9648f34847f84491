"""The same person's other cases and possible duplicates are shown where a case begins, to who may see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import cases
from wagtail_complaints.actions.parties import parties_of
from wagtail_complaints.models import Kind, OnBehalf
from wagtail_complaints.models.alike import alike

pytestmark = pytest.mark.django_db

BIN = "The green bin outside number seven was missed again."
NOBODY = {"email": "", "name": "", "telephone": ""}


@pytest.fixture
def procedure(db):
    return factories.procedure_version().procedure


@pytest.fixture
def told(procedure):
    def make(what_happened=BIN, **given):
        said = {**NOBODY, "what_happened": what_happened, **given}
        return factories.case(procedure=procedure, given=said)

    return make


def found(case, user=None) -> list[tuple]:
    user = user or factories.user(roles.MANAGER)
    told = case.submission.answer("what_happened")
    seen = alike(case.parties.all(), told, user=user, besides=case.submission)
    return [(each.case, each.is_same_person, each.is_same_matter) for each in seen]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": "Kit@Example.com"}, {"email": "kit@example.com"}),
        ({"telephone": "01632 960 001"}, {"telephone": "+44 1632-960001"}),
    ],
)
def test_one_address_or_number_is_one_person_however_it_is_written(told, one, other):
    earlier, later = told("A wall fell down.", **one), told(**other)
    assert found(later) == [(earlier, True, False)]


def test_the_same_words_of_the_same_name_may_be_the_same_complaint_and_a_name_alone_is_nothing(told):
    told("A wall fell down near my house.", name="Kit Lee")
    twice = told("Again the green bin was missed at number seven.", name="kit lee")
    told(name="Somebody Else")
    assert found(told(name="Kit Lee")) == [(twice, False, True)]


def test_what_may_be_a_duplicate_comes_first(told):
    twice = told(email="kit@example.com")
    other = told("A wall fell down near my house.", email="kit@example.com")
    assert found(told(email="kit@example.com")) == [(twice, True, True), (other, True, False)]


def test_an_advocate_brings_many_people_and_nobody_who_says_nothing_is_like_anybody(procedure, told):
    def spoken_for(name):
        said = {**NOBODY, "email": "dele@advocates.example", "name": "Dele", "affected_name": name}
        return factories.case(procedure=procedure, on_behalf=OnBehalf.ADVOCATE, given=said)

    spoken_for("Kit")
    assert found(spoken_for("Robin")) == []
    told()
    assert found(told()) == []


def test_nobody_is_shown_a_case_that_they_may_not_see(told):
    hidden, later = told(email="kit@example.com"), told(email="kit@example.com")
    investigator = factories.user(roles.INVESTIGATOR)
    cases.assign(later, decider=investigator, by=None)
    assert found(later, investigator) == []
    cases.assign(hidden, decider=investigator, by=None)
    assert found(later, investigator) == [(hidden, True, True)]


def test_twenty_are_found_in_as_many_questions_as_one(told):
    case, manager = told(email="kit@example.com"), factories.user(roles.MANAGER)
    told(email="kit@example.com")
    assert found(case, manager)
    counts = []
    for _round in range(2):
        manager = type(manager).objects.get(pk=manager.pk)
        with CaptureQueriesContext(connection) as asked:
            assert found(case, manager)
        counts.append(len(asked))
        for _number in range(5):
            told(email="kit@example.com")
    assert counts[0] == counts[1]


def test_triage_shows_them_and_leads_to_the_merging(desk, told):
    earlier, later = told(email="kit@example.com"), told(email="kit@example.com")
    page = desk.get(f"/admin/complaints/cases/{later.pk}/triage/").content.decode()
    assert "Possibly the same complaint" in page
    merging = f"/admin/complaints/cases/{later.pk}/merge/?into={earlier.reference}"
    assert f'href="{merging}"' in page
    assert f'value="{earlier.reference}"' in desk.get(merging).content.decode()
    sent = {"reference": earlier.reference.lower(), "reason": "The same bin.", "tells": "on"}
    assert desk.post(merging, sent).status_code == 302
    later.refresh_from_db()
    assert later.close_reason == "duplicate"
    for one, other, words in (
        (later, earlier, "A duplicate: it goes on as"),
        (earlier, later, "Duplicate of this case"),
    ):
        page = desk.get(f"/admin/complaints/cases/{one.pk}/").content.decode()
        assert words in page
        assert other.reference in page


def test_the_inbox_shows_them_beside_what_was_sent(desk, told, procedure):
    earlier = told(email="kit@example.com")
    said = {**NOBODY, "email": "kit@example.com", "what_happened": "Thank you for the bin."}
    sent = factories.submission(procedure=procedure, kind=Kind.COMMENT, given=said)
    assert [party.email for party in parties_of(sent)] == ["kit@example.com"]
    page = desk.get(f"/admin/complaints/inbox/inspect/{sent.pk}/").content.decode()
    assert f'href="/admin/complaints/cases/{earlier.pk}/"' in page
    assert "The same e-mail or telephone" in page
