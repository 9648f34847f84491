"""How does a complaints manager hear that letters did not get there? On the first screen, with the way to them."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from ..models import Letter
from .records.letters import GIVEN_UP

LISTING = "complaints_letters_modeladmin_index"


class LettersNotice(Component):
    name = "complaints_letters"
    template_name = "wagtail_complaints/admin/letters_notice.html"
    order = 40

    def __init__(self, count: int, url: str):
        self.count, self.url = count, url

    def get_context_data(self, parent_context):
        return {"count": self.count, "url": self.url}


def construct(request, panels):
    """Answer Wagtail's hook for the home page. Who can queue letters again hears of it."""
    if not request.user.has_perm("wagtail_complaints.change_letter"):
        return
    if count := Letter.objects.visible_to(request.user).given_up().count():
        panels.append(LettersNotice(count, f"{reverse(LISTING)}?state={GIVEN_UP}"))
