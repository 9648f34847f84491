"""What does the app tell a site about? Sent on commit, with the instance and the user who acted (`by`)."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

submission_received = Signal()
case_opened = Signal()
stage_opened = Signal()
response_issued = Signal()
case_closed = Signal()
letter_queued = Signal()


def tell(signal: Signal, sender, **kwargs):
    """Send the signal once the transaction is committed. A receiver that fails is logged, and stops no other.

    A robust hook with a partial inside does not do: Django, logging the failure, asks the partial for its name.
    """
    transaction.on_commit(partial(signal.send_robust, sender=sender, **kwargs))
