"""One invented case with a word of its own in every field that a person fills in, so that a leak says where it was.

It is made by the verbs, in a transaction that is rolled back.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.models import Page, Site

from ... import roles
from ...actions import (
    agreed_actions,
    appointments,
    cases,
    clocks,
    enquiries,
    fees,
    handling,
    independence,
    intake,
    links,
    messages,
    notes,
    panels,
    people,
    points,
    responses,
    stage_letters,
    statements,
    triage,
    uploads,
)
from ...conf import UNITED_KINGDOM
from ...models import (
    About,
    AdvocacyProvider,
    AppointmentFee,
    CalendarChange,
    Case,
    CaseStage,
    ClosureDay,
    DateNotice,
    Deputy,
    ExtensionProposal,
    ExtraHoliday,
    FeedbackForm,
    Letter,
    LetterText,
    OutsidePerson,
    PartyRole,
    Procedure,
    ProcedureVersion,
    Response,
    SavedView,
    SchoolTerm,
    ServiceArea,
    StageSignOff,
    Submission,
    Team,
)
from ...models.procedure_page import ProcedurePageMixin
from ...procedure import terms
from ...procedure.document import digest, to_document
from ...procedure.lengths import Length
from . import staff

BIRD = "kestrelqx"
"""What every secret word of the case begins with: searching for it finds them, and its echo is none of them."""

INBOX_BIRD = "wheatearqx"
"""The same for what waits in the inbox and is no case: whoever keeps the inbox may read it."""

CONSENT = "Waiting for consent"


def word(field: str) -> str:
    return f"{BIRD}{field}"


READABLE = tuple(
    word(field)
    for field in (
        *("subject", "whathappened", "putright", "name", "email", "telephone", "address", "safecontact"),
        *("acknowledgement", "eventnote", "extension", "holdnote", "affected", "contactsafety", "pointreworded"),
        *("note", "message", "declaration", "body", "reasons", "remedy", "sentback"),
        *("requestnote", "notneeded", "filename"),
        *("proposalreason", "surveywords"),
        *("asks", "theirreference", "draftdecision", "findings", "remedyasked"),
        *("actiontext", "actionowner", "actionevidence", "hopedfor", "handedover"),
        *("partbefore", "setaside", "fee", "place", "paper", "came", "recommends", "whypartly"),
    )
)
"""What a manager comes across."""


@dataclass(frozen=True)
class Canary:
    """The case, those who work on it, and what the arguments of addresses may name."""

    case: Case
    response: Response
    waiting: Submission
    handled: Submission
    manager: object
    author: object
    signer: object
    values: dict
    on: date

    def secret(self, user=None) -> re.Pattern:
        """Return what an outsider may not read: any of the words, or the reference; with the inbox, less of it."""
        words, references = [rf"{BIRD}[a-z]+"], [self.case.reference]
        if user is None or not user.has_perm("wagtail_complaints.view_submission"):
            words.append(rf"{INBOX_BIRD}[a-z]+")
            references += [self.waiting.reference, self.handled.reference]
        return re.compile("|".join([*words, *map(re.escape, references)]))

    @property
    def searches(self) -> tuple[str, ...]:
        return BIRD, self.case.reference[:9]


def make(on: date) -> Canary:
    """Make the case, received two weeks before the day `on`, and everything that hangs on it."""
    manager = staff.in_role(roles.MANAGER)
    author = staff.in_role(roles.INVESTIGATOR)
    workflow, signer = staff.sign_off()
    case = _case(manager, author, workflow, on)
    response = _response(case, author, signer)
    waiting, handled = _submissions(case, manager, on)
    values = _values(case, response, waiting, handled, workflow, on)
    return Canary(case, response, waiting, handled, manager, author, signer, values, on)


def _agreed(slug: str) -> terms.Procedure:
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


def _procedure(on: date) -> Procedure:
    agreed = _agreed("outsider-walk")
    procedure = Procedure.objects.create(slug=agreed.slug, title=agreed.title)
    ProcedureVersion.objects.create(
        procedure=procedure,
        number=1,
        document=to_document(agreed),
        digest=digest(agreed),
        published_on=on - timedelta(days=60),
    )
    return procedure


def _sent(procedure: Procedure, on: date, key: str, **given) -> Submission:
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


def _case(manager, author, workflow, on: date) -> Case:
    day = [on - timedelta(days=14 - after) for after in range(15)]
    procedure = _procedure(on)
    sent = _sent(
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
    case = intake.open_case(sent, by=None, on=day[0])
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


def _response(case: Case, author, signer) -> Response:
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


def _write(response: Response, by, *, body: str):
    letter = response.get_latest_revision_as_object()
    letter.body, letter.outcome, letter.contains = f"<p>{body}</p>", "upheld", list(response.requirements())
    for row in letter.findings.all():
        row.finding, row.reasons, row.remedy = "upheld", word("reasons"), word("remedy")
    letter.save_revision(user=by, clean=False)
    letter.save()


def seen(response: Response) -> str:
    """Return the digest of the letter that a screen would show."""
    response = Response.objects.get(pk=response.pk)
    return response.digest_of(response.get_latest_revision())


def _submissions(case: Case, manager, on: date) -> tuple[Submission, Submission]:
    procedure = case.procedure_version.procedure
    waiting = _sent(procedure, on, "waiting", what_happened=f"{INBOX_BIRD}waiting")
    handled = _sent(procedure, on, "handled", what_happened=f"{INBOX_BIRD}handled")
    told = {"passed_to": f"{INBOX_BIRD}passedto", "reason": f"{INBOX_BIRD}handlingreason"}
    handling.handle(handled, outcome="passed-on", by=manager, on=on, **told)
    return waiting, handled


def _sent_file(submission: Submission, bird: str) -> str:
    uploads.keep(f"walk {submission.pk}", ContentFile(f"{bird}filecontent".encode()), f"{bird}filename")
    uploads.claim(f"walk {submission.pk}", submission)
    return submission.uploads.get().key


def _notices(stage: CaseStage, on: date) -> list[DateNotice]:
    """Owe one notice of a moved date, and put another aside."""
    change = CalendarChange.objects.create(reason="Day of thanks", made_on=on, is_finished=True)
    letter = Letter.objects.get(case_stage=stage, kind="acknowledgement")
    about = {"case_stage": stage, "promised_in": letter, "change": change}
    return [
        DateNotice.objects.create(event="responded", **about),
        DateNotice.objects.create(event="discussed", not_needed=word("notneeded"), **about),
    ]


def _procedure_pages() -> list[int]:
    """Return a page of the site's own kind of procedure page, if it has one, and the page above it."""
    root = Site.objects.get(is_default_site=True).root_page
    kinds = [model for model in Page.__subclasses__() if issubclass(model, ProcedurePageMixin)]
    if not kinds:
        return [root.pk]
    page = kinds[0](slug="outsider-walk", live=False)
    page.fill(_agreed("outsider-walk-page"))
    root.add_child(instance=page)
    page.save_revision()
    return [page.pk, root.pk]


