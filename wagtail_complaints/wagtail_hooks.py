"""What does the app add to the Wagtail admin? Everything is registered here, and nothing is decided here."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .wagtail_admin import log_actions, permissions
from .wagtail_admin.feedback_forms import FeedbackFormViewSet
from .wagtail_admin.inbox import SubmissionAdmin
from .wagtail_admin.menu import InboxMenuItem, complaints_menu
from .wagtail_admin.registers import REGISTERS

inbox = SubmissionAdmin()
registers = [register() for register in REGISTERS]
feedback_forms = FeedbackFormViewSet()

for screen in (inbox, *registers):
    screen.register_with_wagtail()

register_snippet(feedback_forms)
hooks.register("register_permissions", permissions.registered)
hooks.register("register_log_actions", log_actions.register)


@hooks.register("register_admin_menu_item")
def register_complaints_menu():
    return complaints_menu(
        InboxMenuItem(inbox, order=0),
        feedback_forms.get_menu_item(),
        *(register.get_menu_item() for register in registers),
    )
