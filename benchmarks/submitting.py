"""How long until somebody knows that their complaint is safe? Ours beside Wagtail's own form page.

Both are posted to Django's handler, in turn, in one process on one database. Wagtail's is the form page of its
manual: it stores the answers, mails them to the council, and shows its landing page. Until the answer, ours stores
the submission; case, clocks, history and the receipt in the outbox follow when the answer is out. Both times are
printed: how long somebody waits, and how long the server works until all of it is stored; and then, how long it
works where the receipt is mailed at once. Mail goes no further than Django's own memory. BEGIN and COMMIT are no
queries, theirs or ours. Then the page with our form is asked for beside the same page without. Medians are printed.

Run it from the top of the project: python -m tests.postgres -- python benchmarks/submitting.py [ROUNDS]
"""

import os
import re
import sys
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, reset_queries
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings, setup_test_environment
from wagtail.models import Page, Site

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
SERVER, REQUESTS = WSGIHandler(), RequestFactory()
UNTIL_STORED: list[float] = []
QUERIES: list[tuple[int, int]] = []
"""Of each request, where they are counted: until the answer, and until all is stored."""
NUMBERS = count()
"""Each complaint comes from another address: what comes too often from one is suspected, and opens no case."""
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def main(rounds: int):
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    from benchmarks import plain_form  # a table more, which no migration makes: known from here on

    setup_test_environment()
    reset_queries()
    theirs, with_form, without = plain_form.make(), *_pages()
    client = Client()
    send = {
        "Wagtail's form page": lambda: _send_theirs(theirs),
        "ours": lambda: _send_ours(client, with_form),
        "ours, with its mail": lambda: _send_ours(client, with_form, is_mailed=True),
    }
    show = {"without a form": lambda: _show(without), "with our form": lambda: _show(with_form)}
    print(f"{rounds} rounds on {connection.display_name}, each way in its turn; medians")
    theirs, queries = compare("sent", send, rounds)
    for way, what in enumerate(("ours, all of it", "and mailed"), start=1):
        stored = median(UNTIL_STORED[-len(send) * rounds :][way :: len(send)])
        print(f"stored: {what:20} {stored * 1000:7.2f} ms  {queries[way]:3} queries  {stored / theirs:5.2f} ×")
    print(f"{Submission.objects.count()} submissions, {Case.objects.count()} cases")
    compare("shown", show, rounds)


def compare(what: str, ways: dict, rounds: int) -> tuple[float, list[int]]:
    """Print the medians; return that of the first way, and all queries of each."""
    for way in ways.values():
        for _warm in range(10):
            way()
    queries = {name: _queries(way) for name, way in ways.items()}
    taken = {name: [] for name in ways}
    for _round in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    medians = {name: median(each) for name, each in taken.items()}
    first = next(iter(medians.values()))
    for name, each in medians.items():
        print(f"{what}: {name:20} {each * 1000:7.2f} ms  {queries[name][0]:3} queries  {each / first:5.2f} ×")
    return first, [each[1] for each in queries.values()]


def _queries(way) -> tuple[int, int]:
    with CaptureQueriesContext(connection):
        way()
    return QUERIES[-1]


def _pages():
    factories.settings()
    form = factories.feedback_form()
    home = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    text = [{"type": "text", "value": "<p>Ordinary words of an ordinary page.</p>" * 20}]
    block = {"type": "feedback_form", "value": {"heading": "Tell us", "introduction": "", "form": form.pk}}
    for slug, body in (("with", [*text, block]), ("without", text)):
        yield home.add_child(instance=ContentPage(title="Contact us", slug=slug, body=body))
        home.refresh_from_db()


def _timed(request, *, expected: int) -> float:
    """Return the seconds until the answer is there; those until the server has done with it are kept beside."""
    known, start = _asked(), perf_counter()
    response = SERVER(request.environ, lambda *answered: None)
    taken, asked = perf_counter() - start, _asked()
    response.close()
    UNTIL_STORED.append(perf_counter() - start)
    QUERIES.append((asked - known, _asked() - known))
    if response.status_code != expected:
        raise SystemExit(f"Answered {response.status_code}, and not {expected}.")
    return taken


def _asked() -> int:
    """Return how many queries the log holds, where they are logged; what begins and ends transactions left out."""
    return sum(query["sql"] not in ("BEGIN", "COMMIT") for query in connection.queries_log)


def _send_theirs(page) -> float:
    names = [field.clean_name for field in page.form_fields.all()]
    typed = dict(zip(names, TYPED.values(), strict=True))
    token = {"Cookie": f"csrftoken={'a' * 32}"}
    return _timed(REQUESTS.post(page.url, {**typed, "csrfmiddlewaretoken": "a" * 32}, headers=token), expected=200)


def _send_ours(client, page, *, is_mailed=False) -> float:
    """Time the button that sends; the page before it is each person's own, and made here beforehand."""
    action = re.search(r'<form class="complaints-form" action="([^"#]+)', client.get(page.url).content.decode())[1]
    check = client.post(action, TYPED, headers=SAME_SITE).content.decode()
    intention = re.search(r'name="intention" value="([^"]+)"', check)[1]
    sent = {**TYPED, "intention": intention, "send": "yes"}
    somewhere = f"192.0.2.{next(NUMBERS) % 255}"
    with override_settings(WAGTAIL_COMPLAINTS_SEND_AT_ONCE=is_mailed):
        return _timed(REQUESTS.post(action, sent, headers=SAME_SITE, REMOTE_ADDR=somewhere), expected=303)


def _show(page) -> float:
    return _timed(REQUESTS.get(page.url), expected=200)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
