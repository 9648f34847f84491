"""What does the app add to the Wagtail admin? Everything is registered here, and nothing is decided here."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .compat import register_permission_policy
from .wagtail_admin import (
    bulk_actions,
    figures,
    holiday_notice,
    letters_notice,
    log_actions,
    permissions,
    uploads,
    workflow_reports,
)
from .wagtail_admin.bundles import door as bundles
from .wagtail_admin.cases import bulk, my_work
from .wagtail_admin.cases.history import CaseHistoryView
from .wagtail_admin.cases.register import CaseViewSet
from .wagtail_admin.equality import EqualityReportView
from .wagtail_admin.feedback_forms import FeedbackFormViewSet
from .wagtail_admin.law import documents as procedure_documents
from .wagtail_admin.law import panel as law_panel
from .wagtail_admin.law import urls as law_urls
from .wagtail_admin.law.report import LawReportView
from .wagtail_admin.menu import InboxMenuItem, complaints_menu
from .wagtail_admin.people import deputies, glass
from .wagtail_admin.policies import POLICIES
from .wagtail_admin.public_side import reviews
from .wagtail_admin.public_side import urls as public_side_urls
from .wagtail_admin.public_side.helpful import HelpfulView
from .wagtail_admin.public_side.reviews import ReviewsView
from .wagtail_admin.records.actions import ActionAdmin
from .wagtail_admin.records.date_notices import DateNoticeAdmin
from .wagtail_admin.records.enquiries import EnquiryAdmin
from .wagtail_admin.records.inbox import SubmissionAdmin
from .wagtail_admin.records.letters import LetterAdmin
from .wagtail_admin.records.outside_people import OutsidePersonAdmin
from .wagtail_admin.records.registers import REGISTERS
from .wagtail_admin.records.teams import TeamAdmin
from .wagtail_admin.responses import home_panel, sign_buttons
from .wagtail_admin.responses import policy as response_policy
from .wagtail_admin.responses.viewset import ResponseViewSet
from .wagtail_admin.survey import SurveyReportView

for policy in POLICIES:
    register_permission_policy(policy.model, policy)

cases = CaseViewSet()
inbox = SubmissionAdmin()
date_notices = DateNoticeAdmin()
enquiries = EnquiryAdmin()
agreed_actions = ActionAdmin()
letters = LetterAdmin()
responses = ResponseViewSet()
feedback_forms = FeedbackFormViewSet()
teams = TeamAdmin()
outside_people = OutsidePersonAdmin()
registers = [register() for register in REGISTERS]

for screen in (inbox, date_notices, enquiries, agreed_actions, letters, teams, outside_people, *registers):
    screen.register_with_wagtail()
for screen in (responses, feedback_forms):
    register_snippet(screen)

hooks.register("register_permissions", permissions.registered)
hooks.register("register_log_actions", log_actions.register)
hooks.register("construct_snippet_action_menu", sign_buttons.construct)
hooks.register("register_bulk_action", bulk_actions.NoBulkDelete, order=1)
for action in bulk.ACTIONS:
    hooks.register("register_bulk_action", action)
hooks.register("before_delete_snippet", response_policy.check_delete)
hooks.register("before_edit_page", law_panel.before_edit, order=-1000)
hooks.register("before_create_page", law_panel.before_create, order=-1000)
hooks.register("register_page_header_buttons", procedure_documents.header_buttons)
hooks.register("construct_homepage_panels", holiday_notice.construct)
hooks.register("construct_homepage_panels", letters_notice.construct)
hooks.register("construct_homepage_panels", my_work.construct)
hooks.register("construct_homepage_panels", home_panel.construct)
hooks.register("register_admin_urls", lambda: law_urls.urlpatterns)
hooks.register("register_admin_urls", lambda: uploads.urlpatterns)
hooks.register("register_admin_urls", lambda: bundles.urlpatterns)
hooks.register("register_admin_urls", lambda: [*EqualityReportView.urls(), *SurveyReportView.urls()])
hooks.register("register_admin_urls", lambda: public_side_urls.urlpatterns)
for report in (LawReportView, ReviewsView, HelpfulView, EqualityReportView, SurveyReportView):
    hooks.register("register_reports_menu_item", report.menu_item)
hooks.register("construct_homepage_panels", reviews.construct)
hooks.register("register_admin_urls", lambda: [*figures.urlpatterns, *deputies.urlpatterns, *glass.urlpatterns])
hooks.register("register_reports_menu_item", figures.menu_item)
hooks.register("construct_homepage_panels", figures.construct)
hooks.register("register_admin_urls", workflow_reports.stand_in)


@hooks.register("register_admin_viewset")
def register_cases():
    return cases


@hooks.register("register_admin_menu_item")
def register_complaints_menu():
    return complaints_menu(
        my_work.MyWorkMenuItem(),
        cases.get_menu_item(),
        InboxMenuItem(inbox, order=0),
        responses.get_menu_item(),
        date_notices.get_menu_item(),
        letters.get_menu_item(),
        enquiries.get_menu_item(),
        agreed_actions.get_menu_item(),
        feedback_forms.get_menu_item(),
        teams.get_menu_item(),
        outside_people.get_menu_item(),
        deputies.menu_item(),
        glass.menu_item(),
        *(register.get_menu_item() for register in registers),
    )


@hooks.register("register_admin_urls")
def register_case_history():
    return [path("complaints/cases/<int:pk>/history/", CaseHistoryView.as_view(), name="complaints_case_history")]


@hooks.register("register_admin_urls")
def register_my_work():
    return [path("complaints/my-work/", my_work.MyWorkView.as_view(), name="complaints_my_work")]