def _values(case, response, waiting, handled, workflow, on: date) -> dict:
    stage = case.stages.get()
    CaseStage.objects.filter(pk=stage.pk).update(requested_on=on, request_note=word("requestnote"))
    revisions = list(response.revisions.order_by("pk").values_list("pk", flat=True))
    step = response.current_workflow_task_state
    form = FeedbackForm.objects.create(
        name="Invented for the walk", procedure=case.procedure_version.procedure, privacy_notice="Invented."
    )
    facts = [*stage.events.all(), *stage.extensions.all(), *stage.holds.all()]
    far = date(on.year + 1, 12, 30)
    closure = ClosureDay.objects.create(on=far, name="Closed")
    holiday = ExtraHoliday.objects.create(on=far, name="Extra", nation="england")
    term = SchoolTerm.objects.create(name="Invented", starts_on=on, ends_on=far)
    text, _made = LetterText.objects.get_or_create(
        kind="receipt", defaults={"subject": "Received", "body": "Thanks."}
    )
    provider = AdvocacyProvider.objects.create(name="Invented for the walk")
    team = Team.objects.create(name="Invented for the walk")
    area = ServiceArea.objects.create(name="Invented for the walk", responsible="Director")
    deputy = Deputy.objects.create(
        person=case.owner, deputy=response.author, from_on=on, to_on=on, reason="Invented.", called_off_on=on
    )
    neighbour = intake.open_case(_sent(case.procedure_version.procedure, on, "neighbour"), by=None, on=on)
    link = links.link(case, to=neighbour, reason=word("linkreason"), by=None, on=on)
    enquiry = enquiries.record(
        case, by=None, on=on, body=word("asks"), reference=word("theirreference"), received_on=on
    )
    enquiries.change(enquiry, by=None, on=on, draft_decision=word("draftdecision"), findings=word("findings"))
    remedy = enquiries.ask_for(enquiry, by=None, on=on, text=word("remedyasked"))
    proposal = ExtensionProposal.objects.create(
        case_stage=stage,
        event="responded",
        to=far,
        reason=word("proposalreason"),
        proposed_on=on,
        proposed_by=case.owner,
    )
    action = agreed_actions.agree_on(
        case,
        by=None,
        on=on,
        purpose="remedy",
        kind="apology",
        text=word("actiontext"),
        owner_name=word("actionowner"),
        due_on=on,
    )
    agreed_actions.finish(action, done_on=on, evidence=word("actionevidence"), on=on, by=None)
    statements.send(stage, outcomes=word("hopedfor"), by=None, on=on)
    stage_letters.record(stage, name="Who investigates", note=word("handedover"), by=None, on=on)
    keeper = staff.in_role(roles.SIGNER)
    view = SavedView.objects.create(name=word("view"), query=f"owner={case.owner_id}", owner=keeper)
    return {
        "case": [case.pk],
        "link": [link.pk],
        "enquiry": [enquiry.pk],
        "remedy": [remedy.pk],
        "proposal": [proposal.pk],
        "action": [action.pk],
        "saved_view": [view.pk],
        "letter": list(case.letters.values_list("pk", flat=True)),
        "upload": [_sent_file(case.submission, BIRD), _sent_file(waiting, INBOX_BIRD)],
        "format_name": ["text", "papyrus"],
        "point_number": [1],
        "party": list(case.parties.values_list("pk", flat=True)),
        "fact_kind": ["event", "extension", "hold", "set-date"],
        "fact": sorted({fact.pk for fact in facts}),
        "stage": [stage.key],
        "stage_asked_for": [stage.pk],
        "fee": list(AppointmentFee.objects.filter(appointment__case_stage=stage).values_list("pk", flat=True)),
        "override": list(stage.overrides.values_list("pk", flat=True)),
        "earlier_part": list(case.earlier_parts.values_list("pk", flat=True)),
        "recommendation": list(stage.recommendations.values_list("pk", flat=True)),
        "appointment": list(stage.appointments.values_list("pk", flat=True)),
        "date_notice": [notice.pk for notice in reversed(_notices(stage, on))],
        "submission": [case.submission_id, waiting.pk, handled.pk],
        "service_area": [area.pk],
        "extra_holiday": [holiday.pk],
        "closure_day": [closure.pk],
        "school_term": [term.pk],
        "advocacy_provider": [provider.pk],
        "outside_person": list(OutsidePerson.objects.values_list("pk", flat=True)),
        "letter_text": [text.pk],
        "team": [team.pk],
        "deputy": [deputy.pk],
        "named": [1],
        "about": [1],
        "response": [response.pk],
        "decision": ["approve", "reject"],
        "task_state": [step.pk],
        "task": [step.task_id],
        "workflow_state": [step.workflow_state_id],
        "workflow": [workflow.pk],
        "revision": [revisions[0], revisions[-1]],
        "procedure_page": _procedure_pages(),
        "older_revision": [revisions[0]],
        "newer_revision": [revisions[-1], "latest"],
        "feedback_form": [form.pk],
        "form_digest": [form.current_version.digest, "0" * 64],
        "receipt_guess": [case.reference, str(case.submission_id), case.submission.idempotency_key],
        "place": ["feedback"],
        "page": list(Page.objects.order_by("pk").values_list("pk", flat=True)[:2]),
        "page_action": ["copy"],
        **_page_type(),
        "our_app": ["wagtail_complaints"],
        "our_model": ["case", "response", "submission", "letter", "party", "feedbackform"],
        "task_type": ["signofftask"],
        "settings_type": ["complaintssettings"],
        "settings": [Site.objects.get(is_default_site=True).pk],
        "tag_app": ["taggit"],
        "tag_type": ["tag"],
        "row": sorted({case.pk, case.submission_id, response.pk}),
        "session": [1],
        "image_filter": ["original"],
        "site": [Site.objects.get(is_default_site=True).pk],
        "user": [response.author_id, case.owner_id],
        "group": [Group.objects.order_by("pk").first().pk],
        "none": [1],
    }


