"""Anybody who may read the page may have it in another format, made of what is published and of nothing else."""

import io
import re
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import PageViewRestriction

from example_site.council.models import ContentPage, ProcedurePage
from tests import factories
from tests.models.conftest import home, page, workflow  # noqa: F401
from wagtail_complaints.formats import braille, offered, pdf, sound
from wagtail_complaints.formats.keeping import _MAKING
from wagtail_complaints.models import AdvocacyProvider

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(page):  # noqa: F811
    page.help = [("advocacy", {"heading": "Somebody on your side", "text": "", "providers": []})]
    page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def of(page, name="text", audience=""):  # noqa: F811
    where = {"page_pk": page.pk, "name": name} | ({"audience": audience} if audience else {})
    return reverse(f"wagtail_complaints:format{'_of_telling' if audience else ''}", kwargs=where)


def text(client, page, **which):  # noqa: F811
    response = client.get(of(page, **which))
    assert response.status_code == 200
    return response.content.decode()


def test_the_text_says_what_the_page_says_and_where_it_is_from(client, published):
    said = text(client, published)
    assert said.startswith("Wenbury Council\n\nComplaints about our services\n====")
    assert "We will reply within 10 working days of getting your complaint." in " ".join(said.split())
    day = published.last_published_at.strftime("%-d %B %Y")
    assert f"Made from the page as published on {day}, version 1 of the procedure." in " ".join(said.split())
    assert published.full_url in said


def test_it_holds_lengths_and_no_day_that_passes(client, published):
    assert "If you complain on" in client.get(published.url).content.decode()
    assert "If you complain on" not in text(client, published)


def test_it_is_sent_as_what_it_is(client, published):
    response = client.get(of(published))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="complaints-about-our-services-text.txt"'
    assert (response["X-Content-Type-Options"], response["Content-Language"]) == ("nosniff", "en-GB")
    assert response["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in response
    again = client.get(of(published), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_draft_is_never_in_it(client, published):
    published.title = "A secret draft"
    published.save_revision()
    assert "secret" not in text(client, published)
    published.get_latest_revision().publish()
    assert "A secret draft" in text(client, published)


def test_a_page_that_is_not_live_has_no_formats(client, published):
    published.unpublish()
    assert client.get(of(published)).status_code == 404


@pytest.mark.parametrize(
    "kind, status", [("login", 302), ("password", 200), ("groups", 302)], ids=["login", "password", "groups"]
)
def test_a_private_page_has_private_formats(client, published, kind, status):
    PageViewRestriction.objects.create(page=published, restriction_type=kind, password="open sesame")
    response = client.get(of(published))
    assert response.status_code == status
    assert "working days" not in response.content.decode()


def test_who_gives_the_password_gets_the_format_and_no_cache_keeps_it(client, published):
    restriction = PageViewRestriction.objects.create(
        page=published, restriction_type="password", password="open sesame"
    )
    unlock = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, published.pk])
    response = client.post(unlock, {"password": "open sesame", "return_url": of(published)}, follow=True)
    assert "working days" in response.content.decode()
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_only_procedures_have_formats_and_only_those_that_there_are(client, published, home):  # noqa: F811
    plain = home.add_child(instance=ContentPage(title="Bins", slug="bins"))
    assert client.get(of(plain)).status_code == 404
    assert client.get(of(published, "papyrus")).status_code == 404
    assert client.get(of(published, audience="nobody")).status_code == 404
    assert client.post(of(published)).status_code == 405


def test_a_telling_has_its_own(client, published):
    words = {"audience": "easy-read", "name": "Step 1", "summary": "We read it.", "detail": "", "picture": None}
    published.stages[0].value["tellings"] = [words]
    published.tellings = [("telling", {"audience": "easy-read", "title": "Easy", "introduction": "", "help": []})]
    published.save_revision().publish()
    said = text(client, published, audience="easy-read")
    assert "Easy\n====" in said and "Step 1\n\nWe read it." in said
    assert f"{published.full_url}easy-read/" in said


