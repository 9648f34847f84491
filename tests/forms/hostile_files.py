"""Files as people send them, and as attackers do. Each is made here, so that none lies about in the project."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def picture(format="JPEG", size=(40, 30), **saved) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (20, 90, 60)).save(made, format, **saved)
    return made.getvalue()


def photograph() -> bytes:
    """Return a picture that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "KestrelCamera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"kestrel comment")


def archive(parts: dict[str, bytes | str], comment=b"", first=b"") -> bytes:
    made = io.BytesIO(first)
    made.seek(0, 2)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
        packed.comment = comment
    return made.getvalue()


def document(**more) -> bytes:
    return archive(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", **more.pop("parts", {})}, **more
    )


def spreadsheet() -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})


def open_document(**parts) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": "<office:document-content/>", **parts})


def huge_png(width=30_000, height=30_000) -> bytes:
    """Return a small file that unpacks to 900 million pixels."""

    def chunk(name, content):
        return struct.pack("!L", len(content)) + name + content + struct.pack("!L", zlib.crc32(name + content))

    rows = zlib.compress(b"\0" * 2_000_000, 9)
    header = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


GENUINE = {
    "jpeg": photograph(),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
    "pdf": PDF,
    "docx": document(),
    "xlsx": spreadsheet(),
    "odt": open_document(),
    "txt": "Dear council, I am “unhappy”.\r\n".encode(),
}
GENUINE_TEXTS = {
    "with a mark": "Caf\u00e9".encode("utf-8-sig"),
    "of windows": "Caf\u00e9 £5".encode("cp1252"),
    "of a notepad": "Caf\u00e9".encode("utf-16"),
}

_RUN = b"<script>alert(1)</script>"

HOSTILE = {
    "nothing": b"",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a page that begins late": b"  \n <html>" + _RUN,
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a shell script": b"#!/bin/sh\nrm -rf /",
    "a program": b"MZ\x90\0\3\0\0\0" + bytes(range(256)),
    "a program for Linux": b"\x7fELF\2\1\1\0",
    "a script that says it is a GIF": b"GIF89a/*" + b"*/=alert(1)//",
    "a page that says it is a PDF": b"%PDF-1.4\n" + _RUN,
    "half a PDF": PDF[:30],
    "a PDF with an archive behind it": PDF + archive({"a.html": _RUN}),
    "half a picture": photograph()[: len(photograph()) // 2],
    "only the beginning of a picture": b"\xff\xd8\xff\xe0",
    "a picture with a page behind it": picture() + b"<html>" + _RUN,
    "a picture with a PDF behind it": picture() + PDF,
    "a picture with an archive behind it": picture("PNG") + archive({"a.html": _RUN}),
    "a picture too large to unpack": huge_png(),
    "an archive": archive({"a.txt": b"a"}),
    "a document with a macro": document(parts={"word/vbaProject.bin": b"x"}),
    "a document with a program": document(parts={"word/embeddings/run.EXE": b"MZ"}),
    "an open document with a macro": open_document(**{"Basic/Standard/Module1.xml": b"x"}),
    "a document that unpacks to 200 MB": document(parts={"word/media/a.bin": b"\0" * 200 * 1024 * 1024}),
    "a document of 3,000 parts": document(parts={f"word/{number}.xml": b"" for number in range(3000)}),
    "a document that declares entities": document(parts={"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}),
    "a document behind a page": document(first=b"<html>" + _RUN),
    "a document with a comment": document(comment=_RUN),
    "half a document": document()[:60],
    "text with control characters": b"Dear council\x00\x01\x02",
}
