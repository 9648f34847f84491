"""Who opens a window on the council's site? The public at its telephones, and the staff at their desks."""

import re

from django.conf import settings
from django.test import Client

from example_site.council.loading import staff
from tests.browser.walks.desk import Desk
from tests.browser.walks.form import PublicForm
from tests.wenbury import Wenbury
from wagtail_complaints.models import Submission


class Town(Wenbury):
    def __init__(self, open_window, address: str, camera):
        self._open_window, self._address, self._camera = open_window, address, camera
        self._windows = {}

    def visitor(self, path: str, *, width=320, javascript=True) -> PublicForm:
        """Open a public page in a window of a visitor's own, as wide as a small telephone."""
        page = self._open_window(width, javascript=javascript)
        page.goto(path)
        return PublicForm(page, self._camera)

    def sent_by(self, form: PublicForm) -> Submission:
        """Return what came of a form, by the reference that its sender was given."""
        return Submission.objects.get(reference=form.reference)

    def desk(self, username: str, *, width=1280) -> Desk:
        """Open the admin as somebody. Sessions are as long as days here: each day they have signed in again."""
        window = self._windows.get((username, width))
        if window is None:
            window = self._sits_down(username, width)
        window.context.add_cookies([self._session_of(username)])
        return Desk(window, self._camera)

    def _sits_down(self, username: str, width: int):
        """Open a window. As it closes it does not say that an editor was left: the rows may be gone by then."""
        window = self._windows[username, width] = self._open_window(width)
        window.route("**/editing-sessions/release/**", lambda route: route.abort())
        return window

    def _session_of(self, username: str) -> dict:
        client = Client()
        client.force_login(staff.named(username))
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": self._address}

    def signs_in(self, username: str, *, width=1280) -> Desk:
        """Open the admin by its front door, with a name and a password."""
        window = self._sits_down(username, width)
        window.goto("/admin/")
        window.get_by_label("Username").fill(username)
        window.get_by_label(re.compile(r"^\s*Password\s*\*?\s*$")).fill(staff.PASSWORD)
        self._camera.looks_at(window, "sign-in")
        with window.expect_navigation():
            window.get_by_role("button", name="Sign in").click()
        self._camera.looks_at(window, "dashboard")
        return Desk(window, self._camera)
