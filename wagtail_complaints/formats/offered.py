"""In which formats can this site give a page? In those whose tools it has."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import braille, pdf, running, sound, text
from .source import Source


@dataclass(frozen=True)
class Format:
    """`name` stands in its address, `ending` after its file's name; `make` raises `running.NotMade`."""

    name: str
    label: str
    note: str
    ending: str
    content_type: str
    make: Callable[[Source], bytes]


def _pdf(name: str, label, note) -> Format:
    return Format(name, label, note, "pdf", "application/pdf", lambda source: pdf.made(source.html, name))


_PDFS = (
    _pdf("accessible", _("Accessible PDF"), _("tagged for screen readers")),
    _pdf("large-print", _("Large print PDF"), _("18 point, to read or to print")),
    _pdf("leaflet", _("Leaflet to print and fold"), _("A4, printed on both sides, folded once")),
)
_TEXT = Format(
    "text",
    _("Plain text"),
    "",
    "txt",
    "text/plain; charset=utf-8",
    lambda source: text.plain(source.html).encode(),
)
_BRAILLE = Format(
    "braille",
    _("Braille file"),
    _("contracted Braille, for an embosser or a Braille display"),
    "brf",
    "text/plain; charset=us-ascii",
    lambda source: braille.translated(source.html, source.language).encode("ascii", "replace"),
)
_BRAILLE_READY = Format(
    "braille-ready",
    _("Text ready for Braille"),
    _("lines of 40 characters, for a Braille translator"),
    "txt",
    "text/plain; charset=utf-8",
    lambda source: braille.ready(source.html).encode(),
)


def offered() -> list[Format]:
    """Return the formats that can be made here."""
    found = list(_PDFS) if pdf.is_there() else []
    found += [_TEXT, _BRAILLE if running.is_there(braille.COMMAND) else _BRAILLE_READY]
    return [*found, _audio()] if sound.is_there() else found


def _audio() -> Format:
    ending, content_type = ("mp3", "audio/mpeg") if sound.makes_mp3() else ("wav", "audio/wav")
    note = _("read aloud by a computer")
    return Format("audio", _("Audio"), note, ending, content_type, lambda it: sound.spoken(it.html, it.language))


def named(name: str) -> Format | None:
    return next((each for each in offered() if each.name == name), None)
