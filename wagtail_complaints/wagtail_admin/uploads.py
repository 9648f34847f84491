"""Who may open a file that somebody sent, and how is it handed over? Asked each time; always as a download."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.log_actions import log

from ..models import Case, Submission, Upload

OPENED = "wagtail_complaints.file_opened"


def may_open(user, upload: Upload) -> bool:
    """Return whether this user sees the case, or, while there is none, the inbox.

    What came with a message is of its case alone, and not of others that were split from it.
    """
    if upload.message:
        may_see = user.has_perm("wagtail_complaints.view_case")
        return may_see and Case.objects.visible_to(user).filter(pk=upload.message.case_id).exists()
    submission = upload.submission
    if Case.objects.filter(submission=submission).exists():
        may_see = user.has_perm("wagtail_complaints.view_case")
        return may_see and Case.objects.visible_to(user).filter(submission=submission).exists()
    return user.has_perm("wagtail_complaints.view_submission")


def files_of(submission: Submission) -> list[dict]:
    """Return the files of a submission as a page lists them."""
    return listed(submission.uploads.all())


def listed(uploads: Iterable[Upload]) -> list[dict]:
    return [
        {
            "upload": upload,
            "url": None if upload.is_held_back else reverse("complaints_file", args=[upload.key]),
            "original_url": reverse("complaints_file_original", args=[upload.key])
            if upload.copy and not upload.is_held_back
            else None,
        }
        for upload in uploads
    ]


@require_GET
def file(request, key, is_original=False):
    """Hand over one file: of a picture the copy without metadata, unless the original is asked for."""
    sent = Upload.objects.exclude(submission=None, message=None).select_related("submission", "message__case")
    upload = get_object_or_404(sent, key=key)
    if not may_open(request.user, upload):
        raise Http404
    if upload.is_held_back:
        raise PermissionDenied(_("This file is held back: %(why)s") % {"why": upload.get_scan_display()})
    log(
        upload.submission or upload.message.case,
        OPENED,
        user=request.user,
        data={"file": str(upload.key), "is_original": is_original},
    )
    return _as_download(upload.original if is_original or not upload.copy else upload.copy, upload)


def _as_download(content, upload: Upload) -> FileResponse:
    response = FileResponse(content.open(), as_attachment=True, filename=upload.served_name)
    response.headers["Content-Type"] = upload.content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store, private"
    return response


urlpatterns = [
    path("complaints/files/<uuid:key>/", file, name="complaints_file"),
    path("complaints/files/<uuid:key>/original/", file, {"is_original": True}, name="complaints_file_original"),
]
