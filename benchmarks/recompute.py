"""How long until every open case has followed a proclaimed holiday, and in what memory? Against one after another.

One after another is what a single case does when its turn comes (`replay.catch_up`): dates, history, notice.

Run it from the top of the project: python -m tests.postgres -- python benchmarks/recompute.py [NUMBER OF CASES]
"""

import os
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, reset_queries

from benchmarks import invented_cases
from wagtail_complaints.actions import replay
from wagtail_complaints.models import Case, DateNotice, Deadline, ExtraHoliday

TODAY = date(2026, 11, 22)
HOLIDAYS = (date(2026, 11, 26), date(2026, 11, 27))
SAMPLE = 300
"""Cases that are recomputed one by one, after the second holiday; the rest then follows by itself."""


def main(number: int):
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    reset_queries()
    invented_cases.invent(number, on=TODAY)
    print(f"{number} open cases, {Deadline.objects.count()} deadlines on {connection.display_name}")
    rows = Deadline.history.count()
    proclaim(HOLIDAYS[0])
    before = memory()
    own = process_time()
    each = in_bulk()
    own = process_time() - own
    grown = memory() - before
    print(f"after a proclaimed holiday: {each * number:.1f} s, of which this process worked {own:.1f} s")
    written = Deadline.history.count() - rows
    print(f"{written} history rows, {DateNotice.objects.count()} notices owed, peak memory {grown:+.0f} MB")
    proclaim(HOLIDAYS[1])
    one_by_one = case_by_case()
    print(f"case by case, a sample of {SAMPLE}: {one_by_one * 1000:.2f} ms a case; in bulk {each * 1000:.2f} ms")
    print(f"{one_by_one / each:.1f} times faster in bulk")


def proclaim(day: date):
    ExtraHoliday.objects.create(nation="england", on=day, name="Proclaimed", confirmed_on=TODAY)
    replay.begin(f"{day} became a bank holiday.", by=None, on=TODAY)


def in_bulk() -> float:
    start, read = perf_counter(), 0
    for step in replay.carry_on(on=TODAY):
        read += step.read
        print(f"\r{read}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return (perf_counter() - start) / read


def case_by_case() -> float:
    sample = list(Case.objects.order_by("pk")[:SAMPLE])
    start = perf_counter()
    for case in sample:
        replay.catch_up(case, on=TODAY)
    return (perf_counter() - start) / len(sample)


def memory() -> float:
    """Return the most memory that this process has had so far, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)
