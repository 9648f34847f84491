"""What the pages of the desk show, as their tests read them."""

import csv
import re
from html import unescape
from io import StringIO

REGISTER = "/admin/complaints/cases/"


def address(case) -> str:
    return f"{REGISTER}{case.pk}/"


def seen(response) -> str:
    """Return the words of the case on the page, without its markup."""
    return part(response, 'class="wc-case"', until="</main>")


def part(response, name: str, until="</section>") -> str:
    """Return the words of one part of the page, from the element with this id or class on."""
    page = response.content.decode()
    found = page[page.index(name) :]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found[: found.index(until)])).split())


def references(response) -> list[str]:
    """Return the references of the cases in a register, in its order."""
    return [case.reference for case in response.context["object_list"]]


def rows(response) -> list[dict]:
    """Return the rows of a CSV export, by their headings."""
    return list(csv.DictReader(StringIO(response.getvalue().decode())))
