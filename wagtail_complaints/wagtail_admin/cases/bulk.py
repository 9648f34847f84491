"""What can be done with several ticked cases, or with all that match? Assign them, or take them away as a file.

Each case goes through the action of its own, with its own history; those that cannot be assigned are named with
the reason, and the rest is done.
"""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.widgets.button import ListingButton

from ...actions import cases
from ...models import Case
from ...procedure.journey import MoveRefused
from .matching import keys, matching, parameters
from .moves.working import StaffField, staff

AT_ONCE = 200
"""Cases that one request assigns: the history of each is written, and somebody waits for the page."""

ALL = "all"


class CaseBulkAction(BulkAction):
    """Something done with ticked cases. Whoever ticks one that they do not see, ticks nothing."""

    models = [Case]
    permission = "view_case"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(f"wagtail_complaints.{self.permission}"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def ticked(self):
        """Return the cases ticked, or all that the address names. Raises: Http404, where none is."""
        if ALL in self.request.GET.getlist("id"):
            found = matching(self.request, self.request.GET)
        else:
            found = Case.objects.visible_to(self.request.user).filter(pk__in=keys(self.request.GET))
        if not found.exists():
            raise Http404
        return found


class AssignForm(forms.Form):
    owner = StaffField(
        label=_("Owner"),
        required=True,
        help_text=_("Who answers for these cases. Who decides each stage stays."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = staff()
        self.fields["owner"].required = True
        self.fields["owner"].empty_label = _("Choose somebody")


class AssignCases(CaseBulkAction):
    display_name = _("Assign")
    action_type = "assign"
    aria_label = _("Assign the selected cases")
    action_priority = 10
    permission = "assign_case"
    form_class = AssignForm
    template_name = "wagtail_complaints/admin/cases/bulk_assign.html"
    done_template_name = "wagtail_complaints/admin/cases/bulk_assigned.html"

    def get_actionable_objects(self):
        return list(self.ticked.order_by("pk")[:AT_ONCE]), {"items_with_no_access": []}

    def get_context_data(self, **kwargs):
        number = self.ticked.count()
        return {
            **super().get_context_data(**kwargs),
            "number": number,
            "left": max(0, number - AT_ONCE),
            "at_once": AT_ONCE,
        }

    def get_execution_context(self):
        self.refused = []
        owner = self.cleaned_form.cleaned_data["owner"]
        return {"owner": owner, "by": self.request.user, "refused": self.refused}

    @classmethod
    def execute_action(cls, objects, *, owner, by, refused, **kwargs):
        for case in objects:
            try:
                cases.assign(case, by=by, owner=owner)
            except MoveRefused as refusal:
                refused.append((case, refusal.reason))
        return len(objects) - len(refused), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        said = ngettext(
            "%(number)d case assigned to %(owner)s.", "%(number)d cases assigned to %(owner)s.", num_parent_objects
        )
        owner = get_user_display_name(self.cleaned_form.cleaned_data["owner"])
        self.done = said % {"number": num_parent_objects, "owner": owner}
        return None if self.refused else self.done

    def form_valid(self, form):
        response = super().form_valid(form)
        if not self.refused:
            return response
        context = {"done": self.done, "refused": self.refused, "next": self.next_url}
        return render(self.request, self.done_template_name, context)


class TakeAway(CaseBulkAction):
    """Sends the browser on to the register's own export, narrowed to what was ticked."""

    spreadsheet = ""

    def get(self, request, *args, **kwargs):
        asked = parameters(request.GET, "q", "ordering")
        if ALL not in request.GET.getlist("id"):
            asked.setlist("id", list(self.ticked.values_list("pk", flat=True)))
        asked["export"] = self.spreadsheet
        return HttpResponseRedirect(f"{reverse('complaints_cases:index')}?{asked.urlencode()}")

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)


class TakeAwayXLSX(TakeAway):
    display_name = _("Download XLSX")
    action_type = "xlsx"
    aria_label = _("Download the selected cases as XLSX")
    action_priority = 20
    spreadsheet = "xlsx"


class TakeAwayCSV(TakeAway):
    display_name = _("Download CSV")
    action_type = "csv"
    aria_label = _("Download the selected cases as CSV")
    action_priority = 30
    spreadsheet = "csv"


ACTIONS = (AssignCases, TakeAwayXLSX, TakeAwayCSV)


def buttons(user) -> list[ListingButton]:
    """Return the buttons of the bar below the register: of what this user may do, and nothing else."""
    return [
        ListingButton(
            action.display_name,
            reverse("wagtail_bulk_action", args=["wagtail_complaints", "case", action.action_type]),
            attrs={"aria-label": action.aria_label, "data-bulk-action-button": ""},
            priority=action.action_priority,
            classname="bulk-action-btn",
        )
        for action in ACTIONS
        if user.has_perm(f"wagtail_complaints.{action.permission}")
    ]
