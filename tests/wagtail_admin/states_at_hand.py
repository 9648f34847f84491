"""A case in every state that a procedure knows, each brought there by its moves."""

from typing import NamedTuple

from tests import factories, signing
from tests.wagtail_admin.cases_at_hand import CONSENT, UPHELD, day, in_full
from wagtail_complaints import roles
from wagtail_complaints.actions import (
    appointments,
    case_stages,
    cases,
    clocks,
    panels,
    points,
    referrals,
    responses,
    statements,
    triage,
)
from wagtail_complaints.models import Appointment, Case, Response

ON = day("2026-11-09")


OMBUDSMAN = "Local Government and Social Care Ombudsman"


class Desk(NamedTuple):
    procedure: object
    manager: object
    author: object
    signer: object
    workflow: object
    people: dict

    def case(self, **fields) -> Case:
        return factories.case(procedure=self.procedure, **fields)

    def triaged(self, **fields) -> Case:
        case = self.case(**fields)
        return triage.triage(case, procedure=self.procedure, by=None, on=case.received_on, subject="Missed bins")

    def resolved(self, key="stage-1", on="2026-11-03", case=None) -> Case:
        case = case or self.triaged()
        clocks.record_event(case.stages.get(key=key), event="resolved", on=day(on), by=None)
        return case


def acknowledged(at):
    case = at.triaged()
    cases.acknowledge(case.stages.get(), on=day("2026-11-04"), by=None)
    return case


def held(at):
    case = at.triaged()
    clocks.hold(case.stages.get(), from_on=day("2026-11-05"), reason=CONSENT, by=None)
    return case


def drafted(at) -> Response:
    version = at.procedure.versions.last()
    stage = signing.case_stage(decider=at.author, signed_by=at.workflow, version=version)
    return signing.write(responses.draft(stage, by=at.author), at.author)


def submitted(at) -> Response:
    response = drafted(at)
    responses.submit(response, by=at.author)
    return Response.objects.get(pk=response.pk)


def answered(at):
    return signing.sign(submitted(at), at.signer).case_stage.case


def correcting(at):
    case = answered(at)
    responses.correct(case.stages.get(), because="The wrong street.", by=at.author)
    return case


def window_over(at):
    """Twenty working days from Tuesday 6 October: Tuesday 3 November."""
    return at.resolved(on="2026-10-06", case=at.triaged(received_on=day("2026-10-01")))


def late(at):
    case = at.case()
    return triage.triage(
        case, procedure=at.procedure, by=None, on=ON, subject="Bins", happened_on=day("2025-10-01")
    )


def offered(at):
    case = at.resolved()
    case_stages.request(case, key="talk", on=day("2026-11-04"), by=None)
    return case


def offer_over(at):
    case = offered(at)
    case_stages.end_offer(case.stages.get(key="talk"), on=day("2026-11-05"), reason="They said no.", by=None)
    return case


def stated(at):
    case = at.resolved()
    points.add(case, text="The bin was left.", by=None)
    second = case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=None)
    statements.send(second, by=None, on=day("2026-11-05"))
    return case


def agreed(at):
    case = stated(at)
    sent = case.stages.get(key="stage-2").statements.get()
    statements.agree(sent, how="letter", on=day("2026-11-06"), by=None)
    return case


def referred(at):
    case = at.resolved()
    met = {UPHELD: "Four points of four."}
    known = {"to": OMBUDSMAN, "conditions": met, "agreed_on": day("2026-11-04"), "on": day("2026-11-05")}
    referrals.refer(case.stages.get(), by=None, **known)
    return case


def at_the_gate(at):
    case = at.resolved()
    case_stages.request(case, key="stage-2", on=day("2026-11-04"), by=None)
    at.resolved("stage-2", "2026-11-05", case)
    case_stages.request(case, key="review", on=day("2026-11-06"), by=None)
    return case


def refused(at):
    case = at_the_gate(at)
    case_stages.refuse(case.stages.get(key="review"), on=ON, by=None, reason="A court decides it.")
    return case


def panel(at):
    case = at_the_gate(at)
    review = case_stages.accept(case.stages.get(key="review"), on=day("2026-11-06"), by=None)
    for does, name in (("chairs", "Ada"), ("sits", "Bea"), ("sits", "Cleo")):
        appointments.appoint(review, does=does, name=name, by=None, on=day("2026-11-06"))
    return case


def arranged(at):
    case = panel(at)
    panels.arrange(case.stages.get(key="review"), meets_on=ON, by=None, on=day("2026-11-06"))
    return case


def met(at):
    case = arranged(at)
    review = case.stages.get(key="review")
    panels.record_meeting(review, on=ON, by=None, members=panels.members_of(review))
    return case


def recommended(at):
    case = met(at)
    panels.recommend(case.stages.get(key="review"), text="Ring back.", made_on=ON, by=None)
    return case


def closed(at):
    case = at.triaged()
    cases.close(case, on=day("2026-11-05"), by=None, reason="logged-in-error")
    return case


STATES = {
    "new": Desk.case,
    "triaged": Desk.triaged,
    "acknowledged": acknowledged,
    "held": held,
    "drafting": lambda at: drafted(at).case_stage.case,
    "in-sign-off": lambda at: submitted(at).case_stage.case,
    "answered": answered,
    "correcting": correcting,
    "window-over": window_over,
    "late": late,
    "offered": offered,
    "offer-over": offer_over,
    "stated": stated,
    "agreed": agreed,
    "referred": referred,
    "at-the-gate": at_the_gate,
    "refused": refused,
    "panel": panel,
    "arranged": arranged,
    "met": met,
    "recommended": recommended,
    "closed": closed,
}


def made() -> tuple[Desk, dict[str, Case]]:
    factories.settings()
    people = {role: factories.user(role) for role in roles.ROLES}
    signed_by = signing.workflow()
    at = Desk(in_full(), people[roles.MANAGER], signing.author(), signing.signer(), signed_by, people)
    made = {name: make(at) for name, make in STATES.items()}
    for case in made.values():
        part = {"case_stage": case.stages.first(), "does": "advises", "role": "Adviser", "appointed_on": ON}
        Appointment.objects.bulk_create(Appointment(user=person, **part) for person in people.values())
    return at, {name: Case.objects.get(pk=case.pk) for name, case in made.items()}
