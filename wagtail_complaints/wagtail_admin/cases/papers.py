"""What was said in a case: points and findings, letters, notes, and what was sent, ready to be shown."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from ...conf import civil_day
from ...letters import responses
from ...models import AgreedAction, Case, CaseMessage, Letter, ResponseFinding, Statement
from ...models.letter import ANSWERS, TO_STAFF
from ...models.sent_answers import shown
from ..uploads import listed


@dataclass(frozen=True, slots=True)
class PointStory:
    """A point of complaint, and what each stage found on it, once that was issued."""

    point: object
    findings: tuple[tuple[str, ResponseFinding], ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter of the case, and what became of it."""

    row: Letter
    state: str
    is_wrong: bool
    url: str | None

    @property
    def formatted(self) -> str:
        """Return the text of a letter that was signed, with its headings; of the others, nothing."""
        return mark_safe(responses.formatted(self.row)) if self.row.kind in ANSWERS and self.row.body_html else ""


@dataclass(frozen=True, slots=True)
class Post:
    """The letters of a case: the correspondence, and apart from it what the app told staff."""

    correspondence: list[Posted]
    to_staff: list[Posted]


def letters(case: Case, user) -> Post:
    """Return the letters of a fetched case; one that was given up with the address where it is queued again."""
    may = user.has_perms(["wagtail_complaints.view_letter", "wagtail_complaints.change_letter"])
    posted = [
        Posted(row, _posted(row), row.is_given_up, _queue_url(row) if may else None) for row in case.letters.all()
    ]
    return Post(
        [each for each in posted if each.row.kind not in TO_STAFF],
        [each for each in posted if each.row.kind in TO_STAFF],
    )


def _queue_url(letter: Letter) -> str | None:
    """Return where the letter is queued again, where it was given up and the site has the screen."""
    if not letter.is_given_up:
        return None
    try:
        return reverse("complaints_letters_modeladmin_queue-again", args=[letter.pk])
    except NoReverseMatch:
        return None


def _posted(letter: Letter) -> str:
    if letter.sent_at:
        return _("Sent by e-mail on %(day)s") % {"day": date_format(civil_day(letter.sent_at))}
    if letter.is_dead:
        return _("Could not be sent by e-mail: send it another way")
    return _("Waits to be sent by e-mail") if letter.to_email else _("To be printed and posted")


@dataclass(frozen=True, slots=True)
class Stated:
    """The versions of a stage's statement of complaint, the latest first."""

    stage: str
    latest: Statement
    older: tuple[Statement, ...]


def statements(case: Case) -> list[Stated]:
    """Return what the complaint was said to be, for each stage of a fetched case that said so."""
    found = []
    for stage in case.stages.all():
        if versions := sorted(stage.statements.all(), key=lambda each: -each.number):
            found.append(Stated(stage.terms.name, versions[0], tuple(versions[1:])))
    return found


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that the council said it would do, and how it stands, in words."""

    row: AgreedAction
    who: str
    words: str
    is_late: bool


def actions_of(case: Case, on: date) -> list[ToDo]:
    """Return what is done because of a fetched case, what is still to do first."""
    rows = sorted(case.actions.all(), key=lambda row: (not row.is_to_do, not row.is_to_be_told, row.due_on))
    return [ToDo(row, _does(row), _how_far(row, on), row.is_overdue(on)) for row in rows]


def _does(row: AgreedAction) -> str:
    return get_user_display_name(row.owner) if row.owner else row.owner_name


def _how_far(row: AgreedAction, on: date) -> str:
    if row.is_to_do:
        said = _("Overdue since %(day)s") if row.is_overdue(on) else _("To be done by %(day)s")
        return said % {"day": date_format(row.due_on)}
    said = _("Done on %(day)s") if row.done_on else _("Given up on %(day)s")
    said %= {"day": date_format(row.done_on or row.dropped_on)}
    if row.told_on:
        return _("%(done)s. The complainant was told on %(day)s") % {"done": said, "day": date_format(row.told_on)}
    return _("%(done)s. The complainant has not been told") % {"done": said} if row.is_to_be_told else said


def notes(case: Case) -> list[dict]:
    return [
        {
            "text": note.text,
            "on": civil_day(note.written_at),
            "who": get_user_display_name(note.written_by) if note.written_by else _("The system"),
        }
        for note in case.notes.all()
    ]


def messages(case: Case) -> list[dict]:
    """Return what was written on the tracking page, both ways, with its files."""
    return [
        {
            "row": row,
            "on": civil_day(row.written_at),
            "who": _writer(row),
            "files": listed(row.uploads.all()),
            "is_unread": not row.is_ours and not row.read_at,
        }
        for row in case.messages.all()
    ]


def _writer(row: CaseMessage) -> str:
    outside = row.party.called
    if not row.is_ours:
        return outside
    inside = get_user_display_name(row.written_by) if row.written_by else _("The system")
    return _("%(who)s to %(whom)s") % {"who": inside, "whom": outside}


def answers(case: Case) -> list[dict]:
    """Return what was sent, under the labels it was asked with; several choices on lines of their own."""
    return [{"label": given["label"], "said": _said(given)} for given in case.submission.answers]


def _said(given: dict) -> str:
    value = given["value"]
    return "\n".join(map(str, value)) if isinstance(value, list) else shown(given)


def point_stories(case: Case) -> list[PointStory]:
    found = (
        _findings(case) if any(each.live for stage in case.stages.all() for each in stage.responses.all()) else []
    )
    names = {stage.key: stage.name for stage in case.terms.stages}
    return [
        PointStory(
            point,
            tuple((names[each.response.case_stage.key], each) for each in found if each.point_id == point.pk),
        )
        for point in case.points.all()
    ]


def _findings(case: Case) -> list[ResponseFinding]:
    issued = ResponseFinding.objects.filter(response__case_stage__case=case, response__live=True)
    return list(issued.select_related("response__case_stage").order_by("response__issued_on"))
