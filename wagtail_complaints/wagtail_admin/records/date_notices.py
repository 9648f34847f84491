"""Who is to be told that a promised date moved? The notices, drafted, to be released by a person."""

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet

from ... import conf
from ...actions import date_notices
from ...actions.restrictions import note_read
from ...letters.contents import LetterIncomplete
from ...models import DateNotice
from ...procedure.journey import MoveRefused
from ..words import owed
from .admin import RecordAdmin
from .moves import ReasonForm, RecordMove
from .pages import RecordInspect
from .states import StateFilter

DRAFTED, RELEASED, TOLD, NOT_NEEDED = "drafted", "released", "told", "not-needed"
OWED = Q(told_by=None, not_needed="")
STATES = {
    DRAFTED: (gettext_lazy("To be released"), lambda rows: rows.filter(OWED, released_on=None)),
    RELEASED: (
        gettext_lazy("Released, to be sent with the next letters"),
        lambda rows: rows.filter(OWED, released_on__isnull=False),
    ),
    TOLD: (gettext_lazy("Told"), lambda rows: rows.filter(told_by__isnull=False)),
    NOT_NEEDED: (gettext_lazy("Not needed"), lambda rows: rows.exclude(not_needed="")),
}


class DateNoticeFilters(WagtailFilterSet):
    state = StateFilter(STATES)

    class Meta:
        model = DateNotice
        fields = ("state",)


class ReleaseForm(forms.Form):
    all_of_them = forms.BooleanField(
        label=gettext_lazy("Release every other notice of this change too"),
        required=False,
        help_text=gettext_lazy("Those of the cases that you may see. They go out with the next run of letters."),
    )


class NoticeMove(RecordMove):
    not_now = gettext_lazy("It is settled: the letter went out, or the notice was put aside.")

    def check_action_permitted(self, user):
        helper = self.permission_helper
        return helper.holds(user, "change") and helper.user_can_inspect_obj(user, self.instance)


class Release(NoticeMove):
    page_title = gettext_lazy("Release")
    explanation = gettext_lazy("The letter is written with the date that holds now, and sent.")
    form_class = ReleaseForm
    submit_button_label = gettext_lazy("Release the notice")
    done = gettext_lazy("The notice of %(record)s was released.")

    def act(self, all_of_them):
        by, on = self.request.user, conf.today()
        date_notices.release(self.instance, by=by, on=on)
        if all_of_them:
            date_notices.release_all(self.instance.change.notices, by=by, on=on)


class NotNeeded(NoticeMove):
    page_title = gettext_lazy("Not needed")
    explanation = gettext_lazy("The notice is put aside with your reason, and no letter goes out.")
    form_class = ReasonForm
    submit_button_label = gettext_lazy("Put it aside")
    done = gettext_lazy("The notice of %(record)s was put aside.")

    def act(self, reason):
        date_notices.not_needed(self.instance, reason=reason, by=self.request.user)


class InspectNotice(RecordInspect):
    """The facts of the notice, and the letter as it would go out today or as it went out."""

    def get_context_data(self, **kwargs):
        case = self.instance.case_stage.case
        note_read(case, by=self.request.user, screen=_("Moved dates to tell"), at=conf.now())
        return {
            **super().get_context_data(**kwargs),
            "case_url": AdminURLFinder(self.request.user).get_edit_url(case),
            "letter": self.instance.told_by or self._draft(),
            "refusal": self.refusal,
        }

    refusal = ""

    def _draft(self):
        if self.instance.not_needed:
            return None
        try:
            return date_notices.draft(self.instance, on=conf.today())
        except (MoveRefused, LetterIncomplete) as refused:
            self.refusal = str(refused)
            return None


class DateNoticeAdmin(RecordAdmin):
    model = DateNotice
    is_read_only = True
    base_url_path = "complaints/moved-dates"
    menu_label = gettext_lazy("Moved dates to tell")
    menu_icon = "date"
    nothing_yet = gettext_lazy(
        "Nobody is to be told another date. Where a bank holiday or a closure day moves a date that a letter has "
        "promised, the notice is drafted here by itself, for somebody to release."
    )
    list_display = ("case", "what", "promised_on", "why", "state")
    list_export = list_display
    list_select_related = ("case_stage__case__procedure_version", "promised_in", "change", "told_by")
    search_fields = ("case_stage__case__reference",)
    filterset_class = DateNoticeFilters
    inspect_view_class = InspectNotice
    inspect_template_name = "wagtail_complaints/admin/records/date_notice.html"
    inspect_view_fields = ("case", "what", "promised_on", "why", "state", "released_by", "not_needed")
    moves = {"release": Release, "not-needed": NotNeeded}

    def visible_to(self, user):
        return DateNotice.objects.visible_to(user)

    def case(self, notice):
        return notice.case_stage.case.reference

    case.short_description = gettext_lazy("Case")

    def what(self, notice):
        return f"{notice.case_stage.terms.name}: {owed(notice.event)}"

    what.short_description = gettext_lazy("What is due")

    def promised_on(self, notice):
        given = {
            "promised": date_format(notice.promised_in.promised_on),
            "kind": notice.promised_in.get_kind_display(),
            "dated": date_format(notice.promised_in.dated),
        }
        return _("%(promised)s, in the letter “%(kind)s” of %(dated)s") % given

    promised_on.short_description = gettext_lazy("Promised")

    def why(self, notice):
        return notice.change.reason

    why.short_description = gettext_lazy("Why it moved")

    def state(self, notice):
        return STATES[_state_of(notice)][0]

    state.short_description = gettext_lazy("State")

    def moves_now(self, user, obj):
        is_owed = not (obj.told_by_id or obj.not_needed)
        return ["release", "not-needed"] if is_owed and self.permission_helper.holds(user, "change") else []


def _state_of(notice: DateNotice) -> str:
    if notice.told_by_id:
        return TOLD
    if notice.not_needed:
        return NOT_NEEDED
    return RELEASED if notice.released_on else DRAFTED
