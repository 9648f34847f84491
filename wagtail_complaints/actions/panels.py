"""When does a panel meet, what is it sent, who came, what does it recommend, and what does the council answer?"""

from collections.abc import Iterable
from datetime import date, time

from django.utils.translation import gettext as _

from ..models import (
    Appointment,
    CaseStage,
    PanelAttendance,
    PanelMeeting,
    PanelPaper,
    Party,
    PointOfComplaint,
    Recommendation,
    RecommendationAnswer,
    StageEvent,
)
from ..models.audit import actor_name
from ..models.independence_facts import who
from ..procedure import clock
from ..procedure.journey import MoveRefused, Verb
from ..procedure.panel import ON_A_PANEL
from ..procedure.terms import Event
from ..procedure.wording import in_words, listed
from .moves import making


def arrange(
    case_stage: CaseStage, *, meets_on: date, by, on: date, starts_at: time | None = None, place="", reason=""
) -> PanelMeeting:
    """Say when and where the panel meets, or move it, with a reason. Raises: PermissionDenied, MoveRefused."""
    with making(Verb.ARRANGE_PANEL, case_stage.case, by=by, on=on, stage=case_stage, reason=reason):
        if meets_on < (case_stage.requested_on or case_stage.case.received_on):
            raise MoveRefused(_("The panel cannot meet before the stage was asked for."))
        _check_available(case_stage, meets_on)
        meeting = PanelMeeting.objects.filter(case_stage=case_stage).first()
        said = (meets_on, starts_at, place.strip())
        if meeting and (meeting.meets_on, meeting.starts_at, meeting.place) == said:
            raise MoveRefused(_("That is when and where the panel meets."))
        if meeting and not reason.strip():
            raise MoveRefused(_("Say why the meeting is moved."))
        meeting = meeting or PanelMeeting(case_stage=case_stage)
        meeting.meets_on, meeting.starts_at, meeting.place = said
        meeting.save()
    return meeting


def send_papers(case_stage: CaseStage, *, titles: Iterable[str], sent_on: date, by) -> list[PanelPaper]:
    """Record which papers the panel was sent on a day. Raises: PermissionDenied, MoveRefused."""
    titles = list(titles)
    if not any(title.strip() for title in titles):
        raise MoveRefused(_("Say which papers were sent."))
    with making(Verb.SEND_PAPERS, case_stage.case, by=by, on=sent_on, stage=case_stage):
        return put_papers(PanelMeeting.objects.get(case_stage=case_stage), titles, sent_on=sent_on, by=by)


def put_papers(meeting: PanelMeeting, titles: Iterable[str], *, sent_on: date, by) -> list[PanelPaper]:
    """Record papers, each once, inside a move that is being made. Raises: MoveRefused."""
    wanted = list(dict.fromkeys(title.strip() for title in titles if title.strip()))
    if known := meeting.papers.current().filter(title__in=wanted).first():
        raise MoveRefused(_("“%(paper)s” was sent already.") % {"paper": known.title})
    sent = {"meeting": meeting, "sent_on": sent_on, "recorded_by": by}
    return [PanelPaper.objects.create(title=title, **sent) for title in wanted]


