"""Which other cases belong to this one, and how? A case split off, a duplicate, or one that has to do with it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .audit import AuditTrail
from .case import Case


class LinkKind(models.TextChoices):
    SPLIT = "split", _("Split off")
    DUPLICATE = "duplicate", _("Duplicate")
    RELATED = "related", _("Has to do with it")


SEEN_FROM = {
    (LinkKind.SPLIT, True): _("This case was split off from"),
    (LinkKind.SPLIT, False): _("Split off from this case"),
    (LinkKind.DUPLICATE, True): _("A duplicate: it goes on as"),
    (LinkKind.DUPLICATE, False): _("Duplicate of this case"),
    (LinkKind.RELATED, True): _("Has to do with"),
    (LinkKind.RELATED, False): _("Has to do with"),
}
"""How a link is told on the case that it leads from (True), and on the one that it leads to."""
TOLD = ("reference", "subject", "closed_on", "procedure_version__digest")
"""What is read of a case to tell of it on another."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case, as it is seen from this one."""

    link: "CaseLink"
    case: Case
    words: str


class CaseLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the links both of whose cases `user` may see."""
        seen = Case.objects.visible_to(user).values("pk")
        return self.filter(from_case__in=seen, to_case__in=seen)

    def seen_from(self, case: Case, user) -> list[Linked]:
        """Return the links of a case to those that `user` may see, in two queries however many there are."""
        links = self.filter(Q(from_case=case) | Q(to_case=case), is_current=True).order_by("pk")
        others = {link: link.other_than(case) for link in links}
        seen = Case.objects.visible_to(user).filter(pk__in=others.values())
        told = seen.select_related("procedure_version").only(*TOLD)
        cases = {each.pk: each for each in told}
        return [
            Linked(link, cases[other], str(SEEN_FROM[LinkKind(link.kind), link.from_case_id == case.pk]))
            for link, other in others.items()
            if other in cases
        ]


class CaseLink(models.Model):
    """`from_case` was split off from `to_case`, is a duplicate of it, or has to do with it.

    A link that is undone stays, and counts no more.
    """

    from_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_from")
    to_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_to")
    kind = models.CharField(_("kind"), max_length=10, choices=LinkKind.choices)
    reason = models.TextField(_("reason"))
    linked_on = models.DateField(_("linked on"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_current = models.BooleanField(default=True, editable=False)

    objects = CaseLinkQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("link between cases")
        verbose_name_plural = _("links between cases")
        constraints = [
            models.UniqueConstraint(
                fields=["from_case", "to_case"], condition=Q(is_current=True), name="complaints_linked_once"
            ),
            models.UniqueConstraint(
                fields=["from_case"],
                condition=Q(is_current=True, kind="duplicate"),
                name="complaints_duplicate_of_one",
            ),
            models.CheckConstraint(condition=~Q(from_case=F("to_case")), name="complaints_linked_to_another"),
        ]

    def __str__(self):
        return f"{self.from_case} {self.get_kind_display()} {self.to_case}"

    def other_than(self, case: Case) -> int:
        """Return the key of the case at the other end."""
        return self.to_case_id if self.from_case_id == case.pk else self.from_case_id
