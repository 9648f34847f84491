"""Who else came to a panel's meeting, and what else was it sent? Added to a record that was made before.

Each is a fact of its own, with who recorded it and why it comes later: nothing is recorded a second time. Whoever
sat on the panel is added by their appointment, which asked the rules of independence. Where the event alone was
recorded, that the panel met, this begins the record.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ..models import Appointment, CaseStage, PanelAttendance, PanelMeeting, PanelPaper, Party
from ..models.independence_facts import who
from ..procedure.journey import MoveRefused, Verb
from ..procedure.panel import ON_A_PANEL
from ..procedure.terms import Event
from .moves import making
from .panels import check, put_attendance, put_papers


def add(
    case_stage: CaseStage,
    *,
    because: str,
    by,
    on: date,
    members: Iterable[Appointment] = (),
    parties: Iterable[Party] = (),
    others: Iterable[str] = (),
    titles: Iterable[str] = (),
    sent_on: date | None = None,
) -> list[PanelAttendance | PanelPaper]:
    """Add to the record of a meeting that took place: `on` is the day of adding, `because` why it comes later.

    Raises: PermissionDenied, MoveRefused.
    """
    titles = [title for title in titles if title.strip()]
    with making(Verb.ADD_TO_MEETING, case_stage.case, by=by, on=on, stage=case_stage, reason=because) as made:
        if not because.strip():
            raise MoveRefused(_("Say why it is added to the record now."))
        if titles and not sent_on:
            raise MoveRefused(_("Say on which day the papers were sent."))
        met_on = made.state.facts.stage(case_stage.key).events[Event.PANEL_MET]
        meeting, _is_new = PanelMeeting.objects.get_or_create(case_stage=case_stage, defaults={"meets_on": met_on})
        members = list(members)
        _check_members(case_stage, members, met_on)
        there = [(member, True) for member in members]
        came = put_attendance(meeting, there, parties=parties, others=others, by=by)
        sent = put_papers(meeting, titles, sent_on=sent_on, by=by) if titles else []
        if not came and not sent:
            raise MoveRefused(_("Say who else came, or which papers were sent."))
        check(meeting)
    return [*came, *sent]


def left_out(case_stage: CaseStage, met_on: date) -> list[Appointment]:
    """Return who was on the panel when it met, and of whom it is not recorded whether they came."""
    recorded = PanelAttendance.objects.current().filter(meeting__case_stage=case_stage, appointment__isnull=False)
    told = {who(each.user_id, each.person, each.name) for each in _appointments(recorded)}
    sat = case_stage.appointments.filter(does__in=ON_A_PANEL).exclude(ended_on__lt=met_on)
    each_once: dict = {}
    for row in sat.select_related("user", "person").order_by("does", "pk"):
        each_once.setdefault(who(row.user_id, row.person, row.name), row)
    return [row for person, row in each_once.items() if person not in told]


def _appointments(recorded) -> list[Appointment]:
    return [each.appointment for each in recorded.select_related("appointment__person")]


def _check_members(case_stage: CaseStage, members: list[Appointment], met_on: date):
    known = {row.pk for row in left_out(case_stage, met_on)}
    if any(member.pk not in known for member in members):
        raise MoveRefused(_("That is recorded of a member already, or they were not on the panel when it met."))
