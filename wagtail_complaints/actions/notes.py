"""What should the next officer know? A note, kept with the case and shown to nobody outside."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Case, CaseNote
from ..models.audit import acting
from ..procedure.journey import MoveRefused
from .people import may_work_on


@transaction.atomic
def add(case: Case, *, text: str, by) -> CaseNote:
    """Keep a note, on a closed case too. Raises: PermissionDenied, MoveRefused."""
    may_work_on(case, by)
    if not text.strip():
        raise MoveRefused(_("Write something down."))
    with acting(by):
        return CaseNote.objects.create(case=case, text=text.strip(), written_by=by)
