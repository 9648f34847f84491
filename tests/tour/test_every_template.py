"""Every template that the public meets is a site's to replace, by itself, and the documentation names each."""

import re
from pathlib import Path

import pytest

from tests import tour
from tests.overriding.conftest import site_templates  # noqa: F401
from wagtail_complaints import conf

ROOT = Path(conf.__file__).parent / "templates" / "wagtail_complaints"
DOCUMENTED = Path(conf.__file__).parent.parent / "docs" / "templates.md"
OF_THE_DESK = ("admin", "bundle", "responses", "widgets")
FILES = [path.relative_to(ROOT) for path in ROOT.rglob("*.*")]
PUBLIC = sorted(str(path) for path in FILES if path.parts[0] not in OF_THE_DESK)
OF_THE_SITE = "of-the-site"


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_a_template_of_the_site_stands_in_its_place(name, town, shown_at, site_templates):  # noqa: F811
    template = f"wagtail_complaints/{name}"
    assert template in shown_at, "No stop shows it: add one to tests/tour."
    site_templates(template, of_the_site(name))
    assert OF_THE_SITE in tour.words(tour.visit(town, shown_at[template]))


def of_the_site(name: str) -> str:
    """Return a template of the site's: of text, which letters must still say something, with a line more."""
    return f"{(ROOT / name).read_text()}\nbutton: {OF_THE_SITE}" if name.endswith(".txt") else OF_THE_SITE


def test_the_documentation_names_every_one_and_no_other():
    named = set(re.findall(r"`([\w/-]+\.(?:html|txt))`", DOCUMENTED.read_text()))
    subjects = {f"{name.removesuffix('.txt')}.subject.txt" for name in named if re.match("letters/(?!frame)", name)}
    assert sorted(named | subjects) == PUBLIC
