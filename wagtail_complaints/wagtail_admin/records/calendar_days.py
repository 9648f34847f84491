"""Which days does the council add to the calendar? Proposed, looked at, confirmed; then the open cases follow."""

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder

from ... import conf
from ...actions import calendars, replay
from ...actions.preview import LOOKED_AT, preview
from ...models import CalendarChange
from ..words import owed
from .admin import RecordAdmin
from .moves import ReasonForm, RecordMove

SHOWN = 100
"""Moves that the preview lists; the rest it counts."""


class FollowingMove(RecordMove):
    """A move after which the open cases follow, as far as one page may make them; it says how far they came."""

    counts = ""

    def check_action_permitted(self, user):
        helper = self.permission_helper
        return helper.holds(user, "change") and helper.user_can_inspect_obj(user, self.instance)

    @property
    def done(self):
        said = [str(self.counts), progress(self.step)] if self.counts else [progress(self.step)]
        return " ".join(said)


class ChangingMove(FollowingMove):
    """A change of the calendar, with what it moves before it is made."""

    template_name = "wagtail_complaints/admin/records/change_day.html"

    @cached_property
    def preview(self):
        return preview(self.instance, user=self.request.user, on=conf.today())

    def get_context_data(self, **kwargs):
        found = self.preview
        finder = AdminURLFinder(self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "moves": [_shown(move, found, finder) for move in found.moves[:SHOWN]],
            "moving": len(found.moves),
            "not_listed": len(found.moves[SHOWN:]),
            "hidden": found.hidden,
            "unread": found.unread,
            "looked_at": LOOKED_AT,
            "at_once": replay.IN_A_REQUEST,
            "promised": sum(found.promised_in(move) is not None for move in found.moves),
            "left": replay.left(),
        }


class ConfirmDay(ChangingMove):
    page_title = gettext_lazy("Confirm")
    explanation = gettext_lazy(
        "From now on this day does not count as a working day wherever a procedure leaves such days out. "
        "The deadlines of every open case are worked out afresh; finished ones stay as they are."
    )
    submit_button_label = gettext_lazy("Confirm this day")
    counts = gettext_lazy("“%(record)s” now counts.")

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_edit_obj(user, self.instance)

    def act(self):
        self.step = calendars.confirm(self.instance, by=self.request.user, on=conf.today())


class WithdrawDay(ChangingMove):
    page_title = gettext_lazy("Take back")
    explanation = gettext_lazy(
        "The day becomes a proposal again, and the deadlines of every open case are worked out afresh without it."
    )
    form_class = ReasonForm
    submit_button_label = gettext_lazy("Take back this day")
    counts = gettext_lazy("“%(record)s” no longer counts.")
    not_now = gettext_lazy("This day does not count yet, so there is nothing to take back.")

    def act(self, reason):
        self.step = calendars.withdraw(self.instance, reason=reason, by=self.request.user, on=conf.today())


class CarryOn(FollowingMove):
    page_title = gettext_lazy("Work out the dates that are left")
    submit_button_label = gettext_lazy("Work out the next cases")
    not_now = gettext_lazy("Nothing is left: every open case has its dates from the calendar as it is now.")

    @property
    def explanation(self):
        given = {"left": f"{replay.left():,}", "at_once": f"{replay.IN_A_REQUEST:,}"}
        return (
            _(
                "The calendar was changed, and %(left)s open cases still have their dates from before. The next "
                "%(at_once)s are worked out here; manage.py complaints_recompute does them all."
            )
            % given
        )

    def act(self):
        self.step = replay.carry_on_in_a_request(on=conf.today())


class CalendarDayAdmin(RecordAdmin):
    """Days are proposed, then confirmed; what is confirmed is taken back before it is changed."""

    menu_icon = "date"
    search_fields = ("name",)
    list_select_related = ("confirmed_by",)
    moves = {"confirm": ConfirmDay, "withdraw": WithdrawDay, "carry-on": CarryOn}

    def is_editable(self, obj):
        return obj.confirmed_on is None

    def is_deletable(self, obj):
        return obj.confirmed_on is None

    def state(self, day):
        if day.confirmed_on is None:
            return _("Proposed")
        return _("Confirmed on %(day)s") % {"day": date_format(day.confirmed_on)}

    state.short_description = gettext_lazy("State")
    state.admin_order_field = "confirmed_on"

    def moves_now(self, user, obj):
        if not self.permission_helper.holds(user, "change"):
            return []
        unfinished = ["carry-on"] if CalendarChange.objects.unfinished().exists() else []
        return [*unfinished, "confirm" if obj.confirmed_on is None else "withdraw"]


def progress(step: replay.Step) -> str:
    """Return what was worked out and, where that was not all, what is left and who does it."""
    moved = ngettext("Dates moved in %d case.", "Dates moved in %d cases.", step.moved) % step.moved
    if left := replay.left():
        waiting = ngettext("%d open case is still to follow", "%d open cases are still to follow", left) % left
        how = _("carry on here, or let manage.py complaints_recompute do it")
        return f"{moved} {waiting}: {how}."
    return moved


def _shown(move, found, finder) -> dict:
    case, letter = move.case_stage.case, found.promised_in(move)
    return {
        "case": case,
        "url": finder.get_edit_url(case),
        "stage": move.case_stage.terms.name,
        "what": owed(move.right["event"]),
        "was": move.stored.due_on,
        "will_be": move.right["due_on"],
        "letter": letter,
    }
