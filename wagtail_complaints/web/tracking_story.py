"""What does somebody see of their own case? Where it is, the next dates and why, their letters, what was written.

Whoever helps sees what was written to them or by them; the person whose complaint it is sees every letter of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Site

from ..actions import from_outside
from ..models import Case, CaseMessage, ComplaintsSettings, Deadline, Letter, LetterKind, Party, PartyRole, Standing
from ..models.calendars import Calendars
from ..models.explanations import explanations
from ..models.letter import FOR_STAFF, WAYS_IN
from ..models.sent_answers import shown
from ..procedure.clock import next_stage, window_end
from ..procedure.event_words import deed
from ..procedure.explanation import Explanation
from ..procedure.journey import State
from ..procedure.working_days import CalendarExhausted

OF_THE_MATTER = ("what_happened", "put_right")
"""The keys of the answers that say nothing of whoever gave them."""


@dataclass(frozen=True, slots=True)
class NextDate:
    """Something that the council owes, the day by which it does, and how that day came about."""

    what: str
    by: date | None
    is_past: bool
    is_moving: bool
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Said:
    """A message, as the person sees it; `number` names our question where it waits for an answer."""

    row: CaseMessage
    who: str
    number: int | None


def standing(case: Case) -> str:
    """Return where a case is, in a sentence."""
    stage = case.current_stage
    about = {"stage": stage.terms.name if stage else ""}
    match case.standing:
        case Standing.CLOSED:
            return _("It was closed on %(day)s.") % {"day": date_format(case.closed_on, "j F Y")}
        case Standing.NEW:
            return _("We have it, and are deciding who should look into it.")
        case Standing.AT_GATE:
            return _("You asked for “%(stage)s”. We are deciding about that.") % about
        case Standing.ON_HOLD if held := stage.open_hold:
            return _("“%(stage)s” is on hold: %(reason)s.") % {**about, "reason": held.reason}
        case Standing.ANSWERED:
            answered = stage.letters.filter(kind=LetterKind.RESPONSE).exists()
            return (_("We have answered, at “%(stage)s”.") if answered else _("“%(stage)s” is finished.")) % about
    return _("We are looking into it. It is at this stage: %(stage)s.") % about


def next_dates(case: Case, *, on: date, calendars: Calendars) -> list[NextDate]:
    """Return what is owed in the stage that the case is in, the soonest first."""
    if not (case.is_open and case.current_stage):
        return []
    told = explanations(case, on=on, calendars=calendars)
    running = case.current_stage.deadlines.filter(is_running=True, met_on=None)
    dates = [_next(row, told.get((row.case_stage_id, row.timescale)), on) for row in running]
    return sorted(filter(None, dates), key=lambda each: (each.by is None, each.by or on))


def _next(row: Deadline, told: Explanation | None, on: date) -> NextDate | None:
    if not row.due_on and not (told and told.is_past_the_calendar):
        return None
    is_past = bool(row.due_on and row.due_on < on)
    return NextDate(deed(row.event), row.due_on, is_past, row.is_provisional, told)


def who_deals_with_it(request, case: Case) -> str:
    """Return a part in the procedure, or a name where the council wants names to be said."""
    stage = case.current_stage
    person = (stage and stage.decider) or case.owner
    site = Site.find_for_request(request)
    if person and site and ComplaintsSettings.for_site(site).is_staff_named:
        return get_user_display_name(person)
    return stage.terms.decided_by if stage else ""


def letters_to(party: Party) -> list[Letter]:
    """Return the letters that `party` may read, the oldest first: the order is what names them in addresses.

    Whoever complains alone reads every letter of the case; of several, each those to themselves.
    """
    written = party.case.letters.exclude(kind__in=[*FOR_STAFF, *WAYS_IN]).order_by("pk")
    complainants = party.case.parties.filter(role=PartyRole.COMPLAINANT).exclude(pk=party.pk)
    if party.role == PartyRole.COMPLAINANT and not complainants.exists():
        return list(written)
    return [letter for letter in written if _is_to(letter, party)]


def _is_to(letter: Letter, party: Party) -> bool:
    """Return whether a letter went to exactly this person; what went out before the case, to whoever sent it."""
    return letter.to_party_id == party.pk if letter.to_party_id else party.is_sender


def sent_by(party: Party) -> list[dict]:
    """Return the answers that began the case, to whoever gave them.

    Whose complaint it is reads them too, but not how somebody else can be reached or what keeps them safe.
    """
    given = [{**each, "shown": shown(each)} for each in party.case.submission.answers if each["value"]]
    if party.is_sender:
        return given
    return [each for each in given if each["key"] in OF_THE_MATTER] if party.role == PartyRole.COMPLAINANT else []


def messages_of(party: Party) -> list[Said]:
    return list(_said(party))


def _said(party: Party) -> Iterator[Said]:
    questions = {row.pk: number for number, row in enumerate(questions_to(party), 1)}
    for row in party.messages.prefetch_related("uploads"):
        yield Said(row, _("The council") if row.is_ours else _("You"), questions.get(row.pk))


def questions_to(party: Party) -> list[CaseMessage]:
    return list(party.messages.waiting_for_an_answer())


def window(case: Case, state: State) -> str:
    """Say until when the next stage can be asked for; nothing before the answer, or without one."""
    key = case.current_stage.key if case.current_stage else ""
    try:
        until = window_end(state.facts, key, state.calendar) if key and next_stage(state.facts, key) else None
    except CalendarExhausted:
        return ""
    return _until(until, state) if until else ""


def _until(day: date, state: State) -> str:
    if day >= state.on:
        says = _("If you are not happy with our answer, you can ask for the next stage until %(day)s.")
    elif any(from_outside.next_stages(state)):
        says = _("The time to ask for the next stage ended on %(day)s. You can ask all the same, and we decide.")
    else:
        says = _("The time to ask for the next stage ended on %(day)s.")
    return says % {"day": date_format(day, "l j F Y")}
