"""How does somebody outside come to the tracking page of their case? By a link or a code of their own, for a while.

No secret is kept: what stands in a link is made from the row and the site's secret key when its letter is sent, and
of a code and of a visit there is only a digest. A copy of these tables opens nothing.
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .letter import Letter
from .people import Consent, Party, PartyRole
from .seen_with_case import SeenWithCase

HELPERS = (PartyRole.ADVOCATE, PartyRole.REPRESENTATIVE)
"""Those who help somebody else to complain."""


def may_follow(party: Party) -> bool:
    """Return whether the case may be shown to `party` at all, whatever link or code they hold.

    Who only helps waits until the person has agreed; consent that was refused or withdrawn closes it for everybody.
    """
    if party.role == PartyRole.AFFECTED or party.consent == Consent.REFUSED:
        return False
    return not (party.role in HELPERS and party.consent == Consent.ASKED)


class WayIn(models.TextChoices):
    LINK = "link", _("Link by e-mail")
    CODE = "code", _("Code on paper")


def _nonce() -> str:
    return secrets.token_urlsafe(24)


class TrackingAccessQuerySet(SeenWithCase):
    case_path = "party__case"

    def usable(self, at: datetime):
        """Return the ways in that may still be taken at the instant `at`: a link once, a code again and again."""
        unspent = Q(way=WayIn.CODE) | Q(used_at=None)
        return self.filter(unspent, Q(expires_at=None) | Q(expires_at__gt=at), revoked_at=None)


class TrackingAccess(models.Model):
    """One way in for one person. `sent_to` is the address of a link: it is no good once that is not theirs."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="ways_in")
    way = models.CharField(_("way"), max_length=4, choices=WayIn.choices)
    letter = models.OneToOneField(
        Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="tracking_access"
    )
    nonce = models.CharField(max_length=40, unique=True, default=_nonce, editable=False)
    code_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    sent_to = models.EmailField(_("e-mail"), blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(_("good until"), null=True, blank=True)
    used_at = models.DateTimeField(_("first used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = TrackingAccessQuerySet.as_manager()
    history = AuditTrail(excluded_fields=["nonce", "code_digest", "sent_to"])

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("way to the tracking page")
        verbose_name_plural = _("ways to the tracking page")

    def __str__(self):
        return f"{self.party}: {self.get_way_display()}"


class TrackingVisit(models.Model):
    """One stay on the tracking page, in one browser: the row is what was seen, and by whom."""

    access = models.ForeignKey(TrackingAccess, on_delete=models.PROTECT, related_name="visits")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    began_at = models.DateTimeField(_("began at"))
    seen_at = models.DateTimeField(_("last seen at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = _("visit to the tracking page")
        verbose_name_plural = _("visits to the tracking page")

    def __str__(self):
        return f"{self.access}"
