"""How does a procedure come out of a TOML file, and go into one? Whatever is wrong is said with its line."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType

import tomli_w

from .procedure.document import load, to_document
from .procedure.limits import Regime, regime_from
from .procedure.problem import DocumentError, Path, Problem
from .procedure.terms import Procedure

MOST_BYTES = 256 * 1024

_TABLE = re.compile(r"\s*\[(?P<again>\[)?\s*(?P<name>[\w-]+(?:\s*\.\s*[\w-]+)*)\s*\]")
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")
_ROW = re.compile(r"\s*\{")
_AT_LINE = re.compile(r"\(at (?:line (?P<line>\d+), column \d+|end of document)\)")


def read(text: str) -> Procedure:
    """Return the procedure in a TOML text. Raises: DocumentError, each problem with its line."""
    text = text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError([_syntax_problem(text, str(error))]) from None
    except ValueError as error:  # a number of thousands of digits
        raise DocumentError([Problem((), f"This cannot be read: {error}.", 1)]) from None
    except RecursionError:
        raise DocumentError([Problem((), "Too many brackets inside one another.", 1)]) from None
    try:
        return load(data)
    except DocumentError as error:
        lines = lines_of(text)
        found = [replace(problem, line=_line(lines, problem.path)) for problem in error.problems]
        raise DocumentError(sorted(found, key=lambda problem: problem.line)) from None


def read_bytes(data: bytes) -> Procedure:
    """Return the procedure in the bytes of a file that somebody sent. Raises: DocumentError."""
    if len(data) > MOST_BYTES:
        raise DocumentError([Problem((), f"This file is larger than {MOST_BYTES // 1024} KB: no procedure is.")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            [Problem((), "This is not text in UTF-8: save the file in that encoding.", line)]
        ) from None
    procedure = read(text)
    if "\0" in json.dumps(to_document(procedure), ensure_ascii=False).replace("\\u0000", "\0"):
        lines = text.splitlines()
        line = next((number for number, each in enumerate(lines, 1) if "\\u0000" in each.lower()), None)
        raise DocumentError([Problem((), "A text holds the character “null”, which cannot be kept.", line)])
    return procedure


def write(procedure: Procedure) -> str:
    """Return the TOML text of a procedure; `read` gives the same procedure back."""
    document = to_document(procedure)
    text = tomli_w.dumps(document)
    has_return = r"\r" in text  # which a text over several lines would lose
    return text if has_return else tomli_w.dumps(document, multiline_strings=True)


@cache
def presets() -> Mapping[str, Procedure]:
    """Return the procedures that come with the package, by slug: something to start from."""
    return MappingProxyType({name: read(text) for name, text in _packaged("presets")})


@cache
def regimes() -> Mapping[str, Regime]:
    """Return the bodies of legal limits that come with the package, by key."""
    return MappingProxyType({name: regime_from(tomllib.loads(text)) for name, text in _packaged("regimes")})


def _packaged(folder: str) -> Iterator[tuple[str, str]]:
    files = resources.files(__package__) / folder
    for file in sorted(files.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), file.read_text(encoding="utf-8")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line on which each table and key of a TOML text begins, by its path."""
    lines: dict[Path, int] = {(): 1}
    table = last = ()
    rows = 0
    counts: dict[Path, int] = {}
    quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not quote:
            if header := _TABLE.match(line):
                table = _opened(header, counts)
                lines.setdefault(table, number)
            elif key := _KEY.match(line):
                last = (*table, key["key"])
                lines.setdefault(last, number)
                rows = 0
            elif _ROW.match(line):
                lines[*last, rows] = number
                rows += 1
        quote = _open_quote(line, quote)
    return lines


def _opened(header: re.Match, counts: dict[Path, int]) -> Path:
    """Return the path that a `[table]` or `[[table]]` line opens, counting the latter."""
    *parents, name = (part.strip() for part in header["name"].split("."))
    path: Path = ()
    for parent in parents:
        path = (*path, parent)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, name)
    if header["again"]:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def _open_quote(line: str, quote: str) -> str:
    """Return the triple quotes still open at the end of the line."""
    for mark in re.findall(r'"""|\'\'\'', line):
        if not quote:
            quote = mark
        elif quote == mark:
            quote = ""
    return quote


def _line(lines: dict[Path, int], path: Path) -> int:
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _syntax_problem(text: str, message: str) -> Problem:
    where = _AT_LINE.search(message)
    line = int(where["line"]) if where and where["line"] else max(1, len(text.splitlines()))
    what = _AT_LINE.sub("", message).strip().rstrip(".")
    return Problem((), f"This line is not TOML: {what}.", line)
