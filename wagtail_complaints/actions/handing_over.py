"""What does somebody leave behind who leaves, and to whom does it go? Listed, then reassigned with a reason.

What the procedure forbids stays where it is and is named, with the reason: a conflict is for a person to settle.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ..models import Appointment, Case, CaseStage, Deputy, Team
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from . import appointments, cases, deputies


@dataclass(frozen=True)
class Work:
    """What somebody has to do now, as far as who asks may see it."""

    owned: list[Case]
    decided: list[CaseStage]
    appointments: list[Appointment]
    teams: list[Team]
    deputies: list[Deputy]

    @property
    def cases(self) -> dict[int, Case]:
        """Return the cases in which there is something to hand over, by key."""
        found = [
            *self.owned,
            *(row.case for row in self.decided),
            *(row.case_stage.case for row in self.appointments),
        ]
        return {case.pk: case for case in found}


@dataclass(frozen=True)
class HandedOver:
    """What was handed over, and what was not, with the reason."""

    done: list[Case]
    refused: list[tuple[Case, str]]


def work_left(person, *, by, on: date) -> Work:
    """Return what `person` owns, decides or has a part in, in open cases that `by` may see.

    Raises: PermissionDenied.
    """
    _may(by)
    seen = Case.objects.visible_to(by).open()
    stages = CaseStage.objects.filter(decider=person, case__in=seen, ended_on=None).select_related("case")
    parts = Appointment.objects.filter(user=person, ended_on=None, case_stage__case__in=seen)
    return Work(
        owned=list(seen.filter(owner=person).order_by("pk")),
        decided=[stage for stage in stages if stage.case.current_stage_id == stage.pk],
        appointments=list(parts.select_related("case_stage__case")),
        teams=list(Team.objects.filter(members=person)),
        deputies=list(Deputy.objects.on(on).filter(deputy=person).select_related("person")),
    )


def in_hand(*, by) -> Counter[int]:
    """Return in how many open cases that `by` may see each has work, by the key of the person.

    Raises: PermissionDenied.
    """
    _may(by)
    seen = Case.objects.visible_to(by).open()
    stages = CaseStage.objects.filter(case__in=seen, ended_on=None, case__current_stage=F("pk"))
    parts = Appointment.objects.filter(ended_on=None, case_stage__case__in=seen)
    had = {
        *seen.exclude(owner=None).values_list("owner", "pk"),
        *stages.exclude(decider=None).values_list("decider", "case"),
        *parts.exclude(user=None).values_list("user", "case_stage__case"),
    }
    return Counter(person for person, _case in had)


def hand_over(person, *, to, chosen, reason: str, by, on: date) -> HandedOver:
    """Give what `person` has in the `chosen` cases (keys) to `to`, case by case.

    Raises: PermissionDenied, MoveRefused.
    """
    work = work_left(person, by=by, on=on)
    if not reason.strip():
        raise MoveRefused(_("Say why the work is handed over."))
    if to == person or not to.is_active:
        raise MoveRefused(_("Choose somebody else, whose account is open."))
    done, refused = [], []
    for pk, case in work.cases.items():
        if pk not in chosen:
            continue
        try:
            with transaction.atomic():
                _hand_over_case(work, case, person, to, reason, by, on)
            done.append(case)
        except MoveRefused as obstacle:
            refused.append((case, obstacle.reason))
    return HandedOver(done, refused)


def _hand_over_case(work: Work, case: Case, person, to, reason: str, by, on: date):
    """Raises: PermissionDenied, MoveRefused."""
    given = {}
    if any(owned.pk == case.pk for owned in work.owned):
        given["owner"] = to
    if any(stage.case_id == case.pk for stage in work.decided):
        given["decider"] = to
    if given:
        cases.assign(case, by=by, reason=reason, **given)
    for part in work.appointments:
        if part.case_stage.case_id == case.pk:
            appointments.end_appointment(part, on=on, by=by, reason=reason)
            appointments.appoint(part.case_stage, does=part.does, role=part.role, user=to, by=by, on=on)


@transaction.atomic
def leave(person, *, reason: str, by, on: date):
    """Take somebody out of every team, and end where they stand in for others.

    Raises: PermissionDenied, MoveRefused.
    """
    work = work_left(person, by=by, on=on)
    if not reason.strip():
        raise MoveRefused(_("Say why they leave."))
    with acting(by, reason):
        for team in work.teams:
            team.members.remove(person)
            team.save()
    for standing_in in work.deputies:
        deputies.call_off(standing_in, reason=reason, by=by, on=on)


def _may(by):
    asked = ("wagtail_complaints.arrange_deputies", "wagtail_complaints.assign_case")
    if by is not None and not by.has_perms(asked):
        raise PermissionDenied
