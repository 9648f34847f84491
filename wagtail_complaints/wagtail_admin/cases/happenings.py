"""What was recorded of a stage, in words? Each thing with its day, and what of it can be corrected."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from ...models import CaseStage, ExtensionProposal
from ...procedure.terms import Entry, Event
from .. import words
from .gates import was_refused


@dataclass(frozen=True, slots=True)
class Happening:
    """Something recorded of a stage. `fact` is its kind, and names what to correct where that can be done.

    `url` is where the answer to it is recorded, while one is waited for.
    """

    on: date
    what: str
    detail: str = ""
    fact: str = ""
    pk: int | None = None
    is_current: bool = True
    correction: str = ""
    url: str = ""


def happenings(row: CaseStage) -> Iterator[Happening]:
    if row.requested_on:
        what = {Entry.OFFER: _("Offered"), Entry.REFERRAL: _("Referred")}.get(row.terms.entry, _("Stage asked for"))
        yield Happening(row.requested_on, what, _asked(row), "requested", row.pk)
    for event in row.events.all():
        if event.is_current and event.event == Event.ACCEPTED and was_refused(row):
            yield Happening(event.on, _("The request was refused"), row.end_reason, "event", event.pk)
            continue
        yield _of_fact(event, "event", event.on, words.done(event.event), event.note)
    for given in row.extensions.all():
        what = _("%(what)s extended to %(day)s") % {"what": words.owed(given.event), "day": date_format(given.to)}
        yield _of_fact(given, "extension", given.given_on, what, _with_agreement(given))
    for asked in row.proposals.all():
        yield _proposed(row, asked)
    for hold in row.holds.all():
        until = _("until %(day)s") % {"day": date_format(hold.to_on)} if hold.to_on else _("with no end yet")
        detail = ". ".join(filter(None, (hold.reason, hold.note)))
        yield _of_fact(hold, "hold", hold.from_on, _("Put on hold, %(until)s") % {"until": until}, detail)
    for each in row.set_dates.all():
        given = {"what": words.dated(each.timescale, row.terms.timescales), "day": date_format(each.due_on)}
        what = _("%(what)s: date set, %(day)s") % given
        yield _of_fact(each, "set-date", each.recorded_at.date(), what, each.reason)
    for each in row.early_referrals.all():
        met = [f"{condition['condition']}: {condition['note']}" for condition in each.conditions]
        yield Happening(each.referred_on, _("Referred early to: %s") % each.body, "\n".join(met))
        if each.returned_on:
            yield Happening(each.returned_on, _("Sent back by: %s") % each.body, each.return_reason)
    if row.ended_on and not was_refused(row):
        yield Happening(row.ended_on, _("Ended without an answer"), row.end_reason)


def _proposed(row: CaseStage, asked: ExtensionProposal) -> Happening:
    given = {"what": words.owed(asked.event), "day": date_format(asked.to)}
    what = _("%(what)s: later date proposed, %(day)s") % given
    answered = asked.get_answer_display()
    if asked.answered_on:
        answered = _("%(answer)s, %(day)s") % {"answer": answered, "day": date_format(asked.answered_on)}
    detail = "\n".join(filter(None, (asked.reason, answered, asked.answer_note)))
    url = reverse("complaints_cases:proposal", args=[row.case_id, asked.pk]) if not asked.answered_on else ""
    return Happening(asked.proposed_on, what, detail, url=url)


def _asked(row: CaseStage) -> str:
    """Return who asked for the stage, why, and in which words: a line each."""
    by = row.requested_by and _("Asked for by: %(name)s") % {"name": row.requested_by}
    late = row.is_late and _late(row)
    grounds = (_("Ground: %(ground)s") % {"ground": ground} for ground in row.grounds)
    return "\n".join(filter(None, (late, by, *grounds, row.request_note)))


def _late(row: CaseStage) -> str:
    """Return that the stage was asked for after its time, and what was decided about it, and why."""
    asked = _("After its time.")
    made = (each for each in row.case.lateness_decisions.all() if each.case_stage_id == row.pk and each.is_current)
    decision = next(made, None)
    if decision is None:
        return asked
    said = _("Taken on all the same: %s") if decision.is_taken_on else _("Not taken on: %s")
    return f"{asked} {said % decision.reason}"


def _of_fact(fact, kind: str, on: date, what: str, detail: str) -> Happening:
    return Happening(on, what, detail, kind, fact.pk, fact.is_current, fact.correction_reason)


def _with_agreement(given) -> str:
    agreed = {True: _("The complainant agreed."), False: _("The complainant did not agree.")}
    by = given.authorised_by and _("Authorised by %(name)s.") % {"name": get_user_display_name(given.authorised_by)}
    return " ".join(filter(None, (given.reason, agreed.get(given.complainant_agreed), by)))
