"""What may the people of a case do in it themselves? Ask for the next stage, for an advocate, agree, withdraw.

Each is the verb that staff have, made in the name of the person's part in the case.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import (
    About,
    AnsweredBy,
    Case,
    CaseMessage,
    CaseStage,
    Extension,
    ExtensionProposal,
    Party,
    PartyRole,
    Statement,
)
from ..models.audit import acting, as_outsider
from ..procedure.journey import Move, MoveRefused, State, Verb, move, moves
from ..procedure.terms import Entry
from . import case_stages, cases, messages, proposals, statements, tracking
from .moves import checked

DECIDE_FOR_THEMSELVES = (PartyRole.COMPLAINANT, PartyRole.REPRESENTATIVE)
"""Who may withdraw, and agree to something. An advocate speaks with the person and not instead of them."""


def may_decide(party: Party) -> bool:
    return tracking.may_follow(party) and party.role in DECIDE_FOR_THEMSELVES


def next_stages(state: State) -> Iterator[Move]:
    """Yield the stages that can be asked for now; offers and referrals are the council's to make."""
    entries = {stage.key: stage.entry for stage in state.facts.procedure.stages}
    for each in moves(state):
        is_request = each.verb == Verb.REQUEST_STAGE and entries[each.stage] in (Entry.REQUEST, Entry.GATE)
        if is_request and each.is_offered:
            yield each


def ask_for_next_stage(party: Party, *, key: str, text: str, on: date) -> CaseStage:
    """Ask for a stage; after its time, the request waits for a decision. Raises: PermissionDenied, MoveRefused."""
    if not tracking.may_follow(party):
        raise PermissionDenied
    state = party.case.state(on)
    if checked(state, Verb.REQUEST_STAGE, key) not in list(next_stages(state)):
        raise MoveRefused(_("This stage is not asked for: we offer it where it can help."))
    role = party.role_name
    with as_outsider(role):
        return case_stages.request(party.case, key=key, on=on, by=None, requested_by=role, note=text.strip())


def ask_for_advocate(party: Party, *, text: str, on: date, at: datetime) -> CaseMessage:
    """Raises: MoveRefused."""
    words = text.strip() or _("I would like an advocate.")
    return messages.write_to_us(party, text=words, about=About.ADVOCATE, on=on, at=at)


def may_withdraw(party: Party, state: State) -> bool:
    return may_decide(party) and move(state, Verb.WITHDRAW).is_offered


def withdraw(party: Party, *, text: str, on: date) -> Case:
    """Raises: PermissionDenied, MoveRefused."""
    if not may_decide(party):
        raise PermissionDenied
    with as_outsider(party.role_name):
        reason = text.strip() or _("Withdrawn on the tracking page.")
        return cases.withdraw(party.case, on=on, by=None, reason=reason)


def later_dates(party: Party, *, on: date) -> list[Extension]:
    """Return the later dates, still to come, of which nobody has said yet whether they are agreed to."""
    given = Extension.objects.current().filter(case_stage__case=party.case, complainant_agreed=None, to__gte=on)
    return list(given.order_by("pk")) if may_decide(party) and party.case.is_open else []


def agree_to_later_date(party: Party, extension: Extension, *, agrees: bool, on: date) -> Extension:
    """Record whether somebody agrees to a later date. Raises: PermissionDenied, MoveRefused."""
    if not may_decide(party):
        raise PermissionDenied
    with transaction.atomic(), as_outsider(party.role_name), acting(None):
        Case.objects.select_for_update(of=("self",)).get(pk=party.case_id)
        waiting = {each.pk: each for each in later_dates(party, on=on)}
        if extension.pk not in waiting:
            raise MoveRefused(_("You have answered this already, or the date has changed."))
        answered = waiting[extension.pk]
        answered.complainant_agreed = agrees
        answered.save()
    return answered


def proposed_dates(party: Party, state: State) -> list[ExtensionProposal]:
    """Return the later dates that somebody is asked to agree to, while each can still be given."""
    if not may_decide(party):
        return []
    waiting = ExtensionProposal.objects.waiting().filter(case_stage__case=party.case_id, to__gt=state.on)
    asked = waiting.select_related("case_stage").order_by("pk")
    return [each for each in asked if move(state, Verb.EXTEND, each.case_stage.key, each.event).is_offered]


def answer_proposed_date(
    party: Party, proposal: ExtensionProposal, *, agrees: bool, text: str, on: date, at: datetime
) -> ExtensionProposal:
    """Agree to a later date, or not; what is said of it reaches whoever proposed it as a message.

    Raises: PermissionDenied, MoveRefused.
    """
    if not may_decide(party) or proposal.case_stage.case_id != party.case_id:
        raise PermissionDenied
    with transaction.atomic(), as_outsider(party.role_name):
        answered = proposals.answer(proposal, agrees=agrees, on=on)
        said = (
            _("I agree to the later date, %(day)s.") if agrees else _("I do not agree to the later date, %(day)s.")
        )
        words = "\n\n".join(filter(None, (said % {"day": date_format(proposal.to, "j F Y")}, text.strip())))
        messages.write_to_us(party, text=words, about=About.LATER_DATE, on=on, at=at)
    return answered


def statement_for(party: Party, state: State) -> Statement | None:
    """Return the version of the statement that somebody may agree to now, or say what is missing in it."""
    if not may_decide(party):
        return None
    waiting = [each.stage for each in moves(state) if each.verb == Verb.ANSWER_STATEMENT and each.is_offered]
    sent = Statement.objects.filter(case_stage__case=party.case, case_stage__key__in=waiting)
    return sent.order_by("case_stage", "number").last()


def agree_to_statement(party: Party, statement: Statement, *, on: date) -> Statement:
    """Raises: PermissionDenied, MoveRefused."""
    _is_theirs_to_answer(party, statement)
    with as_outsider(party.role_name):
        return statements.agree(statement, how=AnsweredBy.TRACKING, on=on, by=None, party=party)


def object_to_statement(party: Party, statement: Statement, *, text: str, on: date, at: datetime) -> Statement:
    """Record what somebody misses in the statement; whoever works on the case reads it as a message.

    Raises: PermissionDenied, MoveRefused.
    """
    _is_theirs_to_answer(party, statement)
    with transaction.atomic(), as_outsider(party.role_name):
        how = AnsweredBy.TRACKING
        answered = statements.object_to(statement, missing=text.strip(), how=how, on=on, by=None, party=party)
        messages.write_to_us(party, text=text.strip(), about=About.STATEMENT, on=on, at=at)
    return answered


def _is_theirs_to_answer(party: Party, statement: Statement):
    if not may_decide(party) or statement.case_stage.case_id != party.case_id:
        raise PermissionDenied
