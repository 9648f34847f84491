"""How does the page that a form stands on come back with the answered form in its place?

The page is served as to any visitor who asks for it, through the site's own URLs, so that view restrictions and
`on_serve_page` hooks apply; then what stands between the form's marks is exchanged. Nothing that a visitor typed
passes through the page's templates, so no cache of pages or fragments can keep it for somebody else.
"""

import copy
import logging
import re

from django.db import Error as DatabaseError
from django.http import Http404, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext

from ..blocks.feedback_form import Place
from ..compat import page_model

logger = logging.getLogger(__name__)

_TITLE = re.compile(r"(<title\b[^>]*>)\s*")


def page_of(place: Place):
    """Return the page that the form stands on, published or not, or None where it is gone."""
    return page_model().objects.filter(pk=place.page_pk).first() if place.page_pk else None


def page_url(request, page) -> str:
    """Return the full address of a published page, or nothing."""
    return (page.specific_deferred.get_full_url(request) or "") if page and page.live else ""


def served_with(request, place: Place, form_html: str, *, has_errors: bool) -> HttpResponse | None:
    """Return the host page with `form_html` where its form stands, or None where the form does not stand there."""
    page = page_of(place)
    url_parts = page.specific_deferred.get_url_parts(request) if page and page.live else None
    if not url_parts or not url_parts[2]:
        return None
    response = _as_any_visitor_sees_it(request, url_parts[2])
    if response is None or response.status_code != 200 or response.streaming:
        return None
    return _exchanged(response, place, form_html, has_errors)


def _as_any_visitor_sees_it(request, path: str) -> HttpResponse | None:
    try:
        with translation.override(translation.get_language_from_path(path) or translation.get_language()):
            match = resolve(path)
            response = match.func(_asking_for(request, path, match), *match.args, **match.kwargs)
            return response.render() if hasattr(response, "render") else response
    except (Http404, Resolver404):
        return None
    except DatabaseError:
        raise
    except Exception:
        logger.exception("A page could not be served with an answered form; the form stands alone instead.")
        return None


def _asking_for(request, path: str, match):
    asked = copy.copy(request)
    asked.method, asked.path, asked.path_info, asked.resolver_match = "GET", path, path, match
    asked.GET, asked.POST = QueryDict(), QueryDict()
    asked.META = {**request.META, "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}
    asked.__dict__.pop("_wagtail_route_for_request", None)
    return asked


def _exchanged(response, place: Place, form_html: str, has_errors: bool) -> HttpResponse | None:
    start, end = place.marks
    before, found, rest = response.content.decode(response.charset).partition(start)
    _blank, ended, after = rest.partition(end)
    if not (found and ended):
        return None
    if has_errors:
        before = _TITLE.sub(lambda title: f"{title[1]}{gettext('Error:')} ", before, count=1)
    answered = HttpResponse(before + form_html + after, content_type=response.headers["Content-Type"])
    answered.cookies = response.cookies
    return answered
