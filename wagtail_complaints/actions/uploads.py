"""What becomes of a file that somebody adds? Checked, scanned, kept; claimed by what is sent, or swept away."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from .. import virus_scan
from ..conf import setting
from ..forms import pictures
from ..forms.file_names import plain_name
from ..forms.file_types import PICTURES, file_type
from ..forms.refusals import FileRefused
from ..models import CaseMessage, ScanState, Submission, Upload
from ..virus_scan import Verdict

logger = logging.getLogger(__name__)

KEPT_UNSENT = timedelta(hours=24)
"""How long an unsent file waits: longer than the 20 hours that WCAG 2.2.1 gives somebody for a form."""

_STATES = {Verdict.CLEAN: ScanState.CLEAN, Verdict.INFECTED: ScanState.INFECTED, Verdict.UNKNOWN: ScanState.HELD}


def keep(batch: str, file: File, name: str) -> Upload:
    """Keep a file that was added to a form. Raises: FileRefused, with a reason for its sender."""
    if not file.size:
        raise FileRefused(_("is empty"))
    if file.size > setting("WAGTAIL_COMPLAINTS_FILE_MB") * 1024 * 1024:
        raise FileRefused(too_large())
    found = file_type(file)
    copy = pictures.without_metadata(file, PICTURES[found]) if found in PICTURES else None
    state, said = _scanned(file)
    if state == ScanState.INFECTED:
        raise FileRefused(_("contains a virus"))
    upload = Upload(batch=batch, name=plain_name(name), type=found.value, size=file.size, digest=_digest(file))
    upload.scan, upload.scan_said = state, said
    file.seek(0)
    upload.original.save("", File(file), save=False)
    if copy:
        upload.copy.save("", ContentFile(copy.getvalue()), save=False)
    upload.save()
    return upload


def too_large() -> str:
    return _("must be smaller than %(megabytes)s MB") % {"megabytes": setting("WAGTAIL_COMPLAINTS_FILE_MB")}


def of_batch(batch: str) -> list[Upload]:
    return list(Upload.objects.filter(batch=batch)) if batch else []


def remove(batch: str, key: UUID):
    """Take a file off its sender's list. What was sent with a submission stays with it."""
    for upload in Upload.objects.filter(batch=batch, key=key):
        if upload.submission_id:
            Upload.objects.filter(pk=upload.pk).update(batch="")
        else:
            _delete(upload)


def claim(batch: str, submission: Submission):
    """Make the files of a batch part of what was sent; those sent before with other words become part of both."""
    if not batch:
        return
    if not Upload.objects.filter(batch=batch, submission=None).update(submission=submission):
        for upload in Upload.objects.filter(batch=batch).exclude(submission=submission):
            upload.pk, upload.batch, upload.submission = None, "", submission
            upload.key = Upload._meta.get_field("key").get_default()
            upload._state.adding = True
            upload.save()


def claim_for(batch: str, message: CaseMessage):
    """Make the files of a batch part of a message."""
    if batch:
        Upload.objects.filter(batch=batch, submission=None, message=None).update(message=message, batch="")


def scan_held() -> tuple[int, int]:
    """Scan what is held back. Return how many files may be opened now, and how many stay held."""
    outcomes = [_scan_again(upload) for upload in Upload.objects.held().iterator()]
    return outcomes.count(True), outcomes.count(False)


def sweep(*, at: datetime) -> int:
    """Delete the files that nobody sent. Return their number."""
    unsent = list(Upload.objects.unclaimed_since(at - KEPT_UNSENT))
    return sum(_swept(upload) for upload in unsent)


def _swept(upload: Upload) -> bool:
    """Delete a file unless it was sent this very moment."""
    with transaction.atomic():
        still = Upload.objects.select_for_update().filter(pk=upload.pk, submission=None, message=None).first()
        if still:
            _delete(still)
    return bool(still)


def _delete(upload: Upload):
    """Delete the row, and its files once that is certain, unless another submission has them too."""
    names = [file.name for file in (upload.original, upload.copy) if file]
    storage = upload.original.storage
    upload.delete()
    if not Upload.objects.filter(original__in=names).exists():
        transaction.on_commit(lambda: _delete_files(storage, names))


def _delete_files(storage, names: Iterable[str]):
    for name in names:
        try:
            storage.delete(name)
        except OSError:
            logger.exception("A file that nobody sent could not be deleted from the storage.")


def _scan_again(upload: Upload) -> bool:
    with upload.original.open() as file:
        state, said = _scanned(file)
    Upload.objects.filter(pk=upload.pk).update(scan=state, scan_said=said)
    return state in (ScanState.CLEAN, ScanState.NOT_SCANNED)


def _scanned(file) -> tuple[ScanState, str]:
    if not virus_scan.is_configured():
        return ScanState.NOT_SCANNED, ""
    file.seek(0)
    found = virus_scan.scan(iter(lambda: file.read(64 * 1024), b""))
    if found.verdict == Verdict.UNKNOWN:
        logger.error("A file could not be scanned for viruses and is held back: %s", found.said[:200])
    return _STATES[found.verdict], found.said[:255]


def _digest(file) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
