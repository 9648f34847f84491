"""Who may complain? Those the procedure lists, consent where it is needed, and what a child understands."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import entitlement
from ....models import Consent, PartyRole
from .door import MoveForm, UngovernedView, Words

NEEDS = {
    "": _("in their own right"),
    "consent": _("with the consent of the person affected"),
    "decision": _("if the council decides that they may"),
}


class EntitlementForm(MoveForm):
    listed = forms.ChoiceField(label=_("May complain as"), required=False, widget=forms.RadioSelect)
    entitlement = forms.CharField(
        label=_("Why they may complain"),
        max_length=200,
        required=False,
        help_text=_("Where the list does not say it."),
    )
    relationship = forms.CharField(
        label=_("Relationship"),
        max_length=120,
        required=False,
        help_text=_("To the person affected: mother, foster carer, advocate, solicitor."),
    )
    consent = forms.ChoiceField(
        label=_("Consent of the person affected"),
        choices=Consent.choices,
        widget=forms.RadioSelect,
        help_text=_("Ask for it only where it is needed. Waiting for it stops no clock by itself."),
    )
    consent_on = forms.DateField(label=_("Consent given or refused on"), required=False)
    understanding = Words(
        label=_("What the person affected understands and wants"),
        required=False,
        help_text=_(
            "Capacity, or whether a child under 16 understands enough to decide, and how you know. "
            "A complaint on behalf of a child says what the child thinks."
        ),
    )
    reason = Words(label=_("Reason"), required=False, help_text=_("Where you decide that somebody may complain."))

    def prepare(self):
        party, known = self.door.party, self.door.case.terms.complainants
        listed = [(each.who, f"{each.who} ({NEEDS[each.needs]})") for each in known]
        self.offer("listed", [*listed, ("", _("Somebody else"))])
        if not listed:
            self.fields["entitlement"].help_text = ""
        is_listed = party.entitlement in {each.who for each in known}
        self.initial = {
            "listed": party.entitlement if is_listed else "",
            "entitlement": "" if is_listed else party.entitlement,
            "relationship": party.relationship,
            "consent": party.consent,
            "consent_on": party.consent_on,
            "understanding": party.understanding,
            **self.initial,
        }

    def clean(self):
        given = super().clean()
        listed = given.pop("listed", "")
        given["entitlement"] = listed or given.get("entitlement", "")
        if not given["entitlement"]:
            self.add_error("entitlement", _("Say why they may complain."))
        return given


class EntitlementView(UngovernedView):
    page_title = _("Who may complain")
    form_class = EntitlementForm
    done = _("Recorded.")

    @cached_property
    def party(self):
        return get_object_or_404(self.case.parties.exclude(role=PartyRole.AFFECTED), pk=self.kwargs["party"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.party  # noqa: B018

    def perform(self, **given):
        entitlement.decide(self.party, by=self.request.user, on=self.on, **given)

    def known(self):
        who = self.party.name or _("Name not given")
        return [(self.party.role_name, who)]


def speaking_for_others(parties) -> list:
    """Return those of the parties of a case who speak for somebody else, and so need a word on why they may."""
    parties = list(parties)
    is_about_another = any(party.role == PartyRole.AFFECTED for party in parties)
    others = (PartyRole.ADVOCATE, PartyRole.REPRESENTATIVE)
    return [
        party
        for party in parties
        if party.role in others or (party.role == PartyRole.COMPLAINANT and is_about_another)
    ]
