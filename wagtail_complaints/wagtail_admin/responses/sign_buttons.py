"""Which buttons stand under a response? Its author's while it is drafted, its signer's while it waits."""

from django.contrib.admin.utils import quote
from django.forms import Media, Script
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import ActionMenuItem

from ...models import Response
from .policy import POLICY

OURS = frozenset({"action-save", "action-submit", "action-cancel-workflow", "action-locked"})


class DecideMenuItem(ActionMenuItem):
    """Opens the form of one decision. Wagtail shows its own only where the editor is not locked."""

    template_name = "wagtail_complaints/responses/decide_menu_item.html"

    def __init__(self, name, label, icon_name, url, order):
        super().__init__(order)
        self.name, self.label, self.icon_name, self._url = name, label, icon_name, url

    def get_url(self, parent_context):
        return self._url

    @property
    def media(self):
        return Media(js=[Script("wagtailadmin/js/workflow-action.js", **{"data-activate": "dashboard"})])


def construct(menu_items, request, context):
    """Leave the buttons that mean something for a response, in words of its own, and add those of its signer."""
    if context["model"] is not Response or context["view"] not in ("edit", "revisions_revert"):
        return
    response = context["instance"]
    kept = [item for item in menu_items if item.name in OURS]
    if not POLICY.user_has_permission_for_instance(request.user, "change", response):
        kept = [item for item in kept if item.name == "action-locked"]
    for item in kept:
        if item.name == "action-cancel-workflow":
            item.label = _("Take it back")
    decisions = _decisions(response, request.user)
    if decisions:
        kept = [item for item in kept if item.name != "action-locked"]
    menu_items[:] = [*decisions, *kept]


def _decisions(response, user):
    task_state = response.current_workflow_task_state
    if task_state is None:
        return []
    seen = urlencode({"seen": response.digest_of(response.get_latest_revision())})
    icons = {"approve": "check", "reject": "undo"}
    name = response.snippet_viewset.get_url_name("workflow_action")
    return [
        DecideMenuItem(
            action,
            label,
            icons[action],
            f"{reverse(name, args=(quote(response.pk), action, task_state.pk))}?{seen}",
            order=-10 + place,
        )
        for place, (action, label, _modal) in enumerate(task_state.task.specific.get_actions(response, user))
    ]
