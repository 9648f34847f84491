import pytest
from django.test.signals import template_rendered

from tests import tour
from wagtail_complaints.templatetags.complaints_look import LOOK


@pytest.fixture(scope="package")
def town(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), tour.standing() as town:
        yield town


@pytest.fixture(scope="package")
def met(town):
    """Return what is met at each stop: its words, and the names of the templates that drew them."""
    met, names = {}, []

    def note(template, **kwargs):
        names.append(template.name)

    template_rendered.connect(note)
    for stop in tour.STOPS:
        names.clear()
        met[stop] = tour.words(tour.visit(town, stop)), tuple(names)
    template_rendered.disconnect(note)
    return met


@pytest.fixture(scope="package")
def shown_at(met):
    """Return the first stop at which each template shows. The look is read and never rendered: any page has it."""
    shown = {LOOK: "tracking: the way in"}
    for stop, (_words, names) in met.items():
        shown = dict.fromkeys(names, stop) | shown
    return shown


@pytest.fixture(scope="package")
def pages(met):
    """Return the HTML of every page, by its stop. Previews stand in Wagtail's own frame: they are left out."""
    begin = "<!doctype html"
    return {
        stop: words[words.lower().index(begin) :]
        for stop, (words, _names) in met.items()
        if begin in words.lower() and "preview" not in stop
    }
