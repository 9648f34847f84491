"""A real browser on the running site. Where Chromium is missing, the tests that ask for it are skipped."""

import os
import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import modify_settings
from pytest_django.live_server_helper import LiveServer

from tests import table_rows
from tests.wenbury import furnish

NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
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
def chromium(rows_of_the_migrations):
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed.")
    serialized = connection._test_serialized_contents
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        # Playwright leaves an event loop in this thread: Django would refuse its synchronous database there, and
        # opens other connections, which do not know that a test which really commits has its rows put back.
        connection._test_serialized_contents = serialized
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
            yield browser
        browser.close()


@pytest.fixture(scope="module")
def standing_site(chromium, django_db_blocker):
    """Return the address of a site on which Wenbury stands for all tests of a module; its rows go with the module.

    Such a module says that `db` is this site: pytest-django sets the database up for whoever asks for that name.
    """
    with django_db_blocker.unblock():
        rows_before = table_rows.read()
        furnish()
        server = LiveServer("localhost")
        with modify_settings(ALLOWED_HOSTS={"append": "localhost"}):
            yield server.url
        server.stop()
        table_rows.nothing_but(rows_before)


@pytest.fixture
def transactional_db(rows_put_back, transactional_db):
    """Put the rows back after the flush: pytest-django asks for this before all that a test itself asks for."""


@pytest.fixture
def browser_page(django_db_serialized_rollback, live_server, chromium):
    """Return a function that opens a window of this width on the site: `browser_page(320, javascript=False)`.

    Addresses are relative to the site. A script that fails on a page fails the test.
    """
    yield from windows(chromium, live_server.url)


@pytest.fixture
def standing_page(chromium, standing_site):
    """Return what `browser_page` does, on the site that stands for the whole module."""
    yield from windows(chromium, standing_site)


def sign_in(page, user):
    """Give the window a session of this user. The form for it is Wagtail's own, and slow to draw."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}])


def windows(browser, address: str):
    contexts, broken = [], []

    def opened(width=1280, *, height=900, javascript=True):
        context = browser.new_context(
            base_url=address,
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
