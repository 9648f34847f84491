"""How does somebody open a restricted case in need? By its reference and with a reason; others are told at once.

A reference that names no restricted case, one that the person is complained about in, and one that was mistyped are
answered alike.
"""

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import conf
from ...actions import restrictions
from ...models import Case
from ...procedure.journey import MoveRefused
from ...procedure.references import read_reference
from ..cases.moves.door import Words
from ..shown_to import ShownTo
from .door import StaffForm, StaffPage


def may_break(user) -> bool:
    return user.has_perm("wagtail_complaints.break_glass")


class GlassForm(StaffForm):
    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=30)
    reason = Words(
        label=gettext_lazy("Why you have to see it now"),
        help_text=gettext_lazy("Those who may restrict cases read this."),
    )


class BreakGlassView(StaffPage):
    page_title = gettext_lazy("Open a restricted case")
    lead = gettext_lazy(
        "For an emergency in which nobody who is named can be reached. The case opens to you for some hours, "
        "whoever may restrict cases is told by e-mail at once, and everything that you read in it is kept."
    )
    submit_button_label = gettext_lazy("Open it, and tell them")
    done = gettext_lazy("The case is open to you, and they have been told.")
    form_class = GlassForm
    header_icon = "warning"
    case = None

    def is_allowed(self):
        return may_break(self.request.user)

    def perform(self, *, reference, reason):
        case = self._find(reference)
        if case is None:
            raise MoveRefused(_("No restricted case that you could open has this reference."))
        restrictions.break_glass(case, reason=reason, by=self.request.user, at=conf.now())
        self.case = case

    def _find(self, reference: str) -> Case | None:
        try:
            reference = read_reference(reference)
        except ValueError:
            reference = reference.strip()
        about = Case.objects.filter(
            staff_complained_about__user=self.request.user, staff_complained_about__is_current=True
        )
        return Case.objects.restricted().exclude(pk__in=about.values("pk")).filter(reference=reference).first()

    def get_success_url(self):
        if self.case:
            return reverse("complaints_cases:case", args=[self.case.pk])
        return reverse("wagtailadmin_home")


def menu_item():
    return ShownTo(
        may_break,
        gettext_lazy("Open a restricted case"),
        reverse("complaints_break_glass"),
        name="complaint-glass",
        icon_name="warning",
    )


urlpatterns = [path("complaints/restricted/", BreakGlassView.as_view(), name="complaints_break_glass")]
