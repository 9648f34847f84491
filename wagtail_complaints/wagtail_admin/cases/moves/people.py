"""The moves on the people of a case: add somebody on the complainant's side, change what is known of them."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ....actions import people
from ....models import Party
from .door import MoveForm, UngovernedView, Words

FIELDS = [
    "role",
    "name",
    "is_under_18",
    "relationship",
    "entitlement",
    "contact_by",
    "email",
    "telephone",
    "address",
    "contact_safety",
    "adjustments",
    "consent",
    "consent_on",
    "understanding",
]


class PartyForm(MoveForm, forms.ModelForm):
    """What is known of somebody. It is the action that saves it, not the form."""

    class Meta:
        model = Party
        fields = FIELDS
        widgets = dict.fromkeys(
            ("address", "contact_safety", "adjustments", "understanding"), AdminAutoHeightTextInput
        )

    def _post_clean(self):
        """Check what a model would, on a copy: the fact itself is for the action to change."""
        self.instance = Party(pk=self.instance.pk, case=self.door.case)
        super()._post_clean()


class AddPartyView(UngovernedView):
    form_class = PartyForm
    page_title = _("Add somebody")
    lead = _("Somebody on the complainant’s side: who helps them, or whom it is about.")
    submit_button_label = _("Add")
    done = _("Added.")

    def perform(self, **given):
        people.add(self.case, by=self.request.user, **given)


class ChangePartyForm(PartyForm):
    reason = Words(label=_("Why it is changed"), required=False, help_text=_("Kept in the history."))


class ChangePartyView(UngovernedView):
    page_title = _("Change what is known of somebody")
    form_class = ChangePartyForm
    done = _("Changed.")

    @cached_property
    def party(self):
        return get_object_or_404(self.case.parties, pk=self.kwargs["party"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.party}

    def perform(self, **given):
        people.change(self.party, by=self.request.user, **given)
