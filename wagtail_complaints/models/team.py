"""Which team works on what? Its members see the cases given to it, and those of its service areas."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .registers import ServiceArea


class Team(models.Model):
    """People who share their cases. Seeing them takes the permission `view_team_case` as well."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    service_areas = models.ManyToManyField(
        ServiceArea,
        verbose_name=_("service areas"),
        blank=True,
        related_name="teams",
        help_text=_("Its members see every case of these, whoever it was given to."),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("members"), blank=True, related_name="complaints_teams"
    )
    is_of_the_service = models.BooleanField(
        _("its members work in these services"),
        default=False,
        help_text=_("Then they have no part where a procedure rules out people from the service complained about."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    history = AuditTrail(m2m_fields=[service_areas, members])

    class Meta:
        ordering = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self):
        return self.name
