"""Whose move is it in this case, and by when? What the head of its page says before anything else."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name

from ...models import Case, CaseStage, Hold, PartyRole, Standing
from ...procedure.clock import next_stage, window_end
from ...procedure.journey import State, Verb
from ...procedure.working_days import CalendarExhausted
from .. import words
from .due import Due, due, due_past_the_calendar, review
from .gates import at_the_gate, was_refused


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose move it is, in words; and which move, where it is one in particular."""

    words: str
    verb: Verb | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The next date, or what is due on a day not known yet, or why its clock stands still, or else when to look at
    it again; whose move it is, and who complains.
    """

    standing: str
    next_due: Due | None
    next_what: str
    unknown: str
    held: Hold | None
    review: Due | None
    whose: Turn
    who: str


def summary(case: Case, state: State, on: date) -> Summary:
    """Return the head of the page of a fetched case."""
    is_due, stage = case.is_open and case.next_due_on, _current_stage(case)
    return Summary(
        standing=_standing(case),
        next_due=due(case.next_due_on, on, state.calendar) if is_due else None,
        next_what=words.owed(case.next_due_event) if is_due else "",
        unknown=words.owed(event) if not is_due and (event := due_past_the_calendar(case)) else "",
        held=stage.open_hold if stage and not is_due and case.standing == Standing.ON_HOLD else None,
        review=review(case.next_review_on, on, state.calendar) if case.next_review_on else None,
        whose=_whose(case, state, stage),
        who=_who(case),
    )


def _standing(case: Case) -> str:
    if not case.is_open:
        closed = {"reason": case.get_close_reason_display().lower(), "day": date_format(case.closed_on)}
        return " · ".join(filter(None, (_("Closed on %(day)s: %(reason)s") % closed, _outstanding(case))))
    return str(Standing(case.standing).label)


def _outstanding(case: Case) -> str:
    """Return how much of what was agreed is outstanding, after the case as well."""
    left = sum(row.is_to_do or row.is_to_be_told for row in case.actions.all())
    said = ngettext("%(number)s action outstanding", "%(number)s actions outstanding", left)
    return said % {"number": left} if left else ""


def _current_stage(case: Case) -> CaseStage | None:
    return next((row for row in case.stages.all() if row.pk == case.current_stage_id), None)


def _whose(case: Case, state: State, stage: CaseStage | None) -> Turn:
    match case.standing:
        case Standing.CLOSED:
            return Turn(_("Nobody’s: the case is closed"))
        case Standing.NEW:
            return Turn(_("The complaints team’s: triage it"), Verb.TRIAGE)
        case Standing.SIGN_OFF:
            return Turn(_("The signers’: the response waits for them"))
        case Standing.ANSWERED:
            return _may_ask(case, state, stage)
        case Standing.AT_GATE:
            said = {"stage": stage.terms.name, "who": at_the_gate(stage)}
            return Turn(_("Whoever decides on “%(stage)s”: %(who)s") % said, Verb.ACCEPT)
    return _worker(case, stage)


def _worker(case: Case, stage: CaseStage | None) -> Turn:
    named = (stage and stage.decider) or case.owner
    if not named:
        return Turn(_("Nobody’s yet: assign it"), Verb.ASSIGN)
    return Turn(get_user_display_name(named))


def _may_ask(case: Case, state: State, stage: CaseStage) -> Turn:
    if was_refused(stage):
        return Turn(_("The complainant’s: they may appeal against the refusal"))
    following = next_stage(state.facts, stage.key)
    if not following:
        return Turn(_("Nobody’s: close it, or wait for the complainant"), Verb.CLOSE)
    try:
        window = window_end(state.facts, stage.key, state.calendar)
    except CalendarExhausted:
        said = _("The complainant’s: they may ask for “%(stage)s”, until a day that is not known yet")
        return Turn(said % {"stage": following.name})
    if not window:
        return Turn(_("The complainant’s: they may ask for “%(stage)s”") % {"stage": following.name})
    said = {"stage": following.name, "day": date_format(window)}
    if window < state.on:
        return Turn(_("Nobody’s: the time to ask for “%(stage)s” ended on %(day)s. Close it") % said, Verb.CLOSE)
    return Turn(_("The complainant’s: they may ask for “%(stage)s” until %(day)s") % said)


def _who(case: Case) -> str:
    complainants = [party for party in case.parties.all() if party.role == PartyRole.COMPLAINANT]
    return ", ".join(party.name for party in complainants if party.name) or _("Anonymous")
