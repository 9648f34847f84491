"""What does the app add to the Wagtail admin? Everything is registered here, and nothing is decided here."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .compat import register_permission_policy
from .wagtail_admin import bulk_actions, log_actions, permissions, response_policy, sign_buttons
from .wagtail_admin.cases import CaseViewSet
from .wagtail_admin.feedback_forms import FeedbackFormViewSet
from .wagtail_admin.history import CaseHistoryView
from .wagtail_admin.inbox import SubmissionAdmin
from .wagtail_admin.menu import InboxMenuItem, complaints_menu
from .wagtail_admin.policies import POLICIES
from .wagtail_admin.registers import REGISTERS
from .wagtail_admin.responses import ResponseViewSet

for policy in POLICIES:
    register_permission_policy(policy.model, policy)

cases = CaseViewSet()
inbox = SubmissionAdmin()
responses = ResponseViewSet()
feedback_forms = FeedbackFormViewSet()
registers = [register() for register in REGISTERS]

for screen in (inbox, *registers):
    screen.register_with_wagtail()
for screen in (responses, feedback_forms):
    register_snippet(screen)

hooks.register("register_permissions", permissions.registered)
hooks.register("register_log_actions", log_actions.register)
hooks.register("construct_snippet_action_menu", sign_buttons.construct)
hooks.register("register_bulk_action", bulk_actions.NoBulkDelete, order=1)
hooks.register("before_delete_snippet", response_policy.check_delete)


@hooks.register("register_admin_viewset")
def register_cases():
    return cases


@hooks.register("register_admin_menu_item")
def register_complaints_menu():
    return complaints_menu(
        cases.get_menu_item(),
        InboxMenuItem(inbox, order=0),
        responses.get_menu_item(),
        feedback_forms.get_menu_item(),
        *(register.get_menu_item() for register in registers),
    )


@hooks.register("register_admin_urls")
def register_case_history():
    return [path("complaints/cases/<int:pk>/history/", CaseHistoryView.as_view(), name="complaints_case_history")]
