"""How do files come with a form that has no cookie and no session? By a token made when the first one arrives.

The page of the form is the same for everybody; the answer to a post is nobody else's. It carries the sealed token
of the files kept so far, and each later post brings it back. The database knows its digest alone.
"""

import hashlib
import secrets
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.signing import BadSignature, Signer
from django.utils.translation import ngettext

from ..actions import uploads
from ..conf import setting
from ..forms.feedback import FeedbackAnswers
from ..forms.file_names import plain_name
from ..forms.refusals import FileRefused
from .rate_limits import UPLOADS, minutes_to_wait

FIELD = "files"


class NoLargerThan(FileUploadHandler):
    """Stop reading a file that is too large, and let the words that came with it through."""

    def __init__(self, request, too_large: list[str]):
        super().__init__(request)
        self.too_large = too_large
        self.left = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.left = setting("WAGTAIL_COMPLAINTS_FILE_MB") * 1024 * 1024

    def receive_data_chunk(self, raw_data, start):
        self.left -= len(raw_data)
        if self.left < 0:
            self.too_large.append(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def guard(request):
    """Have files read under our limit, if nobody has read the request before."""
    request.complaints_too_large = []
    try:
        request.upload_handlers.insert(0, NoLargerThan(request, request.complaints_too_large))
    except AttributeError:  # a middleware of the site has read the post already
        return


def batch_of(request) -> str:
    """Return the batch that the request holds the token of, or nothing."""
    return _digest(_opened(request.POST.get("uploads", "")))


def batch_after(form) -> str:
    """Return the batch of a form whose files were taken: perhaps begun by this very post."""
    return _digest(_opened(form.data.get("uploads", "")))


def take(request, form: FeedbackAnswers):
    """Keep the files that came, take off what is to be removed, and tell the form what there is."""
    if FIELD not in form.fields:
        return
    token = _opened(request.POST.get("uploads", "")) or secrets.token_urlsafe(24)
    if key := request.POST.get("remove", ""):
        _remove(_digest(token), key)
    wrong = [*_too_large(request), *_kept(request, form, _digest(token))]
    field = form.fields[FIELD]
    field.kept = uploads.of_batch(_digest(token))
    if field.kept:
        form.data = form.data.copy()
        form.data["uploads"] = _seal().sign(token)
    if wrong:
        form.full_clean()
        form.add_error(FIELD, wrong)


def _remove(batch: str, key: str):
    with suppress(ValueError):
        uploads.remove(batch, UUID(key))


def _too_large(request) -> Iterable[str]:
    for name in getattr(request, "complaints_too_large", ()):
        yield _named(name, uploads.too_large())


def _kept(request, form: FeedbackAnswers, batch: str) -> Iterable[str]:
    """Keep what can be kept, and yield what is wrong with the rest."""
    came = [file for file in request.FILES.getlist(FIELD) if file.name]
    if not came:
        return
    room = form.fields[FIELD].most - len(uploads.of_batch(batch))
    if UPLOADS.is_passed_by(request, len(came)):
        yield try_again_later()
        return
    for file in came[: max(room, 0)]:
        try:
            uploads.keep(batch, file, file.name)
        except FileRefused as refused:
            yield _named(file.name, refused.reason)
    if len(came) > room:
        yield ngettext(
            "You can add up to %(most)s file", "You can add up to %(most)s files", form.fields[FIELD].most
        ) % {"most": form.fields[FIELD].most}


def try_again_later() -> str:
    minutes = minutes_to_wait()
    return ngettext(
        "Very many files came from where you are. Try again in %(minutes)s minute, or send the form without files",
        "Very many files came from where you are. Try again in %(minutes)s minutes, or send the form without files",
        minutes,
    ) % {"minutes": minutes}


def _named(name: str, reason: str) -> str:
    return f"“{plain_name(name)}” {reason}"


def _seal() -> Signer:
    return Signer(salt="wagtail_complaints.uploads")


def _opened(sealed: str) -> str:
    try:
        return _seal().unsign(sealed)
    except BadSignature:
        return ""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest() if token else ""
