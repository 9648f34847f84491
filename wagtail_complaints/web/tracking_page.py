"""What have all pages of the tracking side in common? No cache, no referrer, and, inside, a visit that goes on."""

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from ..blocks.feedback_form import contact_for
from ..forms.tracking import WayInForm
from . import salvage, tracking_visit
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


def loses_nothing(view):
    """Answer a post that cannot be read with a page that says so, and with the words that could be."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        salvage.keep_what_arrives(request)
        try:
            return view(request, *args, **kwargs)
        except salvage.UNREADABLE:
            return page(request, "unreadable", status=400, typed=salvage.words_in(request).get("text", ""))

    return guarded


def private(view):
    return csrf_exempt(kept_by_nobody(tells_nobody(loses_nothing(view))))


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
        if request.method == "POST" and not is_from_this_site(request):
            return page(request, "from_elsewhere", status=403, typed=request.POST.get("text", ""))
        return view(request, visit, *args, **kwargs)

    return private(guarded)
