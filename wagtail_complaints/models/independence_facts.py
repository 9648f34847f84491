"""What do the records know of people and of a case that the rules of independence are held against?

Staff are users, by key; people outside the staff are rows of their register, unless they have an account.
"""

from collections.abc import Hashable, Iterable

from django.apps import apps
from django.db.models import QuerySet

from ..procedure import conflicts
from ..procedure.conflicts import Known, Objection, Part, Someone
from ..procedure.independence import DECIDING, Against, Declared, Rule, rules
from ..procedure.panel import ON_A_PANEL
from ..procedure.terms import Does
from ..procedure_files import regimes
from .case import Case
from .case_stage import CaseStage
from .outside_person import OutsidePerson
from .people import Appointment
from .team import Team


def who(user_id: int | None, person: OutsidePerson | None = None, name: str = "") -> Hashable | None:
    """Return what identifies somebody: their account, else their row of the register, else the name alone."""
    account = user_id or (person and person.user_id)
    if account:
        return account
    return ("outside", person.pk) if person else ("name", name.casefold()) if name else None


def known_of(case: Case) -> Known:
    """Return what of the case bears on who may work in it: five queries, however long the case."""
    stages = {stage.pk: stage for stage in case.stages.all()}
    appointed = Appointment.objects.filter(case_stage__case=case).select_related("person")
    return Known(
        procedure=case.terms,
        regime=regimes().get(case.terms.regime),
        parts=(*_deciders(stages.values()), *_signers(case), *(_part(row, stages) for row in appointed)),
        subjects=frozenset(_subjects(case)),
        involved=frozenset(
            who(row.user_id, row.person) for row in case.earlier_parts.current().select_related("person")
        ),
        service=case.service_area_id,
    )


def _subjects(case: Case) -> QuerySet[int]:
    return case.staff_complained_about.current().values_list("user", flat=True)


def _deciders(stages: Iterable[CaseStage]) -> list[Part]:
    return [Part(stage.key, Does.DECIDES, stage.decider_id) for stage in stages if stage.decider_id]


def _signers(case: Case) -> list[Part]:
    """Return who signed a letter of each stage, and in whose place."""
    signed = apps.get_model("wagtail_complaints", "SignOff").objects.filter(
        status="approved", workflow_state__sign_off_run__response__case_stage__case=case
    )
    stage = "workflow_state__sign_off_run__response__case_stage__key"
    rows = signed.values_list(stage, "finished_by", "signed_for")
    return [Part(key, Does.SIGNS, person) for key, *both in rows for person in both if person]


def _part(row: Appointment, stages: dict) -> Part:
    person = who(row.user_id, row.person, row.name)
    return Part(stages[row.case_stage_id].key, Does(row.does), person, is_over=row.ended_on is not None)


def somebody(*, user=None, person: OutsidePerson | None = None) -> Someone:
    """Return what is known of a member of staff, or of a person outside it, whatever the case."""
    person = person or _outside(user)
    return _someone(
        who(user and user.pk, person),
        _declared(person) if person else (),
        at_work=_works_in(user),
        is_staff=person is None and user is not None,
    )


def _someone(person: Hashable, declared: Iterable[tuple], *, at_work: Iterable[int], is_staff=False) -> Someone:
    declared = tuple(declared)
    employed = {service for kind, service in declared if kind == Declared.EMPLOYED and service}
    return Someone(
        person=person,
        is_staff=is_staff,
        declared=frozenset(kind for kind, _service in declared),
        services=frozenset({*at_work, *employed}),
        had_to_do_with=frozenset(service for kind, service in declared if kind == Declared.INVOLVED),
    )


def _declared(person: OutsidePerson) -> list[tuple[Declared, int | None]]:
    """Return what holds of somebody by their own word, and of which service."""
    return [(Declared(each.kind), each.service_area_id) for each in person.declarations.all() if not each.ended_on]


def _outside(user) -> OutsidePerson | None:
    return OutsidePerson.objects.filter(user=user).first() if user else None


def _works_in(user) -> frozenset[int]:
    """Return the services that a member of staff works in: those of the teams that say so of themselves."""
    if user is None:
        return frozenset()
    teams = Team.objects.filter(members=user, is_of_the_service=True, is_active=True)
    return frozenset(pk for pk in teams.values_list("service_areas", flat=True) if pk)


def set_aside(case_stage: CaseStage, does: Does, person: Hashable) -> frozenset[Against]:
    """Return the rules set aside for somebody in a part of the stage: who decides signs, and who chairs sits."""
    parts = next((alike for alike in (DECIDING, ON_A_PANEL) if does in alike), (does,))
    rows = case_stage.overrides.current().filter(does__in=parts).select_related("person")
    return frozenset(Against(row.against) for row in rows if who(row.user_id, row.person) == person)


def objections_to(case_stage: CaseStage, does: str, *, user=None, person=None) -> tuple[Objection, ...]:
    """Return what stands in the way of somebody's having this part of the stage now."""
    does, someone = Does(does), somebody(user=user, person=person)
    return conflicts.objections(
        someone,
        does,
        case_stage.terms,
        known_of(case_stage.case),
        set_aside(case_stage, does, someone.person),
    )


def signers_ruled_out(case_stage: CaseStage) -> tuple[frozenset[int], frozenset[int]]:
    """Return the users who may not sign in this stage, and those let off the rule about earlier decisions.

    Asked are those of whom the records know something. That they are officers of the council is not held against
    signers, who sign for it; and who decided or signed before is barred by `procedure.sign_off`.
    """
    case, terms = case_stage.case, case_stage.terms
    held = rules(case.terms, terms, Does.SIGNS, regimes().get(case.terms.regime))
    if not _asks_more(held) and not case.stages.filter(pk__gt=case_stage.pk).exists():
        return frozenset(_subjects(case)), frozenset()
    known = known_of(case)
    aside: dict[Hashable, set[Against]] = {}
    for row in case_stage.overrides.current().select_related("person"):
        if row.does in DECIDING:
            aside.setdefault(who(row.user_id, row.person), set()).add(Against(row.against))
    ruled_out = {
        someone.person
        for someone in _signers_known_of(known)
        for objection in conflicts.objections(
            someone, Does.SIGNS, terms, known, aside.get(someone.person, frozenset())
        )
        if objection.rule.against != Against.OWN_DECISION
    }
    left = {rule.against for rule in held if rule.may_override}
    earlier = left & {Against.EARLIER, Against.OWN_DECISION}
    return frozenset(ruled_out), frozenset(person for person, rules_aside in aside.items() if rules_aside & earlier)


def _asks_more(held: Iterable[Rule]) -> bool:
    """Return whether the rules about signers ask for more than the two that need no more facts than these."""
    return any(rule.against not in (Against.SUBJECT, Against.OWN_DECISION) for rule in held)


def _signers_known_of(known: Known) -> list[Someone]:
    """Return what is known of the users who had to do with the case, or work in its service: three queries."""
    of_service = Team.objects.filter(is_of_the_service=True, is_active=True, service_areas=known.service)
    at_work = frozenset(pk for pk in of_service.values_list("members", flat=True) if pk) if known.service else ()
    users = {part.person for part in known.parts} | known.subjects | known.involved | set(at_work)
    users = {person for person in users if person is not None and not isinstance(person, tuple)}
    linked = OutsidePerson.objects.filter(user__in=users).prefetch_related("declarations")
    declared = {person.user_id: _declared(person) for person in linked}
    return [
        _someone(user, declared.get(user, ()), at_work={known.service} if user in at_work else ()) for user in users
    ]
