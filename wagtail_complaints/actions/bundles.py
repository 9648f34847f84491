"""Who may take the papers of a case out of the system, and how is it remembered?"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..models import Case, CaseBundle
from ..models.audit import acting
from ..models.sight import holds


@transaction.atomic
def note(case: Case, *, contents: list[str], by, on: date) -> CaseBundle:
    """Record that somebody makes the bundle of this case. Raises: PermissionDenied."""
    if by is not None and not holds(by, "bundle_case", case):
        raise PermissionDenied
    with acting(by):
        return CaseBundle.objects.create(case=case, contents=contents, made_by=by, made_on=on)
