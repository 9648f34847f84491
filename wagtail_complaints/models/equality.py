"""How many people of each kind wrote to us? Equality Act 2010, section 149."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .quarterly import QuarterlyFigure


class EqualityFigure(QuarterlyFigure):
    class Meta:
        verbose_name = _("equality figure")
        verbose_name_plural = _("equality figures")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "quarter", "question", "answer"], name="complaints_equality_figure_once"
            )
        ]
