"""By when does somebody look at a page again, and which pages nobody has?"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    OVERDUE = "overdue", _("Overdue")
    SOON = "soon", _("Due within four weeks")
    LATER = "later", _("Later")
    UNSET = "unset", _("No date set")


SOON = 28
"""Days ahead of a review in which it is called soon."""


class ReviewedPage(models.Model):
    """Mixed into a page: the day by which its editors promise to look at it again."""

    review_on = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("The page says so, and the report “Reviews of procedures” lists what is overdue."),
    )

    class Meta:
        abstract = True

    def review_state(self, on: date) -> ReviewState:
        if not self.review_on:
            return ReviewState.UNSET
        days = (self.review_on - on).days
        if days < 0:
            return ReviewState.OVERDUE
        return ReviewState.SOON if days <= SOON else ReviewState.LATER
