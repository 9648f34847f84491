"""Which days count for a procedure: the nation's, and what the council's own registers add?

Registers are read once for each `Calendars`. Only confirmed holidays and closures are in them.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .. import bank_holidays
from ..procedure.terms import UNITED_KINGDOM, Procedure
from ..procedure.working_days import Calendar
from .registers import ClosureDay, ExtraHoliday, SchoolTerm
from .site_settings import ComplaintsSettings

HOLIDAY, CLOSURE, TERM = "holiday", "closure", "term"
"""The kinds of days in the registers."""


class CalendarRecord(models.Model):
    """A calendar exactly as it stood when a clock finished under it, so that its dates can be replayed."""

    digest = models.CharField(max_length=64, unique=True)
    known = models.JSONField()

    class Meta:
        verbose_name = _("calendar as it was known")
        verbose_name_plural = _("calendars as they were known")

    def __str__(self):
        return self.digest[:8]

    @classmethod
    def keep(cls, calendar: Calendar):
        cls.objects.get_or_create(digest=calendar.digest, defaults={"known": _written(calendar)})

    def calendar(self) -> Calendar:
        known = self.known
        return Calendar(
            name=known["name"],
            holidays=_dated(known["holidays"]),
            published_until=date.fromisoformat(known["published_until"]),
            closures=_dated(known["closures"]),
            terms=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in known["terms"]),
            published_from=date.fromisoformat(known["published_from"]),
        )


class Calendars:
    """The calendars as the registers stand now, and as they were when a clock finished.

    `counting` and `leaving_out` are days of the registers that are looked at as if they counted, or did not.
    """

    def __init__(self, *, counting=(), leaving_out=()):
        self._counting, self._leaving_out = tuple(counting), tuple(leaving_out)
        self._as_they_were: dict[str, Calendar | None] = {}
        self._named: dict[str, Calendar] = {}

    @classmethod
    def of_days(cls, days: Iterable["Day"]) -> "Calendars":
        """Return the calendars of days that were read already, with something else."""
        calendars = cls()
        calendars._days = _in_order(days)
        return calendars

    def of(self, procedure: Procedure) -> Calendar:
        """Return the calendar that the procedure names, else its nation's."""
        name = procedure.calendar or procedure.nation
        if name not in self._named:
            self._named[name] = self._read(name)
        return self._named[name]

    def _read(self, name: str) -> Calendar:
        extra: dict[date, str] = {}
        for nation, day, holiday in self._holidays:
            if name in (UNITED_KINGDOM, nation):
                extra[day] = f"{extra[day]}; {holiday}" if day in extra else holiday
        return bank_holidays.calendar(
            name, extra_holidays=extra, closures=dict(self._closures), terms=tuple(self._terms)
        )

    def as_it_was(self, digest: str) -> Calendar | None:
        """Return the calendar with this digest, where one was kept."""
        if digest not in self._as_they_were:
            record = CalendarRecord.objects.filter(digest=digest).first()
            self._as_they_were[digest] = record.calendar() if record else None
        return self._as_they_were[digest]

    def recall(self, digests) -> None:
        """Read the calendars with these digests in one query, for `as_it_was`."""
        wanted = [digest for digest in digests if digest not in self._as_they_were]
        if wanted:
            self._as_they_were |= dict.fromkeys(wanted)
            kept = CalendarRecord.objects.filter(digest__in=wanted)
            self._as_they_were |= {record.digest: record.calendar() for record in kept}

    @cached_property
    def review_days(self) -> int:
        """Return after how many working days a stage without a date is looked at again."""
        site = Site.objects.filter(is_default_site=True).first()
        settings = ComplaintsSettings.for_site(site) if site else ComplaintsSettings()
        return settings.review_days

    @cached_property
    def _holidays(self):
        return [(day.nation, day.first, day.name) for day in self._days if day.kind == HOLIDAY]

    @cached_property
    def _closures(self):
        return [(day.first, day.name) for day in self._days if day.kind == CLOSURE]

    @cached_property
    def _terms(self):
        return [(day.first, day.last) for day in self._days if day.kind == TERM]

    @cached_property
    def _days(self) -> list["Day"]:
        """Return what the three registers say, in one query."""
        holidays, *others = (
            rows.values_list(_text(kind), *said)
            for kind, rows, *said in registers(self._counting, self._leaving_out)
        )
        return _in_order(Day(*row) for row in holidays.union(*others, all=True))


class Day(NamedTuple):
    """A row of a register: one day, or with `last` a school term."""

    kind: str
    nation: str
    name: str
    first: date
    last: date


def registers(counting=(), leaving_out=()) -> list[tuple]:
    """Return of each register its kind, the rows that count, and by what a row says what a `Day` does."""
    return [
        (HOLIDAY, _counted(ExtraHoliday, counting, leaving_out), "nation", "name", "on", "on"),
        (CLOSURE, _counted(ClosureDay, counting, leaving_out), _text(""), "name", "on", "on"),
        (TERM, SchoolTerm.objects.order_by(), _text(""), "name", "starts_on", "ends_on"),
    ]


def _counted(register: type[models.Model], counting, leaving_out):
    also = [day.pk for day in counting if type(day) is register]
    without = [day.pk for day in leaving_out if type(day) is register]
    counts = models.Q(confirmed_on__isnull=False)
    if also:
        counts |= models.Q(pk__in=also)
    if without:
        counts &= ~models.Q(pk__in=without)
    return register.objects.filter(counts).order_by()


def _in_order(days: Iterable[Day]) -> list[Day]:
    return sorted(days, key=lambda day: (day.first, day.nation, day.name))


def _text(value: str) -> models.Value:
    return models.Value(value, output_field=models.CharField())


def _written(calendar: Calendar) -> dict:
    return {
        "name": calendar.name,
        "published_from": calendar.published_from.isoformat(),
        "published_until": calendar.published_until.isoformat(),
        "holidays": {day.isoformat(): name for day, name in calendar.holidays.items()},
        "closures": {day.isoformat(): name for day, name in calendar.closures.items()},
        "terms": [[first.isoformat(), last.isoformat()] for first, last in calendar.terms],
    }


def _dated(days: dict[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in days.items()}
