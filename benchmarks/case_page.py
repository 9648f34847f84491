"""How long does the page of a case take? Beside the page on which Wagtail itself edits a row of the same table.

Run it from the top of the project: python -m tests.postgres -- python benchmarks/case_page.py [NUMBER OF CASES]

All are of the same cases, asked for in turn by the same person, a complaints manager. Wagtail's is the edit view of
a snippet, twice: with nine plain fields of the case, and no word of stages, dates, people, points, letters, notes;
and with those facts in inline panels that hang from the case itself, without what they point at, so that where more
is in the case, more is in both pages. The page of the case tells them all, with what may be done now. The first
case is as invented (a stage, an event, a letter, a complainant), the others have three and ten of everything. The
menu counts what waits in the inbox on all of them.
"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import invented_cases, wagtails_case
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.actions import appointments, clocks, links, people, points
from wagtail_complaints.actions import notes as case_notes
from wagtail_complaints.models import Case

TODAY = date(2026, 11, 22)
ROUNDS = 21
"""In each round every page takes its turn."""
SEVERAL, MANY = 3, 10


def main(number: int):
    settings.ALLOWED_HOSTS = ["testserver"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    owners = [factories.user(roles.INVESTIGATOR) for _each in range(40)]
    invented_cases.invent_told(number, on=TODAY, owners=owners)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{number} cases on {connection.display_name}")
    manager = factories.user(roles.MANAGER)
    manager.user_permissions.add(Permission.objects.get(codename="change_case"))
    client = Client()
    client.force_login(manager)
    compare(client, "a case as invented", Case.objects.open().order_by("pk")[0])
    for number in (SEVERAL, MANY):
        compare(client, f"a case with {number} of everything", grown(number, manager))


def grown(many: int, manager) -> Case:
    """Return a case with so many points, people, appointments, updates, letters to staff, notes and links."""
    received = TODAY - timedelta(days=40)
    case = factories.case(received_on=received)
    stage = case.stages.get()
    for number in range(many):
        on = received + timedelta(days=number + 1)
        points.add(case, text=f"Point {number}", by=manager)
        people.add(case, by=manager, role="representative", name=f"Person {number}", adjustments="Large print")
        appointments.appoint(stage, does="sits", role="Member", by=manager, on=on, user=factories.user())
        clocks.update(stage, text=f"We are at step {number}.", on=on, by=manager)
        case_notes.add(case, text=f"Note {number}", by=manager)
        links.link(case, to=factories.case(received_on=received), reason="Related.", by=manager, on=TODAY)
    return case


def compare(client: Client, what: str, case: Case):
    addresses = {"ours": f"/admin/complaints/cases/{case.pk}/"}
    for view in wagtails_case.VIEWS:
        addresses[f"Wagtail's, {view.shows}"] = f"/admin/{view.url_prefix}/edit/{case.pk}/"
    asked = [queries(client, address) for address in addresses.values()]
    rounds = [[taken(client, address) for address in addresses.values()] for _round in range(ROUNDS)]
    medians = [median(each) * 1000 for each in zip(*rounds, strict=True)]
    print(f"{what}; medians of {ROUNDS}")
    for name, milliseconds, number in zip(addresses, medians, asked, strict=True):
        share = medians[0] / milliseconds
        print(f"  {name:40} {milliseconds:6.1f} ms  {number:3} queries  ours takes {share:4.2f} of it")


def taken(client: Client, address: str) -> float:
    start = perf_counter()
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return perf_counter() - start


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
