"""How long until every open case has followed a proclaimed holiday, and in what memory? Against one after another.

In bulk is what `complaints_recompute` does, in a process of its own that has made none of the cases. One after
another is what a single case does when its turn comes (`replay.catch_up`): dates, history, notice.

Run it from the top of the project: python -m tests.postgres -- python benchmarks/recompute.py [NUMBER OF CASES]
"""

import gc
import json
import os
import subprocess
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
"""Cases that are recomputed one by one, after the second holiday; the rest then follows in bulk."""

FOLLOW = "follow"


def main(number: int):
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    reset_queries()
    invented_cases.invent(number, on=TODAY)
    print(f"{number} open cases, {Deadline.objects.count()} deadlines on {connection.display_name}")
    rows = Deadline.history.count()
    proclaim(HOLIDAYS[0])
    first = in_a_process_of_its_own()
    print(f"after a proclaimed holiday: {said(first)}")
    print(f"{Deadline.history.count() - rows} history rows, {DateNotice.objects.count()} notices owed")
    print(
        f"peak memory {first['early']:.0f} MB after a tenth of the cases, {first['peak']:.0f} MB after all of them"
    )
    proclaim(HOLIDAYS[1])
    one_by_one = case_by_case()
    second = in_a_process_of_its_own()
    print(f"after a second one: {said(second)}")
    each = first["wall"] / first["read"]
    print(f"case by case, a sample of {SAMPLE}: {one_by_one * 1000:.2f} ms a case; in bulk {each * 1000:.2f} ms")
    print(f"{one_by_one / each:.1f} times faster in bulk")


def proclaim(day: date):
    ExtraHoliday.objects.create(nation="england", on=day, name="Proclaimed", confirmed_on=TODAY)
    replay.begin(f"{day} became a bank holiday.", by=None, on=TODAY)


def in_a_process_of_its_own() -> dict:
    done = subprocess.run([sys.executable, __file__, FOLLOW], stdout=subprocess.PIPE, check=True)  # noqa: S603
    return json.loads(done.stdout)


def said(taken: dict) -> str:
    return f"{taken['wall']:.1f} s for {taken['read']} cases, of which the process worked {taken['own']:.1f} s"


def follow() -> dict:
    """Let every open case follow, as the command does, and return the seconds and the megabytes it took."""
    connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
    total, read, early = replay.left(), 0, 0.0
    gc.freeze()
    start, own = perf_counter(), process_time()
    for step in replay.carry_on(on=TODAY):
        read += step.read
        early = early if early or read < total / 10 else memory()
        print(f"\r{read} of {total}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    wall, own = perf_counter() - start, process_time() - own
    return {"read": read, "wall": wall, "own": own, "early": early, "peak": memory()}


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
    if sys.argv[1:] == [FOLLOW]:
        print(json.dumps(follow()))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)
