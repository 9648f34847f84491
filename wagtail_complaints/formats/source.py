"""What does a published page say, as one document from which every format is made?

It is the page as its templates draw it, a council's own among them, without what only a screen can do. It has the
lengths of time and not today's dates: paper lies in a drawer for months.
"""

import base64
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation

from ..models.procedure import Procedure
from ..models.tellings import Telling

_SCREEN_ONLY = "nav, form, script, style, link, summary, [hidden], [data-on-screen]"
_LANGUAGES = {"en": "en-GB", "en-gb": "en-GB", "cy": "cy-GB"}


@dataclass(frozen=True)
class Source:
    """`html` is a whole document; `language` as in its `lang`."""

    html: str
    title: str
    language: str


def source(telling: Telling, *, council: str, contact: str = "", media_url: str = "") -> Source:
    """Return what a telling of a live page says. `page` is a row of the database: no draft is ever read."""
    page = telling.page
    language = _LANGUAGES.get(page.locale.language_code.lower(), page.locale.language_code)
    with translation.override(page.locale.language_code):
        html = render_to_string(
            "wagtail_complaints/formats/document.html",
            {
                "page": page,
                "telling": telling,
                "promises": {},
                "on_paper": True,
                "council": council,
                "contact": contact,
                "language": language,
                "version": _version_number(page),
                "address": urljoin(page.full_url or "", telling.url),
            },
        )
    return Source(_for_paper(html, page.full_url or "", media_url), telling.title, language)


def _version_number(page) -> int | None:
    procedure = Procedure.objects.filter(page_id=page.pk).first()
    latest = procedure and procedure.latest_version
    return latest.number if latest else None


def _for_paper(html: str, address: str, media_url: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for gone in soup.select(_SCREEN_ONLY):
        gone.decompose()
    for details in soup.select("details"):
        details.name = "div"
        details.attrs.pop("open", None)
    for pair in soup.select("dl > div"):
        pair.unwrap()  # a tagged list holds its items and nothing between
    for link in soup.select("a[href]"):
        link["href"] = urljoin(address, link["href"])
        if said := _address_of(link):
            link.insert_after(f" ({said})")
    for picture in soup.select("img"):
        _carry(picture, media_url)
    return str(soup)


def _address_of(link) -> str:
    """Return the address that a link's words do not say."""
    words, address = link.get_text(" ", strip=True).rstrip("/"), link["href"]
    shown = re.sub(r"^https?://", "", address).rstrip("/")
    return "" if not address.startswith("http") or words in (shown, address.rstrip("/")) else address


def _carry(picture, media_url: str) -> None:
    """Put a picture of the site's own storage into the document; any other is left out, with its words kept."""
    name = picture.get("src", "").removeprefix(media_url)
    try:
        if not media_url or name == picture.get("src", ""):
            raise FileNotFoundError
        with default_storage.open(name) as file:
            carried = base64.b64encode(file.read()).decode()
    except (OSError, SuspiciousFileOperation):
        picture.replace_with(picture.get("alt", ""))
        return
    ending = name.rpartition(".")[2].lower()
    picture["src"] = f"data:image/{'jpeg' if ending == 'jpg' else ending};base64,{carried}"
    picture.attrs.pop("loading", None)
