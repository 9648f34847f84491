"""What can still be read of a post whose form is broken? The words in it, for whoever wrote them.

A browser writes forms that can be read; what stands between it and us can spoil them: a proxy that drops the
boundary from the header, or names another encoding. The parts are read as those of an e-mail, which forgives much.
"""

from email import message_from_bytes

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException

from ..forms.fields import clean_text

UNREADABLE = (
    *(BadRequest, MultiPartParserError, UnreadablePostError),
    *(RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent),
)
"""What Django raises where a post cannot be read."""

MOST_KEPT = 1024 * 1024
"""Bytes of a post that are kept while it is read. The words come before the files in our forms."""


PIECE, FIRST_PIECES = 1024, 32
"""Bytes that are read at once: with the read that fails goes what it had read. A short post is read in small."""


def keep_what_arrives(request):
    """Keep the beginning of the post beside whoever reads it, for when it breaks in the middle."""
    read, kept = request.read, bytearray()

    def read_and_keep(size=-1):
        arrived = bytearray()
        while piece := read(_next_piece(kept) if size < 0 else min(_next_piece(kept), size - len(arrived))):
            kept.extend(piece[: MOST_KEPT - len(kept)])
            arrived.extend(piece)
        return bytes(arrived)

    request.read, request.complaints_kept = read_and_keep, kept


def _next_piece(kept: bytearray) -> int:
    return FIRST_PIECES if len(kept) < PIECE else PIECE


def words_in(request) -> QueryDict:
    """Return the boxes that could be read, without files: none of a post that is too large.

    Of one that broke in the middle, what had arrived: the last box may be cut off.
    """
    try:
        body = request.body
    except (RawPostDataException, UnreadablePostError):
        body = bytes(getattr(request, "complaints_kept", b""))
    except RequestDataTooBig:
        return QueryDict()
    return _parts(body) if request.content_type.startswith("multipart/") else QueryDict(body, encoding="utf-8")


def _parts(body: bytes) -> QueryDict:
    boundary = body.lstrip().partition(b"\n")[0].strip().removeprefix(b"--").replace(b'"', b"")
    found = QueryDict(mutable=True)
    if not boundary:
        return found
    head = b'Content-Type: multipart/form-data; boundary="' + boundary + b'"\r\n\r\n'
    for part in message_from_bytes(head + body).walk():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str) and not part.is_multipart() and part.get_filename() is None:
            words = part.get_payload(decode=True) or b""
            found.appendlist(clean_text(name), clean_text(words.decode("utf-8", "replace")))
    return found
