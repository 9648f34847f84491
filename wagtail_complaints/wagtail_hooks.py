"""What does the app add to the Wagtail admin? Everything is registered here, and nothing is decided here."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .wagtail_admin import log_actions, permissions, sign_buttons
from .wagtail_admin.inbox import SubmissionAdmin
from .wagtail_admin.menu import InboxMenuItem, complaints_menu
from .wagtail_admin.registers import REGISTERS
from .wagtail_admin.responses import ResponseViewSet

inbox = SubmissionAdmin()
responses = ResponseViewSet()
registers = [register() for register in REGISTERS]

register_snippet(responses)

for screen in (inbox, *registers):
    screen.register_with_wagtail()

hooks.register("register_permissions", permissions.registered)
hooks.register("register_log_actions", log_actions.register)
hooks.register("construct_snippet_action_menu", sign_buttons.construct)


@hooks.register("register_admin_menu_item")
def register_complaints_menu():
    return complaints_menu(
        InboxMenuItem(inbox, order=0),
        responses.get_menu_item(),
        *(register.get_menu_item() for register in registers),
    )
