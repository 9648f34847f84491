"""What happened in a case, in order, in words that a body outside may read?

The history of the case without what colleagues write for one another: notes, the notes and reasons beside a fact,
comments of signers, who may see the case, other cases, and how people are reached. What is told is listed here, so
that a new kind of fact stays inside until somebody decides that it may leave.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from ... import models
from ...models import Case, LetterKind
from ...models.audit import actor_name
from ..cases import history, history_words
from ..changes import Line

TOLD = (
    models.Case,
    models.CaseStage,
    models.StageEvent,
    models.Extension,
    models.ExtensionProposal,
    models.Hold,
    models.SetDate,
    models.Appointment,
    models.IndependenceOverride,
    models.PanelMeeting,
    models.PanelPaper,
    models.PanelAttendance,
    models.Recommendation,
    models.PointOfComplaint,
    models.LatenessDecision,
    models.Statement,
    models.EarlyReferral,
    models.StageLetterSent,
    models.AgreedAction,
    models.Response,
)
IN_THE_LETTER = {models.Recommendation: {"answer", "reasons", "answered_on"}}
"""What is a draft until the letter that says it has been signed, and is read in that letter."""

FOR_COLLEAGUES = ("note", "answer_note")
"""The fields of a fact that go into no letter."""

STAFF_ALONE = (LetterKind.SIGN_OFF_NOTICE, LetterKind.GLASS_BROKEN)
"""Messages to colleagues."""


def chronology(case: Case) -> list[Line]:
    """Return the lines, the oldest first; of a restricted case with numbers in place of the names of staff."""
    tellings = [_silenced(telling) for telling in history_words.TELLINGS if telling.model in TOLD]
    told = chain(
        history.receipt(case),
        history.facts(case, tellings, left_out=FOR_COLLEAGUES),
        history.moved_dates(case),
        history.sign_off(case),
        history.letters(case.letters.exclude(kind__in=STAFF_ALONE)),
    )
    lines = sorted((line._replace(why="") for line in told), key=lambda line: line.when)
    if not case.restrictions.current().exists():
        return lines
    unnamed = Unnamed(case)
    return [line._replace(who=unnamed(line.who), what=unnamed(line.what)) for line in lines]


def _silenced(telling: history_words.Telling) -> history_words.Telling:
    return replace(telling, silent=telling.silent | IN_THE_LETTER.get(telling.model, set()))


class Unnamed:
    """Puts “member of staff 1” for each name of staff that the records of a case know."""

    def __init__(self, case: Case):
        names = sorted({name for name in _names_of_staff(case) if name})
        self._numbers = {name: number for number, name in enumerate(names, start=1)}
        longest_first = sorted(map(re.escape, names), key=len, reverse=True)
        self._names = re.compile("|".join(longest_first)) if names else None

    def __call__(self, text: str) -> str:
        if self._names is None:
            return text
        return self._names.sub(lambda found: _("Member of staff %s") % self._numbers[found[0]], text)


def _names_of_staff(case: Case) -> Iterator[str]:
    """Yield how everybody is called who acted in the case, has or had a part in it, or is complained about."""
    users = get_user_model()
    rows = [row for telling in history_words.TELLINGS for row in telling.rows_of(case)]
    known = {row.history_user_id for row in rows} | set(case.letters.values_list("created_by", flat=True))
    for row in rows:
        fields = [field for field in row.tracked_fields if field.is_relation and field.related_model is users]
        known |= {getattr(row, field.attname) for field in fields}
        if row.actor_name != actor_name(None):
            yield row.actor_name
    for person in users._default_manager.filter(pk__in=known - {None}):
        yield from (actor_name(person), get_user_display_name(person))
