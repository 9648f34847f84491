"""Who stands in for whom, and what does somebody leave behind? The pages of deputies and of handing over."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...actions import deputies, handing_over
from ...conf import today
from ...models import Deputy
from ..cases.moves.door import Words
from ..cases.moves.working import StaffField, staff
from ..shown_to import ShownTo
from .door import ReasonForm, StaffForm, StaffPage

LISTED = ("complaints_deputies", gettext_lazy("Deputies"))


def may_arrange_for_others(user) -> bool:
    return user.has_perm("wagtail_complaints.arrange_deputies")


def may_hand_over(user) -> bool:
    return user.has_perms(["wagtail_complaints.arrange_deputies", "wagtail_complaints.assign_case"])


def takes_part(user) -> bool:
    return user.has_perm("wagtail_complaints.view_case") or may_arrange_for_others(user)


class DeputiesView(WagtailAdminTemplateMixin, TemplateView):
    """Whom one stands in for, and who stands in for oneself; with the permission, everybody."""

    template_name = "wagtail_complaints/admin/people/deputies.html"
    page_title = gettext_lazy("Deputies")
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not takes_part(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        on, user = today(), self.request.user
        rows = Deputy.objects.filter(to_on__gte=on, called_off_on=None).select_related("person", "deputy")
        if not may_arrange_for_others(user):
            rows = rows.filter(Q(person=user) | Q(deputy=user))
        shown = [
            {
                "row": row,
                "person": get_user_display_name(row.person),
                "deputy": get_user_display_name(row.deputy),
                "is_on": row.from_on <= on,
                "may_end": deputies.may_arrange(user, row.person),
            }
            for row in rows.order_by("from_on", "pk")
        ]
        return super().get_context_data(deputies=shown, people=self.people(), **kwargs)

    def people(self):
        """Return those whose work can be listed, for who may hand it over."""
        if not may_hand_over(self.request.user):
            return []
        users = get_user_model().objects.filter(Q(pk__in=staff().values("pk")) | Q(is_active=False))
        counts = handing_over.in_hand(by=self.request.user)
        return [
            (user.pk, get_user_display_name(user), user.is_active, counts[user.pk])
            for user in users.order_by("last_name", "pk")
        ]


class ArrangeForm(StaffForm):
    person = StaffField(label=gettext_lazy("Who is away"), required=True)
    deputy = StaffField(label=gettext_lazy("Who stands in"), required=True)
    from_on = forms.DateField(label=gettext_lazy("First day"))
    to_on = forms.DateField(label=gettext_lazy("Last day"))
    reason = Words(label=gettext_lazy("Reason"))

    def prepare(self):
        user, people = self.door.request.user, staff()
        own = get_user_model().objects.filter(pk=user.pk)
        self.fields["person"].queryset = people if may_arrange_for_others(user) else own
        self.fields["deputy"].queryset = people
        for name in ("person", "deputy"):
            self.fields[name].required = True
        self.initial = {"person": user.pk, "from_on": self.door.on, **self.initial}


class ArrangeView(StaffPage):
    page_title = gettext_lazy("Arrange a deputy")
    lead = gettext_lazy(
        "A deputy sees the work of the person, does what they could do with it, and signs in their place where "
        "neither of them is barred. It begins and ends by itself. A restricted case opens to nobody in this way."
    )
    submit_button_label = gettext_lazy("Arrange it")
    done = gettext_lazy("Arranged.")
    form_class = ArrangeForm
    parents = (LISTED,)

    def is_allowed(self):
        return takes_part(self.request.user)

    def perform(self, **given):
        deputies.arrange(by=self.request.user, **given)

    def get_success_url(self):
        return reverse("complaints_deputies")


class CallOffView(StaffPage):
    page_title = gettext_lazy("End an arrangement with a deputy")
    submit_button_label = gettext_lazy("End it now")
    done = gettext_lazy("It has ended.")
    form_class = ReasonForm
    parents = (LISTED,)

    @cached_property
    def standing_in(self):
        return get_object_or_404(Deputy, pk=self.kwargs["pk"])

    def is_allowed(self):
        user = self.request.user
        return takes_part(user) and deputies.may_arrange(user, self.standing_in.person)

    @property
    def lead(self):
        return _("%(deputy)s stands in for %(person)s, from %(first)s to %(last)s.") % {
            "deputy": get_user_display_name(self.standing_in.deputy),
            "person": get_user_display_name(self.standing_in.person),
            "first": date_format(self.standing_in.from_on),
            "last": date_format(self.standing_in.to_on),
        }

    def perform(self, reason):
        deputies.call_off(self.standing_in, reason=reason, by=self.request.user, on=self.on)

    def get_success_url(self):
        return reverse("complaints_deputies")


class HandOverForm(StaffForm):
    cases = forms.MultipleChoiceField(
        label=gettext_lazy("Cases"), required=False, widget=forms.CheckboxSelectMultiple
    )
    to = StaffField(label=gettext_lazy("To"), required=True)
    leaves = forms.BooleanField(
        label=gettext_lazy("They leave"),
        required=False,
        help_text=gettext_lazy("Takes them out of their teams, and ends where they stand in for others."),
    )
    reason = Words(label=gettext_lazy("Reason"), help_text=gettext_lazy("Kept in the history of every case."))

    def prepare(self):
        """Ask for cases only where there are some. Who leaves without any gives up teams and arrangements alone."""
        work = self.door.work
        self.fields["leaves"].required = not work.cases
        if not work.cases:
            del self.fields["cases"], self.fields["to"]
            return
        self.fields["cases"].choices = [(str(pk), self._said(case)) for pk, case in work.cases.items()]
        self.fields["to"].queryset = staff().exclude(pk=self.door.person.pk)
        self.fields["to"].required = True
        self.initial = {"cases": [str(pk) for pk in work.cases], **self.initial}

    def _said(self, case) -> str:
        work = self.door.work
        parts = [_("owner")] if any(each.pk == case.pk for each in work.owned) else []
        parts += [_("decides") for stage in work.decided if stage.case_id == case.pk]
        parts += [part.role for part in work.appointments if part.case_stage.case_id == case.pk]
        return f"{case.reference} {case.subject}: {', '.join(parts)}"


class HandOverView(StaffPage):
    """The work of one person, and to whom it goes."""

    page_title = gettext_lazy("Hand over work")
    form_class = HandOverForm
    parents = (LISTED,)

    @cached_property
    def person(self):
        return get_object_or_404(get_user_model(), pk=self.kwargs["pk"])

    @cached_property
    def work(self):
        return handing_over.work_left(self.person, by=self.request.user, on=self.on)

    def is_allowed(self):
        return may_hand_over(self.request.user)

    @property
    def submit_button_label(self):
        return _("Hand it over") if self.work.cases else _("Record that they leave")

    @property
    def lead(self):
        said = {"name": get_user_display_name(self.person), "count": len(self.work.cases)}
        if not self.work.cases:
            return _("%(name)s has no work in any open case that you may see.") % said
        return (
            ngettext(
                "%(name)s has work in %(count)d open case that you may see.",
                "%(name)s has work in %(count)d open cases that you may see.",
                said["count"],
            )
            % said
        )

    def perform(self, *, leaves, reason, cases=(), to=None):
        if cases:
            self.hand_over({int(pk) for pk in cases}, to, reason)
        if leaves:
            handing_over.leave(self.person, reason=reason, by=self.request.user, on=self.on)
            messages.success(self.request, _("They were taken out of their teams, and stand in for nobody."))

    def hand_over(self, chosen: set[int], to, reason: str):
        by = self.request.user
        outcome = handing_over.hand_over(self.person, to=to, chosen=chosen, reason=reason, by=by, on=self.on)
        count = len(outcome.done)
        messages.success(
            self.request, ngettext("%d case was handed over.", "%d cases were handed over.", count) % count
        )
        for case, why in outcome.refused:
            messages.warning(self.request, f"{case.reference}: {why}")

    def get_success_url(self):
        return reverse("complaints_deputies")


def menu_item():
    return ShownTo(
        takes_part,
        gettext_lazy("Deputies"),
        reverse("complaints_deputies"),
        name="complaint-deputies",
        icon_name="user",
    )


urlpatterns = [
    path("complaints/deputies/", DeputiesView.as_view(), name="complaints_deputies"),
    path("complaints/deputies/new/", ArrangeView.as_view(), name="complaints_deputy_arrange"),
    path("complaints/deputies/<int:pk>/end/", CallOffView.as_view(), name="complaints_deputy_end"),
    path("complaints/work-of/<int:pk>/", HandOverView.as_view(), name="complaints_hand_over"),
]
