"""May this visitor read that page? Asked as Wagtail asks before serving one: no rule of the site is left out."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from wagtail import hooks

from ..compat import page_model


def live_page(request, pk: int):
    """Return the published page, of its own class. Raises: Http404."""
    page = page_model().objects.live().filter(pk=pk).first()
    if not page or not page.get_url_parts(request):
        raise Http404
    return page.specific


def served(request, page, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `answer` gives to somebody who may read the page; to others what the site says instead."""
    for ask in hooks.get_hooks("before_serve_page"):
        said = ask(page, request, (), {})
        if isinstance(said, HttpResponse):
            return said
    chain = lambda _page, _request, _args, _kwargs: answer()  # noqa: E731 (each hook wraps the one before)
    for wrapped in reversed(hooks.get_hooks("on_serve_page")):
        chain = wrapped(chain)
    return chain(page, request, (), {})


def is_public(page) -> bool:
    return not page.get_view_restrictions().exists()
