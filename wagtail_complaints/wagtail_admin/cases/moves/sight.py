"""The moves on who may see a case: restrict it, name people, lift it, shut out whom the complaint is about."""

from django import forms
from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from ....actions import complained_about, restrictions
from ....models import Case, NamedPerson
from .door import MoveForm, UngovernedView, Words
from .working import StaffField, staff


class People(forms.ModelMultipleChoiceField):
    """Several members of staff."""

    def __init__(self, **kwargs):
        users = get_user_model().objects.none()
        super().__init__(queryset=users, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj):
        return get_user_display_name(obj)


class RestrictForm(MoveForm):
    to = People(
        label=_("Open to"), help_text=_("Whoever may restrict cases sees it as well. You can name others later.")
    )
    reason = Words(label=_("Why it is restricted"), help_text=_("Those who see the case read this."))

    def prepare(self):
        about = self.door.case.staff_complained_about.current()
        self.fields["to"].queryset = staff().exclude(pk__in=about.values("user"))


class OfRestriction(UngovernedView):
    permission = "restrict_case"

    def get_success_url(self):
        """Return the case, or the register where the move has closed the case to whoever made it."""
        seen = Case.objects.visible_to(self.request.user).filter(pk=self.case.pk)
        return self.case_url if seen.exists() else reverse("complaints_cases:index")


class RestrictView(OfRestriction):
    page_title = _("Restrict to named people")
    lead = _(
        "From now on nobody else finds this case: not in lists, searches or reports, whatever else they "
        "may see. Every reading of it is kept."
    )
    submit_button_label = _("Restrict the case")
    done = _("The case is restricted.")
    form_class = RestrictForm

    def perform(self, **given):
        restrictions.restrict(self.case, by=self.request.user, on=self.on, **given)


class NamePersonForm(MoveForm):
    user = StaffField(label=_("Member of staff"), required=True)
    reason = Words(label=_("Why they need to see it"), help_text=_("Kept in the history."))

    def prepare(self):
        self.fields["user"].required = True
        self.fields["user"].queryset = staff()


class NamePersonView(OfRestriction):
    page_title = _("Open it to somebody else")
    submit_button_label = _("Open it to them")
    done = _("The case is open to them.")
    form_class = NamePersonForm

    def perform(self, **given):
        restrictions.name(self.case, by=self.request.user, on=self.on, **given)


class WhyForm(MoveForm):
    reason = Words(label=_("Reason"), help_text=_("Kept in the history."))


class NoLongerNameView(OfRestriction):
    page_title = _("Close it to somebody")
    submit_button_label = _("Close it to them")
    done = _("The case is closed to them.")
    form_class = WhyForm

    @cached_property
    def named(self):
        rows = NamedPerson.objects.current().filter(restriction__case=self.case).select_related("user")
        return get_object_or_404(rows, pk=self.kwargs["named"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.named  # noqa: B018

    def perform(self, reason):
        restrictions.no_longer_name(self.named, reason=reason, by=self.request.user, on=self.on)

    def known(self):
        return [(_("Named"), get_user_display_name(self.named.user))]


class LiftView(OfRestriction):
    page_title = _("Lift the restriction")
    lead = _("The case is then open again to everybody whose role, team or part in it shows it.")
    submit_button_label = _("Lift the restriction")
    done = _("The restriction is lifted.")
    form_class = WhyForm

    def perform(self, reason):
        restrictions.lift(self.case, reason=reason, by=self.request.user, on=self.on)


class ComplainedAboutForm(MoveForm):
    user = StaffField(label=_("Member of staff"), required=True)

    def prepare(self):
        self.fields["user"].required = True
        users = get_user_model().objects
        self.fields["user"].queryset = users.filter(is_active=True).order_by("last_name", "first_name", "pk")


class ComplainedAboutView(OfRestriction):
    permission = "assign_case"
    page_title = _("The complaint is about a member of staff")
    lead = _(
        "They find this case nowhere any more, get no message about it and sign nothing in it. "
        "If they work on it, assign it to somebody else next."
    )
    submit_button_label = _("Shut them out")
    done = _("They are shut out of the case.")
    form_class = ComplainedAboutForm

    def perform(self, user):
        complained_about.record(self.case, user=user, by=self.request.user, on=self.on)


class StrikeOutView(OfRestriction):
    permission = "assign_case"
    page_title = _("The complaint is not about them")
    submit_button_label = _("Strike it out")
    done = _("Struck out. The case is open to them if their role shows it.")
    form_class = WhyForm

    @cached_property
    def about(self):
        rows = self.case.staff_complained_about.current().select_related("user")
        return get_object_or_404(rows, pk=self.kwargs["about"])

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.about  # noqa: B018

    def perform(self, reason):
        complained_about.strike_out(self.about, because=reason, by=self.request.user)

    def known(self):
        return [(_("Recorded of"), get_user_display_name(self.about.user))]
