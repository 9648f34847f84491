"""A form keeps every wording it ever asked with, and an answer finds its question."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from wagtail_complaints.models import FeedbackForm, FormQuestion

pytestmark = pytest.mark.django_db


def test_saving_a_form_writes_a_version_of_what_it_asks():
    form = factories.feedback_form(offers_comment=False)
    assert form.current_version.asks == form.definition
    assert form.current_version.asks.kinds == ("complaint", "compliment")


def test_saving_a_form_that_asks_the_same_writes_no_version():
    form = factories.feedback_form()
    form.name = "Another name for the same questions"
    form.save()
    assert form.versions.count() == 1


def test_rewording_a_question_writes_a_version_and_keeps_the_key():
    form = factories.feedback_form()
    form.questions = [FormQuestion(label="Account")]
    form.save()
    before = form.current_version

    question = form.questions.get()
    question.label = "Account number"
    form.questions = [question]
    form.save()

    after = form.current_version
    assert (before.asks.questions[0].label, after.asks.questions[0].label) == ("Account", "Account number")
    assert before.asks.questions[0].key == after.asks.questions[0].key == str(question.key)


def test_questions_are_asked_in_the_editors_order():
    form = factories.feedback_form()
    form.questions = [FormQuestion(label="Second", sort_order=2), FormQuestion(label="First", sort_order=1)]
    form.save()
    again = FeedbackForm.objects.get(pk=form.pk)
    assert [question.label for question in again.definition.questions] == ["First", "Second"]


def test_a_form_put_back_as_it_was_is_its_own_version():
    form = factories.feedback_form(privacy_notice="One")
    for notice in ("Two", "One"):
        form.privacy_notice = notice
        form.save()
    assert [version.asks.privacy_notice for version in form.versions.order_by("pk")] == ["One", "Two", "One"]
    assert form.current_version.asks.privacy_notice == "One"


def test_a_version_is_never_changed():
    version = factories.feedback_form().current_version
    with pytest.raises(TypeError):
        version.save()


def test_a_procedure_that_comes_to_offer_advocates_to_the_young_makes_its_forms_ask():
    form = factories.feedback_form()
    assert form.current_version.asks.asks_if_under_18 is False
    factories.procedure_version(factories.two_stages(advocates="under-18"))
    assert form.current_version.asks.asks_if_under_18 is True


def test_a_form_takes_at_least_one_kind():
    form = FeedbackForm(offers_complaint=False, offers_compliment=False, offers_comment=False)
    with pytest.raises(ValidationError, match="choose at least one"):
        form.clean()


@pytest.mark.parametrize("choices", ["", "Only one", "The same\nThe same\n"])
def test_a_choice_needs_something_to_choose_from(choices):
    with pytest.raises(ValidationError, match="at least two"):
        FormQuestion(type="choice", choices=choices).clean()


def test_a_choice_is_one_line_and_blank_lines_are_none():
    question = FormQuestion(label="Which?", type="choices", choices="  Bins\r\n\r\nRoads  \n")
    question.clean()
    assert question.definition.choices == ("Bins", "Roads")
