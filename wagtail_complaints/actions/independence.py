"""May this person have this part? Asked before every appointment; some rules can be set aside, with a reason."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Case, CaseStage, EarlierPart, IndependenceOverride, OutsidePerson
from ..models.audit import acting, actor_name
from ..models.independence_facts import objections_to
from ..models.sight import holds
from ..procedure.conflicts import Objection
from ..procedure.journey import MoveRefused
from .people import may_work_on


class Conflicted(MoveRefused):
    """A rule of independence stands in the way; `objections` say which. Some may be set aside."""

    def __init__(self, name: str, objections: tuple[Objection, ...]):
        self.objections = objections
        said = {"name": name, "why": " ".join(each.sentence for each in objections)}
        super().__init__(_("%(name)s cannot have this part. %(why)s") % said)

    @property
    def may_be_set_aside(self) -> bool:
        return all(each.rule.may_override for each in self.objections)


def check(case_stage: CaseStage, does: str, *, user=None, person: OutsidePerson | None = None):
    """Pass where nothing rules this person out of the part. Raises: Conflicted, naming each rule and its source."""
    if found := objections_to(case_stage, does, user=user, person=person):
        raise Conflicted(actor_name(user) if user else person.name, found)


@transaction.atomic
def set_aside(
    case_stage: CaseStage, *, does: str, reason: str, by, on: date, user=None, person: OutsidePerson | None = None
) -> list[IndependenceOverride]:
    """Set aside every rule that stands in this person's way in this part, where each leaves one.

    Raises: PermissionDenied, MoveRefused.
    """
    _may_set_aside(case_stage.case, by)
    if not reason.strip():
        raise MoveRefused(_("Say why the rule is set aside."))
    if bool(user) == bool(person):
        raise MoveRefused(_("Say for whom."))
    found = objections_to(case_stage, does, user=user, person=person)
    if not found:
        raise MoveRefused(_("No rule stands in their way, so there is nothing to set aside."))
    if firm := tuple(each for each in found if not each.rule.may_override):
        said = " ".join(each.sentence for each in firm)
        raise MoveRefused(_("%(said)s Nobody may set that aside.") % {"said": said})
    with acting(by, reason):
        return [
            IndependenceOverride.objects.create(
                case_stage=case_stage,
                does=does,
                user=user,
                person=person,
                against=each.rule.against,
                source=each.rule.source,
                reason=reason.strip(),
                given_on=on,
                given_by=by,
            )
            for each in found
        ]


@transaction.atomic
def take_back(override: IndependenceOverride, *, reason: str, by) -> IndependenceOverride:
    """Let the rule stand again; who was appointed meanwhile stays so until that is ended.

    Raises: PermissionDenied, MoveRefused.
    """
    _may_set_aside(override.case_stage.case, by)
    override = IndependenceOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if not reason.strip():
        raise MoveRefused(_("Say why the rule is to stand again."))
    if not override.is_current:
        raise MoveRefused(_("The rule stands again already."))
    override.is_current = False
    with acting(by, reason):
        override.save()
    return override


@transaction.atomic
def record_earlier_part(
    case: Case, *, what: str, by, on: date, user=None, person: OutsidePerson | None = None
) -> EarlierPart:
    """Record that somebody had a part in the matter before it was a case. Raises: PermissionDenied, MoveRefused."""
    may_work_on(case, by)
    if bool(user) == bool(person):
        raise MoveRefused(_("Say who it was."))
    if not what.strip():
        raise MoveRefused(_("Say what they did."))
    if case.earlier_parts.current().filter(user=user, person=person).exists():
        raise MoveRefused(_("That is recorded of them already."))
    with acting(by):
        return EarlierPart.objects.create(case=case, user=user, person=person, what=what.strip(), recorded_on=on)


@transaction.atomic
def strike_out_earlier_part(earlier: EarlierPart, *, because: str, by) -> EarlierPart:
    """Take back that somebody had a part before. Raises: PermissionDenied, MoveRefused."""
    may_work_on(earlier.case, by)
    earlier = EarlierPart.objects.select_for_update(of=("self",)).get(pk=earlier.pk)
    if not because.strip():
        raise MoveRefused(_("Say why they had no part in it."))
    if not earlier.is_current:
        raise MoveRefused(_("This has been struck out already."))
    earlier.is_current = False
    with acting(by, because):
        earlier.save()
    return earlier


def _may_set_aside(case: Case, by):
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if by is not None and not holds(by, "override_independence", case):
        raise PermissionDenied
