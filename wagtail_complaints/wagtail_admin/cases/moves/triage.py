"""The first move: under which procedure is a case worked on, where does it open, and what is it about?"""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import triage
from ....actions.moves import PERMISSIONS
from ....actions.opening import version_for
from ....models import Procedure, ServiceArea, ServiceProvider
from ....procedure.journey import MoveRefused, Verb, move
from ..alike import alike_to_case
from .door import MoveForm, MoveView, Words
from .entitlement import speaking_for_others


class ChooseAndShow(forms.Select):
    """The procedures, and a button that shows where the cases of the chosen one open; nothing is saved by it."""

    template_name = "wagtail_complaints/widgets/choose_and_show.html"


class TriageForm(MoveForm):
    """Asks where the case opens under the procedure that is chosen, so it remembers which one it has `shown`."""

    procedure = forms.ModelChoiceField(label=_("Procedure"), queryset=Procedure.objects.none(), empty_label=None)
    stage_key = forms.ChoiceField(label=_("Opens at"), required=False, widget=forms.RadioSelect)
    track = forms.ChoiceField(label=_("Track"), required=False, widget=forms.RadioSelect)
    reason = Words(
        label=_("Why this procedure applies"),
        required=False,
        help_text=_("Needed where you change the procedure: it is kept in the history."),
    )
    happened_on = forms.DateField(
        label=_("Happened on"),
        required=False,
        help_text=_(
            "Or the day on which they became aware of it, where that was later. Leave it empty if it is not known."
        ),
    )
    service_area = forms.ModelChoiceField(
        label=_("Service area"), queryset=ServiceArea.objects.none(), required=False, empty_label=_("Not said")
    )
    provider = forms.ModelChoiceField(
        label=_("Provider"),
        queryset=ServiceProvider.objects.none(),
        required=False,
        empty_label=_("None, or not said"),
        help_text=_("The organisation outside the council that gives the service, where one does."),
    )
    subject = forms.CharField(
        label=_("What it is about"),
        max_length=200,
        required=False,
        help_text=_("A few words, with nobody’s name: it stands in lists and letters."),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self):
        case, terms = self.door.case, self.door.terms
        self._ask_anew_where_it_opens()
        self.fields["procedure"].queryset = self.door.procedures
        if len(self.door.procedures) > 1:
            self.fields["procedure"].widget = ChooseAndShow(choices=self.fields["procedure"].choices)
        if case.happened_on:
            del self.fields["happened_on"]
        places = [(key, terms.stage(key).name) for key in triage.opening_stages(terms)] if terms else []
        self.offer("stage_key", places or [("", "")])
        tracks = [(each.key, each.name) for each in terms.tracks] if terms else []
        self.offer("track", tracks or [("", "")])
        self.fields["service_area"].queryset = ServiceArea.objects.filter(is_active=True)
        self._offer_providers()
        self.initial = {
            "procedure": self.door.chosen.pk,
            "stage_key": self.door.opening_key or (places[0][0] if places else ""),
            "track": case.track or (tracks[0][0] if tracks else ""),
            "service_area": case.service_area_id,
            "provider": case.provider_id,
            "subject": case.subject,
            **self.initial,
            "shown": self.door.chosen.pk,
        }

    def _offer_providers(self):
        """Offer those in use, and the one that is named; it is taken off again with a reason."""
        named, field = self.door.case.provider_id, self.fields["provider"]
        if named:
            field.empty_label = _("None: it was named by mistake")
            self.fields["reason"].label = _("Why this procedure applies, or why the provider is taken off")
            self.fields["reason"].help_text = _("Needed where you change the procedure or take the provider off.")
            before = list(self.fields)[: list(self.fields).index("provider") + 1]
            self.order_fields([*(name for name in before if name != "reason"), "reason"])
        field.queryset = ServiceProvider.objects.filter(Q(is_active=True) | Q(pk=named))

    def _ask_anew_where_it_opens(self):
        """Forget the stage and the track of a procedure that was shown before another one was chosen."""
        self.was_shown = str(self.data.get("shown") or self.door.own.pk) == str(self.door.chosen.pk)
        if self.is_bound and not self.was_shown:
            self.data = self.data.copy()
            self.data["shown"] = str(self.door.chosen.pk)
            for name in ("stage_key", "track"):
                self.data.pop(name, None)

    def clean(self):
        given = super().clean()
        del given["shown"]
        is_another = given.get("procedure") not in (None, self.door.own)
        if is_another and not given.get("reason"):
            self.add_error("reason", _("Say why this procedure applies, and not the one before."))
        given["is_provider_wrong"] = bool(self.door.case.provider_id) and not given.get("provider")
        if given["is_provider_wrong"] and not given.get("reason"):
            self.add_error("reason", _("Say why the provider is taken off."))
        offers_a_choice = any(len(self.fields[name].choices) > 1 for name in ("stage_key", "track"))
        if is_another and not self.was_shown and offers_a_choice:
            self.add_error("procedure", _("Say below where the case opens under this procedure, and save again."))
        return given


