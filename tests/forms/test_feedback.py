"""The public's form asks what its definition says, requires little, and keeps answers with their questions."""

import pytest
from django.http import QueryDict

from wagtail_complaints.forms import questions
from wagtail_complaints.forms.definition import AnswerType, FormDefinition, Question, digest
from wagtail_complaints.forms.feedback import FeedbackAnswers
from wagtail_complaints.models import ContactBy, Kind, OnBehalf

ALL_KINDS = ("complaint", "compliment", "comment")
BINS_OR_ROADS, A_B_OR_C = ("Bins", "Roads"), ("A", "B", "C")
QUESTIONS = (
    Question("11111111-0000-4000-8000-000000000000", "Which service?", AnswerType.CHOICE, choices=BINS_OR_ROADS),
    Question("22222222-0000-4000-8000-000000000000", "When was it?", AnswerType.DATE),
    Question("33333333-0000-4000-8000-000000000000", "What would help?", AnswerType.CHOICES, choices=A_B_OR_C),
    Question("44444444-0000-4000-8000-000000000000", "Account", AnswerType.SHORT, is_required=True),
    Question("55555555-0000-4000-8000-000000000000", "Anything else?", AnswerType.LONG),
)


def form(definition=None, **typed):
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return FeedbackAnswers(definition or FormDefinition(ALL_KINDS), place="here", data=data)


def least(**more):
    return {"kind": "complaint", "on_behalf": "myself", "what_happened": "It was late.", **more}


def kept(answered):
    assert answered.is_valid(), answered.errors
    return {answer["key"]: answer["value"] for answer in answered.answers}


def test_the_least_one_must_say_is_what_for_whom_and_what_happened():
    assert kept(form(**least())) == least()
    assert list(form().errors) == ["kind", "on_behalf", "what_happened"]


def test_the_values_offered_are_those_of_the_facts():
    assert list(questions.KINDS) == Kind.values
    assert [option.value for option in questions.FOR_WHOM] == OnBehalf.values
    assert set(questions.CONTACT_BY) == set(ContactBy.values)


def test_answers_keep_the_order_and_the_words_they_were_asked_with():
    answered = form(name="Robin", put_right="An apology", **least())
    assert answered.is_valid()
    assert answered.answers == [
        {"key": "kind", "label": "What would you like to send us?", "value": "complaint"},
        {"key": "on_behalf", "label": "Who are you doing this for?", "value": "myself"},
        {"key": "what_happened", "label": "What would you like to tell us?", "value": "It was late."},
        {"key": "put_right", "label": "What would put it right?", "value": "An apology"},
        {"key": "name", "label": "Your name", "value": "Robin"},
    ]


def test_a_form_for_one_kind_does_not_ask_which():
    only = form(FormDefinition(("complaint",)), on_behalf="myself", what_happened="It was late.")
    assert kept(only) == {"on_behalf": "myself", "what_happened": "It was late."}
    assert only.kind == "complaint"


def test_a_form_without_complaints_does_not_ask_what_would_put_it_right():
    assert "put_right" not in form(FormDefinition(("compliment", "comment"))).fields


def test_age_is_asked_where_the_procedure_offers_advocates_to_the_young():
    assert "is_young_person" not in form().fields
    asks = FormDefinition(ALL_KINDS, asks_if_under_18=True)
    assert kept(form(asks, is_young_person="yes", **least()))["is_young_person"] == "yes"


def test_extra_questions_are_answered_under_their_keys():
    first, when, help_, account, more = (question.key for question in QUESTIONS)
    answered = form(
        FormDefinition(ALL_KINDS, questions=QUESTIONS),
        **least(),
        **{
            first: "Roads",
            f"{when}-day": "27",
            f"{when}-month": "3",
            f"{when}-year": "2026",
            help_: ["A", "C"],
            account: "7",
            more: "",
        },
    )
    assert kept(answered) == {**least(), first: "Roads", when: "2026-03-27", help_: "A\nC", account: "7"}


def test_a_required_question_says_which_it_is():
    asked = form(FormDefinition(ALL_KINDS, questions=QUESTIONS), **least())
    assert [line.message for line in asked.error_summary] == ["Answer the question “Account”"]


@pytest.mark.parametrize(
    ("way", "box"), [("email", "email"), ("telephone", "telephone"), ("text", "telephone"), ("post", "address")]
)
def test_a_way_to_be_reached_needs_what_it_takes(way, box):
    assert list(form(contact_by=way, **least()).errors) == [box]
    given = {"email": "robin@example.com", "telephone": "01632 960001", "address": "1 High Street"}[box]
    assert form(contact_by=way, **{box: given}, **least()).is_valid()


def test_a_wrong_address_is_told_once():
    asked = form(contact_by="email", email="robin", **least())
    assert asked.errors["email"] == ["Enter an e-mail address in the right form, like name@example.com"]


def test_the_summary_leads_to_the_first_box_of_a_date_that_is_wrong():
    asked = form(FormDefinition(ALL_KINDS, questions=(QUESTIONS[1],)), **least(**{f"{QUESTIONS[1].key}-day": "31"}))
    assert [line.box for line in asked.error_summary] == [f"here-{QUESTIONS[1].key}-month"]


def test_nobody_is_asked_to_check_what_does_not_arise():
    names = [answer.name for answer in _checked(form(**least()))]
    assert ("affected_name" in names, "put_right" in names) == (False, True)
    names = [answer.name for answer in _checked(form(**least(on_behalf="advocate", kind="comment")))]
    assert ("affected_name" in names, "put_right" in names) == (True, False)


def test_what_was_typed_where_it_does_not_arise_is_kept_and_shown_all_the_same():
    answered = form(affected_name="Kim", **least())
    assert kept(answered)["affected_name"] == "Kim"
    assert "Kim" in [answer.shown for answer in answered.checked_answers]


def _checked(answered):
    assert answered.is_valid()
    return answered.checked_answers


def test_what_was_typed_is_carried_on_and_nothing_else():
    asked = form(
        FormDefinition(ALL_KINDS, questions=QUESTIONS[1:3]),
        step="send",
        intention="x",
        **{QUESTIONS[2].key: ["A", "B"], f"{QUESTIONS[1].key}-day": "1"},
        **least(),
    )
    assert asked.typed == [
        (QUESTIONS[2].key, "A"),
        (QUESTIONS[2].key, "B"),
        (f"{QUESTIONS[1].key}-day", "1"),
        *least().items(),
    ]


def test_a_definition_reads_back_equal():
    asked = FormDefinition(ALL_KINDS, "We keep it.", True, QUESTIONS)
    assert FormDefinition.from_document(asked.as_document()) == asked


def test_versions_with_the_same_words_have_names_of_their_own():
    asked = FormDefinition(ALL_KINDS)
    assert len({digest(1, 1, asked), digest(2, 1, asked), digest(1, 2, asked)}) == 3