def made_by(monkeypatch, code):
    """Have speech be made by a few lines of Python."""
    monkeypatch.setattr(sound, "_SMALLER", ("nothing-of-this-name",))
    monkeypatch.setattr(sound, "command", lambda: (sys.executable, "-c", code, "{file}"))


COUNTING = "import sys; sys.stdin.read(); open(sys.argv[1], 'w').write('sound'); open({log!r}, 'a').write('x')"


def test_what_is_made_once_is_kept_until_the_page_or_its_registers_change(client, published, monkeypatch, tmp_path):
    log = tmp_path / "log"
    made_by(monkeypatch, COUNTING.format(log=str(log)))
    for _ in range(2):
        response = client.get(of(published, "audio"))
        assert (response.content, response["Content-Type"]) == (b"sound", "audio/wav")
    assert log.read_text() == "x"
    AdvocacyProvider.objects.create(name="Speak Up")
    client.get(of(published, "audio"))
    assert log.read_text() == "xx"


def test_one_is_made_at_a_time(client, published):
    cache.add(_MAKING, "another", 60)
    response = client.get(of(published))
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert "Somebody else has just asked" in response.content.decode()
    cache.delete(_MAKING)
    assert client.get(of(published)).status_code == 200


def test_what_could_not_be_made_is_not_tried_again_at_once(client, published, monkeypatch, tmp_path):
    log = tmp_path / "log"
    made_by(monkeypatch, f"open({str(log)!r}, 'a').write('x'); raise SystemExit(3)")
    for _ in range(2):
        response = client.get(of(published, "audio"))
        assert response.status_code == 503
        assert "The page itself says the same." in response.content.decode()
        assert "no-store" in response["Cache-Control"]
    assert log.read_text() == "x"


def test_only_what_can_be_made_here_is_offered(client, published, monkeypatch):
    monkeypatch.setattr(pdf, "is_there", lambda: False)
    monkeypatch.setattr(sound, "command", tuple)
    monkeypatch.setattr(braille, "COMMAND", ("nothing-of-this-name",))
    assert [each.name for each in offered.offered()] == ["text", "braille-ready"]
    assert client.get(published.url).content.decode().count("/formats/") == 2
    assert client.get(of(published, "accessible")).status_code == 404
    assert (
        max(map(len, text(client, published, name="braille-ready").split("\r\n"))) <= 41
    )  # a form feed begins a page


@pytest.mark.skipif(not offered.running.is_there(braille.COMMAND), reason="liblouis is not installed")
def test_braille_reads_back_as_the_page(client, published):
    file = client.get(of(published, "braille"))
    lines = file.content.decode().replace("\f", "").split("\r\n")
    assert file["Content-Disposition"].endswith('.brf"')
    assert max(map(len, lines)) <= 40
    paragraphs = re.sub(r"\n  (?! *-)", " ", "\n".join(lines)).split("\n")
    back = subprocess.run(
        ("lou_translate", "--backward", "en-us-brf.dis,en-ueb-g2.ctb"),
        input="\n".join(paragraphs).encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "We will reply within 10 working days of getting your complaint." in back


@pytest.mark.skipif(not pdf.is_there(), reason="WeasyPrint is not installed")
def test_the_pdf_has_the_words_of_the_text(client, published):
    import pypdf

    made = pypdf.PdfReader(io.BytesIO(client.get(of(published, "accessible")).content))
    words = " ".join(" ".join(sheet.extract_text() for sheet in made.pages).split())
    for sentence in (
        "We will acknowledge your complaint within 3 working days of getting it.",
        "Made from the page",
    ):
        assert sentence in words
    assert made.metadata.title == "Complaints about our services"


def test_anything_else_is_asked_for_with_a_form_of_the_council(client, published):
    form = factories.feedback_form(name="Another format")
    block = {"heading": "Other formats", "text": "", "formats": [], "form": form}
    published.help = [("other_formats", block)]
    published.save_revision().publish()
    shown = client.get(published.url).content.decode()
    assert f"/feedback/{form.current_version.digest}/{published.pk}/" in shown
    assert shown.count("complaints-formats-list") == 1
    on_paper = text(client, published)
    assert "There is a form for this on the page." in on_paper
    assert "What would you like" not in on_paper
