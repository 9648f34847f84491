"""How often may one visitor ask, within an hour? Counted in Django's cache, under a keyed digest of the address.

A count, never a record: nothing says who asked. Where the cache fails nobody is turned away. Sending is never
limited.
"""

import ipaddress
import logging
import math
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from ..conf import setting

logger = logging.getLogger(__name__)

HOUR = 60 * 60


class Limit:
    """So many a visitor and hour, by a setting of the site (0: no limit)."""

    def __init__(self, name: str, setting_name: str):
        self.name = name
        self.setting_name = setting_name

    def is_passed_by(self, request, more: int = 1) -> bool:
        """Count `more` of them, and return whether that was too many."""
        return self.is_passed_for(visitor(request), more)

    def is_passed_for(self, whom: str, more: int = 1) -> bool:
        """Count `more` of what is named by `whom`, who need not exist, and return whether that was too many."""
        most = setting(self.setting_name)
        if not most or not more:
            return False
        key = f"wagtail_complaints.{self.name}.{int(time.time() // HOUR)}.{whom}"
        try:
            cache.add(key, 0, HOUR)
            return cache.incr(key, more) > most
        except Exception:  # each cache fails in its own way, and none of them may stop anybody
            logger.exception("The cache could not count: no limit is kept.")
            return False


def minutes_to_wait() -> int:
    """Return the minutes until the count begins again, at the full hour."""
    return math.ceil((HOUR - time.time() % HOUR) / 60)


UPLOADS = Limit("uploads", "WAGTAIL_COMPLAINTS_UPLOADS_AN_HOUR")
LOOK_UPS = Limit("look-ups", "WAGTAIL_COMPLAINTS_LOOK_UPS_AN_HOUR")
TRIES = Limit("tries", "WAGTAIL_COMPLAINTS_TRIES_OF_A_REFERENCE_AN_HOUR")
UNSUSPECTED = Limit("sent", "WAGTAIL_COMPLAINTS_UNSUSPECTED_AN_HOUR")


def hidden(text: str) -> str:
    """Return a name for a text, so that what is counted does not stand in the cache."""
    return salted_hmac("wagtail_complaints.counted", text, algorithm="sha256").hexdigest()


def visitor(request) -> str:
    """Return a name for where the request comes from; of IPv6, the network of 64 bits that one household has."""
    try:
        address = ipaddress.ip_address(_address(request))
    except ValueError:
        return "unknown"
    if address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False).network_address
    return salted_hmac("wagtail_complaints.visitor", str(address), algorithm="sha256").hexdigest()


def _address(request) -> str:
    """Return the address that the last proxy of ours saw: whatever stands before it anybody can have written."""
    proxies = setting("WAGTAIL_COMPLAINTS_PROXIES")
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return request.META.get("REMOTE_ADDR", "")
