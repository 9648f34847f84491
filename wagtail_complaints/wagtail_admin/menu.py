"""What stands in the menu of somebody who works with complaints? What they may open, and nothing else."""

from django.utils.translation import gettext_lazy
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail_modeladmin.menus import ModelAdminMenuItem

from .records.inbox import waiting

MOST = 99


class InboxMenuItem(ModelAdminMenuItem):
    """Says how many submissions wait."""

    def render_component(self, request):
        component = super().render_component(request)
        count = waiting().order_by()[: MOST + 1].count()
        if count:
            component.label = f"{component.label} ({f'{MOST}+' if count > MOST else count})"
        return component


def complaints_menu(*items) -> SubmenuMenuItem:
    """Return the group of the app, with the menu items given in their order."""
    for position, item in enumerate(items):
        item.order = position
    return SubmenuMenuItem(
        gettext_lazy("Complaints"), Menu(items=list(items)), name="complaints", icon_name="comment", order=250
    )
