"""What does the register say of each case? Its columns, and the same in a spreadsheet."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_user_display_name

from ...models import Case, Standing
from ...models.calendars import Calendars
from .. import words
from .due import due, due_past_the_calendar, review


class DueColumn(Column):
    """The next date, and how far off it is in words: colour says it again and never alone."""

    cell_template_name = "wagtail_complaints/admin/cases/due_cell.html"

    def __init__(self, name, *, on, calendars, **kwargs):
        super().__init__(name, **kwargs)
        self.on, self.calendars = on, calendars

    def get_value(self, instance):
        if not instance.next_due_on or not instance.is_open:
            return None
        return due(instance.next_due_on, self.on, self.calendars.of(instance.terms))

    def get_review(self, instance):
        if instance.next_review_on:
            return review(instance.next_review_on, self.on, self.calendars.of(instance.terms))
        return None

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        what = words.owed(instance.next_due_event)
        unknown = words.owed(event) if (event := due_past_the_calendar(instance)) else ""
        review = self.get_review(instance)
        return {**context, "due": context["raw_value"], "what": what, "review": review, "unknown": unknown}


class StandingColumn(Column):
    """Where the case stands, and beneath it what waits for a decision whatever the stage."""

    cell_template_name = "wagtail_complaints/admin/cases/standing_cell.html"

    def get_value(self, instance):
        return standing_of(instance)


class StageColumn(Column):
    cell_template_name = "wagtail_complaints/admin/cases/stage_cell.html"

    def get_value(self, instance):
        return stage_name(instance)


def columns(*, on, calendars: Calendars, get_url) -> list[Column]:
    return [
        TitleColumn("reference", label=gettext_lazy("Reference"), sort_key="reference", get_url=get_url),
        Column("subject", label=gettext_lazy("What it is about"), accessor=about, sort_key="subject"),
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
        Column("owner", label=gettext_lazy("Owner"), accessor=owner_of, sort_key="owner"),
        Column("service_area", label=gettext_lazy("Service area"), sort_key="service_area"),
        Column(
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
    return get_user_display_name(case.owner) if case.owner else _("Nobody yet")


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
        "channel": case.get_channel_display(),
        "received_on": case.received_on,
        "triaged_on": case.triaged_on,
        "closed_on": case.closed_on,
    }
