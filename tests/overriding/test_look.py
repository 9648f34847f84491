"""A site's framework gets its classes onto our elements by one small file; without it there are ours alone."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests import factories
from wagtail_complaints import conf
from wagtail_complaints.templatetags.complaints_look import classes_in

pytestmark = pytest.mark.django_db

IN_THE_FRAME = ("feedback", "fields", "formats", "helpful", "tracking")


def test_a_line_gives_an_element_its_classes():
    assert classes_in("# a note: not a class\nbutton: govuk-button\nh1:\n") == {"button": "govuk-button", "h1": ""}


def test_a_site_puts_its_classes_after_ours(visitor, stand, site_templates):
    site_templates("wagtail_complaints/look.txt", "button: govuk-button\nlabel: govuk-label govuk-label--m\n")
    form = visitor.open(stand(factories.feedback_form()).url).soup.select_one("form.complaints-form")
    assert form.select_one("button.complaints-button")["class"] == ["complaints-button", "govuk-button"]
    assert form.select_one("label[for$=-what_happened]")["class"] == [
        "complaints-label",
        "govuk-label",
        "govuk-label--m",
    ]
    assert form.select_one("textarea")["class"] == ["complaints-paragraphs"]


def test_without_such_a_file_our_elements_have_our_classes_alone(visitor, stand):
    form = visitor.open(stand(factories.feedback_form()).url).soup.select_one("form.complaints-form")
    classes = {name for element in form.select("[class]") for name in element["class"]}
    assert {name for name in classes if not name.startswith("complaints-")} == set()


@pytest.mark.parametrize("sheet", ["feedback.css", "procedure.css", "tracking.css"])
def test_every_colour_of_the_public_pages_is_the_sites_to_choose(sheet):
    """A colour stands only where a custom property is set, or behind one of the site's that is missing."""
    with open(finders.find(f"wagtail_complaints/{sheet}")) as file:
        rules = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.DOTALL)
    used = re.sub(r"var\(--[^()]*\)|--[\w-]+:[^;]*;", "", rules)
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(|[ :](?:white|black)\b(?!-)", used, re.I) == []


def test_a_colour_that_the_site_sets_wins_wherever_its_styles_stand():
    """A form's styles come with the form, after the site's: ours are set where each of a site's is stronger."""
    set_by_us = {}
    for sheet in ("feedback.css", "procedure.css", "tracking.css"):
        with open(finders.find(f"wagtail_complaints/{sheet}")) as file:
            rules = re.findall(r"([^{}]*)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", file.read(), flags=re.DOTALL))
        set_by_us[sheet] = {
            selector.strip() for selector, body in rules if re.search(r"--complaints-[\w-]+:", body)
        }
    assert set_by_us == {"feedback.css": {":where(:root)"}, "procedure.css": set(), "tracking.css": set()}


def test_every_title_and_button_in_the_site_s_frame_has_the_site_s_classes():
    folder = Path(conf.__file__).parent / "templates" / "wagtail_complaints"
    texts = {path: path.read_text() for path in folder.rglob("*.html") if path.parent.name in IN_THE_FRAME}
    framed = {path: text for path, text in texts.items() if "bare.html" not in path.name + text}
    drawn = r"<h1(?! class=\"complaints-asked)[^>]*>|<button class=\"complaints-button[^>]*>"
    found = {path: re.findall(drawn, text) for path, text in framed.items()}
    assert {path: tag for path, tags in found.items() for tag in tags if "{% look" not in tag} == {}
    assert sum(map(len, found.values())) > 20
