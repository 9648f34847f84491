"""The public's way in: a form is posted here, checked, shown once more, and stored before anything else happens.

One address takes every step, so that a form needs neither cookie nor session. Errors come back on the page where
the form stands, with status 200: servers in front of a site replace pages of other statuses, words and all.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error as DatabaseError
from django.db import transaction
from django.db.models import Exists
from django.http import Http404, HttpResponseRedirect, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .. import conf
from ..actions import following_up, intake
from ..blocks.feedback_form import Place, contact_for
from ..compat import page_model
from ..forms.feedback import WAYS_TO_REACH, FeedbackAnswers
from ..models import Channel, FeedbackFormVersion, Kind, OnBehalf, Submission
from . import failures, host_page, intentions, salvage, uploads
from .privacy import kept_by_nobody
from .same_site import is_from_this_site
from .suspicion import signs
from .walk import Walk

logger = logging.getLogger(__name__)

_SEND_WORDS = {
    Kind.COMPLAINT: _("Send my complaint"),
    Kind.COMPLIMENT: _("Send my compliment"),
    Kind.COMMENT: _("Send my comment"),
}
_LONGEST_URL = Submission._meta.get_field("page_url").max_length


class Received(HttpResponseRedirect):
    """Leads to the receipt. What follows the storing is done when the answer is out: nobody waits for it."""

    status_code = 303

    def __init__(self, url: str, then: Callable):
        super().__init__(url)
        self.then = then

    def close(self):
        try:
            self.then()
        except Exception:
            logger.exception("A submission is stored, but could not be followed up yet.")
        super().close()


@dataclass(frozen=True)
class Posted:
    """One post of one form: everything a step needs."""

    request: object
    version: FeedbackFormVersion
    place: Place
    form: FeedbackAnswers

    @property
    def intention(self) -> str:
        return self.request.POST.get("intention", "")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.non_atomic_requests
@kept_by_nobody
def feedback(request, digest, page_pk=None, name="feedback"):
    place = Place(digest, page_pk, name)
    if request.method != "POST":
        return _ask(request, place)
    uploads.guard(request)
    salvage.keep_what_arrives(request)
    try:
        if not is_from_this_site(request):
            return failures.sent_from_elsewhere(request)
        return _take(request, place)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return failures.too_much(request)
    except (BadRequest, MultiPartParserError, UnreadablePostError):
        return failures.unreadable(request)
    except DatabaseError:
        logger.exception("The database failed while a form was being sent; its words were shown to the sender.")
        return failures.not_saved(request)


def _ask(request, place: Place):
    """Send a visitor to the page where the form stands, or show the form alone where there is none."""
    if url := host_page.page_url(request, host_page.page_of(place)):
        return redirect(url)
    version = FeedbackFormVersion.objects.select_related("form").filter(digest=place.digest).first()
    if not version:
        raise Http404
    current = version.form.current_version
    place = Place(current.digest)
    return _standing_alone(request, place, FeedbackAnswers(current.asks, place=place.name))


def _take(request, place: Place):
    version = _version_with_what_sending_asks(place, request.POST.get("intention", ""))
    if not version:
        return failures.form_unknown(request)
    form = FeedbackAnswers(version.asks, place=place.name, data=request.POST)
    uploads.take(request, form)
    posted = Posted(request, version, place, form)
    if is_about_files := bool({"remove", "upload"} & request.POST.keys()):
        form.keep_errors_of(["files"])
    if form.definition.one_at_a_time:
        return _at_the_next_step(posted, is_about_files)
    if is_about_files or "change" in request.POST or not form.is_valid():
        return _ask_again(posted)
    return _checked_or_sent(posted)


def _version_with_what_sending_asks(place: Place, intention: str) -> FeedbackFormVersion | None:
    """Return what was asked; and, in the same query, whether its page is there and the wish was sent before."""
    sent = Submission.objects.filter(idempotency_key__startswith=intentions.wish_key(intention))
    page = page_model().objects.filter(pk=place.page_pk)
    versions = FeedbackFormVersion.objects.select_related("form__procedure").filter(digest=place.digest)
    return versions.annotate(was_sent=Exists(sent), has_page=Exists(page)).first()


def _at_the_next_step(posted: Posted, is_about_files: bool):
    """Take the answers of one step and go on to the next, back, or to what is to be changed."""
    form, walk = posted.form, Walk(posted.form)
    if is_about_files:
        return _show_step(posted, form.step_of("files").key)
    if name := posted.request.POST.get("change"):
        return _show_step(posted, form.step_of(name).key, forget_errors=True)
    if "back" in posted.request.POST:
        return _show_step(posted, walk.before(), forget_errors=True)
    if walk.is_wrong_here():
        return _show_step(posted, walk.at)
    walk.pass_on()
    if step := walk.next():
        return _show_step(posted, step, forget_errors=True)
    if wrong := walk.first_wrong():
        return _show_step(posted, wrong)
    return _checked_or_sent(posted)


def _checked_or_sent(posted: Posted):
    if "send" in posted.request.POST and intentions.is_intention(posted.intention):
        return _send(posted)
    return _check(posted)


def _show_step(posted: Posted, step: str, *, forget_errors=False):
    form = posted.form
    form.at = step
    form.keep_errors_of(() if forget_errors else form.step.names)
    if step == form.steps[0].key:
        return _ask_again(posted)
    return render(
        posted.request,
        "wagtail_complaints/feedback/step.html",
        {**_form_context(posted.request, posted.place, form), "level": 2, "is_on_its_own": True},
    )


def _ask_again(posted: Posted):
    html = render_to_string(
        "wagtail_complaints/feedback/form.html",
        {**_form_context(posted.request, posted.place, posted.form), "level": 3},
        request=posted.request,
    )
    on_its_page = host_page.served_with(posted.request, posted.place, html, has_errors=bool(posted.form.errors))
    return on_its_page or _standing_alone(posted.request, posted.place, posted.form)


def _standing_alone(request, place: Place, form: FeedbackAnswers):
    return render(request, "wagtail_complaints/feedback/form_page.html", _form_context(request, place, form))


def _form_context(request, place: Place, form: FeedbackAnswers) -> dict:
    return {"feedback": form, "place": place, "contact": contact_for(request)}


def _check(posted: Posted):
    page_url = host_page.page_url(posted.request, host_page.page_of(posted.place))[:_LONGEST_URL]
    answers = [
        {"name": answer.name, "label": answer.label, "shown": answer.shown, "box": posted.form.box(answer.name)}
        for answer in posted.form.checked_answers
    ]
    return render(
        posted.request,
        "wagtail_complaints/feedback/check.html",
        {
            **_form_context(posted.request, posted.place, posted.form),
            "answers": answers,
            "carried": [*posted.form.typed, *posted.form.marks],
            "can_be_reached": any(posted.form.cleaned_data[way] for way in WAYS_TO_REACH),
            "intention": intentions.new_intention(page_url),
            "send_words": _SEND_WORDS[posted.form.kind],
        },
    )


def _send(posted: Posted):
    """Store what was sent, and lead to its receipt; the letter and the case come after the answer."""
    form, version, today = posted.form, posted.version, conf.today()
    files = [upload.digest for upload in form.fields["files"].kept] if "files" in form.fields else []
    key = intentions.idempotency_key(posted.intention, version.digest, form.answers, files)
    submission = intake.receive(
        kind=Kind(form.kind),
        channel=Channel.FORM,
        on_behalf=OnBehalf(form.cleaned_data["on_behalf"]),
        answers=form.answers,
        procedure=version.form.procedure,
        received_on=today,
        idempotency_key=key,
        form_version=version,
        page_pk=posted.place.page_pk if version.has_page else None,
        page_url=intentions.page_url_of(posted.intention),
        privacy_notice=form.definition.privacy_notice,
        batch=uploads.batch_of(posted.request) if files else "",
        signs=signs(posted.request, form, posted.intention),
        is_followed_up=True,
        is_new=not version.was_sent,
    )
    receipt = reverse("wagtail_complaints:received", args=[intentions.receipt_token(key)])
    return Received(receipt, partial(following_up.follow_up, submission, on=today))
