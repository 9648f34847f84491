"""How is a procedure written down? As the plain data of a TOML document, and read back equal.

The dataclasses of `terms` are the schema: a field is a key, its type says what may stand there, and a field
without a default is required. Only what a type cannot say is listed here.
"""

import hashlib
import json
import re
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from . import terms
from .lengths import Length, NotALength
from .problem import DocumentError, Path, Problem
from .terms import ANY, EVENTS, FORMAT, Event, Procedure
from .validation import problems as contradictions

_KEYS = {
    "complainants": "complainant",
    "tracks": "track",
    "redirects": "redirect",
    "stages": "stage",
    "externals": "external",
    "people": "person",
    "timescales": "timescale",
    "letters": "letter",
    "limits": "limit",
    "parts": "part",
    "bodies": "body",
    "referrals": "referral",
    "for_": "for",
    "not_": "not",
    "or_": "or",
}
_WORDS = {
    (terms.Procedure, "calendar"): (terms.UNITED_KINGDOM,),
    (terms.Procedure, "advocates"): ("under-18", "anyone"),
    (terms.Complainant, "needs"): ("consent", "decision"),
    (terms.External, "open"): ("after", "any-time"),
    (terms.EscalationWindow, "or_"): ("time_limit",),
}
_EVENTS = {
    (terms.Timescale, "event"),
    (terms.Timescale, "of"),
    (terms.Timescale, "until"),
    (terms.Backstop, "of"),
    (terms.EscalationWindow, "of"),
    (terms.StageLetter, "of"),
    (terms.StageLetter, "before"),
}
_NAMES = {(terms.Procedure, "slug"), (terms.Stage, "key"), (terms.Track, "key"), (terms.Timescale, "key")}
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_OWN_EVENT = re.compile(r"x-[a-z0-9]+(?:-[a-z0-9]+)*")


class _Wrong(Exception):
    """A value could not be read; its problems are noted already."""


def load(data: dict) -> Procedure:
    """Return the procedure that `data` writes, free of contradictions. Raises: DocumentError."""
    procedure = from_document(data)
    if found := contradictions(procedure):
        raise DocumentError(found)
    return procedure


def from_document(data: dict) -> Procedure:
    """Return the procedure that `data` writes, as tomllib gives it. Raises: DocumentError."""
    return read_table(Procedure, data)


def read_table(cls: type, data: dict):
    """Return the dataclass whose fields `data` holds, with its number of the format. Raises: DocumentError."""
    reader = _Reader()
    data = dict(data)
    if (number := data.pop("format", None)) != FORMAT or isinstance(number, bool):
        reader.note(("format",), f"Write “format = {FORMAT}”: the version of the document that is read here.")
    try:
        found = reader.table(cls, data, ())
    except _Wrong:
        found = None
    if reader.problems:
        raise DocumentError(reader.problems)
    return found


def to_document(procedure: Procedure) -> dict:
    """Return the document of a procedure, defaults left out."""
    return {"format": FORMAT} | _plain(procedure)


