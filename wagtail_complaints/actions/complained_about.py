"""Which member of staff is the complaint about? They are shut out of the case from the moment it is recorded."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Case, ComplainedAbout, NamedPerson
from ..models.audit import acting, actor_name
from ..models.sight import holds
from ..procedure.journey import MoveRefused


@transaction.atomic
def record(case: Case, *, user, by, on: date) -> ComplainedAbout:
    """Shut a member of staff out of the case. What they own of it stays theirs on paper until it is assigned anew.

    Raises: PermissionDenied, MoveRefused.
    """
    _may(case, by)
    if case.staff_complained_about.current().filter(user=user).exists():
        raise MoveRefused(_("That is recorded of %(name)s already.") % {"name": actor_name(user)})
    with acting(by):
        for named in NamedPerson.objects.current().filter(restriction__case=case, user=user):
            named.ended_on = on
            named.save()
        return ComplainedAbout.objects.create(case=case, user=user, recorded_on=on, recorded_by=by)


@transaction.atomic
def strike_out(about: ComplainedAbout, *, because: str, by) -> ComplainedAbout:
    """Take back that the complaint is about somebody. Raises: PermissionDenied, MoveRefused."""
    _may(about.case, by)
    about = ComplainedAbout.objects.select_for_update(of=("self",)).get(pk=about.pk)
    if not because.strip():
        raise MoveRefused(_("Say why the complaint is not about them."))
    if not about.is_current:
        raise MoveRefused(_("This has been struck out already."))
    about.is_current, about.struck_out_because = False, because.strip()
    with acting(by, because):
        about.save()
    return about


def _may(case: Case, by):
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if by is not None and not holds(by, "assign_case", case):
        raise PermissionDenied
