"""The moves on an ombudsman's enquiry: record it, its decision, and the remedies that it asks for."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ....actions import enquiries
from ....models import EnquiryRemedy, OmbudsmanEnquiry
from .door import MoveForm, UngovernedView, Words


class OfRow(MoveForm, forms.ModelForm):
    """What is known of a row. It is the action that saves it, not the form."""

    def _post_clean(self):
        """Check each field as the model would, on a copy: the fact itself is for the action to change."""
        self.instance = type(self.instance)(pk=self.instance.pk)
        super()._post_clean()

    def _get_validation_exclusions(self):
        missing = {field.name for field in self._meta.model._meta.fields if field.name not in self.fields}
        return super()._get_validation_exclusions() | missing

    def validate_constraints(self):
        """Leave to the action what joins several fields: it says so in words."""


ANOTHER = "another"


class EnquiryForm(OfRow):
    body = forms.ChoiceField(label=_("Who asks"), widget=forms.RadioSelect)
    another = forms.CharField(
        label=_("Another body"), max_length=200, required=False, help_text=_("Needed where it is none of these.")
    )

    class Meta:
        model = OmbudsmanEnquiry
        fields = ["body", "another", "reference", "received_on", "is_premature", "answer_due_on"]

    def prepare(self):
        named = [external.name for external in self.door.case.terms.externals]
        self.order_fields(["body", "another"])
        self.initial = {"received_on": self.door.on, **self.initial}
        if (body := self.initial.get("body")) and body not in named:
            self.initial |= {"body": ANOTHER, "another": body}
        if named:
            self._offer_bodies(named)
        else:
            self._ask_for_a_name()

    def _offer_bodies(self, named):
        """Choose the body where there is but one. Whose name is typed need not be chosen as well."""
        self.fields["body"].required = not self.data.get(self.add_prefix("another"))
        self.offer("body", [*((name, name) for name in named), (ANOTHER, _("Another"))])
        if len(named) == 1 and not self.initial.get("body"):
            self.initial["body"] = named[0]

    def _ask_for_a_name(self):
        del self.fields["body"]
        another = self.fields["another"]
        another.label, another.help_text, another.required = _("Who asks"), "", True

    def clean(self):
        given = super().clean()
        another, body = given.pop("another", ""), given.get("body", "")
        given["body"] = another or body
        if body == ANOTHER and not another:
            self.add_error("another", _("Say who asks."))
        return given


class WhatCameOfIt(EnquiryForm):
    reason = Words(label=_("Why it is changed"), required=False, help_text=_("Kept in the history."))

    class Meta(EnquiryForm.Meta):
        fields = [
            *EnquiryForm.Meta.fields,
            "answered_on",
            "draft_decision_on",
            "draft_decision",
            "decided_on",
            "decision",
            "findings",
        ]
        widgets = dict.fromkeys(("draft_decision", "findings"), AdminAutoHeightTextInput)


class RecordEnquiryView(UngovernedView):
    page_title = _("Record an Ombudsman’s enquiry")
    lead = _("It runs beside the procedure: the dates of the case stay as they are.")
    submit_button_label = _("Record the enquiry")
    form_class = EnquiryForm

    def perform(self, **given):
        enquiries.record(self.case, by=self.request.user, on=self.on, **given)


class OfEnquiry(UngovernedView):
    """Something about one enquiry of this case; `enquiry` is in the address."""

    @cached_property
    def enquiry(self):
        return get_object_or_404(self.case.enquiries, pk=self.kwargs["enquiry"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.enquiry  # noqa: B018

    def known(self):
        told = [(_("Who asks"), self.enquiry.body), (_("Received on"), date_format(self.enquiry.received_on))]
        return [*told, (_("Their reference"), self.enquiry.reference)] if self.enquiry.reference else told


class ChangeEnquiryView(OfEnquiry):
    page_title = _("What came of the enquiry")
    done = _("Changed.")
    form_class = WhatCameOfIt

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.enquiry}

    def known(self):
        return []

    def perform(self, **given):
        enquiries.change(self.enquiry, by=self.request.user, on=self.on, **given)


class RemedyForm(OfRow):
    class Meta:
        model = EnquiryRemedy
        fields = ["text", "due_on"]
        widgets = {"text": AdminAutoHeightTextInput}


class AskForRemedyView(OfEnquiry):
    page_title = _("Add a remedy")
    lead = _("Something that the decision asks the council to do.")
    submit_button_label = _("Add the remedy")
    done = _("Added.")
    form_class = RemedyForm

    def perform(self, **given):
        enquiries.ask_for(self.enquiry, by=self.request.user, on=self.on, **given)


class ComplyForm(RemedyForm):
    reason = Words(label=_("Why it is changed"), required=False, help_text=_("Kept in the history."))

    class Meta(RemedyForm.Meta):
        fields = ["done_on", "evidence", *RemedyForm.Meta.fields]
        widgets = dict.fromkeys(("text", "evidence"), AdminAutoHeightTextInput)


class ComplyView(OfEnquiry):
    page_title = _("What became of a remedy")
    done = _("Recorded.")
    form_class = ComplyForm

    @cached_property
    def remedy(self):
        return get_object_or_404(self.enquiry.remedies, pk=self.kwargs["remedy"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.remedy}

    def perform(self, **given):
        enquiries.comply(self.remedy, by=self.request.user, on=self.on, **given)
