"""What will the complainant read? The signed text of a response, in the frame that is filled in at issue."""

import re

import nh3
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from ..models import Letter, LetterKind, Response
from .addressee import Addressee
from .writing import Composed, compose

TAGS = {"h3", "h4", "p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a", "dl", "dt", "dd"}
SCHEMES = {"http", "https", "mailto", "tel"}


def signed_html(response: Response) -> str:
    """Return what was signed, formatted: the author's text and the finding on every point."""
    page = render_to_string(
        "wagtail_complaints/responses/signed.html", {"response": response, "body": _clean(response.body)}
    )
    return re.sub(r"\n\s*\n+", "\n", page).strip()


def signed_text(response: Response) -> str:
    """Return what was signed as plain text, paragraph by paragraph."""
    soup = BeautifulSoup(signed_html(response), "html.parser")
    for link in soup.find_all("a", href=True):
        if link.get_text() != link["href"]:
            link.append(f" ({link['href']})")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    for items in soup.find_all(["ol", "ul"]):
        for number, item in enumerate(items.find_all("li", recursive=False), start=1):
            item.insert(0, f"{number}. " if items.name == "ol" else "- ")
    blocks = soup.find_all(["h3", "h4", "p", "li", "dt", "dd"])
    lines = [_lines(block.get_text()) for block in blocks if not block.find_parent("li")]
    return "\n\n".join(line for line in lines if line)


def facts(response: Response) -> dict:
    """Return what `letters.writing` needs to know of a response."""
    said = {"case_stage": response.case_stage, "text": signed_text(response), "html": signed_html(response)}
    return said | ({"corrects": response.corrects.issued_on} if response.is_correction else {})


def kind(response: Response) -> LetterKind:
    return LetterKind.CORRECTION if response.is_correction else LetterKind.RESPONSE


def addressee(response: Response) -> Addressee:
    return Addressee.of_case(response.case_stage.case)


def as_it_will_be(response: Response, *, on) -> Composed:
    """Return the whole letter as it would go out on the day `on`. Raises: LetterIncomplete."""
    case = response.case_stage.case
    return compose(kind(response), on=on, to=addressee(response), case=case, **facts(response))


def once(response: Response) -> str:
    """Return the name under which the letter of a response goes out, once."""
    return f"response {response.pk}"


def to_read(response: Response, *, on) -> str:
    """Return the letter as HTML without the page around it: as it went out, else as it would on the day `on`.

    Raises: LetterIncomplete.
    """
    sent = Letter.objects.filter(once=once(response)).first() if response.issued_on else None
    letter = sent or as_it_will_be(response, on=on)
    return formatted(letter)


def formatted(letter: Letter | Composed) -> str:
    """Return a letter with its headings, as HTML without the page around it."""
    return BeautifulSoup(letter.body_html, "html.parser").body.decode_contents()


def says_all(response: Response, composed: Composed) -> bool:
    """Return whether the council's own words for responses leave room for the signed text, whole."""
    return signed_text(response) in composed.body and signed_html(response) in composed.body_html


def _clean(body: str) -> str:
    """Return the author's rich text with full addresses, and nothing in it but text, lists and links."""
    soup = BeautifulSoup(expand_db_html(body), "html.parser")
    site = Site.objects.filter(is_default_site=True).first()
    for link in soup.find_all("a", href=True):
        if site and link["href"].startswith("/"):
            link["href"] = site.root_url + link["href"]
    return nh3.clean(str(soup), tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES)


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n") if line.strip())
