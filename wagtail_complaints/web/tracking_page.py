"""What have all pages of the tracking side in common? No cache, no referrer, and, inside, a visit that goes on."""

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from ..blocks.feedback_form import contact_for
from ..forms.tracking import WayInForm
from . import tracking_visit
from .privacy import kept_by_nobody
from .same_site import is_from_this_site

TEMPLATES = "wagtail_complaints/tracking"


def tells_nobody(view):
    """Let no other site learn that somebody came from `view`."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return marked


def is_from_here(request) -> bool:
    """Return whether a post came from these pages.

    They tell nobody where somebody comes from, so an older browser calls its origin “null”: there it must do that
    no other site can send our cookie, or know a link.
    """
    says_nothing = "Sec-Fetch-Site" not in request.headers and request.headers.get("Origin") == "null"
    return says_nothing or is_from_this_site(request)


def private(view):
    return csrf_exempt(kept_by_nobody(tells_nobody(view)))


def page(request, template: str, status=200, **context) -> HttpResponse:
    context = {"contact": contact_for(request), "here": request.path, **context}
    return render(request, f"{TEMPLATES}/{template}.html", context, status=status)


def for_a_visit(view):
    """Give `view` the visit that goes on; without one, say how to come back in, and lose nothing that was typed."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        visit = tracking_visit.current(request)
        if not visit:
            return page(request, "ended", status=403, typed=request.POST.get("text", ""), form=WayInForm())
        if request.method == "POST" and not is_from_here(request):
            return page(request, "from_elsewhere", status=403, typed=request.POST.get("text", ""))
        return view(request, visit, *args, **kwargs)

    return private(guarded)
