"""The moves on what the council does because of a complaint: agree, change, done, given up, told."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ....actions import agreed_actions
from ....models import AgreedAction
from .door import MoveForm, UngovernedView, Words
from .enquiries import OfRow
from .working import StaffField, staff


class ActionForm(OfRow):
    owner = StaffField(label=_("Who does it"))

    class Meta:
        model = AgreedAction
        fields = [
            *("text", "purpose", "kind", "amount", "due_on", "owner", "owner_name", "point", "case_stage"),
        ]
        widgets = {
            "text": AdminAutoHeightTextInput,
            "purpose": forms.RadioSelect,
        }

    def prepare(self):
        case = self.door.case
        self.fields["owner"].queryset = staff()
        self.fields["point"].queryset = case.points.filter(is_withdrawn=False)
        self.fields["point"].label_from_instance = lambda point: f"{point.number}. {point.text[:60]}"
        self.fields["case_stage"].queryset = case.stages.select_related("case__procedure_version")
        self.fields["case_stage"].label_from_instance = lambda stage: stage.terms.name
        self.fields["purpose"].choices = [each for each in self.fields["purpose"].choices if each[0]]

    def clean(self):
        given = super().clean()
        if not (given.get("owner") or given.get("owner_name")):
            self.add_error("owner", _("Say who does it."))
        return given


class AgreeView(UngovernedView):
    page_title = _("Add an action")
    lead = _("Something that the council does because of the complaint: a remedy, or what it learns from it.")
    submit_button_label = _("Add the action")
    done = _("Added.")
    form_class = ActionForm

    def perform(self, **given):
        agreed_actions.agree_on(self.case, by=self.request.user, on=self.on, **given)


class _OfAction(UngovernedView):
    """Something about one action of this case; `action` is in the address."""

    @cached_property
    def action(self):
        return get_object_or_404(self.case.actions.select_related("case"), pk=self.kwargs["action"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.action  # noqa: B018

    def known(self):
        return [(self.action.get_kind_display(), self.action.text), (_("By"), date_format(self.action.due_on))]


class ChangeForm(ActionForm):
    reason = Words(label=_("Why it is changed"), help_text=_("Kept in the history."))


class ChangeView(_OfAction):
    page_title = _("Change an action")
    done = _("Changed.")
    form_class = ChangeForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.action}

    def known(self):
        return []

    def perform(self, **given):
        agreed_actions.change(self.action, by=self.request.user, **given)


class FinishForm(MoveForm):
    done_on = forms.DateField(label=_("Done on"))
    evidence = Words(
        label=_("How it is known that it was done"), help_text=_("The letter, the payment, the new procedure.")
    )

    def prepare(self):
        self.initial = {"done_on": self.door.on, **self.initial}


class FinishView(_OfAction):
    page_title = _("Record that an action was done")
    done = _("Recorded.")
    form_class = FinishForm

    def perform(self, **given):
        agreed_actions.finish(self.action, by=self.request.user, on=self.on, **given)


class GiveUpForm(MoveForm):
    reason = Words(label=_("Why it cannot be done, and what is done instead"))


class GiveUpView(_OfAction):
    page_title = _("Give an action up")
    lead = _("Where it was promised to the complainant they are told, with what is done instead.")
    submit_button_label = _("Give it up")
    done = _("Recorded.")
    form_class = GiveUpForm

    def perform(self, reason):
        agreed_actions.give_up(self.action, reason=reason, by=self.request.user, on=self.on)


class TellForm(MoveForm):
    text = Words(
        label=_("The letter"),
        required=False,
        help_text=_("What became of it, as you would tell them. It goes out as you save."),
    )
    told_how = Words(label=_("Or how they were told in another way"), required=False)
    on = forms.DateField(label=_("Told on"))

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}

    def clean(self):
        given = super().clean()
        if given.get("told_how"):
            given["text"] = ""
        return given


class TellView(_OfAction):
    page_title = _("Tell the complainant what became of it")
    submit_button_label = _("Tell them")
    done = _("Recorded.")
    form_class = TellForm

    def known(self):
        action, told = self.action, super().known()
        if action.dropped_on:
            return [*told, (_("Given up on"), date_format(action.dropped_on)), (_("Why"), action.drop_reason)]
        if action.done_on:
            told.append((_("Done on"), date_format(action.done_on)))
        return [*told, (_("How it is known"), action.evidence)] if action.evidence else told

    def perform(self, **given):
        agreed_actions.tell(self.action, by=self.request.user, **given)