class TriageView(MoveView):
    verb = Verb.TRIAGE
    page_title = _("Triage")
    lead = _("Confirm which procedure this is, what it is about and which service it concerns.")
    submit_button_label = _("Triage")
    done = _("Triaged.")
    form_class = TriageForm

    def post(self, request, *args, **kwargs):
        """Save, or only show where the cases of the chosen procedure open, with everything typed kept."""
        if "show" not in request.POST:
            return super().post(request, *args, **kwargs)
        typed = request.POST.dict()
        if str(self.own.pk) != typed.get("procedure") or typed.get("shown") != typed.get("procedure"):
            typed = {name: said for name, said in typed.items() if name not in ("stage_key", "track")}
        form = self.form_class(initial=typed, door=self)
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, **given):
        triage.triage(self.case, by=self.request.user, on=self.on, **given)

    @property
    def own(self) -> Procedure:
        return self.case.procedure_version.procedure

    @cached_property
    def chosen(self) -> Procedure:
        """Return the procedure whose stages and tracks are asked about: the one chosen, else its own."""
        asked = self.request.POST.get("procedure", "")
        return next((each for each in self.procedures if str(each.pk) == asked), self.own)

    @cached_property
    def terms(self):
        """Return the terms of the chosen procedure; None where it opens no case, which the action then says."""
        if self.chosen == self.own:
            return self.case.terms
        try:
            return version_for(self.chosen, self.case.received_on).terms
        except MoveRefused:
            return None

    @cached_property
    def procedures(self):
        """Return the procedures to choose from: the live ones, or only its own where it may not change any more."""
        own = Procedure.objects.filter(pk=self.case.procedure_version.procedure_id)
        if not move(self.state, Verb.CHANGE_PROCEDURE).is_offered:
            return own
        live = Procedure.objects.filter(is_live=True, versions__isnull=False)
        return (own | live).distinct().order_by("title")

    @cached_property
    def opening_key(self) -> str:
        """Return where the case opened, where that is a place at which cases of the chosen procedure open."""
        opened_in = self.state.facts.opened_in
        return opened_in if self.chosen == self.own else ""

    @property
    def urgent_url(self) -> str:
        """Return where a concern about somebody’s safety is passed on, for those who may."""
        may = self.may(PERMISSIONS.get(Verb.PASS_ON, "work_case"))
        return reverse(f"complaints_cases:{Verb.PASS_ON}", args=[self.case.pk]) if may else ""

    @property
    def speakers(self) -> list:
        return speaking_for_others(self.case.parties.all()) if self.may("work_case") else []

    def get_context_data(self, **kwargs):
        merges = self.may(PERMISSIONS[Verb.MERGE])
        found = alike_to_case(self.case, self.request.user, merges=merges)
        return super().get_context_data(**kwargs) | {
            "urgent_url": self.urgent_url,
            "alike": found,
            "speakers": self.speakers,
        }

    def known(self):
        told = []
        if self.case.happened_on:
            told.append((_("Happened on"), date_format(self.case.happened_on)))
        if self.terms and self.terms.time_limit:
            said = _("%(length)s. A later complaint is decided, and never refused by itself")
            told.append((_("Time limit"), said % {"length": self.terms.time_limit}))
        change = move(self.state, Verb.CHANGE_PROCEDURE)
        return told if change.is_offered else [*told, (_("The procedure stays"), change.refusal)]
