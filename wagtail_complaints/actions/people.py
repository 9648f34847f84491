"""Who is on the complainant's side, and how may they be reached? Kept with the case, changed with a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Case, Party
from ..models.audit import acting
from ..models.sight import holds
from ..procedure.journey import MoveRefused

KNOWN = (
    "role",
    "name",
    "email",
    "telephone",
    "address",
    "contact_by",
    "is_under_18",
    "relationship",
    "entitlement",
    "consent",
    "consent_on",
    "understanding",
    "adjustments",
    "contact_safety",
)


@transaction.atomic
def add(case: Case, *, by, **known) -> Party:
    """Record somebody on the complainant's side. Raises: PermissionDenied, MoveRefused."""
    may_work_on(case, by)
    if not any(known.get(name) for name in ("name", "email", "telephone", "address", "relationship")):
        raise MoveRefused(_("Say at least who this is."))
    with acting(by):
        return Party.objects.create(case=case, **{name: known[name] for name in KNOWN if name in known})


@transaction.atomic
def change(party: Party, *, by, reason: str = "", **known) -> Party:
    """Change what is known of somebody; what is left out stays. Raises: PermissionDenied, MoveRefused."""
    may_work_on(party.case, by)
    party = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    changes = {name: known[name] for name in KNOWN if name in known and known[name] != getattr(party, name)}
    if not changes:
        raise MoveRefused(_("That is what is recorded: there is nothing to change."))
    for name, value in changes.items():
        setattr(party, name, value)
    with acting(by, reason):
        party.save()
    return party


def may_work_on(case: Case, by):
    """Lock the case for somebody who may work on it. Raises: PermissionDenied."""
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if by is not None and not holds(by, "work_case", case):
        raise PermissionDenied
