"""How long does the register of cases take, and its search? Beside a bare Wagtail listing of the same rows.

The bare listing has our columns and our order, and every row's relations in its one query; no filters, no search,
and no rule of who sees what. Both bring the same menu. To an investigator the register shows only what is theirs.

Run it from the top of the project: python -m tests.postgres -- python benchmarks/register.py [NUMBER OF CASES]
"""

import os
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from benchmarks import invented_cases, invented_words
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.models import Case
from wagtail_complaints.wagtail_admin.cases.register import CaseIndexView
from wagtail_complaints.wagtail_admin.cases.sorting import OPEN_FIRST

TODAY = date(2026, 11, 22)
ROUNDS = 21
"""In each round both listings take their turn."""
SEARCHES = 40
"""Different words of each kind, each looked for once."""
REGISTER, BARE = "/admin/complaints/cases/", "/admin/bare-cases/"


class BareIndexView(generic.IndexView):
    """What Wagtail gives for nothing, with the rows and their order of ours, and no query for each row."""

    def get_base_queryset(self):
        related = (
            "current_stage__case__procedure_version",
            "owner",
            "service_area",
            "procedure_version__procedure",
        )
        return Case.objects.select_related(*related).order_by(*OPEN_FIRST)


class BareViewSet(ModelViewSet):
    model = Case
    index_view_class = BareIndexView
    form_fields = ["subject"]
    list_per_page = 50
    list_display = [
        *("reference", "subject", "current_stage", "procedure_version", Column("standing")),
        *("next_due_on", "owner", "service_area", "received_on"),
    ]


hooks.register("register_admin_viewset", lambda: BareViewSet("bare_cases", url_prefix="bare-cases"))


def main(number: int):
    settings.ALLOWED_HOSTS = ["testserver"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    owners = [factories.user(roles.INVESTIGATOR) for _each in range(40)]
    start = perf_counter()
    invented_cases.invent_told(number, on=TODAY, owners=owners)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{number} cases on {connection.display_name}, invented in {perf_counter() - start:.0f} s")
    manager = factories.user(roles.MANAGER)
    one = factories.case(received_on=TODAY).reference
    Case.objects.filter(reference=one).update(owner=owners[0])
    print("To a complaints manager, who sees every case:")
    listings(manager, one)
    print(f"To one of {len(owners)} investigators, who sees their own:")
    listings(owners[0], one)
    searches(number, manager)


def listings(user, one: str):
    client = Client()
    client.force_login(user)
    for address in (REGISTER, BARE):
        taken(client, address)
    rounds = [{address: taken(client, address) for address in (REGISTER, BARE)} for _round in range(ROUNDS)]
    ours, bare = (median(each[address] for each in rounds) for address in (REGISTER, BARE))
    print(f"the register, first fifty rows: {ours * 1000:.0f} ms at the median of {ROUNDS}")
    print(f"a bare ModelViewSet listing:    {bare * 1000:.0f} ms; the register takes {ours / bare:.2f} of it")
    print(
        f"queries: {queries(client, REGISTER)} for fifty rows, {queries(client, f'{REGISTER}?q={one}')} for one, ",
        end="",
    )
    print(f"{queries(client, REGISTER + '?q=' + invented_words.WORDS[0])} for fifty found by a word, ", end="")
    print(f"{queries(client, BARE)} for the bare listing")


def taken(client: Client, address: str) -> float:
    start = perf_counter()
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return perf_counter() - start


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def searches(number: int, manager):
    words, numbers = invented_words.WORDS, range(0, number, max(1, number // SEARCHES))
    kinds = {
        "a whole reference": [f"BM-{each:06}" for each in numbers],
        "the end of a reference": [f"{each:06}" for each in numbers],
        "a fragment of a name": [invented_words.name(each).split()[1][1:7] for each in numbers],
        "a common word": words[:SEARCHES],
        "two common words": [f"{one} {other}" for one, other in pairwise(words[: SEARCHES + 1])],
        "a middling word": words[SEARCHES : SEARCHES * 40 : 39],
        "a rare word": words[-SEARCHES:],
        "a common and a rare word": [
            f"{one} {other}" for one, other in zip(words, words[-SEARCHES:], strict=False)
        ],
        "a word that nobody wrote": [f"{invented_words.ABSENT}{each}" for each in range(SEARCHES)],
        "a first letter": list("abcdefghijklmnopqrstuvwxyz"),
        "two letters": [word[:2] for word in words[:: len(words) // SEARCHES]],
    }
    print(
        "SQL of a search, rows and total, in ms: median, p95; the matches of the first, as far as they are counted"
    )
    for kind, looked_for in kinds.items():
        times, first = zip(*(search(text, manager) for text in looked_for), strict=True)
        p95 = quantiles(times, n=20)[-1] * 1000
        verdict = "" if p95 < 100 else "   over 100 ms"
        print(f"  {kind:26} {median(times) * 1000:7.1f} {p95:7.1f}   {first[0]:6}{verdict}")


def search(text: str, manager) -> tuple[float, int]:
    """Return the time of the SQL for the first fifty rows and the total, and the total."""
    request = RequestFactory().get(REGISTER, {"q": text})
    request.user = manager
    view = CaseIndexView(model=Case)
    view.setup(request)
    spent = []

    def clock(execute, sql, parameters, many, context):
        start = perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            spent.append(perf_counter() - start)

    with connection.execute_wrapper(clock):
        paginator, _page, rows, _has_others = view.paginate_queryset(view.get_queryset(), 50)
    return sum(spent), paginator.count if rows else 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
