"""Which files were sent with a submission, and may they be opened yet?

A file is kept from the moment it is added, under the digest of a token that only the sender's page holds; sending
makes it part of the submission. It is personal data, whole: its name too.
"""

import secrets
import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..forms.file_names import name_as
from ..forms.file_types import KNOWN, FileType
from ..private_files import private_storage
from .message import CaseMessage
from .seen_with_case import SeenWithSubmission
from .submission import Submission


class ScanState(models.TextChoices):
    NOT_SCANNED = "not-scanned", _("Not scanned: no scanner is set up")
    HELD = "held", _("Held back: not scanned for viruses yet")
    CLEAN = "clean", _("Scanned: no virus found")
    INFECTED = "infected", _("Held back: a virus was found")


HELD_BACK = (ScanState.HELD, ScanState.INFECTED)


def unguessable(upload, filename) -> str:
    """Return a name in the storage that says nothing of the sender, the file or its kind."""
    name = secrets.token_hex(20)
    return f"uploads/{name[:2]}/{name[2:]}"


class UploadQuerySet(SeenWithSubmission):
    def visible_to(self, user):
        """Return the files of the submissions and of the messages that `user` may read."""
        messages = CaseMessage.objects.visible_to(user).values("pk")
        return super().visible_to(user) | self.filter(message__in=messages)

    def unclaimed_since(self, instant: datetime):
        """Return the files that nobody has sent, and that were added before `instant`."""
        return self.filter(submission=None, message=None, stored_at__lt=instant)

    def held(self):
        return self.filter(scan=ScanState.HELD)


class Upload(models.Model):
    """A file as it was sent (`original`) and, of a picture, as it is passed on (`copy`, without metadata)."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.CharField(max_length=64, db_index=True, blank=True)
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="uploads"
    )
    message = models.ForeignKey(
        CaseMessage, null=True, blank=True, on_delete=models.PROTECT, related_name="uploads"
    )
    name = models.CharField(_("name"), max_length=140)
    type = models.CharField(_("type"), max_length=8, choices=[(each.value, each.value) for each in FileType])
    size = models.PositiveBigIntegerField(_("size"), help_text=_("Bytes."))
    original = models.FileField(storage=private_storage, upload_to=unguessable, max_length=200)
    copy = models.FileField(storage=private_storage, upload_to=unguessable, max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    stored_at = models.DateTimeField(_("stored at"), auto_now_add=True)
    scan = models.CharField(
        _("virus scan"), max_length=12, choices=ScanState.choices, default=ScanState.NOT_SCANNED
    )
    scan_said = models.CharField(max_length=255, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file sent with a submission")
        verbose_name_plural = _("files sent with submissions")

    def __str__(self):
        return f"{self.submission or '–'}, {self.type}"

    @property
    def is_held_back(self) -> bool:
        return self.scan in HELD_BACK

    @property
    def served_name(self) -> str:
        return name_as(self.name, FileType(self.type))

    @property
    def content_type(self) -> str:
        return KNOWN[FileType(self.type)].content_type
