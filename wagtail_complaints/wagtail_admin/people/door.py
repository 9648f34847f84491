"""What do the pages about staff share? One form, one action, and a refusal that a person can read."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...conf import today
from ...procedure.journey import MoveRefused
from ..cases.moves.door import Words
from ..days import DayInput
from ..refused import SaysThatItWasRefused


class StaffForm(forms.Form):
    """A form whose dates are Wagtail's own; `door` is the view it is shown in."""

    def __init__(self, *args, door, **kwargs):
        self.door = door
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
        self.prepare()

    def prepare(self):
        """Choices that depend on who asks."""


class ReasonForm(StaffForm):
    reason = Words(label=_("Reason"), help_text=_("Kept in the history."))


class StaffPage(SaysThatItWasRefused, WagtailAdminTemplateMixin, FormView):
    template_name = "wagtail_complaints/admin/people/form.html"
    form_class = StaffForm
    header_icon = "user"
    submit_button_label = _("Save")
    lead = ""
    done = ""
    parents: tuple[tuple[str, object], ...] = ()

    def dispatch(self, request, *args, **kwargs):
        self.on = today()
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        raise NotImplementedError

    def perform(self, **given):
        """Call the one action of this page."""
        raise NotImplementedError

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "door": self}

    def form_valid(self, form):
        try:
            self.perform(**form.cleaned_data)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if self.done:
            messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(name), "label": label} for name, label in self.parents]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "lead": self.lead,
            "back_url": self.get_success_url(),
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": _("Saving…"),
            "media": context["form"].media,
        }
