"""Who works on the case, was the complaint acknowledged, and is the case over?"""

import re
from datetime import date

from django.utils.translation import gettext as _

from ..letters.writing import write
from ..models import LOOKED_INTO, Case, CaseStage, CloseReason, LetterKind, LinkKind, StageEvent
from ..procedure import clock
from ..procedure.journey import MoveRefused, Verb
from ..procedure.terms import ENDING, Does, Event
from ..signals import case_closed
from . import independence
from .appointments import check_open_to
from .clocks import put_date
from .moves import Making, checked, making

_ASKS_FOR_A_DATE = re.compile(r"\b(date|when|timescale|how long)\b", re.IGNORECASE)


def acknowledge(case_stage: CaseStage, *, on: date, by, text: str = "", reply_by: date | None = None) -> StageEvent:
    """Write the acknowledgement and record it. `reply_by` is the date promised where no length is published.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.ACKNOWLEDGE, case_stage.case, by=by, on=on, stage=case_stage) as made:
        clock.check_event(made.state.facts, case_stage.key, Event.ACKNOWLEDGED, on)
        if reply_by:
            _promise(made, case_stage, reply_by, on=on, by=by)
        elif _must_promise(made, case_stage):
            raise MoveRefused(_("This acknowledgement says by when the reply will come. Give the date."))
        event = StageEvent.objects.create(case_stage=case_stage, event=Event.ACKNOWLEDGED, on=on, recorded_by=by)
        facts = {"text": text} | ({"reply_by": reply_by} if reply_by else {})
        once = f"acknowledgement:{event.pk}"
        made.then(write, LetterKind.ACKNOWLEDGEMENT, on=on, once=once, by=by, case_stage=case_stage, **facts)
    return event


def assign(case: Case, *, by, owner=None, decider=None, team=None, reason: str = "") -> Case:
    """Give the case an owner or a team, or the stage it is in a decider; who is left out stays.

    Raises: PermissionDenied, MoveRefused.
    """
    with making(Verb.ASSIGN, case, by=by, reason=reason) as made:
        locked, stage = made.case, made.case.current_stage
        if not (owner or decider or team):
            raise MoveRefused(_("Say who will work on the case."))
        if not all(person.is_active for person in (owner, decider) if person):
            raise MoveRefused(_("That person’s account is closed."))
        check_open_to(locked, owner, decider)
        was = locked.owner, locked.team, stage.decider
        if (owner or was[0], team or was[1], decider or was[2]) == was:
            raise MoveRefused(_("That is who works on it now."))
        if decider and decider != stage.decider:
            independence.check(stage, Does.DECIDES, user=decider)
        if owner or team:
            locked.owner, locked.team = owner or locked.owner, team or locked.team
            locked.save()
        if decider:
            stage.decider = decider
            stage.save()
    return case


def withdraw(case: Case, *, on: date, by, reason: str) -> Case:
    """Close the case because the complainant withdraws the complaint. Raises: PermissionDenied, MoveRefused."""
    with making(Verb.WITHDRAW, case, by=by, on=on, reason=reason) as made:
        end(made, CloseReason.WITHDRAWN, on=on, by=by)
        tell_of_end(made, LetterKind.WITHDRAWAL, on=on, by=by)
    return case


def close(
    case: Case, *, on: date, by, reason: str, note: str = "", learning: str = "", is_none_learnt: bool = False
) -> Case:
    """Close the case for one of the reasons of `CloseReason`; the letter of a refusal says the note.

    `learning` is what was learnt, or why nothing was: never left out where the complaint was looked into. What was
    agreed to be done stays outstanding until it is.
    Raises: PermissionDenied, MoveRefused; ValueError, where the reason is none.
    """
    reason = CloseReason(reason)
    with making(Verb.CLOSE, case, by=by, on=on, what=reason.value, reason=note or str(reason.label)) as made:
        if reason in LOOKED_INTO and not learning.strip():
            raise MoveRefused(_("Say what was learnt, or why nothing was."))
        end(made, reason, on=on, by=by)
        if learning.strip():
            made.case.learning.create(text=learning, is_none=is_none_learnt, recorded_on=on, recorded_by=by)
        if reason == CloseReason.REFUSED:
            tell_of_end(made, LetterKind.REFUSAL, on=on, by=by, reason=note)
        elif reason not in (CloseReason.DUPLICATE, CloseReason.LOGGED_IN_ERROR):
            tell_of_end(made, LetterKind.CLOSURE, on=on, by=by, reason=note)
    return case


def reopen(case: Case, *, on: date, by, reason: str) -> Case:
    """Open a closed case again; its clocks go on as if it had not been closed.

    A duplicate is none any more. Whoever was told that it is a service request is told that it is a complaint.
    Raises: PermissionDenied, MoveRefused.
    """
    if not reason.strip():
        raise MoveRefused(_("Say why the case is opened again."))
    with making(Verb.REOPEN, case, by=by, on=on, reason=reason) as made:
        was = made.case.close_reason
        made.case.closed_on, made.case.close_reason = None, ""
        made.case.save()
        for link in made.case.links_from.filter(kind=LinkKind.DUPLICATE, is_current=True):
            link.is_current = False
            link.save()
        if was == CloseReason.SERVICE_REQUEST:
            tell_of_end(made, LetterKind.TAKEN_UP, on=on, by=by)
    return case


def end(made: Making, reason: CloseReason, *, on: date, by):
    """Close the case inside a move that is being made. Raises: MoveRefused."""
    if on < made.case.received_on:
        raise MoveRefused(_("A case cannot be closed before the complaint was received."))
    made.case.closed_on, made.case.close_reason = on, reason
    made.case.save()
    made.on_commit(case_closed, Case, case=made.case, by=by)


def tell_of_end(made: Making, kind: LetterKind, *, on: date, by, **facts):
    """Write the letter of this closing or reopening; a case that is closed again gets another."""
    once = f"{kind.value}:{made.case.pk}:{made.case.history.count()}"
    stage = made.case.current_stage
    made.then(write, kind, on=on, once=once, by=by, case=made.case, case_stage=stage, **facts)


def _promise(made: Making, case_stage: CaseStage, reply_by: date, *, on: date, by):
    if reply_by < on:
        raise MoveRefused(_("The date promised for the reply lies before the acknowledgement."))
    for timescale in _replies(made, case_stage):
        checked(made.state, Verb.SET_DATE, case_stage.key, timescale.name)
        put_date(made.case, case_stage, timescale=timescale.name, due_on=reply_by, by=by)
        return
    raise MoveRefused(_("This stage promises no reply, so there is no date to give."))


def _must_promise(made: Making, case_stage: CaseStage) -> bool:
    """Return whether the acknowledgement must say a date that nothing gives: no length, and none set."""
    facts = made.state.facts
    asks = any(
        _ASKS_FOR_A_DATE.search(requirement)
        for timescale in facts.timescales(case_stage.terms)
        if timescale.event == Event.ACKNOWLEDGED
        for requirement in timescale.requires
    )
    replies = _replies(made, case_stage)
    set_already = facts.stage(case_stage.key).set_dates
    return asks and not any(reply.within or reply.backstop or reply.name in set_already for reply in replies)


def _replies(made: Making, case_stage: CaseStage):
    timescales = list(made.state.facts.timescales(case_stage.terms))
    replies = [timescale for timescale in timescales if timescale.event in ENDING]
    return sorted(replies, key=lambda timescale: timescale.event != Event.RESPONDED)
