"""A real browser on the running site. Where Chromium is missing, the tests that ask for it are skipped."""

import os
import shutil

import pytest
from django.db import connection

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed.")
    rows_of_the_migrations = getattr(
        connection, "_test_serialized_contents", None
    )  # none, if no test asks for them
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        # Playwright leaves an event loop in this thread: Django would refuse its synchronous database there, and
        # opens other connections, which do not know the rows to put back after a test that really commits.
        connection._test_serialized_contents = rows_of_the_migrations
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
            yield browser
        browser.close()


@pytest.fixture
def transactional_db(rows_put_back, transactional_db):
    """Put the rows back after the flush: pytest-django asks for this before all that a test itself asks for."""


@pytest.fixture
def browser_page(django_db_serialized_rollback, live_server, chromium):
    """Return a function that opens a window of this width on the site: `browser_page(320, javascript=False)`.

    Addresses are relative to the site. A script that fails on a page fails the test.
    """
    contexts, broken = [], []

    def opened(width=1280, *, height=900, javascript=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert broken == []
