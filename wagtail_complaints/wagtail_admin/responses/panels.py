"""What stands on the page of a response? The fields while it is drafted, the letter itself from then on."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel

from ...procedure.sign_off import Bar
from .form import ResponseForm

BARS = {
    Bar.WROTE: _("you wrote some of this letter"),
    Bar.ASKED: _("you asked for its sign-off"),
    Bar.SIGNED_ANOTHER_STEP: _("you signed another step"),
    Bar.DECIDED_BEFORE: _("you decided an earlier stage"),
    Bar.SIGNED_BEFORE: _("you signed the letter of an earlier stage"),
    Bar.RULED_OUT: _("the procedure or its law rules you out of this decision"),
}


class AboutCasePanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_complaints/responses/about_case.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            case = self.instance.case
            return context | {
                "response": self.instance,
                "case": case,
                "case_url": AdminURLFinder(self.request.user).get_edit_url(case),
                "last_step": _sent_back(self.instance),
            }


class WhileDrafting(MultiFieldPanel):
    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and not self.instance.get_lock()


class FindingsPanel(InlinePanel):
    """One row for each point: none can be added, taken away or moved, with or without JavaScript."""

    def get_form_options(self):
        options = super().get_form_options()
        rows = options["formsets"][self.relation_name]
        rows["fields"] = ["point", *rows["fields"]]
        rows["widgets"] = {**rows["widgets"], "point": forms.HiddenInput}
        rows.update(can_delete=False, extra=0, validate_max=True)
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "wagtail_complaints/responses/findings.html"

        def __init__(self, **kwargs):
            Panel.BoundPanel.__init__(self, **kwargs)
            self.label = self.panel.label
            self.formset = self.form and self.form.formsets[self.panel.relation_name]

        def is_shown(self):
            return not self.instance.get_lock()

        @cached_property
        def children(self):
            points = {str(point.pk): point for point in self.instance.points_to_answer()}
            rows = [(points.get(str(form["point"].value())), form) for form in self.formset.forms]
            return [
                {"point": point, "form": form, "panel": self._row(form, index)}
                for index, (point, form) in enumerate(rows)
                if point
            ]

        def _row(self, form, index):
            return self.panel.child_edit_handler.get_bound_panel(
                instance=form.instance, request=self.request, form=form, prefix=f"{self.prefix}-{index}"
            )

        def get_context_data(self, parent_context=None):
            return Panel.BoundPanel.get_context_data(self, parent_context)

        def js_opts(self):
            return Panel.BoundPanel.js_opts(self)

        def telepath_pack(self, context):
            return (Panel.BoundPanel.telepath_adapter_name, [self.js_opts()])


class LetterPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_complaints/responses/letter_panel.html"

        def is_shown(self):
            return bool(self.instance.get_lock())

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"response": self.instance}


class SignOffPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_complaints/responses/sign_off.html"

        def is_shown(self):
            return self.instance.sign_off_runs.exists()

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {
                "runs": [(run, run.decisions()) for run in self.instance.sign_off_runs.order_by("-pk")],
                "why_not": why_not_signed_by(self.request.user, self.instance),
            }


def why_not_signed_by(user, response) -> str:
    """Return why somebody of the step's group may not sign this letter; nothing for anybody else."""
    task = response.current_workflow_task
    if task is None or not task.names_of(user):
        return ""
    reasons = [str(BARS[bar]) for bar in response.hands().bars(user.pk)]
    return gettext("You cannot sign this letter: %(reasons)s.") % {"reasons": "; ".join(reasons)} if reasons else ""


def _sent_back(response):
    run = response.sign_off_runs.last()
    if run is None or response.get_lock():
        return None
    return next((step for step in run.decisions() if step.status == step.STATUS_REJECTED), None)


EDITOR = ObjectList(
    [
        AboutCasePanel(heading=_("The case")),
        WhileDrafting(
            [FieldPanel("body", heading=_("Text")), FieldPanel("outcome"), FieldPanel("contains")],
            heading=_("The letter"),
        ),
        FindingsPanel(
            "findings",
            [FieldPanel("finding"), FieldPanel("reasons"), FieldPanel("remedy")],
            heading=_("Finding on each point"),
        ),
        LetterPanel(heading=_("The letter")),
        SignOffPanel(heading=_("Sign-off")),
    ],
    base_form_class=ResponseForm,
)
