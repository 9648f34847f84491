"""What may the arguments of an address name? The case, all that hangs on it, and what else the site keeps."""

from datetime import date

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.models import Page, Site

from ... import roles
from ...actions import (
    agreed_actions,
    enquiries,
    links,
    opening,
    stage_letters,
    statements,
    uploads,
)
from ...models import (
    AdvocacyProvider,
    AppointmentFee,
    CalendarChange,
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
    SavedView,
    SchoolTerm,
    ServiceArea,
    ServiceProvider,
    Submission,
    Team,
)
from ...models.procedure_page import ProcedurePageMixin
from . import staff
from .invented_case import agreed, sent_in
from .words import BIRD, INBOX_BIRD, word


def values(case, response, waiting, handled, workflow, on: date) -> dict:
    stage = case.stages.get()
    CaseStage.objects.filter(pk=stage.pk).update(requested_on=on, request_note=word("requestnote"))
    revisions = list(response.revisions.order_by("pk").values_list("pk", flat=True))
    step = response.current_workflow_task_state
    form = FeedbackForm.objects.create(
        name="Invented for the walk", procedure=case.procedure_version.procedure, privacy_notice="Invented."
    )
    meeting = stage.panel_meeting
    of_meeting = [*meeting.papers.all(), *meeting.attendances.all()]
    facts = [*stage.events.all(), *stage.extensions.all(), *stage.holds.all(), *of_meeting]
    far = date(on.year + 1, 12, 30)
    closure = ClosureDay.objects.create(on=far, name="Closed")
    holiday = ExtraHoliday.objects.create(on=far, name="Extra", nation="england")
    term = SchoolTerm.objects.create(name="Invented", starts_on=on, ends_on=far)
    text, _made = LetterText.objects.get_or_create(
        kind="receipt", defaults={"subject": "Received", "body": "Thanks."}
    )
    advocates = AdvocacyProvider.objects.create(name="Invented for the walk")
    provider = ServiceProvider.objects.create(name="Invented for the walk")
    team = Team.objects.create(name="Invented for the walk")
    area = ServiceArea.objects.create(name="Invented for the walk", responsible="Director")
    deputy = Deputy.objects.create(
        person=case.owner, deputy=response.author, from_on=on, to_on=on, reason="Invented.", called_off_on=on
    )
    neighbour = opening.open_case(sent_in(case.procedure_version.procedure, on, "neighbour"), by=None, on=on)
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
        "fact_kind": ["event", "extension", "hold", "set-date", "paper", "attendance"],
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
        "service_provider": [provider.pk],
        "extra_holiday": [holiday.pk],
        "closure_day": [closure.pk],
        "school_term": [term.pk],
        "advocacy_provider": [advocates.pk],
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
    page.fill(agreed("outsider-walk-page"))
    root.add_child(instance=page)
    page.save_revision()
    return [page.pk, root.pk]


def _page_type() -> dict:
    """Return the names of the site's own kind of procedure page, or of Wagtail's page."""
    kinds = [model for model in Page.__subclasses__() if issubclass(model, ProcedurePageMixin)]
    meta = (kinds or [Page])[0]._meta
    return {"page_app": [meta.app_label], "page_type": [meta.model_name]}
