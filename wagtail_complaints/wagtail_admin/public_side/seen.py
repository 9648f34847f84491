"""Which pages does a report name to this user, and where do they lead?"""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...conf import civil_day


class DayColumn(Column):
    """A civil day, on one line: how long ago it is says nothing of a day to come."""

    def __init__(self, *args, classname="wc-day", **kwargs):
        super().__init__(*args, classname=classname, **kwargs)

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(civil_day(day) if isinstance(day, datetime) else day) if day else ""


def seen_by(user, pages: Iterable) -> list:
    """Return the pages that anybody may visit, and the others that this user may explore."""
    explorable = set(PagePermissionPolicy().explorable_instances(user).values_list("pk", flat=True))
    return [page for page in pages if page.pk in explorable or not page.get_view_restrictions().exists()]


def place_of(page, user) -> str:
    """Return where the user edits the page, or else where anybody reads it."""
    if page.permissions_for_user(user).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return page.url or ""
