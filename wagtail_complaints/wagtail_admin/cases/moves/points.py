"""The moves on the points of complaint: add, reword, withdraw."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....actions import points
from ....procedure.journey import Verb
from .door import MoveForm, MoveView, Words


class PointForm(MoveForm):
    text = Words(label=_("Point"), help_text=_("One thing complained about, as you understood it."))
    outcome_sought = Words(label=_("What would put it right"), required=False)


class AddPointView(MoveView):
    verb = Verb.CHANGE_POINTS
    page_title = _("Add a point of complaint")
    submit_button_label = _("Add the point")
    done = _("The point is added.")
    form_class = PointForm

    def perform(self, **given):
        points.add(self.case, by=self.request.user, **given)


class _OfAPoint(MoveView):
    verb = Verb.CHANGE_POINTS

    @cached_property
    def point(self):
        return get_object_or_404(self.case.points, number=self.kwargs["number"])

    def known(self):
        return [(_("Point %(number)s") % {"number": self.point.number}, self.point.text)]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.point  # noqa: B018


class RevisePointForm(PointForm):
    reason = Words(label=_("Why it is reworded"), help_text=_("Kept in the history."))

    def prepare(self):
        point = self.door.point
        self.initial = {"text": point.text, "outcome_sought": point.outcome_sought, **self.initial}


class RevisePointView(_OfAPoint):
    page_title = _("Reword a point of complaint")
    done = _("The point is reworded.")
    form_class = RevisePointForm

    def perform(self, **given):
        points.revise(self.point, by=self.request.user, **given)


class WithdrawPointForm(MoveForm):
    reason = Words(label=_("Why it is withdrawn"), help_text=_("Kept in the history."))


class WithdrawPointView(_OfAPoint):
    page_title = _("Withdraw a point of complaint")
    submit_button_label = _("Withdraw the point")
    done = _("The point is withdrawn.")
    form_class = WithdrawPointForm

    def perform(self, reason):
        points.withdraw(self.point, by=self.request.user, reason=reason)
