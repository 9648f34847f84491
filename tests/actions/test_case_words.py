"""A case is found by what is known of it now, and no longer by what was put right."""

import pytest
from django.core.management import call_command

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import case_words, people, points
from wagtail_complaints.models import Case, CaseWords

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def case(db):
    return factories.case(
        given={
            "name": "Zoë O’Connor-Müller",
            "email": "zoe@example.com",
            "telephone": "01632 960 123",
            "what_happened": "The lorry drove past our house in Mill Lane.",
        }
    )


def found(text: str) -> bool:
    return Case.objects.speaking_of(text).exists()


@pytest.mark.parametrize(
    "text",
    [
        "zoe",
        "ZOË",
        "muller",
        "üller",
        "o'connor",
        "O’Connor",
        "zoe@example",
        "01632960123",
        "960 123",
        "mill lane",
        "lorr",
        "ho",
        "m lane",
    ],
)
def test_a_case_is_found_by_names_and_words_without_their_accents_and_capitals(case, text):
    assert found(text)


@pytest.mark.parametrize("text", ["ane", "lorry noise", "what happened", "100%", "_ill"])
def test_a_case_is_found_within_words_from_three_letters_on(case, text):
    assert found(text) == (text == "ane")


def test_two_letters_are_found_where_a_word_begins(case):
    assert (found("la"), found("an")) == (True, False)


def test_a_corrected_name_is_found_and_the_old_one_is_not_any_more(case):
    party = case.parties.get()
    people.change(
        party, by=factories.user(roles.MANAGER), name="Zora Example", email="zora@example.com", reason="Typo"
    )
    assert (found("zora"), found("zora@example.com"), found("müller"), found("zoe@example.com")) == (
        True,
        True,
        False,
        False,
    )
    assert "muller" not in CaseWords.objects.get().text


def test_somebody_who_is_taken_off_the_case_is_no_longer_found(case):
    case.parties.get().delete()
    assert not found("müller")


def test_a_case_is_found_by_the_points_of_its_complaint(case):
    by = factories.user(roles.MANAGER)
    assert not found("sideboard")
    point = points.add(case, text="The sideboard was scratched.", by=by)
    assert found("sideboard")
    points.revise(point, text="The wardrobe was scratched.", by=by, reason="Misheard")
    assert (found("wardrobe"), found("sideboard")) == (True, False)


def test_a_case_is_found_by_its_subject(case):
    case.subject = "Missed bins"
    case.save()
    assert found("missed")


def test_a_reference_is_found_whole_in_part_and_without_its_hyphens(case):
    reference = case.reference
    for text in (
        reference,
        reference.lower(),
        reference.replace("-", " "),
        reference[:6],
        reference.replace("-", "")[:9],
    ):
        assert found(text), text


def test_what_was_changed_past_the_actions_is_found_after_rebuilding(case):
    Case.objects.update(subject="Missed bins")
    assert not found("missed")
    call_command("complaints_rebuild_search")
    assert found("missed")


def test_the_words_of_many_cases_take_as_many_queries_as_those_of_one(case, django_assert_num_queries):
    with django_assert_num_queries(4):
        case_words.keep([case.pk])
    others = [factories.case(procedure=case.procedure_version.procedure).pk for _each in range(5)]
    with django_assert_num_queries(4):
        case_words.keep([case.pk, *others])