def record_meeting(
    case_stage: CaseStage,
    *,
    on: date,
    by,
    members: Iterable[Appointment] = (),
    parties: Iterable[Party] = (),
    others: Iterable[str] = (),
    note: str = "",
) -> PanelMeeting:
    """Record that the panel met, and who came; members who did not are kept as such.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.RECORD_MEETING, case_stage.case, by=by, on=on, stage=case_stage) as made:
        clock.check_event(made.state.facts, case_stage.key, Event.PANEL_MET, on)
        meeting, came = PanelMeeting.objects.get(case_stage=case_stage), {member.pk for member in members}
        if not came:
            raise MoveRefused(_("Say which members of the panel came."))
        there = [(member, member.pk in came) for member in members_of(case_stage)]
        put_attendance(meeting, there, parties=parties, others=others, by=by)
        StageEvent.objects.create(
            case_stage=case_stage, event=Event.PANEL_MET, on=on, note=note.strip(), recorded_by=by
        )
    return meeting


def put_attendance(
    meeting: PanelMeeting,
    members: Iterable[tuple[Appointment, bool]],
    *,
    parties: Iterable[Party],
    others: Iterable[str],
    by,
) -> list[PanelAttendance]:
    """Record who came, each once, inside a move that is being made; of members, also who did not.

    Raises: MoveRefused.
    """
    told = [{"appointment": member, "name": _name(member), "came": came} for member, came in members]
    told += [{"party": party, "name": party.called} for party in parties]
    told += [{"name": other} for other in dict.fromkeys(each.strip() for each in others if each.strip())]
    known = meeting.attendances.current()
    for each in told:
        if known.filter(party=each.get("party"), appointment=each.get("appointment"), name=each["name"]).exists():
            raise MoveRefused(_("Of %(who)s it is recorded already.") % {"who": each["name"]})
    return [PanelAttendance.objects.create(meeting=meeting, recorded_by=by, **each) for each in told]


def recommend(
    case_stage: CaseStage, *, text: str, made_on: date, by, point: PointOfComplaint | None = None
) -> Recommendation:
    """Record what the panel recommends, on a point or on the whole. Raises: PermissionDenied, MoveRefused."""
    if not text.strip():
        raise MoveRefused(_("Say what the panel recommends."))
    with making(Verb.RECOMMEND, case_stage.case, by=by, on=made_on, stage=case_stage) as made:
        met = made.state.facts.stage(case_stage.key).events[Event.PANEL_MET]
        if made_on < met:
            raise MoveRefused(
                _("The panel met on %(day)s: it recommended nothing before.") % {"day": in_words(met)}
            )
        if case_stage.recommendations.current().filter(point=point, text=text.strip()).exists():
            raise MoveRefused(_("This is recorded already."))
        return Recommendation.objects.create(case_stage=case_stage, point=point, text=text.strip(), made_on=made_on)


def answer(recommendation: Recommendation, *, answer: str, by, on: date, reasons: str = "") -> Recommendation:
    """Record what the council says to a recommendation; why, where it is not followed in full.

    Raises: PermissionDenied, MoveRefused.
    """
    stage = recommendation.case_stage
    with making(Verb.ANSWER_RECOMMENDATION, stage.case, by=by, on=on, stage=stage):
        recommendation.refresh_from_db()
        if not recommendation.is_current:
            raise MoveRefused(_("This recommendation was struck out."))
        if answer != RecommendationAnswer.ACCEPTED and not reasons.strip():
            raise MoveRefused(_("Give the reasons: the letter says why a recommendation is not followed."))
        if on < recommendation.made_on:
            raise MoveRefused(_("Nobody can have answered it before it was made."))
        recommendation.answer, recommendation.reasons = answer, reasons.strip()
        recommendation.answered_on = on
        recommendation.save()
    return recommendation


def strike_out(recommendation: Recommendation, *, because: str, by) -> Recommendation:
    """Take back a recommendation that was recorded wrongly. Raises: PermissionDenied, MoveRefused."""
    if not because.strip():
        raise MoveRefused(_("Say why it is struck out."))
    stage = recommendation.case_stage
    with making(Verb.ANSWER_RECOMMENDATION, stage.case, by=by, stage=stage, reason=because):
        recommendation.refresh_from_db()
        if not recommendation.is_current:
            raise MoveRefused(_("This has been struck out already."))
        recommendation.is_current = False
        recommendation.save()
    return recommendation


def check(meeting: PanelMeeting):
    """Pass where what is recorded of a meeting still makes sense after a correction. Raises: MoveRefused."""
    papers = [title.strip() for title in meeting.papers.current().values_list("title", flat=True)]
    if len(set(papers)) < len(papers):
        raise MoveRefused(_("A paper of this name was sent already."))
    attended = meeting.attendances.current()
    if attended.exists() and not attended.filter(came=True, appointment__isnull=False).exists():
        raise MoveRefused(_("Say which members of the panel came."))


def nobody_came(case_stage: CaseStage, *, because: str):
    """Strike out who came to a meeting that never was, inside a move that is being made."""
    for each in PanelAttendance.objects.current().filter(meeting__case_stage=case_stage):
        each.is_current, each.correction_reason = False, because
        each.save()


def members_of(case_stage: CaseStage) -> list[Appointment]:
    """Return who is on the panel of the stage now, each once, whoever chairs it first."""
    now = case_stage.appointments.filter(ended_on=None, does__in=ON_A_PANEL).select_related("user", "person")
    each_once: dict = {}
    for row in now.order_by("does", "pk"):
        each_once.setdefault(who(row.user_id, row.person, row.name), row)
    return list(each_once.values())


def _check_available(case_stage: CaseStage, day: date):
    away = [member for member in members_of(case_stage) if member.person and member.person.away_on(day)]
    if away:
        names = {"who": listed(_name(member) for member in away), "day": in_words(day)}
        raise MoveRefused(_("Not available on %(day)s: %(who)s.") % names)


def _name(member: Appointment) -> str:
    return member.name or actor_name(member.user)
