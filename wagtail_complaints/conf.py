"""Which settings does the app read from the site, and what day is it in the United Kingdom?"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

UNITED_KINGDOM = ZoneInfo("Europe/London")

DEFAULTS = {
    "WAGTAIL_COMPLAINTS_FORMATS_CACHE": "default",
    "WAGTAIL_COMPLAINTS_FROM_EMAIL": None,
    "WAGTAIL_COMPLAINTS_LETTER_ATTEMPTS": 8,
    "WAGTAIL_COMPLAINTS_SEND_AT_ONCE": True,
    "WAGTAIL_COMPLAINTS_PRIVATE_ROOT": None,
    "WAGTAIL_COMPLAINTS_CLAMD": "",
    "WAGTAIL_COMPLAINTS_FILES": 10,
    "WAGTAIL_COMPLAINTS_FILE_MB": 10,
    "WAGTAIL_COMPLAINTS_UPLOADS_AN_HOUR": 60,
    "WAGTAIL_COMPLAINTS_LOOK_UPS_AN_HOUR": 30,
    "WAGTAIL_COMPLAINTS_UNSUSPECTED_AN_HOUR": 30,
    "WAGTAIL_COMPLAINTS_PROXIES": 0,
    "WAGTAIL_COMPLAINTS_TRIES_OF_A_REFERENCE_AN_HOUR": 10,
    "WAGTAIL_COMPLAINTS_TRACKING_LINK_HOURS": 72,
    "WAGTAIL_COMPLAINTS_TRACKING_MINUTES": 60,
    "WAGTAIL_COMPLAINTS_SPEECH": ("espeak-ng", "-v", "{language}", "-s", "150", "--stdin", "-w", "{file}"),
}


def setting(name: str):
    """Return a WAGTAIL_COMPLAINTS_… setting of the site, or its documented default. Raises: KeyError."""
    return getattr(settings, name, DEFAULTS[name])


def today() -> date:
    """Return the civil day in London. Only the doors call this; everything below takes `on`.

    Wagtail activates a time zone for each admin user, so Django's own local date is not the day
    on which a complaint was received.
    """
    return civil_day(now())


def now() -> datetime:
    """Return this instant. Only the doors call this."""
    return datetime.now(UNITED_KINGDOM)


def civil_day(instant: datetime) -> date:
    """Return the day in London on which an aware instant falls."""
    return instant.astimezone(UNITED_KINGDOM).date()


def until_midnight(instant: datetime) -> int:
    """Return the whole seconds left of the day in London, however long the clocks make it."""
    next_day = datetime.combine(civil_day(instant) + timedelta(days=1), time(), UNITED_KINGDOM)
    return int(next_day.timestamp() - instant.timestamp())
