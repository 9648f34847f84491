"""How long until a complaint is sent? Ours (stored, receipt, case, clocks, history) beside Wagtail's own form page.

Both are posted over Django's test client, in turn, in one process on one database; then the page with our form on
it is asked for beside the same page without. The medians of the rounds are printed.

Run it from the top of the project: python -m tests.postgres -- python benchmarks/submitting.py [ROUNDS]
"""

import os
import re
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.cache import cache
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from wagtail.models import Page, Site

from benchmarks import plain_form
from example_site.council.models import ContentPage
from tests import factories
from wagtail_complaints.models import Case, Submission

ROUNDS = 200
TYPED = {
    "kind": "complaint",
    "on_behalf": "myself",
    "what_happened": "The bin was not emptied for three weeks. " * 10,
    "put_right": "Empty it.",
    "name": "Robin Example",
    "email": "robin@example.com",
    "telephone": "01632 960001",
    "address": "1 High Street\nWenbury",
}
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def main(rounds: int):
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    setup_test_environment()
    reset_queries()
    theirs, with_form, without = plain_form.make(), *_pages()
    client = Client()
    send = {
        "Wagtail's form page": lambda: _send_theirs(client, theirs),
        "ours": lambda: _send_ours(client, with_form),
    }
    show = {"without a form": lambda: _show(client, without), "with our form": lambda: _show(client, with_form)}
    print(f"{rounds} rounds on {connection.display_name}, each way in its turn; medians")
    compare("sent", send, rounds)
    print(f"{Submission.objects.count()} submissions, {Case.objects.count()} cases")
    compare("shown", show, rounds)


def compare(what: str, ways: dict, rounds: int):
    for way in ways.values():
        for _warm in range(10):
            way()
    queries = {name: _queries(way) for name, way in ways.items()}
    taken = {name: [] for name in ways}
    for _round in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    first = median(next(iter(taken.values())))
    for name, each in taken.items():
        print(
            f"{what}: {name:20} {median(each) * 1000:7.2f} ms  {queries[name]:3} queries  {median(each) / first:5.2f} ×"
        )


def _queries(way) -> int:
    with CaptureQueriesContext(connection) as captured:
        way()
    return len(captured)


def _pages():
    factories.settings()
    form = factories.feedback_form()
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    text = [{"type": "text", "value": "<p>Ordinary words of an ordinary page.</p>" * 20}]
    block = {"type": "feedback_form", "value": {"heading": "Tell us", "introduction": "", "form": form.pk}}
    for slug, body in (("with", [*text, block]), ("without", text)):
        yield home.add_child(instance=ContentPage(title="Contact us", slug=slug, body=body))
        home.refresh_from_db()


def _timed(response_of) -> tuple[float, object]:
    start = perf_counter()
    response = response_of()
    return perf_counter() - start, response


def _send_theirs(client, page) -> float:
    names = [field.clean_name for field in page.form_fields.all()]
    typed = dict(zip(names, TYPED.values(), strict=True))
    taken, response = _timed(lambda: client.post(page.url, typed))
    assert response.status_code == 200, response.status_code
    return taken


def _send_ours(client, page) -> float:
    """Time the button that sends; the page before it is each person's own, and made here beforehand."""
    action = re.search(r'<form class="complaints-form" action="([^"#]+)', client.get(page.url).content.decode())[1]
    check = client.post(action, TYPED, headers=SAME_SITE).content.decode()
    intention = re.search(r'name="intention" value="([^"]+)"', check)[1]
    cache.clear()
    sent = {**TYPED, "intention": intention, "send": "yes"}
    taken, response = _timed(lambda: client.post(action, sent, headers=SAME_SITE))
    assert response.status_code == 303, response.status_code
    return taken


def _show(client, page) -> float:
    taken, response = _timed(lambda: client.get(page.url))
    assert response.status_code == 200, response.status_code
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
