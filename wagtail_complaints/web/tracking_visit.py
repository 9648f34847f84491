"""How does a browser stay on the tracking page for a while? By a cookie of its own, which no other page is sent.

No account and no session of Django's: the cookie holds a random secret under our seal, is sent to the tracking
addresses alone, never from another site, and can be read by no script. The database knows its digest.
"""

from django.core.signing import BadSignature
from django.http import HttpResponseRedirect
from django.urls import reverse

from .. import conf
from ..actions import tracking
from ..models import TrackingVisit

COOKIE = "complaints_tracking"
SALT = "wagtail_complaints.tracking-cookie"


def begin(request, secret: str) -> HttpResponseRedirect:
    """Lead to the page, with the cookie. The address that was come by is left behind."""
    response = see_other("tracking_case")
    response.set_signed_cookie(
        COOKIE, secret, salt=SALT, path=_path(), secure=request.is_secure(), httponly=True, samesite="Strict"
    )
    return response


def current(request) -> TrackingVisit | None:
    try:
        secret = request.get_signed_cookie(COOKIE, salt=SALT)
    except (KeyError, BadSignature):
        return None
    return tracking.visit_of(secret, at=conf.now())


def end(visit: TrackingVisit | None) -> HttpResponseRedirect:
    if visit:
        tracking.leave(visit, at=conf.now())
    response = see_other("tracking_left")
    response.delete_cookie(COOKIE, path=_path(), samesite="Strict")
    return response


def see_other(name: str, *args) -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse(f"wagtail_complaints:{name}", args=args))
    response.status_code = 303
    return response


def _path() -> str:
    return reverse("wagtail_complaints:tracking")
