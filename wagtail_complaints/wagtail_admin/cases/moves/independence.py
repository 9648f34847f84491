"""The moves on independence: set a rule aside, let it stand again, record who had a part in the matter before."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from ....actions import independence
from ....models import IndependenceOverride
from ....models.independence_facts import objections_to
from ... import words
from .appointments import FOR_WHOM, SomebodyForm, WhyStruckOutForm, parts_of
from .door import MoveForm, UngovernedView, Words


class SetAsideForm(SomebodyForm):
    does = forms.ChoiceField(label=_("Part"))
    reason = Words(label=_("Why the rule is set aside"), help_text=_("Kept with the case, beside your name."))

    field_order = ("does", "user", "person", "reason")

    def prepare(self):
        super().prepare()
        self.fields["does"].choices = [(does.value, words.PART[does]) for does in parts_of(self.door.stage_terms)]
        asked = self.door.request.GET
        self.initial = {**{name: asked[name] for name in FOR_WHOM if name in asked}, **self.initial}


class SetAsideView(UngovernedView):
    permission = "override_independence"
    page_title = _("Set a rule of independence aside")
    lead = _(
        "For one person, in one part of this stage, and only where whoever made the rule leaves a way. The rule "
        "and your reason stay in the history."
    )
    submit_button_label = _("Set the rule aside")
    done = _("The rule is set aside for them.")
    form_class = SetAsideForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        get_object_or_404(self.case.stages, key=self.kwargs["stage"])

    def known(self):
        """Return the rules in the way of whoever the address names, each with who says so."""
        named = SetAsideForm(self.request.GET or None, door=self)
        given = named.cleaned_data if named.is_bound and not named.is_valid() else {}
        if not (given.get("does") and (given.get("user") or given.get("person"))):
            return []
        found = objections_to(self.stage, given["does"], user=given.get("user"), person=given.get("person"))
        return [(_("Rule in the way"), each.sentence) for each in found]

    def perform(self, **given):
        independence.set_aside(self.stage, by=self.request.user, on=self.on, **given)


class StandsAgainForm(MoveForm):
    reason = Words(label=_("Why the rule is to stand again"), help_text=_("Kept in the history."))


class StandsAgainView(UngovernedView):
    permission = "override_independence"
    page_title = _("Let the rule stand again")
    lead = _(
        "Whoever was appointed meanwhile stays so until you end it; a letter they signed that waits is not issued."
    )
    submit_button_label = _("Let it stand")
    done = _("The rule stands again.")
    form_class = StandsAgainForm

    @cached_property
    def override(self):
        mine = IndependenceOverride.objects.current().filter(case_stage__case=self.case)
        return get_object_or_404(mine.select_related("user", "person"), pk=self.kwargs["override"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.override  # noqa: B018

    def perform(self, reason):
        independence.take_back(self.override, reason=reason, by=self.request.user)

    def known(self):
        row = self.override
        return [(_("For"), whose(row)), (_("Rule set aside"), row.get_against_display()), (_("Why"), row.reason)]


class EarlierPartForm(SomebodyForm):
    what = forms.CharField(
        label=_("What they did"),
        max_length=200,
        help_text=_("For example “took the decision that is complained of”."),
    )

    field_order = ("user", "person", "what")


class EarlierPartView(UngovernedView):
    page_title = _("Record who had a part before")
    lead = _(
        "Somebody who had a part in the matter before it was a complaint. Where the procedure or the law wants "
        "somebody who had none, they cannot be appointed and cannot sign."
    )
    submit_button_label = _("Record it")
    form_class = EarlierPartForm

    def perform(self, **given):
        independence.record_earlier_part(self.case, by=self.request.user, on=self.on, **given)


class StrikeOutEarlierPartView(UngovernedView):
    page_title = _("They had no part before")
    submit_button_label = _("Strike it out")
    done = _("Struck out.")
    form_class = WhyStruckOutForm

    @cached_property
    def earlier(self):
        rows = self.case.earlier_parts.current().select_related("user", "person")
        return get_object_or_404(rows, pk=self.kwargs["earlier"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.earlier  # noqa: B018

    def perform(self, because):
        independence.strike_out_earlier_part(self.earlier, because=because, by=self.request.user)

    def known(self):
        return [(whose(self.earlier), self.earlier.what)]


def whose(row) -> str:
    """Return the name of the person whom a row is about."""
    return get_user_display_name(row.user) if row.user else row.person.name
