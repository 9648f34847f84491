"""“Did this page help?”: one press on any page, from any cache, without a cookie; then, if somebody likes, why not.

What looks like a machine is thanked like anybody else, kept, and not counted. No address of a visitor is stored or
looked at: a flood is told by how many answers one page gets in a minute.
"""

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .. import conf
from ..actions import page_verdicts
from ..blocks.helpful import DECOY
from . import host_page, readable, salvage
from .privacy import kept_by_nobody
from .same_site import is_from_this_site

MOST_A_MINUTE = 30
"""How many answers to one page in a minute are believed."""

SECONDS_TO_EXPLAIN = 60 * 60
_ANSWERS = {"yes": True, "no": False}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@kept_by_nobody
def verdict(request, page_pk):
    """Keep an answer, and go on to where it can be explained. A visit goes back to the page."""
    page = readable.live_page(request, page_pk)
    return readable.served(request, page, lambda: _verdict(request, page))


def _verdict(request, page):
    posted, _is_spoilt = _posted(request)
    answer = posted.get("helpful")
    if request.method != "POST" or answer not in _ANSWERS or not is_from_this_site(request):
        return redirect(host_page.page_url(request, page) or "/")
    given = page_verdicts.give(
        page, was_helpful=_ANSWERS[answer], is_suspect=_is_suspect(posted, page), on=conf.today()
    )
    token = _signer().sign(f"{given.pk}-{page.pk}-{answer}")
    return _see(reverse("wagtail_complaints:helpful_thanks", args=[token]))


def _is_suspect(posted, page) -> bool:
    return bool(posted.get(DECOY)) or _is_flooded(page)


def _is_flooded(page) -> bool:
    key = f"complaints-helpful-{page.pk}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it has just run out
        return False


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@kept_by_nobody
def thanks(request, token):
    """Thank, ask why, and take the answer. The address opens for an hour."""
    try:
        pk, page_pk, answer = _signer().unsign(token, max_age=SECONDS_TO_EXPLAIN).split("-")
    except (BadSignature, ValueError):
        return render(request, "wagtail_complaints/helpful/thanks.html", {"is_over": True}, status=410)
    page = readable.live_page(request, int(page_pk))
    posted, is_spoilt = _posted(request)
    is_over = request.method == "POST" and is_from_this_site(request) and not is_spoilt
    if is_over:
        page_verdicts.explain(int(pk), comment=posted.get("why", ""), is_suspect=bool(posted.get(DECOY)))
    context = {"is_over": is_over, "was_helpful": _ANSWERS[answer], "page_url": host_page.page_url(request, page)}
    context |= {"decoy": DECOY, "is_spoilt": is_spoilt, "why": posted.get("why", "")}
    return render(request, "wagtail_complaints/helpful/thanks.html", context, status=400 if is_spoilt else 200)


def _posted(request) -> tuple[QueryDict, bool]:
    """Return what was posted, or what could be read of it; and whether it was spoilt on its way."""
    salvage.keep_what_arrives(request)
    try:
        return request.POST, False
    except salvage.UNREADABLE:
        return salvage.words_in(request), True


def _see(url: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="wagtail_complaints.helpful")
