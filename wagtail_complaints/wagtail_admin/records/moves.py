"""How is a verb asked for on the page of a record? A page that says what will happen, one form, one action."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail_modeladmin.views import InstanceSpecificView

from ...procedure.journey import MoveRefused
from .pages import RowPage


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class RecordMove(RowPage, FormView, InstanceSpecificView):
    """Subclasses say what will happen, and call the action in `act`."""

    template_name = "wagtail_complaints/admin/records/move.html"
    form_class = forms.Form
    explanation = ""
    submit_button_label = ""
    submit_button_active_label = gettext_lazy("Saving…")
    done = ""
    not_now = ""
    """Why it cannot be done, where the page of the row does not offer it; empty where the action says so."""
    header_buttons = ()
    header_more_buttons = ()

    def act(self, **given):
        raise NotImplementedError

    def is_offered(self) -> bool:
        offered = self.model_admin.moves_now(self.request.user, self.instance)
        return any(isinstance(self, self.model_admin.moves[name]) for name in offered)

    def get_page_subtitle(self):
        return self.model_admin.called(self.instance)

    def get_success_url(self):
        return self.address("inspect")

    def form_valid(self, form):
        try:
            self.act(**form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
            return self.form_invalid(form)
        messages.success(self.request, self.done % {"record": self.instance})
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        messages.validation_error(self.request, _("This could not be done."), form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "refusal": "" if self.is_offered() else self.not_now,
            "explanation": self.explanation,
            "action_url": self.request.path,
            "back_url": self.address("inspect"),
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": self.submit_button_active_label,
        }
