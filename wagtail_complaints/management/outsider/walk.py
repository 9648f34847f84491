"""What does somebody get to see of what is not theirs? Every address is asked, and every answer searched.

The walk knows a client, the addresses and the words that must not come back. It needs a transaction around it.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.contrib.messages import get_messages
from django.db import transaction

from .addresses import Address, Unclassified, every_address, paths

ELSEWHERE = "https://elsewhere.example/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back to one request: its status, the secret words in it, and whether it leads off the site."""

    method: str
    path: str
    name: str
    status: int
    words: frozenset[str]
    leads_elsewhere: bool
    is_ours: bool

    def __str__(self):
        return f"{self.method} {self.path} [{self.status}] {' '.join(sorted(self.words))}"


@dataclass(frozen=True)
class Walk:
    """`client` is a Django test client, signed in or not; `searches` find a secret without being one.

    A quick walk asks what may know of a case, about one row of each kind, searches once, and sends full forms only.
    A patient walk goes on past an address that nobody has classified: it tries the numbers of the canary's rows,
    and keeps in `not_asked` those that it cannot fill.
    """

    client: object
    values: Mapping[str, list]
    secret: re.Pattern
    searches: tuple[str, ...]
    payloads: tuple[dict, ...] = ({},)
    is_quick: bool = False
    is_patient: bool = False
    not_asked: dict[str, str] = field(default_factory=dict)

    def answers(self, addresses: Iterable[Address] | None = None) -> Iterator[Answer]:
        """Ask every address, or those given. Raises: Unclassified, unless it is patient."""
        for address in every_address() if addresses is None else addresses:
            if address.may_know or not self.is_quick:
                yield from self.at(address)

    def at(self, address: Address) -> Iterator[Answer]:
        for path in self._paths(address):
            plain = self.ask("GET", path, address)
            yield plain
            if self._is_worth_a_search(address, plain):
                yield from (self.ask("GET", f"{path}?{query}", address) for query in self._queries())
            if address.is_ours:
                yield from (self.ask("POST", path, address, payload) for payload in self._payloads())

    def _paths(self, address: Address) -> list[str]:
        try:
            found = paths(address, self.values, guess=self.is_patient, is_quick=self.is_quick)
        except Unclassified as unknown:
            if not self.is_patient:
                raise
            self.not_asked[address.name or address.route] = str(unknown)
            return []
        return [f"{path}?{self._rows()}" for path in found] if address.takes_chosen else found

    def _rows(self) -> str:
        return "&".join([*(f"id={pk}" for pk in self.values["row"]), f"next={ELSEWHERE}"])

    def _is_worth_a_search(self, address: Address, plain: Answer) -> bool:
        if address.arguments or address.takes_chosen:
            return False
        if plain.status == 200:
            return address.is_listing
        return address.is_ours and not self.is_quick

    def _queries(self) -> list[str]:
        found = [f"q={self.searches[0]}&next={ELSEWHERE}", "export=csv"]
        return found if self.is_quick else [*found, f"q={self.searches[1]}"]

    def _payloads(self) -> tuple[dict, ...]:
        return self.payloads[-1:] if self.is_quick else self.payloads

    def ask(self, method: str, path: str, address: Address, payload: dict | None = None) -> Answer:
        response = self._response(method, path, payload)
        said = self._messages(response)
        text = "\n".join((str(response.headers), response.cookies.output(), *said, _body(response)))
        return Answer(
            method,
            path,
            address.name,
            response.status_code,
            frozenset(self.secret.findall(text)),
            response.headers.get("Location", "").startswith(ELSEWHERE),
            address.is_ours,
        )

    def _messages(self, response) -> list[str]:
        """Return what the next page would say, and see to it that it does not: it is read with this answer."""
        self.client.cookies.pop("messages", None)
        request = response.wsgi_request
        return [str(each) for each in get_messages(request)] if hasattr(request, "_messages") else []

    def _response(self, method: str, path: str, payload: dict | None):
        """Ask inside a savepoint: a view that breaks the transaction spoils nobody else’s answer."""
        ask = self.client.post if method == "POST" else self.client.get
        savepoint = transaction.savepoint()
        response = ask(path, payload) if payload else ask(path)
        if transaction.get_rollback():
            transaction.set_rollback(False)
            transaction.savepoint_rollback(savepoint)
        else:
            transaction.savepoint_commit(savepoint)
        return response


def _body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(content))
        content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")
