"""How is a format made once for all who ask, and one at a time? It is kept under a digest of its source."""

import hashlib
import logging

from django.core.cache import caches

from .. import conf
from .offered import Format
from .running import MOST_CHARACTERS, SECONDS, NotMade
from .source import Source

logger = logging.getLogger(__name__)

DAYS_KEPT = 30
_MAKER = "1"
"""Raised when the same source would be set differently, so that what is kept is made again."""

_MAKING = "complaints-format-making"
_FAILED_FOR = 5 * 60


class Busy(Exception):
    """Another format is being made: this one can be asked for again in a moment."""


def name_of(source: Source, each: Format) -> str:
    """Return the digest that a format of this source is kept under: other words, another name."""
    said = "\0".join((_MAKER, each.name, each.ending, source.language, source.html))
    return hashlib.sha256(said.encode()).hexdigest()


def kept(source: Source, each: Format) -> bytes:
    """Return the format, made if it is not there. Raises: Busy, NotMade."""
    cache = caches[conf.setting("WAGTAIL_COMPLAINTS_FORMATS_CACHE")]
    key = f"complaints-format-{name_of(source, each)}"
    found = cache.get(key)
    if found is None:
        found = _made(cache, key, source, each)
    if not found:
        raise NotMade("It could not be made a moment ago.")
    return found


def _made(cache, key: str, source: Source, each: Format) -> bytes:
    if not cache.add(_MAKING, key, 2 * SECONDS):
        raise Busy
    try:
        if len(source.html) > MOST_CHARACTERS:
            raise NotMade(f"{len(source.html)} characters are too many.")
        made = each.make(source)
    except NotMade as wrong:
        logger.error("The format “%s” of “%s” could not be made: %s", each.name, source.title, wrong)
        cache.set(key, b"", _FAILED_FOR)
        raise
    finally:
        cache.delete(_MAKING)
    cache.set(key, made, DAYS_KEPT * 24 * 60 * 60)
    return made
