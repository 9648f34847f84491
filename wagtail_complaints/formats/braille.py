"""How does a text become a file for a Braille embosser? Lines of 40 cells, pages of 25 lines, in Braille ASCII."""

import textwrap

from . import running
from .text import plain

CELLS, LINES = 40, 25
COMMAND = ("lou_translate", "--forward")
_TABLES = {"cy-GB": "cy-cy-g2.ctb", "en-GB": "en-ueb-g2.ctb"}
"""Contracted Braille by language; the table before it writes the letters that embossers read."""

_LETTERS = "en-us-brf.dis"


def paged(lines: list[str]) -> str:
    """Return lines as pages, each but the last ended by a form feed."""
    pages = ["\r\n".join(lines[start : start + LINES]) for start in range(0, len(lines), LINES)]
    return "\r\n\f".join(pages) + "\r\n"


def ready(html: str) -> str:
    """Return text that somebody else's translator takes as it is: short lines on short pages."""
    return paged(plain(html, CELLS, underlined=False).rstrip("\n").split("\n"))


def translated(html: str, language: str) -> str:
    """Return the document in contracted Braille. Raises: running.NotMade."""
    table = _TABLES.get(language, _TABLES["en-GB"])
    text = plain(html, width=100_000, underlined=False)
    braille = running.run((*COMMAND, f"{_LETTERS},{table}"), text.encode()).decode("ascii", "replace")
    lines = []
    for line in braille.rstrip("\n").split("\n"):
        lines += textwrap.wrap(line, CELLS, subsequent_indent="  ", break_on_hyphens=False) or [""]
    return paged(lines)
