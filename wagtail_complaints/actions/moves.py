"""How is a move made? Lock the case, ask who may and whether it can be now, record, rebuild the dates, tell.

*May not* is PermissionDenied; *cannot now* is `journey.MoveRefused`, with a reason that a person can read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from ..letters.contents import LetterIncomplete
from ..models import Case, CaseStage
from ..models.audit import acting
from ..models.sight import holds
from ..procedure import journey
from ..procedure.clock import CalendarExhausted, Refused
from ..procedure.journey import Move, MoveRefused, State, Verb
from ..signals import tell
from . import replay
from .rebuilding import recompute

PERMISSIONS = {
    Verb.TRIAGE: "triage_case",
    Verb.CHANGE_PROCEDURE: "triage_case",
    Verb.REDIRECT: "triage_case",
    Verb.SERVICE_REQUEST: "triage_case",
    Verb.SPLIT: "triage_case",
    Verb.MERGE: "close_case",
    Verb.ACCEPT: "triage_case",
    Verb.REFUSE: "close_case",
    Verb.ASSIGN: "assign_case",
    Verb.APPOINT: "assign_case",
    Verb.END_APPOINTMENT: "assign_case",
    Verb.WITHDRAW: "close_case",
    Verb.CLOSE: "close_case",
    Verb.REOPEN: "close_case",
    Verb.REFER_EARLY: "close_case",
    Verb.RETURN_REFERRAL: "close_case",
    Verb.DECIDE_LATENESS: "triage_case",
    Verb.CORRECT_RECEIVED: "correct_case",
    Verb.CORRECT_HAPPENED: "correct_case",
    Verb.SUPERSEDE: "correct_case",
}
"""The permission that a move asks for; every other one asks for `work_case`."""


@dataclass
class Making:
    """A move while it is made. `state` is the case before it; `then` waits until the dates are rebuilt."""

    case: Case
    state: State
    move: Move
    _put_off: list[Callable] = field(default_factory=list)

    def then(self, action: Callable, *args, **kwargs):
        self._put_off.append(partial(action, *args, **kwargs))

    def on_commit(self, signal: Signal, sender, **kwargs):
        tell(signal, sender, **kwargs)


def may(user, verb: Verb, case: Case) -> bool:
    """Return whether `user` (None: the system) may make such a move with this case, if it can be made."""
    return user is None or holds(user, PERMISSIONS.get(verb, "work_case"), case)


@contextmanager
def making(
    verb: Verb, case: Case, *, by, on: date | None = None, stage: CaseStage | str = "", what="", reason=""
) -> Iterator[Making]:
    """Make one move inside: under the lock, under the name of `by`, all or nothing.

    Without a day the move depends on none: the last on which something happened serves.
    Raises: PermissionDenied, MoveRefused.
    """
    key = stage.key if isinstance(stage, CaseStage) else stage
    with transaction.atomic(), _plain_refusals():
        locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if not may(by, verb, locked):
            raise PermissionDenied
        today = on or last_day(locked)
        replay.catch_up(locked, on=today)
        state = locked.state(today)
        with acting(by, reason):
            made = Making(locked, state, checked(state, verb, key, what))
            yield made
            recompute(locked, on=today)
            for action in made._put_off:
                action()
    case.refresh_from_db()


def checked(state: State, verb: Verb, stage: str = "", what: str = "") -> Move:
    """Return the move that is asked for. Raises: MoveRefused, also where there is no such stage."""
    if stage and stage not in {each.key for each in state.facts.procedure.stages}:
        raise MoveRefused(_("This procedure has no such stage."))
    return journey.check(state, verb, stage, what)


def last_day(case: Case) -> date:
    """Return the last day on which something is recorded of the case."""
    days = [case.received_on, *(day for day in (case.triaged_on, case.closed_on) if day)]
    for stage in case.facts().stages:
        days += [*stage.events.values(), *stage.updates, *([stage.requested_on] if stage.requested_on else [])]
        days += [hold.start for hold in stage.holds] + [given.given_on for given in stage.extensions]
    return max(days)


@contextmanager
def _plain_refusals():
    """Turn what the ground floor and the letters cannot do into a refusal of the move."""
    try:
        yield
    except Refused as refused:
        raise MoveRefused(refused.reason) from refused
    except CalendarExhausted as exhausted:
        raise MoveRefused(str(exhausted)) from exhausted
    except LetterIncomplete as incomplete:
        lacking = _("The letter cannot go out without: %(missing)s.") % {"missing": ", ".join(incomplete.missing)}
        raise MoveRefused(lacking) from incomplete
