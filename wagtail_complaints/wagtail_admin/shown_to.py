"""Who finds a report, or a page of work, in the menu? Those who may open it."""

from collections.abc import Callable

from wagtail.admin.menu import MenuItem


class ShownTo(MenuItem):
    """A menu item for the users of whom `may(user)` is true."""

    def __init__(self, may: Callable, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._may = may

    def is_shown(self, request):
        return self._may(request.user)
