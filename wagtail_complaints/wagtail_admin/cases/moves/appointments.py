"""The moves on who has a part in a stage: appoint somebody, end it, and what was agreed and paid."""

from urllib.parse import urlencode

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from ....actions import appointments, fees
from ....actions.independence import Conflicted
from ....models import Appointment, FeeKind, OutsidePerson
from ....procedure.journey import Verb
from ....procedure.terms import Does, Stage
from ... import words
from .door import MoveForm, MoveView, StageMoveView, UngovernedView, Words
from .working import StaffField, staff

FOR_WHOM = ("does", "user", "person")
"""What says of an appointment who is to have which part."""


class OutsidePersonField(forms.ModelChoiceField):
    """Somebody of the register of people outside the staff."""

    def __init__(self, **kwargs):
        kwargs.setdefault("empty_label", _("Nobody"))
        super().__init__(queryset=OutsidePerson.objects.filter(is_active=True), required=False, **kwargs)

    def label_from_instance(self, obj):
        return f"{obj.name} ({obj.takes_part_as})" if obj.takes_part_as else obj.name


class SomebodyForm(MoveForm):
    """Names one person: on the staff, or of the register."""

    user = StaffField(label=_("Member of staff"))
    person = OutsidePersonField(label=_("Person outside the staff"))

    def prepare(self):
        self.fields["user"].queryset = staff()

    def clean(self):
        given = super().clean()
        named = [name for name in ("user", "person", "name") if given.get(name)]
        if len(named) > 1:
            self.add_error(named[-1], _("Say one person only."))
        elif not named and not self.errors:
            self.add_error("name" if "name" in self.fields else "person", _("Say who it is."))
        return given


class AppointForm(SomebodyForm):
    does = forms.ChoiceField(label=_("Part"))
    role = forms.CharField(
        label=_("Role"), max_length=200, required=False, help_text=_("Empty: what the procedure calls this part.")
    )
    name = forms.CharField(
        label=_("Or somebody new"),
        max_length=200,
        required=False,
        help_text=_("Their name. They are put into the register of people outside the staff."),
    )
    declaration = Words(
        label=_("What they declare about this case"),
        required=False,
        help_text=_("And when. What they declare of themselves, whatever the case, stands in the register."),
    )
    on = forms.DateField(label=_("Appointed on"))

    field_order = ("does", "user", "person", "name", "role", "declaration", "on")

    def prepare(self):
        super().prepare()
        self.fields["does"].choices = [(does.value, words.PART[does]) for does in parts_of(self.door.stage_terms)]
        self.initial = {"on": self.door.on, **self.initial}


def parts_of(stage: Stage) -> list[Does]:
    """Return the parts of a stage: those the procedure names, the chair of a panel, and its decision; else any."""
    named = [person.does for person in stage.people]
    if not named:
        return list(words.PART)
    chair = [Does.CHAIRS] if stage.has_panel else []
    return list(dict.fromkeys([*named, *chair, Does.DECIDES]))


class AppointView(StageMoveView):
    verb = Verb.APPOINT
    page_title = _("Appoint somebody")
    submit_button_label = _("Appoint")
    done = _("Appointed.")
    form_class = AppointForm
    conflict: Conflicted | None = None

    def perform(self, **given):
        try:
            appointments.appoint(self.stage, by=self.request.user, **given)
        except Conflicted as conflict:
            self.conflict = conflict
            raise

    def known(self):
        called = [
            (words.PART[person.does], person.who or self.stage_terms.decided_by)
            for person in self.stage_terms.people
        ]
        now = self.stage.appointments.filter(ended_on=None).select_related("user")
        return [*called, *((_("Now: %s") % each.role, name_of(each)) for each in now)]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), **self._way_round()}

    def _way_round(self) -> dict:
        """Return where the rule in the way is set aside, where its source leaves a way and it is theirs to take."""
        if not (self.conflict and self.conflict.may_be_set_aside):
            return {}
        if not self.may("override_independence"):
            return {"way_round": gettext("Whoever may set rules of independence aside can do so, with a reason.")}
        url = reverse("complaints_cases:set-aside", args=[self.case.pk, self.stage.key])
        asked = {name: said for name in FOR_WHOM if (said := self.request.POST.get(name))}
        return {"way_round_url": f"{url}?{urlencode(asked)}"}


def name_of(appointment: Appointment) -> str:
    return get_user_display_name(appointment.user) if appointment.user else appointment.name


class OfAppointment:
    """Something about one appointment in this case; `appointment` is in the address."""

    @cached_property
    def appointment(self):
        mine = Appointment.objects.filter(case_stage__case=self.case).select_related("user")
        return get_object_or_404(mine, pk=self.kwargs["appointment"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.appointment  # noqa: B018

    def known(self):
        who = self.appointment
        return [(who.role, name_of(who)), (_("Appointed on"), date_format(who.appointed_on))]


class EndAppointmentForm(MoveForm):
    on = forms.DateField(label=_("Ended on"))
    reason = Words(label=_("Reason"), help_text=_("Kept in the history."))

    def prepare(self):
        self.initial = {"on": self.door.on, **self.initial}


class EndAppointmentView(OfAppointment, MoveView):
    verb = Verb.END_APPOINTMENT
    page_title = _("End an appointment")
    lead = _("With their part they lose sight of the case, unless they have another.")
    submit_button_label = _("End the appointment")
    done = _("Ended.")
    form_class = EndAppointmentForm

    def perform(self, **given):
        appointments.end_appointment(self.appointment, by=self.request.user, **given)


class FeeForm(MoveForm):
    kind = forms.ChoiceField(label=_("What"), choices=FeeKind.choices, widget=forms.RadioSelect)
    amount = forms.DecimalField(label=_("Pounds"), max_digits=9, decimal_places=2, min_value=0)
    on = forms.DateField(label=_("On"))
    note = forms.CharField(
        label=_("For what"), max_length=200, required=False, help_text=_("For example “2 days, with travel”.")
    )

    def prepare(self):
        self.initial = {"on": self.door.on, "kind": FeeKind.AGREED.value, **self.initial}


class FeeView(OfAppointment, UngovernedView):
    permission = "assign_case"
    page_title = _("Record a fee")
    submit_button_label = _("Record the fee")
    form_class = FeeForm

    def perform(self, **given):
        fees.record(self.appointment, by=self.request.user, **given)

    def known(self):
        told = [*super().known(), *((kind.label, f"£{fees.total(self.appointment, kind)}") for kind in FeeKind)]
        person = self.appointment.person
        return [*told, (_("Fee per day"), f"£{person.day_fee}")] if person and person.day_fee else told


class WhyStruckOutForm(MoveForm):
    because = Words(label=_("Why it is struck out"), help_text=_("Kept in the history."))


class StrikeOutFeeView(OfAppointment, UngovernedView):
    permission = "assign_case"
    page_title = _("Strike out a fee")
    submit_button_label = _("Strike it out")
    done = _("Struck out.")
    form_class = WhyStruckOutForm

    @cached_property
    def fee(self):
        return get_object_or_404(self.appointment.fees.current(), pk=self.kwargs["fee"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.fee  # noqa: B018

    def perform(self, because):
        fees.strike_out(self.fee, because=because, by=self.request.user)

    def known(self):
        return [*super().known(), (self.fee.get_kind_display(), f"£{self.fee.amount}, {date_format(self.fee.on)}")]
