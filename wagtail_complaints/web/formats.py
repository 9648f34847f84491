"""The published page in another format: made when first asked for, from what anybody may read at that moment."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from ..blocks.feedback_form import contact_for
from ..formats.keeping import Busy, kept, name_of
from ..formats.offered import Format, named
from ..formats.running import NotMade
from ..formats.source import Source, source
from ..models.procedure_page import ProcedurePageMixin
from . import readable

AGAIN_AFTER = 15
"""Seconds after which to ask again."""

FRESH_FOR = 10 * 60
"""Seconds for which a cache may answer by itself."""


@require_safe
def page_format(request, page_pk, name, audience=""):
    page = readable.live_page(request, page_pk)
    if not isinstance(page, ProcedurePageMixin):
        raise Http404
    wanted = named(name)
    if not wanted:
        raise Http404
    return readable.served(request, page, lambda: _answer(request, page, page.telling(audience), wanted))


def _answer(request, page, telling, wanted: Format) -> HttpResponse:
    response = _made(request, page, telling, wanted)
    if readable.is_public(page) and response.status_code == 200:
        patch_cache_control(response, public=True, max_age=FRESH_FOR)
    elif response.status_code != 304:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _made(request, page, telling, wanted: Format) -> HttpResponse:
    contact = contact_for(request)
    said = source(telling, council=contact.council, contact=contact.telephone, media_url=settings.MEDIA_URL)
    etag = f'"{name_of(said, wanted)}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        content = kept(said, wanted)
    except (Busy, NotMade) as wrong:
        return _not_now(request, telling, is_busy=isinstance(wrong, Busy))
    return _file(content, page, said, wanted, etag)


def _file(content: bytes, page, said: Source, wanted: Format, etag: str) -> HttpResponse:
    response = HttpResponse(content, content_type=wanted.content_type)
    name = f"{slugify(said.title) or page.slug}-{wanted.name}.{wanted.ending}"
    is_shown = wanted.ending in ("pdf", "txt")
    response["Content-Disposition"] = content_disposition_header(not is_shown, name)
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = said.language
    return response


def _not_now(request, telling, *, is_busy: bool) -> HttpResponse:
    context = {"telling": telling, "is_busy": is_busy, "contact": contact_for(request)}
    response = render(request, "wagtail_complaints/formats/not_now.html", context, status=503)
    response["Retry-After"] = str(AGAIN_AFTER)
    return response
