"""Who decided one step of a sign-off, and on which text?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState


class SignOff(TaskState):
    """One person's decision on one step: the text they signed, and their name as it was."""

    digest = models.CharField(max_length=64, blank=True, editable=False)
    signer_name = models.CharField(_("signed by"), max_length=255, blank=True, editable=False)
    signed_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed for"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("sign-off step")
        verbose_name_plural = _("sign-off steps")

    def get_comment(self):
        """Return nothing for Wagtail's log, which every user of the admin can read: it stays in `comment`."""
        return ""
