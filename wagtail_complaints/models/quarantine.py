"""Which submissions look as if no person had sent them? Held until a person has looked; never dropped."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .seen_with_case import SeenWithSubmission
from .submission import Submission


class Sign(models.TextChoices):
    TRAP = "trap", _("A box was filled in that no person can see")
    HASTE = "haste", _("It was sent within two seconds of being shown")
    LINKS = "links", _("It is full of links")
    FLOOD = "flood", _("Very many came from the same place within the hour")


class Quarantine(models.Model):
    """Why a submission is held. While it is not released, it opens no case and no receipt goes out."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="quarantine")
    signs = models.JSONField(_("why"), help_text=_("A list of signs."))
    released_on = models.DateField(_("released on"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SeenWithSubmission.as_manager()
    history = AuditTrail()

    class Meta:
        verbose_name = _("quarantine")
        verbose_name_plural = _("quarantine")

    def __str__(self):
        return str(self.submission)

    @property
    def is_over(self) -> bool:
        return self.released_on is not None

    @property
    def signs_in_words(self) -> list[str]:
        return [str(dict(Sign.choices).get(sign, sign)) for sign in self.signs]
