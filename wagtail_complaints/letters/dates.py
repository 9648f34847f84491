"""How did the date that a letter names come about? The same explanation as on the case page, as text."""

from datetime import date
from functools import cached_property

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from ..models import Case, CaseStage, Deadline
from ..models.explanations import explanations
from ..procedure.explanation import Explanation
from ..procedure.terms import ENDING


def reply_deadline(case_stage: CaseStage) -> Deadline | None:
    """Return the deadline that a letter means by `reply_by`."""
    return case_stage.deadlines.filter(event__in=ENDING, due_on__isnull=False).order_by("due_on").first()


class DateOfALetter:
    """The date `day` that a letter names, given for `event`; without one, that of the reply.

    Its placeholders are worked out where a letter uses them: most name no date.
    """

    def __init__(self, case_stage: CaseStage, *, on: date, day: date | None = None, event: str = ""):
        self._stage, self._on, self._day, self._event = case_stage, on, day, event

    def placeholders(self) -> dict[str, str]:
        told = {"how_counted": self._how_counted, "day_by_day": self._day_by_day, "no_date": self._no_date}
        return {name: lazy(telling, str)() for name, telling in told.items()}

    def _how_counted(self) -> str:
        """Return the sentence, the rule and its source; of a date that somebody set, and no rule gave, nothing."""
        told = self._explanation
        if not (told and told.due and told.days):
            return ""
        lines = (
            _("How we worked out this date: %(sentence)s") % {"sentence": told.sentence},
            _("The rule: %(rule)s") % {"rule": told.rule},
            _("Where the rule comes from: %(source)s") % {"source": told.source},
        )
        return "\n".join(lines)

    def _day_by_day(self) -> str:
        """Return the days of the count, a week a line."""
        return "\n".join(f"- {week}" for week in self._explanation.weeks) if self._explanation else ""

    def _no_date(self) -> str:
        """Return why there is no date yet: how far the calendar reaches, or the rule of a clock that waits."""
        told = self._explanation
        if not told or told.due:
            return ""
        return told.sentence if told.is_past_the_calendar else told.rule if told.is_to_begin else ""

    @cached_property
    def _explanation(self) -> Explanation | None:
        case = Case.objects.with_facts().prefetch_related("stages__deadlines").get(pk=self._stage.case_id)
        told = explanations(case, on=self._on)
        row = self._row([row for row in self._stage.deadlines.all() if (self._stage.pk, row.timescale) in told])
        return told[self._stage.pk, row.timescale] if row else None

    def _row(self, rows: list[Deadline]) -> Deadline | None:
        """Return the deadline that the letter speaks of."""
        if self._day:
            rows = [row for row in rows if row.due_on == self._day and self._event in ("", row.event)]
        else:
            rows = [row for row in rows if row.event in ENDING]
        return min(rows, key=lambda row: (row.event not in ENDING, row.due_on or date.max), default=None)
