"""Did a page help those who read it, and what did they say? Kept without anything that says who they were."""

from django.db import models
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from ..compat import PAGE_MODEL

LONGEST_COMMENT = 1_000


class PageVerdictQuerySet(models.QuerySet):
    def counted(self):
        """Return those that people gave, as far as can be told."""
        return self.filter(is_suspect=False)

    def by_page(self):
        """Return counts by page, the pages that helped least often first."""
        return (
            self.values("page")
            .annotate(
                yes=Count("pk", filter=Q(was_helpful=True, is_suspect=False)),
                no=Count("pk", filter=Q(was_helpful=False, is_suspect=False)),
                comments=Count("pk", filter=~Q(comment="") & Q(is_suspect=False)),
                suspect=Count("pk", filter=Q(is_suspect=True)),
                last_on=Max("given_on"),
            )
            .order_by("-no", "-yes", "page")
        )


class PageVerdict(models.Model):
    """One yes or no. `is_suspect` ones are kept and shown, and not counted."""

    page = models.ForeignKey(PAGE_MODEL, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    was_helpful = models.BooleanField(_("did it help?"))
    comment = models.TextField(_("comment"), blank=True, max_length=LONGEST_COMMENT)
    given_on = models.DateField(_("on"))
    is_suspect = models.BooleanField(_("looks like a machine"), default=False)

    objects = PageVerdictQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("answer to “Did this page help?”")
        verbose_name_plural = _("answers to “Did this page help?”")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
