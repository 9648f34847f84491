"""“Did this page help?”: one press on any page, from any cache, without a cookie; then, if somebody likes, why not.

What looks like a machine is thanked like anybody else, kept, and not counted. No address of a visitor is stored or
looked at: a flood is told by how many answers one page gets in a minute.
"""

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .. import conf
from ..actions import page_verdicts
from ..blocks.helpful import DECOY
from . import host_page, readable
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
    answer = request.POST.get("helpful")
    if request.method != "POST" or answer not in _ANSWERS or not is_from_this_site(request):
        return redirect(host_page.page_url(request, page) or "/")
    given = page_verdicts.give(
        page, was_helpful=_ANSWERS[answer], is_suspect=_is_suspect(request, page), on=conf.today()
    )
    token = _signer().sign(f"{given.pk}-{page.pk}-{answer}")
    return _see(reverse("wagtail_complaints:helpful_thanks", args=[token]))


def _is_suspect(request, page) -> bool:
    return bool(request.POST.get(DECOY)) or _is_flooded(page)


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
    is_over = request.method == "POST" and is_from_this_site(request)
    if is_over:
        page_verdicts.explain(
            int(pk), comment=request.POST.get("why", ""), is_suspect=bool(request.POST.get(DECOY))
        )
    context = {"is_over": is_over, "was_helpful": _ANSWERS[answer], "page_url": host_page.page_url(request, page)}
    return render(request, "wagtail_complaints/helpful/thanks.html", context | {"decoy": DECOY})


def _see(url: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="wagtail_complaints.helpful")
