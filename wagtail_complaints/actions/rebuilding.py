"""How are stored dates put right? Locked, read, reckoned and written: many cases in as many queries as one.

Only what differs is written, each row of it with its history. A batch is one transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db import transaction

from ..models import CalendarRecord, Calendars, Case, CaseStage, Deadline
from ..models.audit import keep_history
from ..models.case import STAGE_FACTS
from ..procedure.terms import Entry
from ..procedure.time_limit import in_time_until
from .deadlines import SAID, Difference, Key, differences, with_deadlines
from .reviews import review_on

BATCH = 500
"""Cases held in memory at a time."""

Found = list[tuple[Case, list[Difference]]]


def recompute(case: Case, *, on: date, calendars: Calendars | None = None) -> list[Difference]:
    """Rebuild what is stored of the deadlines of `case`, and return what differed. Idempotent."""
    [(_case, found)] = put_right([case.pk], on=on, calendars=calendars or Calendars())
    return found


def date_the_first_time(case: Case, stage: CaseStage, *, on: date):
    """Work out what a case that opens with this stage is due, inside the transaction that opens it.

    Nothing has happened in it yet, so there is nothing to read.
    """
    known = {f"current_{kind}": [] for kind in STAGE_FACTS} | {"stored_deadlines": []}
    vars(stage).update(known)
    case.fetched_stages = [stage]
    _write_what_differs([case], on=on, calendars=Calendars())
    del case.fetched_stages
    for name in known:
        delattr(stage, name)


def recompute_all(cases, *, on: date, is_rehearsal: bool = False) -> Iterator[tuple[Case, list[Difference] | None]]:
    """Rebuild every case of a queryset that needs it. Yield each with what differed, or None where nothing did.

    The registers are read once and the cases in batches; only those that need it are locked and written.
    """
    calendars = Calendars()
    for batch in batches(cases):
        found = {case: differences(case, on=on, calendars=calendars) for case in batch}
        elsewhere = Case.objects.filter(pk__in=[case.pk for case in batch]).standing_elsewhere()
        stale = {case.pk for case in batch if _is_stale(case, calendars)} | elsewhere.keys()
        wrong = {case.pk: found[case] for case in batch if found[case] or case.pk in stale}
        if wrong and not is_rehearsal:
            wrong = {case.pk: differed for case, differed in put_right(wrong, on=on, calendars=calendars)}
        yield from ((case, wrong.get(case.pk)) for case in batch)


def batches(cases) -> Iterator[list[Case]]:
    """Yield the cases of a queryset, some at a time by their keys, with all that `differences` reads."""
    last, is_more = 0, True
    while is_more and (batch := list(with_deadlines(cases.filter(pk__gt=last).order_by("pk")[:BATCH]))):
        yield batch
        last, is_more = batch[-1].pk, len(batch) == BATCH


def put_right(pks: Collection[int], *, on: date, calendars: Calendars) -> Found:
    """Lock these cases, rebuild what is stored of their deadlines, and return what differed in each."""
    with transaction.atomic():
        locked = Case.objects.select_for_update(of=("self",)).filter(pk__in=list(pks)).order_by("pk")
        found = _write_what_differs(with_deadlines(locked), on=on, calendars=calendars)
        Case.objects.filter(pk__in=list(pks)).keep_standing()
        return found


def _write_what_differs(cases: Iterable[Case], *, on: date, calendars: Calendars) -> Found:
    found = [(case, differences(case, on=on, calendars=calendars)) for case in cases]
    written = _write([difference for _case, differed in found for difference in differed])
    _write_caches(found, written, calendars)
    return found


def _write(found: list[Difference]) -> dict[Key, Deadline | None]:
    """Store what is right, and return each row that was written or, as None, removed."""
    _keep_calendars(found)
    written = {difference.key: _settled(difference) for difference in found}
    new = [row for row in written.values() if row and row.pk is None]
    Deadline.objects.bulk_create(new)
    kept = [difference for difference in found if difference.stored and difference.right]
    _write_alike(Deadline, ((difference.stored.pk, difference.changed) for difference in kept))
    moved = [difference for difference in kept if not difference.is_only_time_passing]
    keep_history(new)
    keep_history([written[difference.key] for difference in moved], is_change=True)
    return written


def _settled(difference: Difference) -> Deadline | None:
    """Return the row as it is to be stored; one that is to be no longer is deleted."""
    if difference.right is None:
        difference.stored.delete()
        return None
    pk = difference.stored.pk if difference.stored else None
    said = {name: difference.right[name] for name in SAID}
    return Deadline(pk=pk, case_stage_id=difference.case_stage.pk, timescale=difference.timescale, **said)


def _keep_calendars(found: list[Difference]):
    used = {d.right["calendar_digest"]: d.right["_calendar"] for d in found if d.right}
    for digest, calendar in used.items():
        if digest:
            CalendarRecord.keep(calendar)


def _write_alike(model, changes: Iterable[tuple[int, dict]]):
    """Change rows, each by its key: with one query for all that change to the same. A holiday moves many alike."""
    alike: dict[tuple, list[int]] = defaultdict(list)
    for pk, changed in changes:
        alike[tuple(changed.items())].append(pk)
    for changed, pks in alike.items():
        if changed:
            model.objects.filter(pk__in=pks).update(**dict(changed))


def _write_caches(found: Found, written: dict[Key, Deadline | None], calendars: Calendars):
    stale = []
    for case, differed in found:
        rows = {(row.case_stage_id, row.timescale): row for row in _rows(case)}
        rows |= {difference.key: written[difference.key] for difference in differed}
        values = _cached(case, [row for row in rows.values() if row], calendars)
        stale.append((case.pk, {name: value for name, value in values.items() if getattr(case, name) != value}))
        for name, value in values.items():
            setattr(case, name, value)
    _write_alike(Case, stale)


def _is_stale(case: Case, calendars: Calendars) -> bool:
    return any(getattr(case, name) != value for name, value in _cached(case, _rows(case), calendars).items())


def _rows(case: Case) -> list[Deadline]:
    return [row for stage in case.fetched_stages for row in stage.stored_deadlines]


def _cached(case: Case, rows: list[Deadline], calendars: Calendars) -> dict:
    """Return what the case itself stores of its stages and deadlines, as these now are."""
    running = [row for row in rows if row.is_running]
    dated = [(row.due_on, row.pk, row.event) for row in running if row.due_on and not row.is_provisional]
    current = _current(case)
    due_on, _pk, event = min(dated, default=(None, None, _past_the_calendar(current, running)))
    return {
        "current_stage_id": current.pk if current else None,
        "next_due_on": due_on,
        "next_due_event": event,
        "in_time_until": in_time_until(case.terms, case.happened_on, calendars.of(case.terms)),
        "next_review_on": None if due_on else review_on(case, current, rows, calendars),
    }


def _past_the_calendar(stage: CaseStage | None, running: list[Deadline]) -> str:
    """Return the event that is owed in a time which the stage gives, on a day that the calendar does not reach."""
    if stage is None:
        return ""
    counted = {each.name for each in stage.terms.timescales if each.within or each.every or each.backstop}
    undated = (row for row in running if row.case_stage_id == stage.pk and not row.due_on)
    return next((row.event for row in undated if row.timescale in counted), "")


def _current(case: Case) -> CaseStage | None:
    """Return the stage the case is in: the last still going on, offers after all others; else the last."""
    order = [stage.key for stage in case.terms.stages]

    def rank(stage: CaseStage):
        goes_on = stage.ended_on is None and stage.facts().ended_on is None
        return goes_on, stage.terms.entry != Entry.OFFER, order.index(stage.key)

    return max(case.fetched_stages, key=rank, default=None)
