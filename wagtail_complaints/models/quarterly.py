"""How many people gave each answer, in a quarter of the year? Counts alone: no row is anybody's.

What one person answered is not kept together either, so that a rare mixture of answers can point to nobody.
"""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .procedure import Procedure


def quarter_of(day: date) -> date:
    """Return the first day of the quarter of the year."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


class QuarterlyFigure(models.Model):
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField(_("quarter that begins on"))
    question = models.CharField(_("question"), max_length=20)
    answer = models.CharField(_("answer"), max_length=40)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.quarter}: {self.question}"

    @classmethod
    def add(cls, procedure: Procedure, day: date, answers: Iterable[tuple[str, str]]):
        """Count one person's answers, each by itself."""
        with transaction.atomic():
            for question, answer in sorted(answers):
                named = {
                    "procedure": procedure,
                    "quarter": quarter_of(day),
                    "question": question,
                    "answer": answer,
                }
                cls.objects.get_or_create(**named)
                cls.objects.filter(**named).update(number=F("number") + 1)
