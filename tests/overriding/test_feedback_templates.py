"""A site changes one template of the form, or one step of it, and keeps the rest."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_site_words_its_own_next_steps(visitor, stand, site_templates):
    site_templates("wagtail_complaints/feedback/next/comment.html", "<p>The mayor reads every comment.</p>")
    visitor.open(stand(factories.feedback_form()).url)
    visitor.fill(kind="comment", on_behalf="myself", what_happened="More benches.").press("Continue")
    visitor.press("Send my comment")
    assert "The mayor reads every comment." in visitor.text


def test_a_site_draws_one_kind_of_question_its_own_way(visitor, stand, site_templates):
    site_templates(
        "wagtail_complaints/feedback/fields/one_of.html",
        '<select name="{{ field.html_name }}" id="{{ field.auto_id }}"></select>',
    )
    visitor.open(stand(factories.feedback_form()).url)
    assert [box["name"] for box in visitor.soup.select("form select")] == [
        "kind",
        "on_behalf",
        "consent",
        "contact_by",
        "may_leave_message",
        "needs_interpreter",
    ]
    assert visitor.soup.select_one("form textarea")["name"] == "what_happened"


def test_a_site_frames_the_apps_pages(visitor, stand, site_templates):
    site_templates(
        "wagtail_complaints/base.html", "<body><nav>Our menu</nav>{% block content %}{% endblock %}</body>"
    )
    visitor.open(stand(factories.feedback_form()).url)
    visitor.fill(kind="comment", on_behalf="myself", what_happened="More benches.").press("Continue")
    assert visitor.text.startswith("Our menu Check your answers")
