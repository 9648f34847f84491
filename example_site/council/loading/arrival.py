"""How does a story reach the council? Through the form that its procedure has, filled in as its sender would."""

from django.core.files.base import ContentFile
from django.http import QueryDict
from django.utils.text import slugify

from wagtail_complaints.actions import intake, opening, uploads
from wagtail_complaints.forms.feedback import FeedbackAnswers
from wagtail_complaints.models import Channel, ContactBy, FeedbackForm, Kind, Procedure, Submission

from . import staff
from .stories import Story

REACHED_BY = {
    Channel.TELEPHONE: ContactBy.TELEPHONE,
    Channel.IN_PERSON: ContactBy.TELEPHONE,
    Channel.TEXT: ContactBy.TEXT,
    Channel.LETTER: ContactBy.POST,
}


def arrive(story: Story, *, on) -> tuple[Submission, object]:
    """Store what was sent, and open the case of a complaint. Return the submission and the case, or None."""
    procedure = Procedure.objects.get(slug=story.procedure)
    form = FeedbackForm.objects.filter(procedure=procedure, **{f"offers_{story.kind}": True}).earliest("pk")
    is_online = story.channel == Channel.FORM
    logged_by = None if is_online else staff.named("officer")
    submission = intake.receive(
        kind=story.kind,
        channel=story.channel,
        on_behalf=story.on_behalf,
        answers=_answers(story, form),
        procedure=procedure,
        received_on=on,
        idempotency_key=story.key,
        form_version=form.current_version if is_online else None,
        privacy_notice=form.privacy_notice if is_online else "",
        logged_by=logged_by,
        batch=_batch(story),
        signs=story.signs,
    )
    if story.kind != Kind.COMPLAINT or story.signs:
        return submission, None
    return submission, opening.open_case(submission, by=logged_by, on=on)


def _batch(story: Story) -> str:
    """Keep the note that a story brings along, and return the name of its batch; a story without one has none."""
    if not story.file:
        return ""
    uploads.keep(story.key, ContentFile(story.file.encode()), "diary.txt")
    return story.key


def _answers(story: Story, form: FeedbackForm) -> list[dict]:
    filled = FeedbackAnswers(form.current_version.asks, place="loading", data=_typed(story, form))
    if not filled.is_valid():
        raise ValueError(f"{story.key}: {filled.errors.as_text()}")
    return filled.answers


def _typed(story: Story, form: FeedbackForm) -> QueryDict:
    """Return what the sender typed, as a browser would post it."""
    asked = [str(question.key) for question in form.questions.all()]
    contact_by = REACHED_BY.get(story.channel, ContactBy.EMAIL)
    typed = QueryDict(mutable=True)
    typed.update(
        {
            "kind": story.kind,
            "on_behalf": story.on_behalf,
            "affected_name": story.affected,
            "is_young_person": "yes" if story.under_18 else "",
            "what_happened": story.happened,
            "put_right": story.wish,
            "name": story.name,
            "email": story.email or (_email(story.name) if contact_by == ContactBy.EMAIL else ""),
            "telephone": story.telephone,
            "address": story.address,
            "contact_by": contact_by,
            **dict(zip(asked, story.extra or (story.service,), strict=False)),
        }
    )
    return typed


def _email(name: str) -> str:
    return f"{slugify(name).replace('-', '.')}@example.com"
