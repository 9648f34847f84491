"""How does a letter refuse to be issued, changed or lost behind its signers' backs?

Every route ends in one of these methods: the workflow, the Publish button, a schedule, an API, a shell.
"""

import logging

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from .locks import IssuedLock, SignOffLock

logger = logging.getLogger(__name__)

BY_SCHEDULE = "wagtail.publish.scheduled"


class NotSigned(PermissionDenied):
    """This text has not been signed by every step of the sign-off that was started for it."""


class SignedBeforeIssue(models.Model):
    """For a model with drafts and workflows, before Wagtail's own mixins.

    The model says what is signed (`digest_of`), through whose hands it went (`hands`) and how to lock it.
    """

    class Meta:
        abstract = True

    @property
    def awaits_signature(self) -> bool:
        return self.workflow_in_progress

    @property
    def status_string(self):
        """Return where the letter stands, in Wagtail's place for it."""
        if self.live:
            return _("issued")
        is_waiting = getattr(self, "is_waiting", None)
        return _("in sign-off") if (self.awaits_signature if is_waiting is None else is_waiting) else _("draft")

    def is_signed(self, revision) -> bool:
        """Return whether this revision is, word for word, what the last completed run signed."""
        run = self.sign_off_runs.select_related("workflow_state").last()
        return run is not None and run.is_signed(self.digest_of(revision))

    def publish(self, revision, user=None, changed=True, log_action=True, previous_revision=None, **kwargs):
        """Issue the revision if it was signed. Raises: NotSigned, to superusers as well.

        Nobody holds the permission to publish, so Wagtail's own check is passed over once ours has been met.
        """
        if not self.live and self.is_signed(revision):
            return super().publish(
                revision,
                user=user,
                changed=changed,
                log_action=log_action,
                previous_revision=previous_revision,
                skip_permission_checks=True,
            )
        if log_action == BY_SCHEDULE:
            return self._unschedule(revision)
        raise NotSigned(
            _("This letter has been issued already.")
            if self.live
            else _("A letter goes out only when every step of its sign-off has signed exactly this text.")
        )

    def _unschedule(self, revision):
        """Take a schedule off a letter: raising would stop everything else that the site publishes on time."""
        logger.warning("Response %s has no schedule: revision %s was taken off it.", self.pk, revision.pk)
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=None)

    def unpublish(self, *args, **kwargs):
        raise PermissionDenied(_("A letter that has been issued cannot be called back."))

    def delete(self, *args, **kwargs):
        if self.live or self.sign_off_runs.exists():
            raise PermissionDenied(_("A letter that has been submitted is kept."))
        return super().delete(*args, **kwargs)

    def copy(self, *args, **kwargs):
        raise PermissionDenied(_("A letter is not copied: each answers one stage of one case."))

    @transaction.atomic
    def save_revision(self, user=None, approved_go_live_at=None, **kwargs):
        """Keep the text, and who wrote it. Raises: PermissionDenied once it waits for a signature, or is issued."""
        if lock := self.for_update().get_lock():
            raise PermissionDenied(lock.get_message(user))
        self.wrote(user)
        return super().save_revision(user=user, approved_go_live_at=None, **kwargs)

    def get_lock(self):
        if self.live:
            return IssuedLock(self)
        if task := self.current_workflow_task:
            return SignOffLock(self, task)
        return super().get_lock()
