"""What can be done about a letter that could not be sent? It is queued again, to an address put right."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Letter
from ..models.audit import acting
from ..models.letter import WAYS_IN
from ..procedure.journey import MoveRefused
from ..signals import letter_queued, tell


def queue_again(letter: Letter, *, to_email: str, reason: str, by) -> Letter:
    """Let a letter that was given up be sent once more, word for word. Raises: PermissionDenied, MoveRefused."""
    may_see = Letter.objects.visible_to(by).filter(pk=letter.pk)
    if not (by.has_perm("wagtail_complaints.change_letter") and may_see.exists()):
        raise PermissionDenied
    if letter.kind in WAYS_IN:
        raise MoveRefused(_("A link is for one address, and for a few days. Send a new one from the case page."))
    with transaction.atomic(), acting(by, reason):
        letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if not letter.is_given_up:
            raise MoveRefused(_("This letter has not been given up: it was sent, or it still waits to be sent."))
        letter.to_email = to_email
        letter.is_dead, letter.attempts, letter.not_before, letter.last_error = False, 0, None, ""
        letter.save()
        tell(letter_queued, Letter, letter=letter)
    return letter
