"""What did the complainant say to a later date that was proposed? Recorded where they told us another way."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....actions import proposals
from ....models import ExtensionProposal, ProposalAnswer
from ... import words
from .door import MoveForm, UngovernedView, Words


class ProposalAnswerForm(MoveForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[
            (ProposalAnswer.AGREED, gettext_lazy("The complainant agrees")),
            (ProposalAnswer.DECLINED, gettext_lazy("The complainant does not agree")),
            (ProposalAnswer.TAKEN_BACK, gettext_lazy("We take it back: it is not needed any more")),
        ],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=gettext_lazy("On"), help_text=gettext_lazy("The day on which they told us."))
    note = Words(
        label=gettext_lazy("How they told us"),
        help_text=gettext_lazy("By telephone, in a letter, to whom; or why it is taken back. Kept in the history."),
    )

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}

    def clean_on(self):
        if self.cleaned_data["on"] > self.door.on:
            raise forms.ValidationError(_("That day has not come yet."))
        return self.cleaned_data["on"]


class AnswerView(UngovernedView):
    page_title = gettext_lazy("Record the answer to a proposed date")
    lead = gettext_lazy("If they agree, the date moves as you save, and a letter says so. Otherwise nothing moves.")
    submit_button_label = gettext_lazy("Record the answer")
    form_class = ProposalAnswerForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.proposal  # noqa: B018

    @cached_property
    def proposal(self):
        theirs = ExtensionProposal.objects.filter(case_stage__case=self.case)
        return get_object_or_404(theirs.select_related("case_stage__case"), pk=self.kwargs["proposal"])

    def perform(self, answer, on, note):
        told = {"on": on, "note": note, "by": self.request.user}
        if answer == ProposalAnswer.TAKEN_BACK:
            proposals.take_back(self.proposal, **told)
        else:
            proposals.record_answer(self.proposal, agrees=answer == ProposalAnswer.AGREED, **told)

    def known(self):
        asked = self.proposal
        return [
            (words.owed(asked.event), _("proposed: %(day)s") % {"day": date_format(asked.to)}),
            (_("Reason"), asked.reason),
            (_("Now"), asked.get_answer_display()),
        ]
