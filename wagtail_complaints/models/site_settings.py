"""What does each site of the council say for itself: name, complaints team, privacy, the default sign-off?"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Workflow

from .audit import AuditTrail


@register_setting(icon="comment")
class ComplaintsSettings(BaseSiteSetting):
    council_name = models.CharField(_("name of the council"), max_length=120, blank=True)
    team_name = models.CharField(_("name of the complaints team"), max_length=120, blank=True)
    team_email = models.EmailField(_("e-mail of the complaints team"), blank=True)
    team_telephone = models.CharField(_("telephone of the complaints team"), max_length=40, blank=True)
    team_address = models.TextField(_("address of the complaints team"), blank=True)
    urgent_email = models.EmailField(_("where concerns about somebody’s safety go at once"), blank=True)
    privacy_notice = models.TextField(_("privacy notice of the forms"), blank=True)
    sign_off_workflow = models.ForeignKey(
        Workflow,
        verbose_name=_("sign-off where a stage names none"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    review_days = models.PositiveSmallIntegerField(
        _("review a stage without a published timescale after (working days)"),
        default=20,
        help_text=_("The council’s own reminder, and no promise. 0: never."),
    )

    exit_url = models.URLField(
        _("where “Exit this page” leads"),
        blank=True,
        help_text=_(
            "For people who may be watched while they write to us: a page that is about nothing, such as "
            "https://www.bbc.co.uk/weather. Where this is empty, the button is not shown."
        ),
    )
    glass_hours = models.PositiveSmallIntegerField(
        _("an opened restricted case stays open for (hours)"),
        default=8,
        help_text=_("For somebody who opened it with a reason without being named for it."),
    )

    is_staff_named = models.BooleanField(
        _("the tracking page names who deals with a complaint"),
        default=False,
        help_text=_("Otherwise it says their part in the procedure, such as “Team manager”."),
    )

    history = AuditTrail()

    class Meta:
        verbose_name = _("complaints")
