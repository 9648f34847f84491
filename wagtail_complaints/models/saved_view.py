"""Which way of looking at the register did somebody keep, and with which group is it shared?

A view is the filters and the sorting of an address, and no search: words looked for may be somebody's name. What is
seen through a view is asked of `visible_to` each time, so sharing one shows nobody a case.
"""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail


class SavedViewQuerySet(models.QuerySet):
    def offered_to(self, user):
        """Return the views that are the user's own, or shared with a group of theirs."""
        return self.filter(Q(owner=user) | Q(group__in=user.groups.values("pk")))

    def kept_by(self, user):
        """Return the views that the user may rename and delete: their own, and shared ones for who may share."""
        own = Q(owner=user)
        return self.filter(own | Q(group__isnull=False) if user.has_perm(SHARE) else own)


SHARE = "wagtail_complaints.share_savedview"


class SavedView(models.Model):
    name = models.CharField(_("name"), max_length=60, help_text=_("A few words, with nobody’s name."))
    query = models.TextField(_("filters and sorting"), editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    group = models.ForeignKey(
        Group,
        verbose_name=_("shared with"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Each of them sees in it what they may see, and nothing more."),
    )

    objects = SavedViewQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        permissions = [("share_savedview", _("Can share views of the register with a group"))]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="complaints_view_named_once")]

    def __str__(self):
        return self.name
