"""How is a ZIP sent while it is still being made? Piece by piece, so that no file has to fit into memory.

The same papers on the same day give the same bytes.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date

Paper = tuple[str, Iterable[bytes]]
"""The name of a paper in the archive, and its content in pieces."""

SUMS = "SHA256SUMS"


class _Outlet(io.RawIOBase):
    """Takes what the archive writes, until it is drained. It cannot seek: the archive does without."""

    def __init__(self):
        self._held = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self._held += data
        return len(data)

    def drained(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


def streamed(papers: Iterable[Paper], *, on: date) -> Iterator[bytes]:
    """Yield an archive of the papers in their order, with their digests in a last file."""
    outlet, sums = _Outlet(), []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in papers:
            digest = hashlib.sha256()
            with archive.open(_entry(name, on), "w", force_zip64=True) as entry:
                for piece in pieces:
                    digest.update(piece)
                    entry.write(piece)
                    yield outlet.drained()
            sums.append(f"{digest.hexdigest()}  {name}\n")
        archive.writestr(_entry(SUMS, on), "".join(sums))
    yield outlet.drained()


def _entry(name: str, on: date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
