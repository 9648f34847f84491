"""What does the register say of each case? Its columns, and the same in a spreadsheet."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.utils import get_user_display_name

from ...models import Case, Standing
from ...models.calendars import Calendars
from .. import words
from .due import Due, due, due_past_the_calendar, review

NOT_KNOWN_YET = gettext_lazy("date not known yet: bank holidays or terms are not published so far ahead")


class Plain(Column):
    """A cell of text, written without a template: fifty rows of nine cells are most of what a listing costs."""

    @cached_property
    def td(self):
        return format_html(' class="{}"', self.classname) if self.classname else ""

    def render_cell_html(self, instance, parent_context):
        return format_html("<td{}>{}</td>", self.td, self.html(instance))

    def html(self, instance):
        value = self.get_value(instance)
        return "" if value is None else value


class TickColumn(BulkActionsCheckboxColumn):
    """The boxes that bulk actions go by: each is described by the reference in its row."""

    def render_cell_html(self, instance, parent_context):
        return format_html(
            '<td class="bulk-action-checkbox-cell"><input type="checkbox" class="bulk-action-checkbox" '
            'data-object-id="{}" data-bulk-action-checkbox aria-label="{}" aria-describedby="{}"></td>',
            str(instance.pk),
            _("Select"),
            self.get_aria_describedby(instance),
        )


class ReferenceColumn(Plain):
    """The reference, which leads to the case. With `describes`, the box in its row is described by it."""

    def __init__(self, name, *, describes: bool, **kwargs):
        super().__init__(name, **kwargs)
        self.describes = describes

    def render_cell_html(self, instance, parent_context):
        return format_html(
            '<td class="title"><div class="title-wrapper"><a href="{}"><span{}>{}</span></a></div></td>',
            case_url(instance),
            format_html(' id="case_{}_title"', str(instance.pk)) if self.describes else "",
            instance.reference,
        )


class DueColumn(Plain):
    """The next date, and how far off it is in words: colour says it again and never alone."""

    def __init__(self, name, *, on, calendars, **kwargs):
        super().__init__(name, **kwargs)
        self.on, self.calendars = on, calendars

    def html(self, instance):
        if not instance.is_open:
            return ""
        calendar = self.calendars.of(instance.terms)
        if instance.next_due_on:
            said = due(instance.next_due_on, self.on, calendar)
            return format_html("{} {}", words.owed(instance.next_due_event), _day(said))
        if event := due_past_the_calendar(instance):
            return format_html('{} <span class="wc-due">{}</span>', words.owed(event), NOT_KNOWN_YET)
        if instance.next_review_on:
            said = review(instance.next_review_on, self.on, calendar)
            return format_html(
                '{} {}<span class="wc-second">{}</span>',
                _("Nothing promised: review by"),
                _day(said),
                _("our own reminder"),
            )
        return _("Nothing due")


def _day(said: Due):
    late = " wc-due--late" if said.is_late else " wc-due--today" if said.is_today else ""
    return format_html(
        '<span class="wc-due{}"><span class="wc-day">{}</span>, {}</span>', late, said.short, said.words
    )


class StageColumn(Plain):
    def html(self, instance):
        return format_html(
            '<div class="wc-two-lines" title="{0}">{0}</div>'
            '<span class="wc-second wc-one-line" title="{1}">{1}</span>',
            stage_name(instance),
            instance.terms.title,
        )


class StandingColumn(Plain):
    """Where the case stands, in words, and what waits for a decision whatever the stage; a shape says it again."""

    def html(self, instance):
        return format_html(
            '<span class="wc-standing wc-standing--{}">{}</span>{}',
            instance.standing,
            standing_of(instance),
            _undecided(instance),
        )


def _undecided(case: Case):
    if not case.is_late_undecided:
        return ""
    return format_html('<span class="wc-second wc-undecided">{}</span>', _("Late: to be decided"))


def case_url(case: Case) -> str:
    return reverse("complaints_cases:case", args=[case.pk])


def columns(*, on, calendars: Calendars, are_ticked=False) -> list[Column]:
    """Return what a list of cases shows. A page may list one case twice, but only one list of it can be ticked."""
    return [
        ReferenceColumn("reference", describes=are_ticked, label=gettext_lazy("Reference"), sort_key="reference"),
        Plain("subject", label=gettext_lazy("What it is about"), accessor=about, sort_key="subject"),
        StageColumn("stage", label=gettext_lazy("Stage and procedure")),
        StandingColumn("standing", label=gettext_lazy("Status"), sort_key="standing"),
        DueColumn(
            "next_due_on",
            on=on,
            calendars=calendars,
            label=gettext_lazy("Next due"),
            classname="wc-next",
            sort_key="next_due_on",
        ),
        Plain("owner", label=gettext_lazy("Owner"), accessor=owner_of, sort_key="owner"),
        Plain("service_area", label=gettext_lazy("Service area"), sort_key="service_area"),
        Plain(
            "received_on",
            label=gettext_lazy("Received"),
            accessor=lambda case: date_format(case.received_on),
            classname="wc-day",
            sort_key="received_on",
        ),
    ]


def about(case: Case) -> str:
    return case.subject or _("Not said yet")


def stage_name(case: Case) -> str:
    return case.terms.stage(case.current_stage.key).name if case.current_stage else ""


def standing_of(case: Case) -> str:
    if case.standing == Standing.CLOSED:
        return _("Closed: %(reason)s") % {"reason": case.get_close_reason_display().lower()}
    return str(Standing(case.standing).label)


def owner_of(case: Case) -> str:
    """Return who owns the case; nobody will, once it is closed."""
    if case.owner:
        return get_user_display_name(case.owner)
    return _("Nobody yet") if case.is_open else _("Nobody")


def how_far(case: Case, on, calendars: Calendars) -> str:
    if case.is_open and case.next_due_on:
        return due(case.next_due_on, on, calendars.of(case.terms)).words
    return _("not known yet") if due_past_the_calendar(case) else ""


EXPORTED = {
    "reference": gettext_lazy("Reference"),
    "procedure": gettext_lazy("Procedure"),
    "stage": gettext_lazy("Stage"),
    "track": gettext_lazy("Track"),
    "about": gettext_lazy("What it is about"),
    "standing": gettext_lazy("Status"),
    "late": gettext_lazy("Late complaint"),
    "next_due_on": gettext_lazy("Next due"),
    "next_due": gettext_lazy("What is due"),
    "how_far": gettext_lazy("How far off"),
    "review_on": gettext_lazy("Review by (our own reminder)"),
    "owner": gettext_lazy("Owner"),
    "service_area": gettext_lazy("Service area"),
    "provider": gettext_lazy("Provider"),
    "channel": gettext_lazy("How it came"),
    "received_on": gettext_lazy("Received"),
    "triaged_on": gettext_lazy("Triaged"),
    "closed_on": gettext_lazy("Closed"),
}


def exported(case: Case, on, calendars: Calendars) -> dict:
    """Return a row of the spreadsheet. It names the staff who work on a case, and nobody else."""
    open_until = case.next_due_on if case.is_open else None
    return {
        "reference": case.reference,
        "procedure": case.terms.title,
        "stage": stage_name(case),
        "track": case.track,
        "about": case.subject,
        "standing": standing_of(case),
        "late": _("To be decided") if case.is_late_undecided else "",
        "next_due_on": open_until,
        "next_due": words.owed(case.next_due_event) if open_until else "",
        "how_far": how_far(case, on, calendars),
        "review_on": case.next_review_on,
        "owner": get_user_display_name(case.owner) if case.owner else "",
        "service_area": case.service_area.name if case.service_area else "",
        "provider": case.provider.name if case.provider else "",
        "channel": case.get_channel_display(),
        "received_on": case.received_on,
        "triaged_on": case.triaged_on,
        "closed_on": case.closed_on,
    }
