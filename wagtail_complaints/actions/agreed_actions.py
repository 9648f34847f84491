"""What does the council do because of a complaint? Agreed, done with evidence, told; or given up, and told too.

Nothing here moves a clock. Whoever works on the case records it, on a closed one too: an answer is sent when it is
known, and what was promised in it is done afterwards (Complaint Handling Code 2024, 6.6, 7.3 and 7.4).
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ..letters.writing import write
from ..models import AgreedAction, Case, LetterKind
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from .cases import check_open_to
from .people import may_work_on

KNOWN = ("case_stage", "point", "purpose", "kind", "text", "amount", "owner", "owner_name", "due_on")


@transaction.atomic
def agree_on(case: Case, *, by, on: date, **known) -> AgreedAction:
    """Record something that is to be done, with who does it and by when. Raises: PermissionDenied, MoveRefused."""
    may_work_on(case, by)
    action = AgreedAction(case=case, agreed_on=on, **{name: known[name] for name in KNOWN if name in known})
    _check(action)
    if case.actions.filter(text=action.text, case_stage=action.case_stage, point=action.point).exists():
        raise MoveRefused(_("This action is recorded already."))
    with acting(by):
        action.save()
    return action


@transaction.atomic
def change(action: AgreedAction, *, by, reason: str, **known) -> AgreedAction:
    """Change what is to be done, by whom or by when, with a reason. Raises: PermissionDenied, MoveRefused."""
    action = _locked(action, by)
    if not action.is_to_do:
        raise MoveRefused(_("It was done or given up, so it stays as it was."))
    _needs(reason, _("Say why it is changed."))
    changes = {name: known[name] for name in KNOWN if name in known and known[name] != getattr(action, name)}
    if not changes:
        raise MoveRefused(_("That is what is recorded: there is nothing to change."))
    for name, value in changes.items():
        setattr(action, name, value)
    _check(action)
    return _saved(action, by, reason)


@transaction.atomic
def finish(action: AgreedAction, *, done_on: date, evidence: str, on: date, by) -> AgreedAction:
    """Record that it was done, and how that is known. Raises: PermissionDenied, MoveRefused."""
    action = _locked(action, by)
    _is_to_do(action)
    _needs(evidence, _("Say how it is known that it was done."))
    _not_yet(done_on, on)
    action.done_on, action.evidence = done_on, evidence
    return _saved(action, by)


@transaction.atomic
def give_up(action: AgreedAction, *, reason: str, on: date, by) -> AgreedAction:
    """Record that it cannot be done, and what is done instead. Raises: PermissionDenied, MoveRefused."""
    action = _locked(action, by)
    _is_to_do(action)
    _needs(reason, _("Say why it cannot be done, and what is done instead."))
    action.dropped_on, action.drop_reason = on, reason
    return _saved(action, by, reason)


@transaction.atomic
def tell(action: AgreedAction, *, text: str = "", told_how: str = "", on: date, by) -> AgreedAction:
    """Tell the complainant what became of it: by a letter with this text, or in another way, which is recorded.

    Raises: PermissionDenied, MoveRefused.
    """
    action = _locked(action, by)
    if action.is_to_do:
        raise MoveRefused(_("It has been neither done nor given up, so there is nothing to tell yet."))
    if action.told_on:
        raise MoveRefused(_("They have been told already."))
    if bool(text.strip()) == bool(told_how.strip()):
        raise MoveRefused(_("Write the letter, or say how they were told in another way."))
    action.told_on, action.told_how = on, told_how
    if text.strip():
        once = f"action-told:{action.pk}"
        write(LetterKind.ACTION_DONE, on=on, once=once, by=by, case=action.case, text=text.strip())
    return _saved(action, by)


def _locked(action: AgreedAction, by) -> AgreedAction:
    may_work_on(action.case, by)
    return AgreedAction.objects.select_for_update(of=("self",)).get(pk=action.pk)


def _saved(action: AgreedAction, by, reason: str = "") -> AgreedAction:
    with acting(by, reason):
        action.save()
    return action


def _check(action: AgreedAction):
    _needs(action.text, _("Say what is to be done."))
    if not (action.owner or action.owner_name.strip()):
        raise MoveRefused(_("Say who does it."))
    if not action.due_on:
        raise MoveRefused(_("Say by when it is to be done."))
    if action.due_on < action.agreed_on:
        raise MoveRefused(_("It cannot be due before it was agreed."))
    if action.owner:
        check_open_to(action.case, action.owner)


def _is_to_do(action: AgreedAction):
    if not action.is_to_do:
        raise MoveRefused(_("It has been done or given up already."))


def _not_yet(day: date, on: date):
    if day > on:
        raise MoveRefused(_("That day has not come yet."))


def _needs(said: str, otherwise: str):
    if not said.strip():
        raise MoveRefused(otherwise)
