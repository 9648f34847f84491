"""Why can nobody change this letter now?"""

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock, WorkflowLock


class SignOffLock(WorkflowLock):
    """A letter that is out for signature is locked for everybody: what is read is what is signed."""

    def for_user(self, user):
        return True

    def get_message(self, user):
        return _(
            "This letter is waiting for “%(step)s”. Nobody can change it until it is signed, sent back or "
            "taken back."
        ) % {"step": self.task.name}

    def get_locked_by(self, user, can_lock=False):
        return _("Locked for sign-off")

    def get_description(self, user, can_lock=False):
        return _("Nobody can change a letter while it waits for a signature")


class IssuedLock(BaseLock):
    def for_user(self, user):
        return True

    def get_message(self, user):
        return _("This letter has been issued and stays as it was sent. Another letter puts right a mistake in it.")

    def get_locked_by(self, user):
        return _("Issued")

    def get_description(self, user):
        return _("Nobody can change a letter that has been issued")
