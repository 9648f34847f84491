"""How do staff log what came by telephone, letter, e-mail, text or in person, with the day it really came?"""

import uuid

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ....actions import intake, opening
from ....conf import setting, today
from ....models import Case, Channel, ContactBy, Kind, OnBehalf, Procedure
from ....procedure.journey import MoveRefused
from ....procedure.wording import in_words
from ...days import DayInput
from ...refused import SaysThatItWasRefused
from .door import Words
from .log_files import LoggedFiles, SeveralFilesField

ASKED = {
    "what_happened": _("What happened?"),
    "happened_on": _("When did it happen?"),
    "put_right": _("What would put it right?"),
    "name": _("Name"),
    "affected_name": _("Whom it is about"),
    "relationship": _("How they know that person"),
    "email": _("E-mail"),
    "telephone": _("Telephone"),
    "address": _("Address"),
    "contact_by": _("How to reach them"),
    "safe_contact": _("Is it safe to contact them?"),
    "is_young_person": _("Is the person under 18?"),
}
"""The answers that are kept, under these keys and with these labels, in the order in which they are asked."""


SPEAKING_FOR = [
    (OnBehalf.MYSELF, _("Themselves")),
    (OnBehalf.SOMEONE_ELSE, _("Someone else")),
    (OnBehalf.ADVOCATE, _("Someone else, as an advocate")),
]


class LogForm(forms.Form):
    """What an officer takes down. The key makes a second press of the button the same submission."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.COMPLAINT
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[each for each in Channel.choices if each[0] != Channel.FORM],
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label=_("Received on"),
        widget=DayInput(),
        help_text=_("The day it really reached the council, not the day you log it: every date counts from it."),
    )
    procedure = forms.ModelChoiceField(
        label=_("Procedure"), queryset=Procedure.objects.none(), empty_label=_("Choose…")
    )
    on_behalf = forms.ChoiceField(
        label=_("They speak for"), choices=SPEAKING_FOR, widget=forms.RadioSelect, initial=OnBehalf.MYSELF
    )
    what_happened = Words(label=ASKED["what_happened"], help_text=_("In their own words."))
    happened_on = forms.DateField(
        label=ASKED["happened_on"],
        widget=DayInput(),
        required=False,
        help_text=_(
            "Or when they became aware of it, if that was later. Leave it empty if it is not known: "
            "nobody is turned away for want of a date."
        ),
    )
    put_right = Words(label=ASKED["put_right"], required=False)
    name = forms.CharField(label=ASKED["name"], max_length=200, required=False)
    affected_name = forms.CharField(
        label=ASKED["affected_name"],
        max_length=200,
        required=False,
        help_text=_("Where they speak for somebody else."),
    )
    relationship = forms.CharField(label=ASKED["relationship"], max_length=120, required=False)
    is_young_person = forms.ChoiceField(
        label=ASKED["is_young_person"],
        choices=[("", _("Unknown")), ("yes", _("Yes")), ("no", _("No"))],
        required=False,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label=ASKED["email"], required=False)
    telephone = forms.CharField(label=ASKED["telephone"], max_length=40, required=False)
    address = Words(label=ASKED["address"], required=False)
    contact_by = forms.ChoiceField(
        label=ASKED["contact_by"],
        choices=[("", _("Not said")), *ContactBy.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    safe_contact = Words(
        label=ASKED["safe_contact"],
        required=False,
        help_text=_("Anything to avoid: a telephone somebody else answers, a letter somebody else opens."),
    )
    idempotency_key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, on, **kwargs):
        self.on = on
        super().__init__(*args, **kwargs)
        self.fields["procedure"].queryset = Procedure.objects.filter(
            is_live=True, versions__isnull=False
        ).distinct()
        self.fields["received_on"].initial = on
        self.fields["kind"].widget.attrs["autofocus"] = not self.is_bound
        self.fields["idempotency_key"].initial = uuid.uuid4().hex
        if setting("WAGTAIL_COMPLAINTS_FILES"):
            self.fields["files"] = SeveralFilesField()

    def clean_received_on(self):
        received_on = self.cleaned_data["received_on"]
        if received_on > self.on:
            raise forms.ValidationError(_("That day has not come yet."))
        return received_on

    def clean(self):
        given = super().clean()
        happened_on, received_on = given.get("happened_on"), given.get("received_on")
        if happened_on and received_on and happened_on > received_on:
            self.add_error("happened_on", _("That is after it was received."))
        if given.get("on_behalf") not in (None, OnBehalf.MYSELF) and not given.get("affected_name"):
            self.add_error("affected_name", _("Write whom it is about, or “not said”."))
        return given

    @property
    def answers(self) -> list[dict]:
        said = dict(self.cleaned_data)
        said["happened_on"] = said["happened_on"] and in_words(said["happened_on"])
        return [{"key": key, "label": str(label), "value": said[key]} for key, label in ASKED.items() if said[key]]


class LogView(SaysThatItWasRefused, WagtailAdminTemplateMixin, FormView):
    template_name = "wagtail_complaints/admin/cases/log.html"
    form_class = LogForm
    page_title = _("Log a representation")
    header_icon = "plus"
    files: LoggedFiles | None = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("wagtail_complaints.add_case"):
            refused = {"breadcrumbs_items": self.get_breadcrumbs_items(), "header_title": _("Not allowed")}
            return render(request, "wagtail_complaints/admin/cases/may_not.html", refused, status=403)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "on": today()}

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        form.is_valid()
        if "files" in form.fields:
            self.files = LoggedFiles(form, request.user)
            self.files.take(request.POST, request.FILES)
        return self.form_invalid(form) if form.errors else self.form_valid(form)

    def form_valid(self, form):
        given = {
            name: form.cleaned_data[name] for name in ("kind", "channel", "on_behalf", "procedure", "received_on")
        }
        key, by = form.cleaned_data["idempotency_key"], self.request.user
        try:
            submission = intake.receive(
                **given,
                answers=form.answers,
                idempotency_key=key,
                logged_by=by,
                logged_on=today(),
                batch=self.files.batch if self.files else "",
            )
            case = None
            if submission.kind == Kind.COMPLAINT:
                happened_on = form.cleaned_data["happened_on"]
                case = opening.open_case(submission, by=by, on=today(), happened_on=happened_on)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, _("Logged as %(reference)s.") % {"reference": submission.reference})
        return redirect(self.get_success_url(case))

    def get_success_url(self, case: Case | None = None):
        if case:
            return reverse("complaints_cases:case", args=[case.pk])
        return reverse("complaints_cases:log")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("complaints_cases:index"), "label": _("Cases")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        labels = {"submit_button_label": _("Log it"), "submit_button_active_label": _("Logging…")}
        return {
            **context,
            **labels,
            "action_url": self.request.get_full_path(),
            "media": context["form"].media,
            "files_kept": list(self.files or ()),
        }
