from tests.settings import *  # noqa: F403

INSTALLED_APPS = [
    "wagtail_complaints",
    "tests.overriding.swapped",
    *(app for app in INSTALLED_APPS if app not in ("wagtail_complaints", "example_site.council")),  # noqa: F405
]
WAGTAIL_PAGE_MODEL = "swapped.CouncilPage"
