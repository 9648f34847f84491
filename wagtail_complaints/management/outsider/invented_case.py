"""How does the invented case come about? By the verbs, with a word of its own in every field."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ...actions import (
    appointments,
    cases,
    clocks,
    fees,
    handling,
    independence,
    intake,
    messages,
    notes,
    opening,
    panels,
    people,
    points,
    responses,
    triage,
)
from ...conf import UNITED_KINGDOM
from ...models import (
    About,
    Case,
    CaseStage,
    OutsidePerson,
    PartyRole,
    Procedure,
    ProcedureVersion,
    Response,
    StageSignOff,
    Submission,
)
from ...procedure import terms
from ...procedure.document import digest, to_document
from ...procedure.lengths import Length
from .words import CONSENT, INBOX_BIRD, word


def invented_case(manager, author, workflow, on: date) -> Case:
    day = [on - timedelta(days=14 - after) for after in range(15)]
    procedure = _procedure(on)
    sent = sent_in(
        procedure,
        on,
        "case",
        what_happened=word("whathappened"),
        put_right=word("putright"),
        name=word("name"),
        email=f"{word('email')}@example.com",
        telephone=word("telephone"),
        address=word("address"),
        safe_contact=word("safecontact"),
    )
    case = opening.open_case(sent, by=None, on=day[0])
    triage.triage(case, procedure=procedure, by=None, on=day[0], subject=word("subject"))
    StageSignOff.objects.create(version=case.procedure_version, stage_key="stage-1", workflow=workflow)
    stage = case.stages.get()
    cases.assign(case, by=manager, owner=manager, decider=author)
    cases.acknowledge(stage, on=day[0], by=manager, text=word("acknowledgement"))
    clocks.record_event(stage, event="discussed", on=day[1], by=manager, note=word("eventnote"))
    later = on + timedelta(days=4)
    clocks.extend(stage, to=later, reason=word("extension"), given_on=day[2], by=manager)
    held = clocks.hold(stage, from_on=day[3], to_on=None, reason=CONSENT, by=manager, note=word("holdnote"))
    clocks.end_hold(held, to_on=day[4], by=manager)
    _people_of(case, manager)
    appointments.appoint(
        stage,
        does="advises",
        role=word("role"),
        by=manager,
        on=day[4],
        person=OutsidePerson.objects.create(name="Invented for the walk"),
        declaration=word("declaration"),
    )
    _independence(stage, manager, on=day[4])
    _panel(stage, manager, on=day[5])
    case.refresh_from_db()
    return case


def waiting_response(case: Case, author, signer) -> Response:
    """Write a letter, have it sent back with a comment, write it again: it waits to be signed."""
    response = responses.draft(case.stages.get(), by=author)
    _write(response, author, body=word("firstbody"))
    responses.submit(Response.objects.get(pk=response.pk), by=author)
    response = Response.objects.get(pk=response.pk)
    waiting = response.current_workflow_task_state
    task = waiting.task.specific
    task.on_action(waiting, signer, "reject", seen=seen(response), comment=word("sentback"))
    _write(Response.objects.get(pk=response.pk), author, body=word("body"))
    responses.submit(Response.objects.get(pk=response.pk), by=author)
    return Response.objects.get(pk=response.pk)


def seen(response: Response) -> str:
    """Return the digest of the letter that a screen would show."""
    response = Response.objects.get(pk=response.pk)
    return response.digest_of(response.get_latest_revision())


def submissions_beside(case: Case, manager, on: date) -> tuple[Submission, Submission]:
    procedure = case.procedure_version.procedure
    waiting = sent_in(procedure, on, "waiting", what_happened=f"{INBOX_BIRD}waiting")
    handled = sent_in(procedure, on, "handled", what_happened=f"{INBOX_BIRD}handled")
    told = {"passed_to": f"{INBOX_BIRD}passedto", "reason": f"{INBOX_BIRD}handlingreason"}
    handling.handle(handled, outcome="passed-on", by=manager, on=on, **told)
    return waiting, handled


def agreed(slug: str) -> terms.Procedure:
    """Return a plain procedure. Working days: acknowledge in 3, reply in 10 to 20."""
    return terms.Procedure(
        slug=slug,
        title="Invented for the walk of outsiders",
        nation=terms.Nation.ENGLAND,
        kinds=tuple(terms.Kind),
        stages=(
            terms.Stage(
                key="stage-1",
                name="Stage 1",
                decided_by="Team manager",
                entry=terms.Entry.FIRST,
                hold_reasons=(CONSENT,),
                people=(
                    terms.Person(
                        terms.Does.SITS,
                        "Panel",
                        not_=(terms.Conflict.EARLIER,),
                        may_override=(terms.Conflict.EARLIER,),
                    ),
                    terms.Person(terms.Does.INVESTIGATES, required=False),
                ),
                letters=(terms.StageLetter("Who investigates"),),
                timescales=(
                    terms.Timescale("acknowledged", "received", within=Length.parse("3 working days")),
                    terms.Timescale(
                        "responded",
                        "received",
                        within=Length.parse("10 working days"),
                        extendable_to=Length.parse("20 working days"),
                    ),
                    terms.Timescale("discussed", "received"),
                ),
            ),
            terms.Stage(
                key="stage-2",
                name="Stage 2",
                decided_by="Head of service",
                entry=terms.Entry.REQUEST,
                timescales=(terms.Timescale("responded", "requested", within=Length.parse("25 working days")),),
            ),
        ),
        redirects=(terms.Redirect("Somebody’s safety", "Safeguarding", urgent=True),),
        externals=(terms.External("Ombudsman", website="https://www.lgo.org.uk", telephone="0300 061 0614"),),
    )


def sent_in(procedure: Procedure, on: date, key: str, **given) -> Submission:
    answers = [{"key": name, "label": name.replace("_", " "), "value": said} for name, said in given.items()]
    return intake.receive(
        kind="complaint",
        channel="form",
        on_behalf="myself",
        answers=answers,
        procedure=procedure,
        received_on=on - timedelta(days=14),
        idempotency_key=f"outsider-walk-{key}",
        page_url=f"https://council.example/{word('pageurl')}/" if key == "case" else "",
    )


def _procedure(on: date) -> Procedure:
    says = agreed("outsider-walk")
    procedure = Procedure.objects.create(slug=says.slug, title=says.title)
    ProcedureVersion.objects.create(
        procedure=procedure,
        number=1,
        document=to_document(says),
        digest=digest(says),
        published_on=on - timedelta(days=60),
    )
    return procedure


def _independence(stage: CaseStage, manager, *, on: date):
    """Pay somebody, record who had a part before, and let them off the rule that this is against."""
    before = {"person": OutsidePerson.objects.create(name="Invented, with a part before")}
    independence.record_earlier_part(stage.case, what=word("partbefore"), by=manager, on=on, **before)
    independence.set_aside(stage, does="sits", reason=word("setaside"), by=manager, on=on, **before)
    fees.record(stage.appointments.get(), kind="agreed", amount=Decimal(300), note=word("fee"), on=on, by=manager)


def _panel(stage: CaseStage, manager, *, on: date):
    """Let a panel meet and recommend something, whose answer waits."""
    panels.arrange(stage, meets_on=on, place=word("place"), by=manager, on=on)
    panels.send_papers(stage, titles=[word("paper")], sent_on=on, by=manager)
    member = {"person": OutsidePerson.objects.get(name="Invented, with a part before")}
    appointments.appoint(stage, does="chairs", by=manager, on=on, **member)
    panels.record_meeting(stage, members=panels.members_of(stage), others=[word("came")], by=manager, on=on)
    row = panels.recommend(stage, text=word("recommends"), made_on=on, by=manager)
    panels.answer(row, answer="partly", reasons=word("whypartly"), by=manager, on=on)


def _people_of(case: Case, manager):
    people.add(
        case,
        by=manager,
        role=PartyRole.AFFECTED,
        name=word("affected"),
        relationship=word("relationship"),
        entitlement=word("entitlement"),
        understanding=word("understanding"),
        adjustments=word("adjustments"),
        contact_safety=word("contactsafety"),
        address=word("partyaddress"),
        telephone=word("partytelephone"),
    )
    point = points.add(case, text=word("point"), outcome_sought=word("outcomesought"), by=manager)
    points.revise(point, text=word("pointreworded"), by=manager, reason=word("whyreworded"))
    notes.add(case, text=word("note"), by=manager)
    complainant = case.parties.exclude(role=PartyRole.AFFECTED).first()
    at = datetime.combine(case.received_on, time(12), UNITED_KINGDOM)
    messages.write_to_us(complainant, text=word("message"), on=case.received_on, at=at)
    messages.write_to_us(complainant, text=word("surveywords"), about=About.SURVEY, on=case.received_on, at=at)


def _write(response: Response, by, *, body: str):
    letter = response.get_latest_revision_as_object()
    letter.body, letter.outcome, letter.contains = f"<p>{body}</p>", "upheld", list(response.requirements())
    for row in letter.findings.all():
        row.finding, row.reasons, row.remedy = "upheld", word("reasons"), word("remedy")
    letter.save_revision(user=by, clean=False)
    letter.save()
