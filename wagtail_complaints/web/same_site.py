"""Did this post come from a page of this site? Asked instead of a token, which a cached page could not carry.

The forms use no cookie, so a post from elsewhere has no borrowed powers; it is turned back all the same, with
everything that was typed, because a person did not mean to send it from there.
"""

from urllib.parse import urlsplit

from django.conf import settings

_OURS = ("same-origin", "none")


def is_from_this_site(request) -> bool:
    """Return what the browser says: `Sec-Fetch-Site`, else `Origin`, else `Referer`; without any of them, yes.

    From a page that tells nobody where somebody comes from (`Referrer-Policy: no-referrer`), a browser calls the
    origin “null”: that says nothing. `Sec-Fetch-Site` is not sent by older ones, nor on plain http.
    """
    if said := request.headers.get("Sec-Fetch-Site"):
        return said in _OURS
    origin = request.headers.get("Origin", "")
    source = request.headers.get("Referer") if origin in ("", "null") else origin
    return not source or urlsplit(source).netloc in _our_hosts(request)


def _our_hosts(request) -> set[str]:
    return {request.get_host(), *(urlsplit(origin).netloc for origin in settings.CSRF_TRUSTED_ORIGINS)}
