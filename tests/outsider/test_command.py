"""`complaints_outsider_walk` asks a whole site, says what it found, and fails where it must."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import path

import example_site.urls
from tests import factories
from tests.outsider.rows import changed, kept
from wagtail_complaints import roles
from wagtail_complaints.models import Case

pytestmark = pytest.mark.django_db


def leaky(request):
    """Stand for a page of another app that shows every case to everybody."""
    return HttpResponse(", ".join(Case.objects.values_list("subject", flat=True)))


class LeakyURLs:
    """The addresses of the site, and one that leaks."""

    urlpatterns = [path("another-app/", leaky, name="another_app"), *example_site.urls.urlpatterns]


def command(**options) -> str:
    said = StringIO()
    call_command("complaints_outsider_walk", on_a_copy=True, stdout=said, **options)
    return said.getvalue()


def test_the_command_finds_a_page_of_another_app_that_leaks(settings):
    settings.ROOT_URLCONF = LeakyURLs
    with pytest.raises(CommandError, match="The case was seen or changed by: a visitor"):
        command(who="a visitor", only="^another_app$")


def test_the_command_says_what_it_asked_and_leaves_nothing_behind():
    factories.group(roles.AUDITOR)
    before = kept()
    said = command(who="auditors|visitor", only="^complaints_(cases|inbox)|^wagtailadmin_home$")
    assert "somebody in “Complaints auditors” (restricted)" in said
    assert "a visitor (not their case)" in said
    assert "and nothing of the case came back." in said
    assert changed(before, kept()) == []


def test_the_command_wants_to_hear_that_this_is_a_copy():
    with pytest.raises(CommandError, match="throw-away copy"):
        call_command("complaints_outsider_walk")


def test_the_command_fails_where_it_cannot_ask(settings):
    class Unknown:
        urlpatterns = [
            path("another-app/<uuid:thing>/", leaky, name="another_app"),
            *example_site.urls.urlpatterns,
        ]

    settings.ROOT_URLCONF = Unknown
    with pytest.raises(CommandError, match="1 addresses could not be asked"):
        command(who="a visitor", only="^another_app$")
