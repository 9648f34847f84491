"""What was recorded wrongly, and what is right? Facts are superseded with a reason, never edited away."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from ..models import Case, CaseStage, Extension, Hold, PanelAttendance, PanelPaper, SetDate, StageEvent
from ..models.case_stage import Fact
from ..procedure import clock
from ..procedure.facts import CaseFacts
from ..procedure.journey import MoveRefused, ResponseState, Verb
from ..procedure.terms import Event, ExtensionRule
from ..procedure.wording import in_words
from ..procedure_files import regimes
from . import late_after_all, panels
from .moves import making

CORRECTABLE = {
    StageEvent: {"on", "note"},
    Extension: {"to", "given_on", "reason", "authorised_by", "complainant_agreed"},
    Hold: {"from_on", "to_on", "reason", "note"},
    SetDate: {"due_on", "reason"},
    PanelPaper: {"title", "sent_on"},
    PanelAttendance: {"name", "came"},
}
"""What of a fact may be corrected. Another event is another fact: strike the wrong one out and record it."""


def supersede(fact: Fact, *, because: str, by, corrected_on: date | None = None, **changes) -> Fact | None:
    """Put a corrected copy in the place of `fact`; with no changes, strike it out.

    `because` is why it is corrected, and `corrected_on` when: `reason` and `on` are fields of facts, and may be
    what is wrong. With an answer moves whether the next stage was asked for in time.

    Raises: PermissionDenied, MoveRefused; TypeError for what no correction may change.
    """
    model = type(fact)
    if wrong := set(changes) - CORRECTABLE[model]:
        raise TypeError(f"A correction of {model.__name__} cannot change {', '.join(sorted(wrong))}.")
    needs(because)
    with making(Verb.SUPERSEDE, fact.case_stage.case, by=by, on=corrected_on, reason=because) as made:
        fact.refresh_from_db()
        if not fact.is_current:
            raise MoveRefused(_("This has been corrected already."))
        if changes and all(getattr(fact, name) == value for name, value in changes.items()):
            raise MoveRefused(_("That is what is recorded: there is nothing to correct."))
        _check_answer_stands(made.state, fact, changes)
        right = replaced(fact, because=because, by=by, **changes)
        if isinstance(fact, (PanelPaper, PanelAttendance)):
            panels.check(fact.meeting)
        elif right is None and _is_of(fact, Event.PANEL_MET):
            panels.nobody_came(fact.case_stage, because=because)
        check_consistent(made.case.facts(), fact.case_stage, right)
        if isinstance(fact, StageEvent):
            late_after_all.look_again(made, by=by)
    return right


def correct_received(case: Case, *, received_on: date, reason: str, by) -> Case:
    """Correct the day on which the complaint was received; everything that counts from it moves.

    The case stays under its version of the procedure. Raises: PermissionDenied, MoveRefused.
    """
    needs(reason)
    with making(Verb.CORRECT_RECEIVED, case, by=by, reason=reason) as made:
        if received_on == made.case.received_on:
            raise MoveRefused(_("That is the day recorded: there is nothing to correct."))
        if made.case.happened_on and received_on < made.case.happened_on:
            raise MoveRefused(_("That is before the matter happened. Correct the day it happened first."))
        facts = replace(made.state.facts, received=received_on)
        clock.check_order(facts)
        if earlier := [day for day in _days_after_receipt(made.case, facts) if day < received_on]:
            raise MoveRefused(
                _("Something is recorded on %(day)s already, before that day.") % {"day": in_words(min(earlier))}
            )
        made.case.received_on = received_on
        made.case.save()
    return case


def correct_happened(case: Case, *, happened_on: date | None, reason: str, by, on: date | None = None) -> Case:
    """Correct the day on which the matter happened, and what counts from it; None, where it is not known after all.

    Raises: PermissionDenied, MoveRefused.
    """
    needs(reason)
    with making(Verb.CORRECT_HAPPENED, case, by=by, on=on, reason=reason) as made:
        if happened_on == made.case.happened_on:
            raise MoveRefused(_("That is the day recorded: there is nothing to correct."))
        if happened_on and happened_on > made.case.received_on:
            raise MoveRefused(_("It cannot have happened after the complaint was received."))
        clock.check_order(replace(made.state.facts, happened=happened_on))
        made.case.happened_on = happened_on
        made.case.save()
        late_after_all.look_again(made, by=by)
    return case


def needs(reason: str):
    """Pass where a correction has its reason. Raises: MoveRefused."""
    if not reason.strip():
        raise MoveRefused(_("A correction needs a reason."))


def replaced(fact: Fact, *, because: str, by, **changes) -> Fact | None:
    """Supersede a fact inside a move that is being made."""
    if not changes:
        fact.correction_reason = because
    fact.is_current = False
    fact.save()
    if not changes:
        return None
    values = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if field.name not in ("id", "recorded_at", "recorded_by", "is_current", "supersedes", "correction_reason")
    }
    right = type(fact)(**values, recorded_by=by, supersedes=fact, correction_reason=because)
    for name, value in changes.items():
        setattr(right, name, value)
    right.save()
    return right


def _check_answer_stands(state, fact: Fact, changes: dict):
    """Refuse to strike out what letters have said: the answer of a stage, and that of its gate."""
    if not isinstance(fact, StageEvent) or changes:
        return
    key = fact.case_stage.key
    if fact.event == Event.RESPONDED and state.responses.get(key) == ResponseState.ISSUED:
        raise MoveRefused(_("The response has been issued, and a letter that went out is not undone."))
    if fact.event == Event.ACCEPTED and key in state.refused:
        raise MoveRefused(_("The stage was refused in writing. If that was wrong, accept it now."))


def _is_of(fact: Fact, event: str) -> bool:
    return isinstance(fact, StageEvent) and fact.event == event


def check_consistent(facts: CaseFacts, case_stage: CaseStage, right: Fact | None):
    """Pass where the facts of a case agree with one another after a correction. Raises: MoveRefused, Refused."""
    clock.check_order(facts)
    stage = facts.stage(case_stage.key)
    if isinstance(right, SetDate):
        _check_after_start(facts, right)
    if isinstance(right, Hold):
        clock.check_hold(facts, case_stage.key, clock.Hold(right.from_on, right.to_on, right.reason))
    if isinstance(right, Extension):
        _check_words(facts, right)
        given = clock.Extension(right.event, right.to, right.given_on)
        others = list(stage.extensions)
        others.remove(given)
        without = replace(stage, extensions=tuple(others))
        stages = tuple(without if each.stage.key == case_stage.key else each for each in facts.stages)
        calendar = case_stage.case.state(right.given_on).calendar
        law = regimes().get(facts.procedure.regime)
        clock.check_extension(
            replace(facts, stages=stages), case_stage.key, right.event, right.to, right.given_on, calendar, law
        )


def _check_after_start(facts: CaseFacts, right: SetDate):
    if right.due_on < (right.case_stage.requested_on or facts.received):
        raise MoveRefused(_("The date set lies before the stage began."))


def _check_words(facts: CaseFacts, right: Extension):
    if not right.reason.strip():
        raise MoveRefused(_("Give the reason for the later date: the letter says it."))
    rules = facts.extension_rules(right.case_stage.terms, right.event)
    if ExtensionRule.AGREED in rules and not right.complainant_agreed:
        raise MoveRefused(_("This date moves only where the complainant has agreed to it."))


def _days_after_receipt(case: Case, facts: CaseFacts):
    for stage in facts.stages:
        yield from stage.events.values()
        yield from stage.updates
        yield from (day for day in (stage.requested_on, *(hold.start for hold in stage.holds)) if day)
    yield from (day for day in (case.triaged_on, case.closed_on) if day)