def _page_type() -> dict:
    """Return the names of the site's own kind of procedure page, or of Wagtail's page."""
    kinds = [model for model in Page.__subclasses__() if issubclass(model, ProcedurePageMixin)]
    meta = (kinds or [Page])[0]._meta
    return {"page_app": [meta.app_label], "page_type": [meta.model_name]}


def payload(canary: Canary) -> dict:
    """Return what any of our forms could ask for, at once: a form takes what it knows."""
    said = "An outsider was here"
    today = canary.on.isoformat()
    days = (
        *("on", "received_on", "given_on", "from_on", "to_on", "due_on", "requested_on", "starts_on", "reply_by"),
        *("declared_on", "ended_on", "meets_on", "sent_on", "made_on"),
    )
    texts = (
        "text",
        "reason",
        "why",
        "note",
        "name",
        "role",
        "declaration",
        "subject",
        "to",
        "comment",
        "passed_to",
        "because",
        "what",
        "titles",
    )
    return {
        **dict.fromkeys(days, today),
        **dict.fromkeys(texts, said),
        "what_happened": said,
        "outcome": "upheld",
        "answer": "agreed",
        "owner": canary.author.pk,
        "user": canary.author.pk,
        "person": canary.author.pk,
        "deputy": canary.manager.pk,
        "cases": [canary.case.pk],
        "decider": canary.author.pk,
        "procedure": canary.case.procedure_version.procedure_id,
        "kind": "complaint",
        "channel": "telephone",
        "on_behalf": "myself",
        "does": "advises",
        "amount": "10",
        "says": "accepted",
        "event": "discussed",
        "strike_out": "on",
        "idempotency_key": "an-outsider",
        "seen": seen(canary.response),
        "has_read": "on",
        "action-submit": "1",
        "action-publish": "1",
        "action-workflow-action": "1",
        "is_editing": "1",
        "confirm": "yes",
        "council_name": said,
        "review_days": "1",
        "next": "https://elsewhere.example/",
        "body": "null",
        "findings-TOTAL_FORMS": 0,
        "findings-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
    }
