"""Which days are bank and public holidays? Those of the `holidays` package, as a calendar for each nation."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

from .procedure.terms import UNITED_KINGDOM, Nation
from .procedure.wording import capitalised, listed
from .procedure.working_days import Calendar, Span

FIRST_YEAR = 2000
NOTICE = timedelta(days=90)

PUBLISHED_UNTIL = {
    Nation.ENGLAND: date(2028, 12, 31),
    Nation.WALES: date(2028, 12, 31),
    Nation.SCOTLAND: date(2028, 12, 31),
    Nation.NORTHERN_IRELAND: date(2028, 12, 31),
}
"""The last day for which each nation's holidays are published.

Source: GOV.UK's list of UK bank holidays (its three divisions), which reaches to 26 December 2028, as packaged in
govuk-bank-holidays 0.19. Read in November 2026 and compared with the `holidays` package from 2012 on, substitute
days included: the two differ on one weekday, 15 June 2026 in Scotland, which that copy lacks and which holds here.
A release of this package moves the dates on, a further year once read and compared.
"""

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


def ending(on: date) -> dict[Nation, date]:
    """Return the nations whose known holidays end within the notice that is given of it, each with its last day."""
    return {nation: last for nation, last in PUBLISHED_UNTIL.items() if last < on + NOTICE}


def published_until(calendar: str) -> date:
    """Return the last known day of a nation's calendar, or of the United Kingdom's."""
    return min(PUBLISHED_UNTIL.values()) if calendar == UNITED_KINGDOM else PUBLISHED_UNTIL[Nation(calendar)]


def calendar(
    name: str,
    *,
    extra_holidays: Mapping[date, str] | Iterable[tuple[date, str]] = (),
    closures: Mapping[date, str] | Iterable[tuple[date, str]] = (),
    terms: Iterable[Span] = (),
) -> Calendar:
    """Return the calendar of a nation or of the United Kingdom, with what a council's registers add.

    Raises: ValueError, where `name` is neither.
    """
    return _calendar(name, _frozen(extra_holidays), _frozen(closures), tuple(terms))


@lru_cache(maxsize=64)
def _calendar(
    name: str,
    extra: tuple[tuple[date, str], ...],
    closures: tuple[tuple[date, str], ...],
    terms: tuple[Span, ...],
) -> Calendar:
    days = dict(_united_kingdom() if name == UNITED_KINGDOM else _nation(Nation(name)))
    for day, holiday in extra:
        days[day] = _joined(days.get(day), holiday)
    return Calendar(
        name=str(name),
        holidays=days,
        published_until=published_until(name),
        closures=dict(closures),
        terms=terms,
        published_from=date(FIRST_YEAR, 1, 1),
    )


def _frozen(days: Mapping[date, str] | Iterable[tuple[date, str]]) -> tuple[tuple[date, str], ...]:
    return tuple(sorted(days.items() if isinstance(days, Mapping) else days))


def _joined(name: str | None, other: str) -> str:
    """Return both names of one day: a holiday is added to another, never put in its place."""
    names = name.split("; ") if name else []
    return "; ".join(names if other in names else [*names, other])


@cache
def _nation(nation: Nation) -> Mapping[date, str]:
    years = range(FIRST_YEAR, PUBLISHED_UNTIL[nation].year + 1)
    found = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=years, language="en_GB")
    return {day: name.replace("(observed)", "(substitute day)") for day, name in sorted(found.items())}


@cache
def _united_kingdom() -> Mapping[date, str]:
    """Return the holidays of any nation. Source: Freedom of Information Act 2000, section 10(6)."""
    by_day: dict[date, dict[str, list[str]]] = {}
    for nation in Nation:
        for day, name in _nation(nation).items():
            by_day.setdefault(day, {}).setdefault(name, []).append(nation)
    return {day: _with_nations(by_day[day]) for day in sorted(by_day)}


def _with_nations(names: dict[str, list[str]]) -> str:
    if len(names) == 1 and len(next(iter(names.values()))) == len(Nation):
        return next(iter(names))
    return "; ".join(f"{name} ({listed(map(_spelled, nations))})" for name, nations in names.items())


def _spelled(nation: str) -> str:
    return " ".join(capitalised(word) for word in nation.split("-"))