def digest(procedure: Procedure) -> str:
    """Return the SHA-256 of the document in canonical JSON: equal procedures have equal digests."""
    text = json.dumps(to_document(procedure), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _shape(cls: type) -> dict[str, tuple[Field, Any]]:
    """Return the keys of a table: each with its field and the type of its value."""
    hints = get_type_hints(cls)
    return {_KEYS.get(field.name, field.name): (field, hints[field.name]) for field in fields(cls)}


class _Reader:
    def __init__(self):
        self.problems: list[Problem] = []

    def note(self, path: Path, message: str) -> _Wrong:
        self.problems.append(Problem(path, message))
        return _Wrong()

    def table(self, cls: type, raw: Any, path: Path):
        if not isinstance(raw, dict):
            raise self.note(path, f"This is a table of {_listed(_shape(cls))}, not {raw!r}.")
        before = len(self.problems)
        shape = _shape(cls)
        for key in raw:
            if key not in shape:
                self.note((*path, key), _unknown_key(key, cls))
        values = {}
        for key, (field, hint) in shape.items():
            if key in raw:
                values[field.name] = self._field(cls, field, hint, raw[key], (*path, key))
            elif field.default is MISSING:
                self.note((*path, key), f"“{key}” is missing.")
        if len(self.problems) > before:
            raise _Wrong
        return cls(**values)

    def _field(self, cls: type, field: Field, hint: Any, raw: Any, path: Path):
        try:
            value = self._value(hint, raw, path)
        except _Wrong:
            return None
        place = (cls, field.name)
        if field.default is MISSING and _is_blank(value):
            self.note(path, "This must not be empty.")
        elif place in _WORDS and value not in (*_WORDS[place], field.default):
            self.note(path, _not_one_of(value, _WORDS[place]))
        elif place in _EVENTS and value and value not in EVENTS and not _OWN_EVENT.fullmatch(value):
            self.note(path, _not_one_of(value, (*Event, "x-…, an event of the stage’s own")))
        elif place in _NAMES and value and not _NAME.fullmatch(value):
            self.note(path, f"“{value}” is not a key: use small letters, digits and hyphens, such as “stage-1”.")
        return value

    def _value(self, hint: Any, raw: Any, path: Path):
        if get_origin(hint) is tuple:
            return self._list(get_args(hint)[0], raw, path)
        kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
        if Length in kinds:
            return ANY if str in kinds and raw == ANY else self._length(raw, path, or_any=str in kinds)
        (kind,) = kinds
        if kind is terms.EscalationWindow and isinstance(raw, str):
            return kind(within=self._length(raw, path))
        if is_dataclass(kind):
            return self.table(kind, raw, path)
        if issubclass(kind, StrEnum):
            return self._word(kind, raw, path)
        if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
            raise self.note(path, f"This is {_MEANT[kind]}, not {raw!r}.")
        return kind(raw)

    def _list(self, hint: Any, raw: Any, path: Path) -> tuple:
        if not isinstance(raw, list):
            raise self.note(path, f"This is a list, in square brackets, not {raw!r}.")
        values = []
        for index, item in enumerate(raw):
            try:
                values.append(self._value(hint, item, (*path, index)))
            except _Wrong:
                continue
            if _is_blank(values[-1]):
                self.note((*path, index), "This must not be empty.")
        return tuple(values)

    def _length(self, raw: Any, path: Path, *, or_any: bool = False) -> Length:
        if not isinstance(raw, str):
            raise self.note(path, f"This is a length of time in quotes, such as “10 working days”, not {raw!r}.")
        try:
            return Length.parse(raw)
        except NotALength as wrong:
            also = " Or “any”, where there is no ceiling." if or_any else ""
            raise self.note(path, f"{wrong}{also}") from None

    def _word(self, words: type[StrEnum], raw: Any, path: Path) -> StrEnum:
        try:
            return words(raw)
        except ValueError:
            raise self.note(path, _not_one_of(raw, words)) from None


_MEANT = {str: "a text, in quotes", bool: "true or false", int: "a whole number"}


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _listed(words) -> str:
    return ", ".join(str(word) for word in words)


def _not_one_of(raw: Any, words) -> str:
    return f"“{raw}” is not one of the words that fit here: {_listed(words)}."


def _unknown_key(key: str, cls: type) -> str:
    near = get_close_matches(key, _shape(cls), n=1)
    right = f"Perhaps “{near[0]}”?" if near else f"These do: {_listed(_shape(cls))}."
    return f"“{key}” means nothing here. {right}"


def _plain(value: Any) -> Any:
    if isinstance(value, terms.EscalationWindow) and value == terms.EscalationWindow(value.within):
        return str(value.within)
    if isinstance(value, Length | StrEnum):
        return str(value)
    if is_dataclass(value):
        return {
            key: _plain(part)
            for key, (field, _) in _shape(type(value)).items()
            if (part := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
