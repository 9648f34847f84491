"""Who outside the staff can be appointed, what have they declared, and when are they away? Their register."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.utils import get_user_display_name

from ... import conf
from ...actions import outside_people
from ...models import Absence, Declaration, Declares, OutsidePerson, ServiceArea
from ..cases.moves.working import StaffField, staff
from ..changes import record_lines
from ..days import DayInput
from .admin import RecordAdmin
from .moves import RecordMove
from .registers import InUseFilters


class OutsidePersonForm(WagtailAdminModelForm):
    """An account is chosen among those who may see cases: most people outside the staff have none."""

    user = StaffField(
        label=gettext_lazy("Account"),
        help_text=gettext_lazy("Where they sign in here, although they are not on the staff. Most have none."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = staff(or_else=self.instance.user)


class OutsidePersonFilters(InUseFilters):
    class Meta(InUseFilters.Meta):
        model = OutsidePerson


class PersonMove(RecordMove):
    """Something recorded of somebody, by whoever may change the register."""

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_edit_obj(user, self.instance)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if hasattr(form, "of"):
            form.of(self.instance)
        return form


class DeclarationForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("They declare"), choices=Declares.choices, widget=forms.RadioSelect)
    service_area = forms.ModelChoiceField(
        label=gettext_lazy("Service"),
        queryset=ServiceArea.objects.all(),
        required=False,
        empty_label=gettext_lazy("None in particular"),
        help_text=gettext_lazy("Which service they work for, or had to do with."),
    )
    text = forms.CharField(
        label=gettext_lazy("In their words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    declared_on = forms.DateField(label=gettext_lazy("Declared on"), widget=DayInput)

    def of(self, person):
        self.initial = {"declared_on": conf.today()}


class Declare(PersonMove):
    page_title = gettext_lazy("Record a declaration")
    explanation = gettext_lazy(
        "What they declared of themselves, and when. Where a procedure wants somebody without ties to the "
        "council, it is held against this."
    )
    form_class = DeclarationForm
    submit_button_label = gettext_lazy("Record the declaration")
    done = gettext_lazy("The declaration is recorded.")

    def act(self, **given):
        outside_people.declare(self.instance, by=self.request.user, on=conf.today(), **given)


class EndDeclarationForm(forms.Form):
    declaration = forms.ModelChoiceField(
        label=gettext_lazy("Declaration"), queryset=Declaration.objects.none(), empty_label=None
    )
    ended_on = forms.DateField(label=gettext_lazy("No longer so from"), widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def of(self, person):
        self.fields["declaration"].queryset = person.declarations.filter(ended_on=None)
        self.fields["declaration"].label_from_instance = said
        self.initial = {"ended_on": conf.today()}


class EndDeclaration(PersonMove):
    page_title = gettext_lazy("End a declaration")
    explanation = gettext_lazy("It stays on record, and holds no longer.")
    form_class = EndDeclarationForm
    submit_button_label = gettext_lazy("End the declaration")
    done = gettext_lazy("The declaration holds no longer.")
    not_now = gettext_lazy("No declaration of theirs is on record that still holds.")

    def act(self, declaration, **given):
        outside_people.end_declaration(declaration, by=self.request.user, **given)


class AwayForm(forms.Form):
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    to_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)


class Away(PersonMove):
    page_title = gettext_lazy("Record time not available")
    explanation = gettext_lazy("They are not appointed on these days, and no panel with them meets then.")
    form_class = AwayForm
    submit_button_label = gettext_lazy("Record these days")
    done = gettext_lazy("The days are recorded.")

    def act(self, **given):
        outside_people.away(self.instance, by=self.request.user, **given)


class NotAwayForm(forms.Form):
    absence = forms.ModelChoiceField(label=gettext_lazy("Days"), queryset=Absence.objects.none(), empty_label=None)

    def of(self, person):
        self.fields["absence"].queryset = person.absences.filter(is_called_off=False)
        self.fields["absence"].label_from_instance = days


class NotAway(PersonMove):
    page_title = gettext_lazy("Available after all")
    explanation = gettext_lazy("The days stay in the history.")
    form_class = NotAwayForm
    submit_button_label = gettext_lazy("Take back these days")
    done = gettext_lazy("They are available on those days.")
    not_now = gettext_lazy("No days are on record on which they are not available.")

    def act(self, absence):
        outside_people.not_away(absence, by=self.request.user)


class OutsidePersonAdmin(RecordAdmin):
    model = OutsidePerson
    base_url_path = "complaints/outside-people"
    menu_label = gettext_lazy("People outside the staff")
    menu_icon = "group"
    list_display = ("name", "takes_part_as", "declared", "away", "is_active")
    list_export = ("name", "takes_part_as", "declared", "away", "day_fee", "telephone", "email", "is_active")
    search_fields = ("name", "takes_part_as")
    filterset_class = OutsidePersonFilters
    inspect_view_fields = (
        *("name", "takes_part_as", "declared", "away", "email", "telephone", "address", "day_fee", "account"),
        "is_active",
    )
    moves = {"declare": Declare, "away": Away, "end-declaration": EndDeclaration, "not-away": NotAway}
    edit_handler = ObjectList(
        [
            FieldPanel(name)
            for name in ("name", "takes_part_as", "email", "telephone", "address", "day_fee", "user", "is_active")
        ],
        base_form_class=OutsidePersonForm,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("declarations__service_area", "absences")

    def called(self, person):
        return person.name

    def declared(self, person):
        """Return what holds of them, each with its day; that nothing was declared is said as well."""
        return "\n".join(map(said, _holding(person))) or _("Nothing asked yet")

    declared.short_description = gettext_lazy("Declarations")

    def away(self, person):
        today = conf.today()
        return "\n".join(
            days(each) for each in person.absences.all() if not each.is_called_off and each.to_on >= today
        )

    away.short_description = gettext_lazy("Not available")

    def account(self, person):
        return get_user_display_name(person.user) if person.user else ""

    account.short_description = gettext_lazy("Account")

    def history_of(self, obj):
        """Return what was recorded of somebody: of themselves, what they declared, and when they are away."""
        rows = [
            *((each, said(each)) for each in obj.declarations.all()),
            *((each, days(each)) for each in obj.absences.all()),
        ]
        told = [line._replace(what=f"{about}: {line.what}") for row, about in rows for line in record_lines(row)]
        return sorted([*record_lines(obj), *told], key=lambda line: line.when, reverse=True)

    def moves_now(self, user, obj):
        if not self.permission_helper.user_can_edit_obj(user, obj):
            return []
        ends = ["end-declaration"] if _holding(obj) else []
        returns = ["not-away"] if any(not each.is_called_off for each in obj.absences.all()) else []
        return ["declare", "away", *ends, *returns]


def _holding(person: OutsidePerson) -> list[Declaration]:
    return [each for each in person.declarations.all() if not each.ended_on]


def said(declaration: Declaration) -> str:
    """Return “Works for the council (Housing), 2 November 2026”."""
    what = declaration.get_kind_display()
    if declaration.service_area:
        what = f"{what} ({declaration.service_area})"
    told = f"{what}, {date_format(declaration.declared_on)}"
    return f"{told}. {declaration.text}" if declaration.text else told


def days(absence: Absence) -> str:
    return _("%(first)s to %(last)s") % {
        "first": date_format(absence.from_on),
        "last": date_format(absence.to_on),
    }
