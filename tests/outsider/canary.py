"""One case with a word of its own in every field that a person fills in, so that a leak says where it came from."""

import re
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.models import Page, Site

from example_site.council.models import ProcedurePage
from tests import factories, signing
from tests.wagtail_admin import cases_at_hand as at_hand
from wagtail_complaints import conf, roles
from wagtail_complaints.actions import (
    cases,
    clocks,
    handling,
    links,
    notes,
    people,
    points,
    responses,
    uploads,
)
from wagtail_complaints.models import (
    AdvocacyProvider,
    CalendarChange,
    Case,
    CaseStage,
    ClosureDay,
    DateNotice,
    ExtraHoliday,
    Letter,
    LetterText,
    PartyRole,
    Response,
    SavedView,
    SchoolTerm,
    StageSignOff,
    Submission,
)

BIRD = "kestrelqx"
"""What every secret word begins with: searching for it finds them, and its echo is none of them."""


def word(field: str) -> str:
    return f"{BIRD}{field}"


READABLE = tuple(
    word(field)
    for field in (
        *("subject", "whathappened", "putright", "name", "email", "telephone", "address", "safecontact"),
        *("acknowledgement", "eventnote", "extension", "holdnote", "affected", "contactsafety", "pointreworded"),
        *("note", "appointed", "body", "reasons", "remedy", "sentback", "waiting", "passedto", "handlingreason"),
        *("requestnote", "notneeded", "view", "filename"),
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

    @property
    def secret(self) -> re.Pattern:
        """Return what an outsider may not read: any of the words, or the reference."""
        references = (sent.reference for sent in (self.case, self.waiting, self.handled))
        return re.compile("|".join([rf"{BIRD}[a-z]+", *map(re.escape, references)]))

    @property
    def searches(self) -> tuple[str, ...]:
        return BIRD, self.case.reference[:9]


def make() -> Canary:
    factories.settings()
    manager = factories.user(roles.MANAGER)
    author = factories.user(roles.INVESTIGATOR)
    workflow = signing.workflow("Head of service")
    signer = signing.signer()
    case = _case(manager, author, workflow)
    response = _response(case, author, signer)
    waiting, handled = _submissions(case, manager)
    return Canary(
        case,
        response,
        waiting,
        handled,
        manager,
        author,
        signer,
        _values(case, response, waiting, handled, workflow),
    )


def _case(manager, author, workflow) -> Case:
    monday = factories.MONDAY
    case = at_hand.triaged(
        subject=word("subject"),
        given={
            "what_happened": word("whathappened"),
            "put_right": word("putright"),
            "name": word("name"),
            "email": f"{word('email')}@example.com",
            "telephone": word("telephone"),
            "address": word("address"),
            "safe_contact": word("safecontact"),
        },
        page_url=f"https://wenbury.example/{word('pageurl')}/",
    )
    StageSignOff.objects.create(version=case.procedure_version, stage_key="stage-1", workflow=workflow)
    stage = case.stages.get()
    cases.assign(case, by=manager, owner=manager, decider=author)
    cases.acknowledge(stage, on=monday, by=manager, text=word("acknowledgement"))
    clocks.record_event(stage, event="discussed", on=date(2026, 11, 3), by=manager, note=word("eventnote"))
    clocks.extend(stage, to=date(2026, 11, 20), reason=word("extension"), given_on=date(2026, 11, 4), by=manager)
    held = clocks.hold(
        stage, from_on=date(2026, 11, 5), to_on=None, reason=at_hand.CONSENT, by=manager, note=word("holdnote")
    )
    clocks.end_hold(held, to_on=date(2026, 11, 6), by=manager)
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
    cases.appoint(
        stage,
        does="advises",
        role=word("role"),
        by=manager,
        on=date(2026, 11, 6),
        name=word("appointed"),
        declaration=word("declaration"),
    )
    case.refresh_from_db()
    return case


def _response(case, author, signer) -> Response:
    """Write a letter, have it sent back with a comment, write it again: it waits to be signed."""
    response = responses.draft(case.stages.get(), by=author)
    response = signing.write(response, author, body=f"<p>{word('firstbody')}</p>")
    responses.submit(response, by=author)
    response = signing.send_back(Response.objects.get(pk=response.pk), signer, comment=word("sentback"))
    letter = signing.write(response, author, body=f"<p>{word('body')}</p>").get_latest_revision_as_object()
    for row in letter.findings.all():
        row.reasons, row.remedy = word("reasons"), word("remedy")
    letter.save_revision(user=author, clean=False)
    letter.save()
    responses.submit(letter, by=author)
    return Response.objects.get(pk=response.pk)


def _submissions(case, manager):
    procedure = case.procedure_version.procedure
    waiting = factories.submission(procedure=procedure, given={"what_happened": word("waiting")})
    handled = factories.submission(procedure=procedure, given={"what_happened": word("handled")})
    handling.handle(
        handled,
        outcome="passed-on",
        by=manager,
        on=factories.MONDAY,
        passed_to=word("passedto"),
        reason=word("handlingreason"),
    )
    return waiting, handled


def _sent_file(submission):
    uploads.keep(f"batch {submission.pk}", ContentFile(word("filecontent").encode()), word("filename"))
    uploads.claim(f"batch {submission.pk}", submission)
    return submission.uploads.get().key


def _notices(stage) -> list[DateNotice]:
    """Owe one notice of a moved date, and put another aside."""
    change = CalendarChange.objects.create(reason="Day of thanks", made_on=factories.MONDAY, is_finished=True)
    letter = Letter.objects.get(case_stage=stage, kind="acknowledgement")
    about = {"case_stage": stage, "promised_in": letter, "change": change}
    return [
        DateNotice.objects.create(event="responded", **about),
        DateNotice.objects.create(event="discussed", not_needed=word("notneeded"), **about),
    ]


def _saved_view(case) -> SavedView:
    return SavedView.objects.create(name=word("view"), query=f"owner={case.owner_id}", owner=case.owner)


def _procedure_page() -> ProcedurePage:
    page = ProcedurePage(slug="canary", live=False)
    page.fill(factories.two_stages(slug="canary"))
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    page.save_revision()
    return page


def _values(case, response, waiting, handled, workflow) -> dict:
    stage = case.stages.get()
    CaseStage.objects.filter(pk=stage.pk).update(requested_on=factories.MONDAY, request_note=word("requestnote"))
    revisions = list(response.revisions.order_by("pk").values_list("pk", flat=True))
    step = response.current_workflow_task_state
    form = factories.feedback_form(case.procedure_version.procedure)
    facts = [*stage.events.all(), *stage.extensions.all(), *stage.holds.all()]
    closure = ClosureDay.objects.create(on=date(2026, 12, 29), name="Closed")
    holiday = ExtraHoliday.objects.create(on=date(2026, 12, 30), name="Extra", nation="england")
    term = SchoolTerm.objects.create(name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18))
    text, _made = LetterText.objects.get_or_create(
        kind="receipt", defaults={"subject": "Received", "body": "Thanks."}
    )
    provider = AdvocacyProvider.objects.create(name="Voice")
    neighbour = factories.case(procedure=case.procedure_version.procedure)
    link = links.link(case, to=neighbour, reason=word("linkreason"), by=None, on=factories.MONDAY)
    return {
        "case": [case.pk],
        "link": [link.pk],
        "point_number": [1],
        "party": list(case.parties.values_list("pk", flat=True)),
        "fact_kind": ["event", "extension", "hold", "set-date"],
        "fact": sorted({fact.pk for fact in facts}),
        "stage": [stage.key],
        "stage_asked_for": [stage.pk],
        "appointment": list(stage.appointments.values_list("pk", flat=True)),
        "date_notice": [notice.pk for notice in _notices(stage)],
        "letter": list(case.letters.values_list("pk", flat=True)),
        "upload": [_sent_file(each) for each in (case.submission, waiting)],
        "submission": [case.submission_id, waiting.pk, handled.pk],
        "service_area": [factories.service_area().pk],
        "extra_holiday": [holiday.pk],
        "closure_day": [closure.pk],
        "school_term": [term.pk],
        "advocacy_provider": [provider.pk],
        "letter_text": [text.pk],
        "response": [response.pk],
        "decision": ["approve", "reject"],
        "task_state": [step.pk],
        "task": [step.task_id],
        "workflow_state": [step.workflow_state_id],
        "workflow": [workflow.pk],
        "revision": [revisions[0], revisions[-1]],
        "procedure_page": [_procedure_page().pk, Site.objects.get(is_default_site=True).root_page_id],
        "older_revision": [revisions[0]],
        "newer_revision": [revisions[-1], "latest"],
        "feedback_form": [form.pk],
        "form_digest": [form.current_version.digest, "0" * 64],
        "receipt_guess": [case.reference, str(case.submission_id), case.submission.idempotency_key],
        "place": ["feedback"],
        "format_name": ["text", "papyrus"],
        "page": list(Page.objects.order_by("pk").values_list("pk", flat=True)[:2]),
        "page_action": ["copy"],
        "page_app": ["council"],
        "page_type": ["procedurepage"],
        "our_app": ["wagtail_complaints"],
        "our_model": ["case", "response", "submission", "letter", "party", "feedbackform"],
        "bulk_action": ["delete", "publish", "assign", "csv", "xlsx"],
        "saved_view": [_saved_view(case).pk],
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
        "group": [Group.objects.get(name=roles.MANAGER.name).pk],
        "none": [1],
    }


def payload(canary: Canary) -> dict:
    """Return what any of our forms could ask for, at once: a form takes what it knows."""
    said = "An outsider was here"
    today = conf.today().isoformat()
    days = ("on", "received_on", "given_on", "from_on", "to_on", "due_on", "requested_on", "starts_on", "reply_by")
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
    )
    return {
        **dict.fromkeys(days, today),
        **dict.fromkeys(texts, said),
        "what_happened": said,
        "outcome": "upheld",
        "owner": canary.author.pk,
        "decider": canary.author.pk,
        "procedure": canary.case.procedure_version.procedure_id,
        "kind": "complaint",
        "channel": "telephone",
        "on_behalf": "myself",
        "does": "advises",
        "event": "discussed",
        "strike_out": "on",
        "idempotency_key": "an-outsider",
        "seen": signing.seen(canary.response),
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
