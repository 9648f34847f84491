"""How long does one due date take? 65 working days, three ways, side by side: ours, `holidays`' own, and numpy's.

Run it from the top of the project: python benchmarks/one_due_date.py
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time

import holidays
import numpy

sys.path.insert(0, str(Path(__file__).parents[1]))

from wagtail_complaints.bank_holidays import calendar
from wagtail_complaints.procedure.lengths import Length

LENGTH = Length.parse("65 working days")
STARTS = [date(2024, 1, 1) + timedelta(days=number) for number in range(700)]
STARTS = [day for day in STARTS if day.weekday() < 5]
ROUNDS = 9
"""In each round every way takes its turn; the medians of the rounds are printed."""


def main():
    ours = calendar("england")
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2028))
    days = numpy.busdaycalendar(holidays=[numpy.datetime64(day) for day in theirs])
    as_numpy = {day: numpy.datetime64(day) for day in STARTS}
    ways = {
        "ours": lambda day: ours.count(day, LENGTH),
        "holidays.get_nth_working_day": lambda day: theirs.get_nth_working_day(day, 65),
        "numpy.busday_offset": lambda day: numpy.busday_offset(as_numpy[day], 65, roll="backward", busdaycal=days),
    }
    disagreeing = [day for day in STARTS if len({date.fromisoformat(str(way(day))) for way in ways.values()}) > 1]
    rounds = [{name: _microseconds(way) for name, way in ways.items()} for _round in range(ROUNDS)]
    for name in ways:
        each = median(taken[name] for taken in rounds)
        ratio = median(taken[name] / taken["ours"] for taken in rounds)
        print(f"{name:32} {each:8.2f} µs a date   {ratio:6.1f} times ours")
    print(f"{len(STARTS)} starts, {len(disagreeing)} on which the three disagree")
    return bool(disagreeing)


def _microseconds(way) -> float:
    before = process_time()
    for day in STARTS:
        way(day)
    return (process_time() - before) / len(STARTS) * 1e6


if __name__ == "__main__":
    raise SystemExit(main())
