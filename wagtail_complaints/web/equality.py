"""How do answers about equality reach the figures without their sender? By a post that names no submission.

The receipt seals the procedure and a number used once into the form; the number is forgotten within a day, and no
row keeps it. An answer that we do not know counts as not given: nobody is asked twice.
"""

import logging
import secrets
from typing import NamedTuple

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .. import conf
from ..blocks.feedback_form import contact_for
from ..forms.equality import EqualityAnswers
from ..models import EqualityFigure, Procedure, Submission
from . import salvage
from .privacy import kept_by_nobody
from .same_site import is_from_this_site

logger = logging.getLogger(__name__)

DAY = 24 * 60 * 60


class Asked(NamedTuple):
    form: EqualityAnswers
    token: str


def asked_of(submission: Submission) -> Asked | None:
    """Return the questions for whoever has just sent this, where its form asks them."""
    version = submission.form_version
    if not (version and submission.procedure_id and version.asks.asks_equality):
        return None
    return Asked(EqualityAnswers(), _seal().sign_object([submission.procedure_id, secrets.token_hex(8)]))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@kept_by_nobody
def equality(request):
    """Count the answers, once, and say thank you."""
    if request.method != "POST":
        return redirect("/")
    salvage.keep_what_arrives(request)
    try:
        if is_from_this_site(request):
            _count(request)
    except salvage.UNREADABLE:
        return _ask_again(request)
    return render(request, "wagtail_complaints/feedback/equality_thanks.html", {"contact": contact_for(request)})


def _ask_again(request):
    """Ask with what could be read, to be sent again: it was not counted."""
    read = salvage.words_in(request)
    form = EqualityAnswers(read)
    form.is_valid()
    asked = Asked(EqualityAnswers(dict(form.answers)), read.get("token", ""))
    context = {"contact": contact_for(request), "equality": asked, "is_again": True}
    return render(request, "wagtail_complaints/feedback/equality_again.html", context, status=400)


def _count(request):
    form = EqualityAnswers(request.POST)
    form.is_valid()
    try:
        procedure_pk, once = _seal().unsign_object(request.POST.get("token", ""), max_age=DAY)
    except (BadSignature, ValueError, TypeError):
        return
    procedure = Procedure.objects.filter(pk=procedure_pk).first()
    if procedure and form.answers and _is_first(once):
        EqualityFigure.add(procedure, conf.today(), form.answers)


def _is_first(once: str) -> bool:
    try:
        return cache.add(f"wagtail_complaints.equality.{once}", 1, DAY)
    except Exception:  # each cache fails in its own way; the answers count all the same
        logger.exception("The cache failed: answers about equality could be counted twice.")
        return True


def _seal() -> TimestampSigner:
    return TimestampSigner(salt="wagtail_complaints.equality")
