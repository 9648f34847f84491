"""How well were complaints handled, as those who complained say? Answers as counts, and who gave some already.

An answer never stands beside a name: of a person it is kept that they answered about a stage, and not what.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .case_stage import CaseStage
from .people import Party
from .quarterly import QuarterlyFigure
from .seen_with_case import SeenWithStage


class SurveyFigure(QuarterlyFigure):
    class Meta:
        verbose_name = _("figure of the survey")
        verbose_name_plural = _("figures of the survey")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "quarter", "question", "answer"], name="complaints_survey_figure_once"
            )
        ]


class SurveyGiven(models.Model):
    """Somebody has said how a stage was handled; they are not asked again about it."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="surveys")
    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="surveys")
    given_on = models.DateField(_("given on"))

    objects = SeenWithStage.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("survey answered")
        verbose_name_plural = _("surveys answered")
        constraints = [models.UniqueConstraint(fields=["party", "case_stage"], name="complaints_survey_once")]

    def __str__(self):
        return f"{self.case_stage}"
