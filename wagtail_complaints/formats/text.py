"""How does a document read as plain text? In the order of the page, in lines of one length."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, NavigableString

WIDTH = 72
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figure", "footer", "header"}
    | {
        "h1",
        "h2",
        "h3",
        "h4",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_UNDERLINES = {1: "=", 2: "-"}


@dataclass(frozen=True)
class Paragraph:
    """`heading` from 1, or 0; `mark` begins it, as “- ” does; `depth` is that of the lists around it."""

    text: str
    heading: int = 0
    mark: str = ""
    depth: int = 0


def paragraphs(html: str) -> list[Paragraph]:
    """Return the text of a document's body, in the order in which it is read; a site's own may be all body."""
    document = BeautifulSoup(html, "html.parser")
    return [each for each in _within(document.body or document, Paragraph("")) if each.text]


def _within(element, like: Paragraph) -> Iterator[Paragraph]:
    """Yield what stands in an element; `like` is what its text is. A mark is for the first paragraph alone."""
    line = []
    for child in element.children:
        if getattr(child, "name", None) in _BLOCKS:
            yield (said := replace(like, text=_tidy(line)))
            like = replace(like, mark="") if said.text else like
            line = []
            for each in _within(child, _like(child, like)):
                yield each
                like = replace(like, mark="") if each.text else like
        else:
            line.append(_inline(child))
    yield replace(like, text=_tidy(line))


def _like(child, like: Paragraph) -> Paragraph:
    if child.name in _HEADINGS:
        return replace(like, heading=_HEADINGS[child.name])
    if child.name == "li":
        if "complaints-stages" in child.parent.get("class", ()):
            return like  # their names count them
        number = len(child.find_previous_siblings("li")) + 1
        mark = f"{number}. " if child.parent.name == "ol" else "- "
        return replace(like, mark=mark, depth=like.depth + 1)
    if child.name == "td" and child.get("data-label"):
        return replace(like, mark=f"{child['data-label']}: ")
    return like


def _inline(node) -> str:
    if isinstance(node, NavigableString):
        return "" if type(node) is not NavigableString else re.sub(r"\s+", " ", node)
    if node.name == "br":
        return "\n"
    inside = "".join(map(_inline, node.children))
    return f" {inside} " if _stands_apart(node) else inside


def _stands_apart(node) -> bool:
    return any(name.startswith(("complaints-promise", "complaints-muted")) for name in node.get("class", ()))


def _tidy(line: list[str]) -> str:
    lines = (re.sub(r"[^\S\n]+", " ", each).strip() for each in "".join(line).split("\n"))
    return "\n".join(filter(None, lines))


def plain(html: str, width: int = WIDTH, *, underlined: bool = True) -> str:
    """Return a document as text of lines no longer than `width`, a blank line between paragraphs."""
    return "\n\n".join(_wrapped(each, width, underlined) for each in paragraphs(html)) + "\n"


def _wrapped(paragraph: Paragraph, width: int, underlined: bool) -> str:
    indent = "  " * max(paragraph.depth - 1, 0)
    first = indent + paragraph.mark
    rest = " " * min(len(first), 4)
    lines = []
    for number, line in enumerate(paragraph.text.split("\n")):
        lines += textwrap.wrap(
            line, width, initial_indent=rest if number else first, subsequent_indent=rest, break_on_hyphens=False
        )
    if underlined and (under := _UNDERLINES.get(paragraph.heading)):
        lines.append(under * max(map(len, lines)))
    return "\n".join(lines)
