"""Editors keep the forms in the admin: questions added, reworded and moved without code, and no answer lost."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.models import FeedbackForm

pytestmark = pytest.mark.django_db

VIEWS = "wagtailsnippets_wagtail_complaints_feedbackform"


@pytest.fixture
def editor(client):
    client.force_login(factories.user(roles.EDITOR))
    return client


def posted(procedure, questions, *, initial=0, **fields):
    return nested_form_data(
        {
            "name": "Bins",
            "procedure": procedure.pk,
            "offers_complaint": "on",
            "privacy_notice": "We keep it.",
            "questions": inline_formset(questions, initial=initial),
            **fields,
        }
    )


def question(label, **fields):
    return {"label": label, "help_text": "", "type": "short", "choices": "", **fields}


def test_an_editor_adds_a_form_with_questions_in_an_order(editor):
    procedure = factories.procedure_version().procedure
    asked = [question("Second", ORDER="2"), question("First", ORDER="1", type="choice", choices="A\nB")]
    editor.post(reverse(f"{VIEWS}:add"), posted(procedure, asked))
    form = FeedbackForm.objects.get()
    assert [each.label for each in form.current_version.asks.questions] == ["First", "Second"]
    assert form.current_version.asks.kinds == ("complaint",)


def test_rewording_and_moving_keep_the_keys_and_removing_keeps_the_old_version(editor):
    procedure = factories.procedure_version().procedure
    asked = [question("First", ORDER="1"), question("Second", ORDER="2"), question("Third", ORDER="3")]
    editor.post(reverse(f"{VIEWS}:add"), posted(procedure, asked))
    form = FeedbackForm.objects.get()
    first, second, third = form.questions.all()

    changed = [
        question("First, reworded", id=first.pk, ORDER="2"),
        question("Second", id=second.pk, ORDER="1"),
        question("Third", id=third.pk, ORDER="3", DELETE="1"),
    ]
    editor.post(reverse(f"{VIEWS}:edit", args=[form.pk]), posted(procedure, changed, initial=3))

    before, after = form.versions.order_by("pk")
    assert [each.label for each in before.asks.questions] == ["First", "Second", "Third"]
    assert [(each.key, each.label) for each in after.asks.questions] == [
        (str(second.key), "Second"),
        (str(first.key), "First, reworded"),
    ]


def test_a_choice_without_answers_is_refused_with_its_reason(editor):
    procedure = factories.procedure_version().procedure
    response = editor.post(
        reverse(f"{VIEWS}:add"), posted(procedure, [question("Which?", type="choice", ORDER="1")])
    )
    assert "Write at least two different answers, one a line." in response.content.decode()
    assert FeedbackForm.objects.count() == 0


def test_a_form_that_takes_nothing_is_refused(editor):
    procedure = factories.procedure_version().procedure
    data = posted(procedure, [])
    del data["offers_complaint"]
    assert "choose at least one" in editor.post(reverse(f"{VIEWS}:add"), data).content.decode()


def test_nobody_deletes_a_form_not_even_a_superuser(client):
    form = factories.feedback_form()
    client.force_login(factories.superuser())
    client.post(reverse(f"{VIEWS}:delete", args=[form.pk]))
    assert FeedbackForm.objects.get() == form


def test_the_forms_stand_in_the_complaints_menu_for_those_who_keep_them(editor):
    assert (
        "/admin/snippets/wagtail_complaints/feedbackform/"
        in editor.get(reverse("wagtailadmin_home")).content.decode()
    )


def test_somebody_without_the_permission_sees_no_forms(client):
    client.force_login(factories.user(roles.CONTACT_CENTRE))
    assert client.get(reverse(f"{VIEWS}:list")).status_code == 302
