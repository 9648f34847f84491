"""What became of the letters? Those that could not be sent can be queued again."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet

from ...actions import letters
from ...models import Letter
from .admin import RecordAdmin
from .moves import ReasonForm, RecordMove
from .pages import RecordInspect
from .states import StateFilter

GIVEN_UP = "given-up"
STATES = {
    GIVEN_UP: (_("Could not be sent"), lambda rows: rows.filter(sent_at=None, is_dead=True)),
    "waiting": (_("Waits to be sent"), lambda rows: rows.filter(sent_at=None, is_dead=False, to_email__gt="")),
    "to-print": (
        _("To be printed and posted"),
        lambda rows: rows.filter(sent_at=None, is_dead=False, to_email=""),
    ),
    "sent": (_("Sent by e-mail"), lambda rows: rows.filter(sent_at__isnull=False)),
}


class LetterFilters(WagtailFilterSet):
    state = StateFilter(STATES)

    class Meta:
        model = Letter
        fields = ("state",)


class QueueAgainForm(ReasonForm):
    to_email = forms.EmailField(
        label=_("E-mail"), help_text=_("Put it right where it was wrong. The words of the letter stay as they are.")
    )
    field_order = ("to_email", "reason")


class QueueAgain(RecordMove):
    page_title = _("Queue again")
    explanation = _("The letter is tried again, word for word as it was written.")
    form_class = QueueAgainForm
    submit_button_label = _("Queue the letter again")
    done = _("%(record)s was queued again.")

    def check_action_permitted(self, user):
        helper = self.permission_helper
        return helper.holds(user, "change") and helper.user_can_inspect_obj(user, self.instance)

    def get_initial(self):
        return {"to_email": self.instance.to_email}

    def act(self, to_email, reason):
        letters.queue_again(self.instance, to_email=to_email, reason=reason, by=self.request.user)


class InspectLetter(RecordInspect):
    def get_context_data(self, **kwargs):
        case = self.instance.case
        url = AdminURLFinder(self.request.user).get_edit_url(case) if case else None
        return {**super().get_context_data(**kwargs), "case_url": url}


class LetterAdmin(RecordAdmin):
    model = Letter
    is_read_only = True
    base_url_path = "complaints/letters"
    menu_label = _("Letters")
    menu_icon = "mail"
    list_display = ("kind", "about", "dated", "state", "last_error")
    list_export = ("kind", "about", "dated", "state", "attempts", "last_error")
    list_select_related = ("case", "submission")
    ordering = ("-dated", "-pk")
    search_fields = ("submission__reference",)
    filterset_class = LetterFilters
    inspect_view_class = InspectLetter
    inspect_template_name = "wagtail_complaints/admin/records/letter.html"
    inspect_view_fields = ("kind", "about", "dated", "to_name", "to_email", "state", "attempts", "last_error")
    moves = {"queue-again": QueueAgain}

    def visible_to(self, user):
        return Letter.objects.visible_to(user)

    def about(self, letter):
        return letter.submission.reference if letter.submission else letter.case and letter.case.reference

    about.short_description = _("Reference")

    def state(self, letter):
        if letter.sent_at:
            return STATES["sent"][0]
        if letter.is_dead:
            return STATES[GIVEN_UP][0]
        return STATES["waiting" if letter.to_email else "to-print"][0]

    state.short_description = _("State")

    def moves_now(self, user, obj):
        return ["queue-again"] if obj.is_given_up and self.permission_helper.holds(user, "change") else []
