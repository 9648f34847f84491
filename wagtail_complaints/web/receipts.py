"""What does somebody see when their words are safe with us? The reference, what happens next, and when."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..blocks.feedback_form import contact_for
from ..forms.feedback import WAYS_TO_REACH
from ..models import Kind, LetterKind, Submission
from . import host_page, intentions
from .privacy import kept_by_nobody

_HEADINGS = {
    Kind.COMPLAINT: _("We have your complaint"),
    Kind.COMPLIMENT: _("We have your compliment"),
    Kind.COMMENT: _("We have your comment"),
}


@require_safe
@kept_by_nobody
def received(request, token):
    """Show the receipt that `token` was made for. The address holds no reference, and opens for a day."""
    key = intentions.key_of(token)
    submission = key and Submission.objects.select_related("procedure", "page").filter(idempotency_key=key).first()
    template = "received" if submission else "no_longer_shown"
    response = render(
        request,
        f"wagtail_complaints/feedback/{template}.html",
        {"contact": contact_for(request), **(_context(request, submission) if submission else {})},
        status=200 if submission else 410,
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _context(request, submission: Submission) -> dict:
    return {
        "submission": submission,
        "heading": _HEADINGS[submission.kind],
        "next_template": f"wagtail_complaints/feedback/next/{submission.kind}.html",
        "receipt_to": _receipt_to(submission),
        "steps": _steps(submission),
        "procedure_url": host_page.page_url(request, submission.procedure.page),
        "page_url": host_page.page_url(request, submission.page),
        "can_be_reached": any(submission.answer(way) for way in WAYS_TO_REACH),
    }


def _receipt_to(submission: Submission) -> str:
    letter = submission.letters.filter(kind=LetterKind.RECEIPT).first()
    return letter.to_email if letter else ""


def _steps(submission: Submission) -> list:
    """Return what the council promises at the stage where the case opened, with the days it means for this case."""
    return []
