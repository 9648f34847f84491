"""What does somebody see when their words are safe with us? The reference, what happens next, and when."""

from datetime import date
from typing import NamedTuple

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import conf
from ..actions import following_up
from ..blocks.feedback_form import contact_for
from ..forms.feedback import WAYS_TO_REACH
from ..models import Case, Kind, LetterKind, Submission
from ..procedure.promises import promise
from ..procedure.terms import EXTENDED, ExtensionRule
from . import equality, host_page, intentions, rate_limits
from .privacy import kept_by_nobody

_HEADINGS = {
    Kind.COMPLAINT: _("We have your complaint"),
    Kind.COMPLIMENT: _("We have your compliment"),
    Kind.COMMENT: _("We have your comment"),
}


class Step(NamedTuple):
    """What the council will do next, and by which day at the latest where that is known."""

    promise: str
    by: date | None


@require_safe
@kept_by_nobody
def received(request, token):
    """Show the receipt that `token` was made for. The address holds no reference, and opens for a day."""
    key = intentions.key_of(token)
    if not key and rate_limits.LOOK_UPS.is_passed_by(request):
        return _try_later(request)
    sent = Submission.objects.select_related("procedure", "page", "form_version")
    submission = key and sent.filter(idempotency_key=key).first()
    if submission and not following_up.is_followed_up(submission):
        following_up.follow_up(submission, on=conf.today())
    template = "received" if submission else "no_longer_shown"
    response = render(
        request,
        f"wagtail_complaints/feedback/{template}.html",
        {"contact": contact_for(request), **(_context(request, submission) if submission else {})},
        status=200 if submission else 410,
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _try_later(request):
    minutes = rate_limits.minutes_to_wait()
    context = {"contact": contact_for(request), "minutes": minutes}
    response = render(request, "wagtail_complaints/feedback/try_later.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def _context(request, submission: Submission) -> dict:
    return {
        "submission": submission,
        "heading": _HEADINGS[submission.kind],
        "next_template": f"wagtail_complaints/feedback/next/{submission.kind}.html",
        "receipt_to": _receipt_to(submission),
        "steps": _steps(submission),
        "procedure_url": host_page.page_url(request, submission.procedure.page),
        "tracking_address": request.build_absolute_uri(reverse("wagtail_complaints:tracking")),
        "page_url": host_page.page_url(request, submission.page),
        "equality": equality.asked_of(submission),
        "can_be_reached": any(submission.answer(way) for way in WAYS_TO_REACH),
    }


def _receipt_to(submission: Submission) -> str:
    letter = submission.letters.filter(kind=LetterKind.RECEIPT).first()
    return letter.to_email if letter else ""


def _steps(submission: Submission) -> list[Step]:
    """Return what the council promises where the case stands, with the days it means for this case."""
    case = Case.objects.filter(reference=submission.reference).select_related("current_stage").first()
    if not (case and case.current_stage):
        return []
    due = {deadline.timescale: deadline.due_on for deadline in case.current_stage.deadlines.all()}
    return [
        Step(promise(timescale), None if timescale.extension == ExtensionRule.RANGE else due[timescale.name])
        for timescale in case.current_stage.terms.timescales
        if timescale.name in due and timescale.when != EXTENDED
    ]
