"""What is in this file, whatever it is called? A type that we take, or a refusal in plain words.

A signature alone proves nothing (a picture can carry a page of script, a document a macro), so each type is read
as what it says it is. Sources: OWASP File Upload Cheat Sheet; OWASP ASVS 5.0.0, 5.2.1 to 5.2.6.
"""

import zipfile
import zlib
from collections.abc import Callable
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from . import pictures
from .refusals import FileRefused


class FileType(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    TEXT = "txt"


class Known(NamedTuple):
    endings: tuple[str, ...]
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

KNOWN = {
    FileType.JPEG: Known((".jpg", ".jpeg"), "image/jpeg"),
    FileType.PNG: Known((".png",), "image/png"),
    FileType.WEBP: Known((".webp",), "image/webp"),
    FileType.PDF: Known((".pdf",), "application/pdf"),
    FileType.DOCX: Known((".docx",), f"{_OFFICE}.wordprocessingml.document"),
    FileType.XLSX: Known((".xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
    FileType.ODT: Known((".odt",), "application/vnd.oasis.opendocument.text"),
    FileType.TEXT: Known((".txt",), "text/plain; charset=utf-8"),
}
PICTURES = {FileType.JPEG: "JPEG", FileType.PNG: "PNG", FileType.WEBP: "WEBP"}
ACCEPTED = ",".join(ending for known in KNOWN.values() for ending in known.endings)
"""What a browser offers to choose from; what is really taken is decided here."""

MOST_MEMBERS, MOST_UNPACKED = 2_000, 100 * 1024 * 1024
"""The most that a packed document may hold: parts, and bytes once unpacked."""

_EDGE = 4096
_SCRIPT = (b"<script", b"<html", b"<!doctype html", b"<svg", b"<?php", b"<iframe")
_NO_TEXT = (*_SCRIPT, b"<?xml", b"<!", b"#!", b"gif8", b"%!", b"{\\rtf", b"%pdf")
_MACROS = ("vbaproject", "vbadata", "activex", "macrosheets")
_ODT_MACROS = ("basic/", "scripts/")
_PROGRAMS = (".exe", ".dll", ".js", ".vbs", ".jar", ".zip", ".bat", ".scr", ".hta")
_CHUNK = 64 * 1024


def file_type(file: BinaryIO) -> FileType:
    """Return the type of a file that we take. Raises: FileRefused."""
    head, tail = _edges(file)
    if not head:
        raise FileRefused(_("is empty"))
    for is_one, kind, check in _SIGNATURES:
        if is_one(head):
            found = kind(file) if callable(kind) else kind
            check(file, found, head, tail)
            file.seek(0)
            return found
    _check_text(file, head)
    file.seek(0)
    return FileType.TEXT


def _edges(file: BinaryIO) -> tuple[bytes, bytes]:
    """Return the first and the last bytes."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    head = file.read(_EDGE)
    file.seek(max(0, size - _EDGE))
    return head, file.read(_EDGE)


def _not_taken() -> FileRefused:
    return FileRefused(
        _("must be a picture (JPEG, PNG or WebP), a PDF, a Word, Excel or OpenDocument file, or plain text")
    )


def _damaged() -> FileRefused:
    return FileRefused(_("cannot be opened: it is damaged, or protected by a password"))


def _check_picture(file, found, head, tail):
    edges = (head + tail).lower()
    if any(mark in edges for mark in (*_SCRIPT, b"%pdf-")) or _ends_in_an_archive(file):
        raise _not_taken()
    pictures.check(file, PICTURES[found])


def _check_pdf(file, found, head, tail):
    if any(mark in head[:1024].lower() for mark in _SCRIPT) or _ends_in_an_archive(file):
        raise _not_taken()
    if b"startxref" not in tail or not tail.rstrip(b"\x00\r\n\t ").endswith(b"%%EOF"):
        raise _damaged()


def _ends_in_an_archive(file) -> bool:
    return zipfile.is_zipfile(file)


def _packed_type(file) -> FileType:
    """Return which kind of document a ZIP archive is."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                for part, found in (("word/document.xml", FileType.DOCX), ("xl/workbook.xml", FileType.XLSX)):
                    if part in names:
                        return found
            if names >= {"mimetype", "content.xml"} and _says_open_document(archive):
                return FileType.ODT
    except _UNREADABLE as wrong:
        raise _damaged() from wrong
    raise _not_taken()


def _says_open_document(archive) -> bool:
    is_short = archive.getinfo("mimetype").file_size < 100
    return is_short and archive.read("mimetype").strip() == KNOWN[FileType.ODT].content_type.encode()


_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError),
    *(ValueError, KeyError, OverflowError, MemoryError),
)


def _check_packed(file, found, head, tail):
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_parts(archive, parts, found)
            left = MOST_UNPACKED
            for part in parts:
                left -= _unpacked(archive, part, left)
    except _UNREADABLE as wrong:
        raise _damaged() from wrong


def _check_parts(archive, parts, found: FileType):
    names = [part.filename.lower() for part in parts]
    macros = _ODT_MACROS if found == FileType.ODT else _MACROS
    if any(name.endswith(_PROGRAMS) or any(mark in name for mark in macros) for name in names):
        raise FileRefused(_("contains macros or other programs: save it without them, or as a PDF"))
    if len(parts) > MOST_MEMBERS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused(_("unpacks to more than we can take"))
    if any(part.flag_bits & 1 for part in parts):
        raise _damaged()
    if min(part.header_offset for part in parts) or archive.comment:
        raise _not_taken()


def _unpacked(archive, part, most: int) -> int:
    """Read one part to its end, whatever size it says it has. Returns: its bytes."""
    read, is_markup = 0, part.filename.lower().endswith((".xml", ".rels"))
    with archive.open(part) as content:
        while chunk := content.read(_CHUNK):
            if is_markup and not read and any(mark in chunk[:_EDGE] for mark in (b"<!DOCTYPE", b"<!ENTITY")):
                raise _not_taken()
            read += len(chunk)
            if read > most:
                raise FileRefused(_("unpacks to more than we can take"))
    return read


def _check_text(file, head: bytes):
    """Plain text is what has no control characters, can be decoded, and is no program for a browser."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_NO_TEXT) or b"<script" in head.lower():
        raise _not_taken()
    file.seek(0)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    content = file.read()
    for attempt in (encoding, "cp1252"):
        try:
            text = content.decode(attempt)
        except UnicodeDecodeError:
            continue
        if any(character < " " and character not in "\t\r\n\f" for character in text):
            break
        return
    raise _not_taken()


_SIGNATURES: tuple[tuple[Callable[[bytes], bool], object, Callable], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), FileType.JPEG, _check_picture),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), FileType.PNG, _check_picture),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", FileType.WEBP, _check_picture),
    (lambda head: head.startswith(b"%PDF-"), FileType.PDF, _check_pdf),
    (lambda head: head.startswith(b"PK\x03\x04"), _packed_type, _check_packed),
)
