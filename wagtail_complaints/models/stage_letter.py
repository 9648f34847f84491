"""Which of the letters that a stage owes went out, and how? A letter of the app, or one sent in another way."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ..procedure.terms import Event
from .audit import AuditTrail
from .case import Case
from .case_stage import CaseStage, StageEvent
from .letter import Letter
from .procedure import ProcedureVersion
from .seen_with_case import SeenWithStage


class StageLetterQuerySet(SeenWithStage):
    def cases_owing(self, cases):
        """Return those of `cases` that are open and in which a stage owes a letter that is not among these.

        It says of each case what `procedure.letters_owed` says of its stages: the versions that open cases run
        under are asked for once, and then the cases.
        """
        owing = [self._not_sent(*letter, versions) for letter, versions in _letters_of_open_cases().items()]
        if not owing:
            return cases.none()
        stages = CaseStage.objects.filter(reduce(or_, owing), case=OuterRef("pk"))
        return cases.open().filter(Exists(stages))

    def _not_sent(self, key: str, name: str, of: str, before: str, versions: list[int]) -> Q:
        is_owed = _has_happened(of) | _has_happened(before) if before else _has_happened(of)
        is_sent = Exists(self.filter(case_stage=OuterRef("pk"), name=name))
        return Q(key=key, case__procedure_version__in=versions) & is_owed & ~is_sent


def _letters_of_open_cases() -> dict[tuple[str, str, str, str], list[int]]:
    """Return each letter that a stage of an open case may owe, with the versions that ask for it."""
    found = defaultdict(list)
    running = Case.objects.open().order_by().values("procedure_version")
    for version in ProcedureVersion.objects.filter(pk__in=running).order_by("pk").defer("document"):
        for stage in version.terms.stages:
            for letter in stage.letters:
                found[stage.key, letter.name, letter.of, letter.before].append(version.pk)
    return found


def _has_happened(event: str) -> Q:
    """Return the condition on a stage in which this event has happened, as its clocks see it."""
    if event in (Event.REQUESTED, Event.RECEIVED):
        return Q(pk__isnull=False)
    if event == Event.HAPPENED:
        return Q(case__happened_on__isnull=False)
    return Q(Exists(StageEvent.objects.current().filter(case_stage=OuterRef("pk"), event=event)))


class StageLetterSent(models.Model):
    """`name` is that of the letter in the procedure. One that was sent in another way has a note of how."""

    case_stage = models.ForeignKey(CaseStage, on_delete=models.PROTECT, related_name="letters_sent")
    name = models.CharField(_("letter"), max_length=100)
    sent_on = models.DateField(_("sent on"))
    letter = models.OneToOneField(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="owed_as")
    note = models.TextField(_("how it was sent"), blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StageLetterQuerySet.as_manager()
    history = AuditTrail()

    class Meta:
        ordering = ["sent_on", "pk"]
        default_permissions = ()
        verbose_name = _("letter of a stage")
        verbose_name_plural = _("letters of stages")
        constraints = [
            models.CheckConstraint(
                condition=Q(letter__isnull=False) | ~Q(note=""), name="complaints_stage_letter_sent_how"
            )
        ]

    def __str__(self):
        return f"{self.case_stage}: {self.name}"
